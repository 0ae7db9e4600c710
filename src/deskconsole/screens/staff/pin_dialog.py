"""A small dialog that asks somebody's PIN over whatever is open: another operator, a leader who allows something."""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from deskconsole.desk.desk import Desk
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.screens.staff.pin_steps import PinSteps


class PinDialog(DeskModal[Desk | None]):
    """Gives the desk of whoever has typed the right PIN, ``None`` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, session: Session, title: str, steps: PinSteps) -> None:
        super().__init__(session)
        self._title, self._steps = title, steps
        self._entry = Static(markup=False, classes="pin-entry")

    def compose(self) -> ComposeResult:
        """What for, whose PIN, how to leave."""
        with Vertical(classes="dialog pick"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self._entry
            yield Static(Content(_("Enter goes on, Esc leaves")), classes="hint")

    def on_mount(self) -> None:
        """Shows what is asked."""
        self._show()

    def tick(self, now: datetime) -> None:
        """The time until the next try."""
        self._show()

    def _show(self) -> None:
        name = self.session.titles.person(self._steps.login)
        self._entry.update(Content.assemble(*self._steps.pieces(name)))

    def on_key(self, event: Key) -> None:
        """What is typed; nothing of it goes anywhere else."""
        if event.key == "enter":
            self.run_worker(self._enter(), exclusive=True)
        elif event.key == "backspace":
            self._steps.take_back()
        elif not (event.character and event.is_printable):
            return
        else:
            self._steps.take(event.character)
        event.stop()
        event.prevent_default()
        self._show()

    async def _enter(self) -> None:
        desk = await self._steps.enter()
        if desk is not None:
            self.dismiss(desk)
        else:
            self._show()

    def action_leave(self) -> None:
        """Nobody has typed their PIN."""
        self.dismiss(None)
