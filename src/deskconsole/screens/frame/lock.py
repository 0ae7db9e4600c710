"""The lock: hides everything. That the telephone rings is shown, but not who calls."""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from deskconsole.present.catalogue import _
from deskconsole.present.countdown import lasting
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import clock_time


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
        """The time, and whether a call rings that the site wants to hear."""
        calls = [call for call in self.session.calls if not call.blocked]
        pieces = [
            (f"{self.session.desk.site_code}  {clock_time(now, self.session.zone)}\n\n", ""),
            (f"{_('Locked')}\n", "bold"),
        ]
        if calls:
            rings = now - calls[0].rang_at
            message = _("The telephone rings · {time}").format(time=lasting(rings))
            flash = "bold reverse $accent" if rings.seconds % 2 else "bold $accent"
            pieces += [("\n", ""), (f" {message} ", flash), ("\n", "")]
        pieces.append((f"\n{_('Enter unlocks')}", "$foreground-muted"))
        self.text.update(Content.assemble(*pieces))

    def relabel(self) -> None:
        """In the language now in use."""
        self.tick(self.session.now())

    def action_unlock(self) -> None:
        """Back to what was on the screen."""
        self.dismiss(None)
