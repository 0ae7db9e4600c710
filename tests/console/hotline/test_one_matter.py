"""At the console: a call for help is taken, linked with another's, and both are told at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.tickets import intake, intake_forms, views
from deskconsole.present.catalogue import language, use
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.console.lives import taken
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Monday 2026-09-14 09:00 at the hotline; its store must verify at the end."""
    before = language()
    made = Bench(tmp_path, packs=("service-hotline",))
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


async def test_h18_the_same_matter_is_linked_and_told_at_once(bench: Bench) -> None:
    async with console(bench.desk, size=(100, 30)) as c:
        common = {"customer": "王一", "contact": "13900001111", "channel": "phone", "tier": "citizen"}
        screen = await taken(
            c, "help", "2", **common, category="utilities", content="整栋停水", request="抢修", place="和平路16号"
        )
        data = {**common, "customer": "李二", "contact": "13900002222", "category": "utilities", "content": "也停水"}
        form = {**data, "kind": "help", "request": "抢修", "fields": {"place": "和平路16号"}}
        other = intake.intake(bench.desk, intake_forms.read_form(bench.desk, form, now=bench.now)).number
        screen.actions.action_record("linked")
        await c.form()
        await c.filling(same_as=other[-4:])
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("The same matter, brought 2 times", other[-4:])
        await c.press("1")
        await c.form()
        await c.press("escape")
        await c.on(TicketScreen)
        bench.act("0001", "answered", text="已恢复供水。")
        screen.actions.action_tell_linked()
        await c.until(lambda: views.show(bench.desk, other).ticket.answers, "the other is told")
        await c.sees("Told on 1 ticket")
    assert bench.show(other).events[-1].fields["told_with"].endswith("0001")


async def test_why_a_deadline_lies_where_it_does_names_its_calendar(bench: Bench) -> None:
    form = {"channel": "phone", "kind": "report", "tier": "citizen", "category": "market", "content": "过期食品"}
    fields = {"place": "南门", "decide_by": "2026-10-20"}
    data = {**form, "customer": "谭芳", "contact": "13900001234", "request": "查处", "fields": fields}
    bench.now = t("09-30 16:00")
    number = intake.intake(bench.desk, intake_forms.read_form(bench.desk, data, now=bench.now)).number
    async with console(bench.desk, size=(100, 40)) as c:
        await c.opens(number)
        await c.press("v")
        await c.sees("counted by the calendar Office hours", "1/3 of the time of H06", "holiday: National Day")
        await c.sees("3 working days before the date", "counted from the date on the form: 2026-10-20")


async def test_the_office_complained_of_sees_no_name_at_the_console(bench: Bench) -> None:
    from deskconsole.desk.staff.staff import add_staff  # of this test alone

    add_staff(bench.by("root"), "zheng", name="郑毅", role="specialist", department="utilities_office", qualified=True)
    form = {"channel": "phone", "kind": "complaint", "tier": "citizen", "customer": "谭芳", "contact": "13900001234"}
    form |= {"category": "conduct", "content": "窗口态度差", "request": "道歉"}
    data = {**form, "fields": {"about_office": "utilities_office"}}
    number = intake.intake(bench.by("zhou"), intake_forms.read_form(bench.desk, data, now=bench.now)).number
    bench.act(number, "specialist_needed", to="dept:utilities_office", text="请说明")
    async with console(bench.by("zheng")) as c:
        await c.opens(number)
        await c.sees("***", "窗口态度差")
        await c.misses("谭芳", "13900001234")
        await c.press("0")
        await c.misses("谭芳", "13900001234")
