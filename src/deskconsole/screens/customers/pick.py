"""Choosing a customer: a few that are likely first, anybody by typing digits, a name, an organisation, initials."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from deskconsole.desk.customers.customers import find_customers
from deskconsole.desk.customers.records import CustomerMatch
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import clean, one_line
from deskconsole.widgets.forms.customer_matches import CustomerMatches
from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.forms.passed_on import PassedOn

_MOST = 8


class CustomerPick(DeskModal[int | None]):
    """Gives the id of the chosen customer, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = ""

    def __init__(self, session: Session, title: str, likely: Sequence[CustomerMatch]) -> None:
        super().__init__(session)
        self._title = one_line(title)
        self._likely = tuple(likely)
        self.matches = CustomerMatches(by_tab=True)
        self.typed = LineInput(compact=True)
        self.typed.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Title, who is likely or found, what is typed."""
        with Vertical(classes="dialog pick"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self.matches
            yield self.typed
            yield Static(
                Content(_("A digit or Enter chooses · Tab: type to find anybody · Esc leaves")), classes="hint"
            )

    def on_mount(self) -> None:
        """The keys go to those who are likely; where there are none, to the typing."""
        self.typed.placeholder = _("Digits, name, organisation, initials")
        self.matches.show(self._likely, self.session.titles)
        (self.matches if self._likely else self.typed).focus()

    @on(Input.Changed)
    def _typing(self) -> None:
        self.run_worker(self._find(clean(self.typed.value).strip()), exclusive=True)

    async def _find(self, typed: str) -> None:
        result = (
            await self.session.ask(find_customers, self.session.desk, typed, limit=_MOST) if typed else self._likely
        )
        self.matches.show(result, self.session.titles)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.matches.matches:
            self.matches.focus()

    def on_key(self, event: Key) -> None:
        """Down from the typing goes to those who were found."""
        if event.key == "down" and self.focused is self.typed and self.matches.matches:
            self.matches.focus()
            event.stop()

    @on(PassedOn)
    def _passed_on(self, event: PassedOn) -> None:
        self.typed.insert_text_at_cursor(event.text)
        self.typed.focus()

    @on(CustomerMatches.Taken)
    def _taken(self, event: CustomerMatches.Taken) -> None:
        self.dismiss(event.match.id)

    def action_leave(self) -> None:
        """Nobody was chosen."""
        self.dismiss(None)
