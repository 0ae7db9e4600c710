"""Why a deadline lies where it does: the rule with its text, start and due."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.desk.records import TicketView
from deskconsole.domain.clocks import Clock
from deskconsole.domain.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.dates import short, short_due
from deskconsole.screens.desk_screen import DeskModal
from deskconsole.screens.session import Session
from deskconsole.widgets.reading import Piece, Reading

_STATES = {
    "running": N_("running"),
    "paused": N_("paused"),
    "met": N_("met"),
    "late": N_("late"),
    "cancelled": N_("cancelled"),
}
_MUTED = "$foreground-muted"


class WhyDeadline(DeskModal[None]):
    """Every clock of a ticket, the running ones first, with the rule behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,v,q", "leave", show=False)]

    def __init__(self, session: Session, view: TicketView) -> None:
        super().__init__(session)
        self.view = view
        self.reading = Reading()
        self._title = Static("", markup=False, classes="dialog-title")

    def compose(self) -> ComposeResult:
        """Title and text."""
        with Vertical(classes="dialog reading"):
            yield self._title
            yield self.reading

    def on_mount(self) -> None:
        """Shows the clocks."""
        self.relabel()
        self.reading.focus()

    def relabel(self) -> None:
        """In the language now in use."""
        self._title.update(Content(_("Why this deadline · Esc leaves")))
        clocks = sorted(self.view.clocks, key=lambda clock: (not clock.active, clock.due, clock.rule))
        self.reading.show(piece for clock in clocks for piece in self._pieces(clock))

    def _pieces(self, clock: Clock) -> Iterator[Piece]:
        now, zone, titles = self.session.now(), self.session.zone, self.session.titles
        found = self.view.pack.clocks_of(clock.rule)
        title = next((rule.title for rule in found if rule.do == clock.do), None)
        yield (f"{clock.rule}  {title.get(language()) if title else clock.do}\n", "bold")
        state = _(_STATES[clock.state])
        said = _("from {start} until {due} · {state} · asked: {who}")
        yield (
            said.format(
                start=short(clock.started, now, zone),
                due=short_due(clock.due, now, zone),
                state=state,
                who=titles.asked(clock.assignee, clock.role),
            )
            + "\n",
            "",
        )
        if clock.first_due != clock.due and clock.every is None:
            yield (_("first told: {due}").format(due=short_due(clock.first_due, now, zone)) + "\n", "")
        if clock.provisional:
            yield (_("Provisional: the public holidays of that year are not published yet") + "\n", "$warning")
        try:
            yield (f"{self.view.pack.rule(clock.rule).text.get(language())}\n\n", _MUTED)
        except DeskError:
            yield ("\n", "")

    def action_leave(self) -> None:
        """Back to the ticket."""
        self.dismiss(None)
