"""What one person had of trainings, and is still to come to."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.desk.learning.training import PersonTrained, declared_trainings
from deskconsole.present.catalogue import _, language
from deskconsole.present.supervision.learning_texts import AFTER, OUTCOMES, STATES, described, period_name
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line

#: So many lines at most.
_LINES: Final = 14


class PersonShown(DeskModal[None]):
    """What one person had, what they have to come to, and their measures."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "leave", show=False)]

    def __init__(self, session: Session, shown: PersonTrained) -> None:
        super().__init__(session)
        self.shown = shown

    def compose(self) -> ComposeResult:
        """Title, lines, how to leave."""
        with Vertical(classes="dialog reading"):
            yield Static(Content(self.session.titles.person(self.shown.login)), classes="dialog-title")
            yield Static(Content("\n".join(self._lines()[:_LINES]) or _("Nothing yet")), classes="note")
            yield Static(Content(_("Esc leaves")), classes="hint")

    def _lines(self) -> list[str]:
        declared = declared_trainings(self.session.desk)
        lines = [
            _("to come to: {title} {period}").format(
                title=each.title.get(language()), period=period_name(each.period, each.begins)
            )
            for each in self.shown.to_come_to
        ]
        for given in self.shown.measures:
            state, after = described(STATES, given.measure.state), described(AFTER, given.after)
            lines.append(f"{state} · {after} · {one_line(given.measure.proposal)}")
        for row in self.shown.had:
            training = declared.get(row.training or "")
            title = training.title.get(language()) if training is not None else row.training or row.number[-4:]
            lines.append(f"{row.held_on}  {described(OUTCOMES, row.outcome)}  {title}")
        return lines

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
