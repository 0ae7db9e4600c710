"""Who was at a training by digits on one form; what one person had."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from deskconsole.desk.learning.training import (
    WITH_TEST,
    WITHOUT_TEST,
    PlannedTraining,
    record_training,
)
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.supervision.learning_texts import OUTCOMES, period_name
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.values import Hints
from deskconsole.screens.forms.who import addressee
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow


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
