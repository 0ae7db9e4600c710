"""The follow-up board: groups, results by one key, the next time."""

import pytest

from deskconsole.desk.tickets import views
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.text_view import TextView
from tests.console.driver import Seat, console
from tests.desk.support import Bench, t


def _finished(bench: Bench, tier: str, customer: str) -> str:
    number = bench.take("phone", tier, customer=customer, contact="13700002222")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="solved")
    return number


async def _board(c: Seat) -> FollowUpScreen:
    await c.press("f4")
    screen = await c.on(FollowUpScreen)
    await c.until(lambda: screen.lines, "the board")
    await c.pilot.pause()
    return screen


async def test_groups_by_due_with_phone_and_reason(bench: Bench) -> None:
    intent = _finished(bench, "intent", "Intent")
    bench.later(days=2)
    core = _finished(bench, "core", "Core")
    async with console(bench.desk, size=(120, 30)) as c:
        await _board(c)
        assert c.follow_ups.sections == ["This week (2)"]
        assert c.follow_ups.numbers == [core[-4:], intent[-4:]]
        await c.sees("137****2222")
        bench.later(days=1)
        await c.press("f3")
        await _board(c)
        assert c.follow_ups.sections == ["Today (2)"]
        bench.later(days=1)
        await c.press("f3")
        await _board(c)
        assert c.follow_ups.sections == ["Overdue (2)"]


async def test_reached_with_a_score(bench: Bench) -> None:
    number = _finished(bench, "intent", "Intent")
    async with console(bench.desk) as c:
        await _board(c)
        await c.press("f")
        await c.form()
        assert c.value("outcome") == "reached"
        await c.press("4", "tab")
        await c.typing("满意")
        await c.press("ctrl+s")
        screen = await c.on(FollowUpScreen)
        await c.until(lambda: not screen.lines)
        await c.sees("No follow-up is planned")
    event = views.show(bench.desk, number).events[-1]
    assert (event.kind, event.outcome, event.fields["score"], event.fields["remark"]) == (
        *("followed_up", "reached"),
        *(4, "满意"),
    )


async def test_no_answer_is_one_key_and_undone_by_one(bench: Bench) -> None:
    number = _finished(bench, "intent", "Intent")
    async with console(bench.desk) as c:
        screen = await _board(c)
        await c.press("-")
        await c.sees("No answer at 0001: again today 11:00")
        await c.until(lambda: len(c.follow_ups.numbers) == 2)
        assert c.app.screen is screen, "nothing was asked"
        view = views.show(bench.desk, number)
        assert [event.kind for event in view.events[-2:]] == ["followed_up", "planned"]
        assert (view.events[-2].outcome, view.ticket.plans[view.events[-1].seq].due) == ("no_answer", t("09-14 11:00"))
        await c.press("z")
        await c.until(lambda: len(c.follow_ups.numbers) == 1)
    assert views.show(bench.desk, number).ticket.open_plans() == []


async def test_no_answer_again_moves_the_next_try(bench: Bench) -> None:
    number = _finished(bench, "intent", "Intent")
    async with console(bench.desk) as c:
        await _board(c)
        await c.press("-")
        await c.until(lambda: len(c.follow_ups.numbers) == 2)
        bench.later(hours=3)
        await c.press("-")
        await c.sees("No answer at 0001: again today 14:00")
    view = views.show(bench.desk, number)
    assert [view.ticket.plans[of].due for of in view.ticket.open_plans()] == [t("09-14 14:00")]
    states = {(clock.rule, clock.due): clock.state for clock in view.clocks if clock.do == "follow_up"}
    assert sorted(states.items()) == [
        (("R15", t("09-17 18:00")), "running"),
        (("R38", t("09-14 11:00")), "late"),
        (("R38", t("09-14 14:00")), "running"),
    ]


async def test_no_answer_late_in_the_day_asks_for_the_next_working_morning(bench: Bench) -> None:
    number = _finished(bench, "intent", "Intent")
    bench.now = t("09-18 16:30")
    async with console(bench.desk) as c:
        await _board(c)
        await c.press("-")
        await c.until(lambda: "again" in c.said)
    plans = views.show(bench.desk, number).ticket.plans
    assert [plan.due for plan in plans.values()] == [t("09-20 09:00")], "a Sunday that is a make-up working day"


async def test_mine_only_and_open(bench: Bench) -> None:
    mine = _finished(bench, "intent", "Mine")
    _finished(bench, "core", "Sales")
    async with console(bench.desk) as c:
        await _board(c)
        assert len(c.follow_ups.numbers) == 2
        await c.press("2")
        await c.until(lambda: len(c.follow_ups.numbers) == 2)
        await c.press("end", "enter")
        screen = await c.on(TicketScreen)
        assert screen.number == mine
        await c.press("escape")
        await c.on(FollowUpScreen)
        await c.press("escape")
        assert c.queue.numbers


@pytest.mark.parametrize(
    ("lang", "asks"), [("en", "Was your question settled in full?"), ("zh", "您的问题都解决了吗？")]
)
async def test_r14_the_script_of_the_call_on_the_board_and_on_the_form(bench: Bench, lang: str, asks: str) -> None:
    number = _finished(bench, "intent", "Intent")
    async with console(bench.desk, lang=lang) as c:
        await _board(c)
        await c.sees(asks, number)
        await c.press("f")
        form = await c.form()
        assert asks in form.query(TextView).first().plain
        await c.misses("{")
        assert form.focused is not None
        await c.press("escape")
        await c.on(FollowUpScreen)
        await c.press("n")
        form = await c.form()
        assert form.query(TextView).first().plain == "", "a note has no script"


async def test_r38_the_next_one_recurs_as_typed_on_the_form_of_a_result(bench: Bench) -> None:
    number = _finished(bench, "intent", "Intent")
    async with console(bench.desk) as c:
        await _board(c)
        await c.press("f")
        await c.form()
        await c.filling(recurrence="now and then")
        await c.press("ctrl+s")
        await c.until(lambda: "not clear" in c.note("recurrence"))
        await c.filling(recurrence="每2周")
        await c.until(lambda: c.note("recurrence") == "= every 2 weeks, first 09-28 09:00")
        await c.press("ctrl+s")
        await c.on(FollowUpScreen)
    (plan,) = views.show(bench.desk, number).ticket.plans.values()
    assert (plan.recurrence, plan.due) == ("FREQ=WEEKLY;INTERVAL=2", t("09-28 09:00"))


async def test_r38_a_recurring_task_is_planned_on_a_form(bench: Bench) -> None:
    number = _finished(bench, "intent", "Intent")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("P")
        await c.form()
        await c.filling(due="下周一10点", recurrence="every 2nd Monday", text="ask again")
        assert c.note("recurrence") == "= every month on Mon no. 2"
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("every month on")
    (plan,) = views.show(bench.desk, number).ticket.plans.values()
    assert (plan.recurrence, plan.due) == ("FREQ=MONTHLY;BYDAY=2MO", t("09-21 10:00"))
