"""Rules of the site at the console: praise that reaches the colleague, a complaint about reception, leads, progress."""

import pytest

from deskconsole.desk.tickets import views
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.intake.something_else import AsideMenu
from deskconsole.screens.tickets.filing_form import FilingForm
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import Seat, console
from tests.console.intake.test_something_else import place
from tests.desk.rules.test_site_rules import begun, take
from tests.desk.support import Bench


async def _taken(c: Seat, bench: Bench, kind: str) -> None:
    """The form of something that is taken beside the usual inquiry."""
    await c.press(";")
    await c.on(AsideMenu)
    await c.press(place(bench, kind))
    await c.intake()


async def _chosen(c: Seat, typed: str) -> None:
    """An action of the menu of a ticket, by its words."""
    await c.press("m")
    menu = await c.on(Menu)
    await c.typing(typed)
    await c.until(lambda: menu.marked is not None and typed in menu.marked.title)
    await c.press("enter")


async def test_s05_praise_reaches_the_colleague_whom_it_names(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _taken(c, bench, "praise")
        await c.typing("小林很耐心")
        await c.filling(colleague="li")
        form = await c.intake()
        form.rows.pack_rows["colleague"].focus_entry()
        await c.typing("n")
        await c.sees("= Lin")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert views.show(bench.desk, "0001").ticket.fields == {"colleague": "lin"}
    async with console(bench.by("lin")) as c:
        await c.press("2")
        await c.until(lambda: c.queue.numbers == ["0001"], "praise among Lin's")
        await c.sees("Read it", "Praise")
        await c.opens("SZ-20260914-0001")
        await c.sees("小林很耐心", "Lin")
        await c.press("1")
        assert (await c.form()).event == "acknowledged"
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds("0001")[-1] == "acknowledged")
    assert bench.clock("0001", "S05c").state == "met"


async def test_s04_at_the_console_of_whom_it_is_about_nothing_can_be_done(bench: Bench) -> None:
    before = bench.take("phone")
    async with console(bench.desk) as c:
        await _taken(c, bench, "desk_complaint")
        await c.typing("电话里很不耐烦")
        await c.filling(about="Lin", about_ticket=before[-4:])
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.until(lambda: "0002" in c.queue.numbers)
    ticket = views.show(bench.desk, "0002").ticket
    assert ticket.fields == {"about": "lin", "about_ticket": before}
    async with console(bench.by("lin")) as c:
        await c.opens("SZ-20260914-0002")
        await c.press("n")
        await c.sees("somebody else handles it")
    async with console(bench.by("song")) as c:
        screen = await c.opens("SZ-20260914-0002")
        await c.sees("Verify the complaint about recep", "Lin", before)
        await c.press("1")
        form = await c.form()
        assert form.event == "verified"
        await c.filling(text="听了录音", finding="justified")
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds("0002")[-1] == "verified")
        assert screen.number.endswith("0002")


async def test_s04_a_name_that_is_nobodys_is_refused_at_its_field(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _taken(c, bench, "desk_complaint")
        await c.typing("电话里很不耐烦")
        await c.filling(about="王某")
        await c.press("ctrl+s")
        await c.until(lambda: "王某" in c.note("about"))


async def test_s08_that_the_customer_asked_is_one_entry_of_the_menu(bench: Bench) -> None:
    number = bench.take("online")
    async with console(bench.desk) as c:
        await c.opens(number)
        await _chosen(c, "asks how it stands")
        await c.form()
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds(number)[-1] == "progress_asked")
        await c.sees("The customer asked", "S08c")


async def test_s09_a_lead_is_filed_once_it_is_won_or_lost(bench: Bench) -> None:
    number = begun("S09", bench)
    async with console(bench.desk) as c:
        await c.opens(number)
        await _chosen(c, "Won or lost")
        await c.form()
        await c.press("2")
        await c.filling(text="选了别家")
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds(number)[-1] == "decided")
    assert bench.show(number).events[-1].fields["outcome"] == "lost"
    bench.act(number, "filed")


async def test_s09_until_then_filing_says_what_is_missing(bench: Bench) -> None:
    number = begun("S09", bench)
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("m")
        await c.on(Menu)
        await c.typing("File")
        await c.sees("Won or lost")
        assert not isinstance(c.app.screen, FilingForm)


@pytest.mark.parametrize("kind", ["suggestion", "praise", "desk_complaint"])
async def test_s04_s05_are_printed_on_papers_of_their_own(bench: Bench, kind: str) -> None:
    number = take(bench, kind)
    assert views.show(bench.desk, number).pack.kind(kind).papers[0].name == kind
