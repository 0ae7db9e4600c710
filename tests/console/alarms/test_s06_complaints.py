"""S06 at the console: complaints on the top line of whoever leads until looked at; grave ones are taken on."""

from typing import Any

from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


def _complaint(bench: Bench, **more: Any) -> str:
    form: dict[str, Any] = {"kind": "complaint", "category": "staff", "tier": "ordinary", **more}
    return bench.take("phone", str(form.pop("tier")), **form)


async def test_s06_a_complaint_stands_on_the_managers_line_until_looked_at(mall: Bench) -> None:
    async with console(mall.by("deng"), lang="zh", size=(100, 30)) as c:
        number = _complaint(mall)
        await c.until(lambda: c.app.session.alarms.lines, "the line")
        await c.tick()
        await c.sees(f"负责人看投诉 {number[-4:]}")
        await c.press("j")
        await c.on(PickOne)
        await c.sees("等您处理", number[-4:])
        await c.press("1")
        await c.on(TicketScreen)
        await c.tick()
        await c.until(lambda: "looked_at" in mall.kinds(number), "looked at")
        await c.until(lambda: not c.app.session.alarms.lines, "gone")
    assert mall.show(number).ticket.owner == "zhou"


async def test_s06_who_does_not_lead_looks_without_its_being_recorded(mall: Bench) -> None:
    number = _complaint(mall)
    async with console(mall.by("song"), lang="zh") as c:
        await c.opens(number)
        await c.tick()
        assert "负责人看投诉 0001" not in c.text()
    assert "looked_at" not in mall.kinds(number)


async def test_s06_a_grave_one_is_marked_in_the_queue_and_taken_on_by_one_key(mall: Bench) -> None:
    number = _complaint(mall, fields={"injury": True})
    async with console(mall.by("deng"), lang="zh", size=(100, 30)) as c:
        await c.sees("重大")
        await c.opens(number)
        await c.sees("重大：有人受伤")
        await c.until(lambda: c.app.session.alarms.lines, "the line")
        await c.press("j")
        await c.until(lambda: mall.show(number).ticket.owner == "deng", "taken on")
    assert [clock.state for clock in mall.show(number).clocks if clock.rule == "S06"] == ["met", "met"]


async def test_s06_in_the_form_a_grave_condition_is_asked_and_found(mall: Bench) -> None:
    async with console(mall.desk, lang="zh", size=(80, 40)) as c:
        await c.press("f2")
        await c.filling(channel="phone", kind="complaint")
        await c.filling(customer="林女士", contact="13911112222", tier="ordinary", category="staff")
        await c.filling(content="扶梯夹伤了脚", request="赔偿")
        await c.filling(injury="yes")
        await c.press("ctrl+s")
        await c.until(lambda: c.app.session.saved or c.queue.numbers, "saved")
        await c.sees("重大")
