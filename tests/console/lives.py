"""The life of a ticket through the console: taken by the form, then what stands at the digits of its steps."""

from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import Seat


async def choose(c: Seat, kind: str, digit: str) -> None:
    """Opens the intake form and chooses a kind of work by its digit."""
    await c.press("f2")
    form = await c.intake()
    next(row for row in form.query(FormRow) if row.field == "kind").focus_entry()
    await c.press(digit)
    await c.until(lambda: c.value("kind") == kind, f"the kind {kind} at {digit}")


async def taken(c: Seat, kind: str, digit: str, **fields: str) -> TicketScreen:
    """Takes the first ticket of a desk by the form and opens it."""
    await choose(c, kind, digit)
    await c.until(lambda: fields.keys() <= {row.field for row in c.app.screen.query(FormRow)}, "the kind's own fields")
    await c.filling(**fields)
    await c.press("ctrl+s")
    await c.on(QueueScreen)
    return await c.opens("0001")


async def done(c: Seat, key: str, **fields: str) -> None:
    """Does what stands at a key of the ticket, its form (where it has one) filled in."""
    screen = await c.on(TicketScreen)
    before = seq(screen)
    await c.press(key)
    await c.until(lambda: c.app.screen is not screen or seq(screen) > before, f"the form of {key}")
    if c.app.screen is not screen:
        await c.pilot.pause()
        await c.filling(**fields)
        await c.press("ctrl+s")
    await c.until(lambda: c.app.screen is screen and seq(screen) > before, f"{key} on record")


async def chosen(c: Seat, title: str, **fields: str) -> None:
    """Does what the menu of all actions offers by this title."""
    screen = await c.on(TicketScreen)
    before = seq(screen)
    await c.press("m")
    await c.on(Menu)
    await c.typing(title)
    await c.press("enter")
    await c.until(lambda: not isinstance(c.app.screen, Menu), f"the form of {title}")
    await c.pilot.pause()
    await c.filling(**fields)
    await c.press("ctrl+s")
    await c.until(lambda: c.app.screen is screen and seq(screen) > before, f"{title} on record")


def seq(screen: TicketScreen) -> int:
    """How far the ticket on the screen is written."""
    return screen.view.ticket.seq if screen.view is not None else 0
