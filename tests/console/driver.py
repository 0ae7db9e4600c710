"""A small language of the console's own: press keys, see texts, ask what is selected.

    async with console(bench) as c:
        await c.press("f2")
        await c.typing("华南精密")
        await c.sees("客户")
        assert c.queue.selected == number

Nothing sleeps: every step waits until what it expects is so.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, TypeVar, cast

from textual.pilot import Pilot

from deskconsole.app import Console
from deskconsole.desk.desk import Desk
from deskconsole.present.catalogue import use
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.intake.form import InquiryForm
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.staff.pin_dialog import PinDialog
from deskconsole.screens.staff.sign_on_screen import SignOnScreen
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.lists.line_list import LineList

#: How long a condition may take to come true, in seconds; only a failing test waits so long.
PATIENCE: Final = 8.0
S = TypeVar("S")


class ListSeen:
    """A list of the console, as a test talks about it."""

    def __init__(self, lines: LineList) -> None:
        self._lines = lines

    @property
    def numbers(self) -> list[str]:
        """The tickets in order, by running number."""
        return [line.key.partition(" ")[0][-4:] for line in self._lines.lines if line.key]

    @property
    def sections(self) -> list[str]:
        """The headings between the lines."""
        return [line.texts["section"] for line in self._lines.lines if not line.key]

    @property
    def selected(self) -> str:
        """The running number of the selected ticket."""
        return self._lines.selected.partition(" ")[0][-4:]


class Seat:
    """A person in front of the console."""

    def __init__(self, app: Console, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    # --- what is done --------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def typing(self, text: str) -> None:
        """Types a text into the field that has the cursor."""
        for character in text:
            await self.pilot.press("enter" if character == "\n" else character)
        await self.pilot.pause()

    async def filling(self, **values: str) -> None:
        """Puts values into the rows of the form by name, as a paste does; choices by their machine name."""
        rows = {row.field: row for row in self.app.screen.query(FormRow)}
        for name, value in values.items():
            rows[name].focus_entry()
            rows[name].value = value
        await self.pilot.pause()

    async def change_operator(self, login: str, pin: str) -> None:
        """Somebody else of the menu types their PIN: two keys, whatever is on the screen."""
        people = [person.login for person in self.app.session.staff if person.enabled]
        await self.press("ctrl+y")
        await self.on(PickOne)
        await self.press(str(people.index(login) + 1))
        await self.on(PinDialog)
        await self.press(*pin, "enter")
        await self.until(lambda: self.app.session.actor and self.app.session.actor.login == login, "their turn")

    async def tick(self) -> None:
        """A second passes for the console; what time it is says the bench."""
        self.app.parts.tick()
        await self.pilot.pause()

    # --- what is seen --------------------------------------------------------------------------------------

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Waits until something is so."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not condition():
            assert loop.time() < end, f"{what or 'it'} never came true; on the screen:\n{self.text()}"
            await asyncio.sleep(0)
            await self.pilot.pause()

    def lines(self) -> list[str]:
        """The screen as it is painted, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """The screen as it is painted."""
        return "\n".join(line.rstrip() for line in self.lines())

    async def sees(self, *texts: str) -> None:
        """Waits until every text stands on the screen."""
        await self.until(lambda: all(text in self.text() for text in texts), f"seeing {texts}")

    async def misses(self, *texts: str) -> None:
        """Waits until none of the texts stands on the screen."""
        await self.until(lambda: not any(text in self.text() for text in texts), f"missing {texts}")

    async def on(self, screen: type[S]) -> S:
        """Waits until a screen of this kind is on top and laid out."""
        await self.until(lambda: isinstance(self.app.screen, screen) and self.app.screen.is_mounted, f"{screen}")
        await self.pilot.pause()
        top = self.app.screen
        assert isinstance(top, screen)
        return top

    @property
    def queue(self) -> ListSeen:
        """The queue, wherever it is in the stack."""
        home = self.app.screen_stack[0]
        assert isinstance(home, QueueScreen)
        return ListSeen(home.list)

    @property
    def follow_ups(self) -> ListSeen:
        """The follow-up board on top."""
        screen = self.app.screen
        assert isinstance(screen, FollowUpScreen)
        return ListSeen(screen.list)

    @property
    def said(self) -> str:
        """The line for messages of the screen on top; empty while a form or menu lies over it."""
        top = self.app.screen
        return top.status.text if isinstance(top, DeskScreen) else ""

    def note(self, field: str) -> str:
        """What stands at a field of the form on top."""
        return next(row.note for row in self.app.screen.query(FormRow) if row.field == field)

    def value(self, field: str) -> str:
        """What is typed in a field of the form on top."""
        return next(row.value for row in self.app.screen.query(FormRow) if row.field == field)

    async def opens(self, number: str) -> TicketScreen:
        """Opens a ticket from the queue."""
        await self.until(lambda: number[-4:] in self.queue.numbers, f"{number} in the queue")
        home = self.app.screen_stack[0]
        assert isinstance(home, QueueScreen)
        home.list.select(number)
        await self.press("enter")
        screen = await self.on(TicketScreen)
        await self.until(lambda: screen.view is not None, "the ticket")
        await self.pilot.pause()
        return screen

    async def form(self) -> ActionForm:
        """Waits for the small form of an action."""
        return await self.on(ActionForm)

    async def small_form(self) -> Form[Any]:
        """Waits for a form that writes something else than an event."""
        await self.until(lambda: isinstance(self.app.screen, Form) and self.app.screen.is_mounted)
        await self.pilot.pause()
        return cast(Form[Any], self.app.screen)

    async def intake(self) -> InquiryForm:
        """Waits for the intake form."""
        return (await self.on(IntakeScreen)).form


@asynccontextmanager
async def signing_on(desk: Desk, *, size: tuple[int, int] = (80, 24), lang: str = "en") -> AsyncIterator[Seat]:
    """A console that several people share, at which nobody is signed on yet."""
    use(lang)
    app = Console(desk)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.on(SignOnScreen)
        yield seat
    app.session.close(wait=True)


@asynccontextmanager
async def console(desk: Desk, *, size: tuple[int, int] = (80, 24), lang: str = "en") -> AsyncIterator[Seat]:
    """A console on a desk, its first page read. Screens speak English unless said otherwise."""
    use(lang)
    app = Console(desk)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        home = app.screen
        assert isinstance(home, QueueScreen)
        await seat.until(lambda: home.whole and app.session.counts is not None, "the first page")
        await seat.until(lambda: app.parts.forecast.ready, "the forecast")
        pane = home.details.pane
        await seat.until(lambda: not (pane.region.area and home.list.selected) or pane.plain, "the card")
        await pilot.pause()
        yield seat
    app.session.close(wait=True)
