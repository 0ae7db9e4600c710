"""F05, F12: a question and a message through the console, from opening to filed; what people are told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.tickets import views
from deskconsole.present.catalogue import language, use
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import Seat, console
from tests.desk.support import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A front desk, Monday 2026-09-14 09:00; its store must verify at the end."""
    before = language()
    made = Bench(tmp_path, packs=("front-desk",), counter=False)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


async def taken(c: Seat, digit: str, **fields: str) -> TicketScreen:
    """Takes a ticket of the kind at a digit by the intake form and opens it."""
    await c.press("f2")
    await c.intake()
    next(row for row in c.app.screen.query(FormRow) if row.field == "kind").focus_entry()
    await c.press(digit)
    await c.until(lambda: fields.keys() <= {row.field for row in c.app.screen.query(FormRow)}, "the kind's rows")
    await c.filling(customer="Gao Xiang", contact="13900000711", **fields)
    await c.press("ctrl+s")
    await c.on(QueueScreen)
    return await c.opens("0001")


async def done(c: Seat, key: str, **fields: str) -> None:
    """Does what stands at a digit of the ticket, its form filled in."""
    screen = await c.on(TicketScreen)
    before = seq(screen)
    await c.press(key)
    await c.until(lambda: c.app.screen is not screen, f"the form of {key}")
    await c.pilot.pause()
    await c.filling(**fields)
    await c.press("ctrl+s")
    await c.until(lambda: c.app.screen is screen and seq(screen) > before, f"{key} on record")


def seq(screen: TicketScreen) -> int:
    return screen.view.ticket.seq if screen.view is not None else 0


async def test_f12_a_message_from_the_telephone_to_its_filing(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "6", content="Please call back", host="Li Na")
        await c.sees("Deliver the message")
        await done(c, "1", text="Told her in person")
        await done(c, "4", outcome="delivered")
        await done(c, "5")
    seen = views.show(bench.desk, "0001")
    assert (seen.closed, seen.ticket.fields["host"], bench.clock("0001", "F12").state) == (True, "Li Na", "met")


async def test_f05_a_question_to_a_department_and_its_answer(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "5", category="finance", content="How do I get my invoice?")
        await c.sees("To bring", "Window 3", "Finance")
        await done(c, "3", to="Finance", text="How long does an invoice take?")
        await c.sees("Hand over and tell a reply time")
        bench.act("0001", "accepted", due=bench.now.replace(hour=5))
        await c.until(lambda: c.app.screen.view.ticket.seq >= 5, "accepted")  # type: ignore[attr-defined]
        await done(c, "4", due="13:00", text="We will tell you by one o'clock")
        bench.act("0001", "specialist_answered", text="Two days")
        await c.until(lambda: c.app.screen.view.ticket.seq >= 7, "answered")  # type: ignore[attr-defined]
        await done(c, "5", text="It takes two days")
        await done(c, "6")
        await done(c, "8", outcome="answered")
        await done(c, "9")
    assert views.show(bench.desk, "0001").closed
    assert [bench.clock("0001", rule).state for rule in ("F05", "F14", "F15")] == ["met"] * 3


async def test_f05_procedure_documents_and_window_are_at_hand_while_the_form_is_filled_in(bench: Bench) -> None:
    async with console(bench.desk, size=(140, 36)) as c:
        await c.press("f2")
        await c.intake()
        next(row for row in c.app.screen.query(FormRow) if row.field == "kind").focus_entry()
        await c.press("4")
        next(row for row in c.app.screen.query(FormRow) if row.field == "category").focus_entry()
        await c.press("5")
        await c.sees("Procedure", "Window 2", "Administration")
