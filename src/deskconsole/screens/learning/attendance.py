"""Who was at a training by digits on one form; what one person had."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.desk.learning.training import (
    WITH_TEST,
    WITHOUT_TEST,
    PersonTrained,
    PlannedTraining,
    declared_trainings,
    record_training,
)
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.supervision.learning_texts import AFTER, OUTCOMES, STATES, described, period_name
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.values import Hints
from deskconsole.screens.forms.who import addressee
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: So many lines of what somebody had are shown.
_LINES: Final = 14


class AttendanceForm(Form[PlannedTraining]):
    """A digit for each person, the cursor goes on by itself; whoever is left empty stays as it was."""

    ROW_OF: ClassVar = {"results": "lecturer"}

    def __init__(self, session: Session, training: PlannedTraining) -> None:
        self.training = training
        before = {row.login: row.outcome for row in training.results}
        self._people = list(dict.fromkeys((*training.must, *before)))
        taught_by = next((row.lecturer for row in training.results if row.lecturer), None) or session.desk.actor.login
        rows = [
            FormRow(login, partial(session.titles.person, login), Entry.CHOICE, choices=self._outcomes,
                    value=before.get(login, ""))
            for login in self._people
        ]  # fmt: skip
        rows.append(FormRow("lecturer", N_("Lecturer"), Entry.WHO, value=session.titles.person(taught_by)))
        parts = [Hints(session, session.desk.pack)]
        super().__init__(session, rows, draft=f"training record {training.number}", parts=parts)

    def _outcomes(self) -> list[tuple[str, str]]:
        outcomes = WITH_TEST if self.training.test else WITHOUT_TEST
        return [(name, _(OUTCOMES[name])) for name in outcomes]

    def heading(self) -> str:
        """Which training, of which period."""
        period = period_name(self.training.period, self.training.begins)
        return f"{self.training.title.get(language())} · {period}"

    def submit(self) -> Callable[[], PlannedTraining]:
        """Puts on record whoever has changed."""
        before = {row.login: row.outcome for row in self.training.results}
        entered = {login: self.entered(login) for login in self._people}
        results = {login: outcome for login, outcome in entered.items() if outcome and outcome != before.get(login)}
        if not results:
            raise DeskError("results: nobody is named", field="results")
        text = self.entered("lecturer").strip()
        lecturer = addressee(text, self.session, self.session.desk.pack) if text else None
        return partial(record_training, self.session.desk, self.training.number or "", results, lecturer=lecturer)


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
