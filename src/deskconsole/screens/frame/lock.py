"""The lock hides everything but the time, that the telephone rings (not who calls), and what is overdue."""

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
from deskconsole.screens.frame.session import Session


class LockScreen(Screen[None]):
    """Opaque; Enter unlocks. What is half typed below stays as it is, and is a draft besides."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "unlock", show=False)]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.text = Static("", markup=False, id="lock")

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
            (f"{_('Locked')}\n\n", "bold"),
        ]
        if calls:
            rings = now - calls[0].rang_at
            message = _("The telephone rings · {time}").format(time=lasting(rings))
            more = " · " + _("{n} calls").format(n=len(calls)) if len(calls) > 1 else ""
            pieces += [
                (f"  {message}{more}  ", "bold reverse $accent" if rings.seconds % 2 else "bold reverse"),
                ("\n\n", ""),
            ]
        if session.figures is not None:
            overdue, soon = session.figures[:2]
            pieces += [
                (_("‼ {n} overdue").format(n=overdue), "bold $error" if overdue else ""),
                ("  ", ""),
                (_("! {n} soon").format(n=soon) + "\n\n", "$warning" if soon else ""),
            ]
        way_back = (
            _("Enter unlocks, then {key} picks up")
            if calls
            else _("Enter unlocks; what was half filled is still there")
        )
        pieces.append((way_back.format(key=key_of("pick_up")), "$foreground-muted"))
        self.text.update(Content.assemble(*pieces))

    def relabel(self) -> None:
        """In the language now in use."""
        self.tick(self.session.now())

    def action_unlock(self) -> None:
        """Back to what was on the screen."""
        self.dismiss(None)
