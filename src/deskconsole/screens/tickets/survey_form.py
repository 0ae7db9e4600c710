"""What came of calling a customer who was drawn: the script beside, a digit for each question."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from deskconsole.desk.records import FollowUpLine
from deskconsole.desk.surveys.answering import SurveyView, answer_survey
from deskconsole.domain.rules.house.surveys import SCORES, Survey, SurveyQuestion
from deskconsole.domain.tickets.events.surveys import ASKED, NO_ANSWER, REFUSED
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.phrases import follow_up_script
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: What its draft is kept by, with the follow-up that it is of.
KEPT_AS: Final = "survey answer"
#: What the scores are called, the worst first.
_SCORES: Final = (
    N_("very dissatisfied"),
    N_("dissatisfied"),
    N_("so-so"),
    N_("satisfied"),
    N_("very satisfied"),
)


class Script(FormPart):
    """What is said on the telephone, line by line, above the answers."""

    def __init__(self, session: Session, line: FollowUpLine) -> None:
        self._session, self._line = session, line
        self._text = Static("", markup=False, classes="note")

    def above(self) -> Iterable[Widget]:
        """The lines."""
        return (self._text,)

    def begin(self) -> None:
        """They are there from the first."""
        self.relabel()

    def relabel(self) -> None:
        """In the language now in use."""
        pieces = follow_up_script(self._line, self._session, self._session.titles)
        self._text.update(Content("".join(text for text, _style in pieces).rstrip()))


class SurveyForm(Form[SurveyView]):
    """The outcome, a score for each question by its digit, what the customer said."""

    def __init__(self, session: Session, line: FollowUpLine, survey: Survey, outcome: str) -> None:
        self.line, self.survey = line, survey
        rows = [
            FormRow("outcome", N_("Outcome"), Entry.CHOICE, choices=_outcomes, value=outcome, required=True),
            *(self._row(question) for question in survey.question),
            FormRow("text", N_("What the customer said")),
        ]
        draft = f"{KEPT_AS} {line.number} {line.rule} {line.of}"
        super().__init__(session, rows, draft=draft, parts=[Script(session, line)])

    def _row(self, question: SurveyQuestion) -> FormRow:
        return FormRow(
            question.name,
            lambda: question.title.get(language()),
            Entry.CHOICE,
            choices=lambda: [(str(score), _(title)) for score, title in zip(SCORES, _SCORES, strict=True)],
            required=True,
        )

    def heading(self) -> str:
        """Whose answers, of which survey."""
        titles = self.session.titles
        who = titles.customer(self.line.customer, self.line.tier)
        return f"{self.survey.title.get(language())} · {self.line.number[-4:]} {who}"

    def first_row(self) -> FormRow:
        """The first question, where they were reached."""
        return self.rows.shown()[1]

    def show_rows(self) -> None:
        """Scores are asked only of who was reached."""
        for question in self.survey.question:
            self.rows[question.name].display = self.entered("outcome") == ASKED

    def row_of(self, reason: DeskError) -> FormRow | None:
        """Scores that are missing are blamed on the first row without any."""
        if reason.field == "score":
            return next((row for row in self.rows.shown() if not row.value), None)
        return super().row_of(reason)

    def submit(self) -> Callable[[], SurveyView]:
        """Puts it on record."""
        outcome = self.entered("outcome")
        typed = {each.name: self.entered(each.name) for each in self.survey.question}
        scores = {name: int(text) for name, text in typed.items() if text} if outcome == ASKED else None
        text = self.entered("text") or None
        return partial(answer_survey, self.session.desk, self.line.number, scores, outcome=outcome, text=text)


def _outcomes() -> list[tuple[str, str]]:
    return [(ASKED, _("reached")), (NO_ANSWER, _("no answer")), (REFUSED, _("refused"))]
