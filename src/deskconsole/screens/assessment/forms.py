"""The forms of the assessment: an objection, its answer, a title or award, a violation."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from deskconsole.desk.assessment.closing import answer_objection, give_honour, object_to_assessment, record_violation
from deskconsole.desk.assessment.judging import DEPARTMENT, Assessed, honours
from deskconsole.desk.tickets.drafts import OWN_FORM
from deskconsole.domain.site.assessments import OBJECTION, AssessmentEntry
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: What opens a form on the screen, by which its draft is kept; what is said of people is seen by nobody else.
FORMS: Final = ("object_to", "answer_objection", "give_title", "violation")


def key_of(each: Assessed) -> str:
    """What names a line of the screen."""
    return f"{each.of}:{each.subject}:{each.period}"


class AssessmentForm(Form[AssessmentEntry]):
    """A small form about one person or department."""

    #: what opens it on its screen, by which its draft is kept
    KEPT_AS: ClassVar = ""

    def __init__(self, session: Session, each: Assessed, rows: list[FormRow]) -> None:
        self.each = each
        super().__init__(session, rows, draft=f"{OWN_FORM}{self.KEPT_AS} {key_of(each)}")

    def heading(self) -> str:
        """Who, of which period."""
        each, titles = self.each, self.session.titles
        who = titles.title("department", each.subject) if each.of == DEPARTMENT else titles.person(each.subject)
        return f"{_('Assessment')} {each.period} · {who}"


class ObjectToForm(AssessmentForm):
    """Why one does not agree with one's own."""

    KEPT_AS = FORMS[0]

    def __init__(self, session: Session, each: Assessed) -> None:
        super().__init__(session, each, [FormRow("text", N_("Why you do not agree"), required=True)])

    def submit(self) -> Callable[[], AssessmentEntry]:
        """Puts it on record."""
        return partial(object_to_assessment, self.session.desk, self.entered("text"), period=self.each.period)


class AnswerForm(AssessmentForm):
    """What somebody who has objected is answered."""

    KEPT_AS = FORMS[1]

    def __init__(self, session: Session, each: Assessed) -> None:
        super().__init__(session, each, [FormRow("text", N_("Answer"), required=True)])

    def heading(self) -> str:
        """Who, of which period, and what they have objected."""
        open_ = next((one for one in self.each.entries if one.what == OBJECTION and one.answered_at is None), None)
        words = f" · {one_line(open_.text)}" if open_ is not None and open_.text else ""
        return f"{super().heading()}{words}"

    def submit(self) -> Callable[[], AssessmentEntry]:
        """Puts it on record."""
        each, text = self.each, self.entered("text")
        return partial(answer_objection, self.session.desk, each.subject, text, period=each.period)


class TitleForm(AssessmentForm):
    """A title or an award; what the regulation says of it stands beside."""

    KEPT_AS = FORMS[2]

    def __init__(self, session: Session, each: Assessed) -> None:
        self._honours = {name: one for name, one in honours(session.desk).items() if one.of == each.of}
        rows = [
            FormRow("title", N_("Title, award"), Entry.CHOICE, choices=self._choices, required=True),
            FormRow("number", N_("Ticket")),
            FormRow("text", N_("For what")),
        ]
        super().__init__(session, each, rows)

    def _choices(self) -> list[tuple[str, str]]:
        return [(name, one.title.get(language())) for name, one in self._honours.items()]

    def show_rows(self) -> None:
        """What the regulation says of the chosen one."""
        chosen = self._honours.get(self.entered("title"))
        if chosen is not None and self.is_attached:
            self.say(chosen.text.get(language()))

    def submit(self) -> Callable[[], AssessmentEntry]:
        """Puts it on record."""
        name = self.entered("title")
        if name not in self._honours:
            title = _("Title, award")
            raise DeskError("{event}: {name} is missing", field="title", event=title, name=title)
        year = self.each.period[:4]
        period = {"any": None, "year": year, "month": self.each.period}[self._honours[name].every]
        number, text = self.entered("number") or None, self.entered("text") or None
        return partial(give_honour, self.session.desk, name, self.each.subject, period=period, number=number, text=text)


class ViolationForm(AssessmentForm):
    """A violation; the rules say what follows."""

    KEPT_AS = FORMS[3]

    def __init__(self, session: Session, each: Assessed) -> None:
        rows = [
            FormRow("text", N_("What happened"), required=True),
            FormRow("caused", N_("Caused a complaint"), Entry.CHOICE, choices=_yes_no, value="no"),
            FormRow("number", N_("Ticket")),
        ]
        super().__init__(session, each, rows)

    def submit(self) -> Callable[[], AssessmentEntry]:
        """Puts it on record."""
        caused, number = self.entered("caused") == "yes", self.entered("number") or None
        desk, text = self.session.desk, self.entered("text")
        return partial(record_violation, desk, self.each.subject, text, number=number, caused_complaint=caused)


def _yes_no() -> list[tuple[str, str]]:
    return [("no", _("no")), ("yes", _("yes"))]
