"""S03 at the console: why a step was late, by one key in the same form, later, and judged by one key."""

from deskconsole.screens.alarms.lateness import LateSteps
from deskconsole.screens.frame.pick_one import PickOne
from tests.console.driver import console
from tests.desk.support import Bench


def _late(bench: Bench) -> tuple[str, str]:
    number = bench.take("online")
    rule = next(clock.rule for clock in bench.show(number).clocks if clock.do == "respond")
    bench.later(hours=1, minutes=7)
    return number, rule


async def test_s03_the_form_of_a_late_step_asks_why_by_one_key(house: Bench) -> None:
    number, rule = _late(house)
    async with console(house.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("r")
        form = await c.form()
        await c.sees("晚了", "同时来了几位", "客户要求晚些")
        form.rows["late_cause"].focus_entry()
        await c.press("1", "ctrl+s")
        await c.until(lambda: house.clock(number, rule).cause == "several_at_once", "the reason")
    clock = house.clock(number, rule)
    assert (clock.state, clock.due) == ("late", clock.first_due)


async def test_s03_saving_does_not_wait_and_k_gives_the_reason_later(house: Bench) -> None:
    number, rule = _late(house)
    async with console(house.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("r")
        await c.form()
        await c.press("ctrl+s")
        await c.sees("k 说明超时原因")
        assert house.clock(number, rule).cause is None
        await c.press("k")
        await c.on(PickOne)
        await c.sees("为什么晚了", "晚", "系统或电话故障")
        await c.press("2")
        await c.until(lambda: house.clock(number, rule).cause == "system_down", "the reason")
        await c.sees("z 撤回")
        await c.press("z")
        await c.until(lambda: house.clock(number, rule).cause is None, "taken back")


async def test_s03_a_form_in_time_asks_nothing_and_a_ticket_in_time_says_so(house: Bench) -> None:
    number = house.take("online")
    async with console(house.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("k")
        await c.sees("没有超时")
        await c.press("r")
        form = await c.form()
        assert "late_cause" not in form.rows.by_name


async def test_s03_the_list_gives_reasons_and_judges_them_by_one_key_each(house: Bench) -> None:
    first, rule = _late(house)
    house.act(first, "responded", late_cause="several_at_once")
    second, _rule = _late(house)
    house.act(second, "responded")
    async with console(house.by("song"), lang="zh") as c:
        await c.app.run_action("late_steps")
        screen = await c.on(LateSteps)
        await c.until(lambda: len(screen.steps) == 2, "the list")
        await c.sees("同时来了几位", "还没有原因", "待认可", "A 认可")
        await c.press("down")
        await c.until(lambda: screen.marked is not None and screen.marked.number == first, "the first")
        await c.press("A")
        await c.until(lambda: house.clock(first, rule).cause_state == "accepted", "accepted")
        await c.until(lambda: len(screen.steps) == 1, "one left")
        await c.press("k")
        await c.on(PickOne)
        await c.press("3")
        await c.until(lambda: house.clock(second, rule).cause == "asked_later", "the reason")
        await c.press("D")
        await c.sees("自己说明的原因要由别人来定")
    async with console(house.desk, lang="zh") as c:
        await c.app.run_action("late_steps")
        screen = await c.on(LateSteps)
        await c.until(lambda: len(screen.steps) == 2, "one's own")
        await c.sees("我超时的步骤", "已认可")
        assert "A 认可" not in c.text()
