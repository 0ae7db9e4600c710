"""The lock hides everything but the time, that the telephone rings (the number masked), and what is overdue."""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from deskconsole.actions import key_of
from deskconsole.present.catalogue import _
from deskconsole.present.countdown import lasting
from deskconsole.present.dates import top_line
from deskconsole.screens.frame.navigation import OverLock
from deskconsole.screens.frame.session import Session
from deskconsole.text.masking import masked
from deskconsole.text.private import Private


class LockScreen(Screen[None]):
    """Opaque; Enter unlocks where the console is one person's own, whom the system knows.

    What is half typed below stays as it is, and is a draft besides.
    """

    #: whether it asks a PIN, so that a call can be picked up before
    asks_pin = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "unlock", show=False)]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.text = Static("", markup=False, id="lock")
        self.message = ""

    @property
    def heading(self) -> str:
        """What it is."""
        return _("Locked")

    def compose(self) -> ComposeResult:
        """A few lines in the middle."""
        yield self.text

    def on_mount(self) -> None:
        """Shows the time."""
        self.tick(self.session.now())

    def tick(self, now: datetime) -> None:
        """The day and time, whether a call rings that the site wants to hear, how the desk stands, the way back."""
        session = self.session
        calls = [call for call in session.calls if not call.blocked]
        pieces = [
            (f"{session.desk.site_code}  {top_line(now, session.zone)}\n\n", ""),
            (f"{self.heading}\n\n", "bold"),
            *([(f"{self.message}\n\n", "$error")] if self.message else []),
        ]
        if calls:
            rings = now - calls[0].rang_at
            caller = calls[0].caller
            number = (str(caller) if isinstance(caller, Private) else masked(caller)) or _("number withheld")
            message = _("The telephone rings · {time}").format(time=lasting(rings)) + f" · {number}"
            more = " · " + _("{n} calls").format(n=len(calls)) if len(calls) > 1 else ""
            pieces += [
                (f"  {message}{more}  ", "bold reverse $accent" if rings.seconds % 2 else "bold reverse"),
                ("\n\n", ""),
            ]
        for text in session.alarm_texts:
            pieces += [(f"  {text}  ", "bold reverse"), ("\n\n", "")]
        if session.figures is not None:
            overdue, soon = session.figures[:2]
            pieces += [
                (_("‼ {n} overdue").format(n=overdue), "bold $error" if overdue else ""),
                ("  ", ""),
                (_("! {n} soon").format(n=soon) + "\n\n", "$warning" if soon else ""),
            ]
        pieces += self.way_back()
        self.text.update(Content.assemble(*pieces))

    def way_back(self) -> list[tuple[str, str]]:
        """How to come back, as pieces of text with their styles."""
        calls = any(not call.blocked for call in self.session.calls)
        message = (
            _("Enter unlocks, then {key} picks up")
            if calls
            else _("Enter unlocks; what was half filled is still there")
        )
        return [(message.format(key=key_of("pick_up")), "$foreground-muted")]

    def say(self, text: str) -> None:
        """What was refused meanwhile."""
        self.message = text
        self.tick(self.session.now())

    async def on_screen_suspend(self) -> None:
        """Nothing lies over the lock: what was on its way when it was locked goes away again."""
        self.app.call_later(self._stay_on_top)

    async def _stay_on_top(self) -> None:
        while self in self.app.screen_stack and self.app.screen is not self:
            if isinstance(self.app.screen, OverLock):
                return
            await self.app.pop_screen()

    def relabel(self) -> None:
        """In the language now in use."""
        self.tick(self.session.now())

    def action_unlock(self) -> None:
        """Back to what was on the screen."""
        self.dismiss(None)
