"""The forms of a check: the scorecard by digits, an objection, its decision, a second look, a draw."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar, Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from deskconsole.desk.quality.answering import appeal_check, coach_check, decide_appeal
from deskconsole.desk.quality.checks import CheckView
from deskconsole.desk.quality.drawing import DrawnCheck, draw_checks
from deskconsole.desk.quality.plans import PERIODS, causes, plans
from deskconsole.desk.quality.reviewing import review_check
from deskconsole.desk.records import TicketView
from deskconsole.desk.surveys.drawing import DrawnCustomer, draw_survey
from deskconsole.desk.surveys.plans import surveys
from deskconsole.desk.tickets.drafts import OWN_FORM
from deskconsole.domain.figures.periods import period_at
from deskconsole.domain.quality.scorecard import review
from deskconsole.domain.rules.house.checks import CheckPlan, Criterion, Scorecard, Section
from deskconsole.domain.rules.house.surveys import Survey
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.values import Hints, when
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: Stands for "not applicable" in a row of points.
NONE: Final = "-"
#: What follows the points where a record has failed.
_FAILED: Final = ("cause", "finding", "right_by")
#: Records, or customers.
Drawn = list[DrawnCheck] | list[DrawnCustomer]
#: So many lines of the ticket stand above its scorecard.
_LINES: Final = 5


def kept_as(action: str, check: CheckView) -> str:
    """By what the draft of a form about a check is kept; nobody else sees it, for what is scored is scored blind."""
    return f"{OWN_FORM}{action} {check.row.check}"


class TicketBeside(FormPart):
    """What the ticket says, above the points: who asked what, and what was answered last."""

    def __init__(self, view: TicketView, session: Session) -> None:
        self._view, self._session = view, session
        self._text = Static("", markup=False, classes="note")

    def above(self) -> Iterable[Widget]:
        """The lines."""
        return (self._text,)

    def begin(self) -> None:
        """They are there from the first."""
        self.relabel()

    def relabel(self) -> None:
        """In the language now in use."""
        ticket, titles = self._view.ticket, self._session.titles
        spoken = [event for event in self._view.events if event.text and event.by is not None]
        lines = [
            f"{titles.customer(ticket.customer, ticket.tier)} · {titles.title('category', ticket.category or '')}",
            *(one_line(str(text)) for text in (ticket.content, ticket.request) if text),
            *(f"{titles.person(event.by)}: {one_line(str(event.text))}" for event in spoken[-2:]),
        ]
        self._text.update(Content("\n".join(lines[:_LINES])))


class ScoreForm(Form[CheckView]):
    """The scorecard beside the ticket: a digit for each criterion, the cursor goes on by itself.

    While it fails by what is entered, the cause, what is put right and by when are asked as well.
    """

    def __init__(self, session: Session, check: CheckView, card: Scorecard, view: TicketView) -> None:
        self.check, self.card = check, card
        plan = plans(session.desk).get(check.row.level)
        self._own = plan is not None and plan.own
        self._together = plan is not None and bool(plan.together)
        rows = [self._row(section, criterion) for section in card.section for criterion in section.criterion]
        if not self._together:
            rows.append(FormRow("cause", N_("Why"), Entry.CHOICE, choices=self._causes, required=True))
        if not self._own and not self._together:
            rows.append(FormRow("finding", N_("What is put right"), required=True))
            rows.append(FormRow("right_by", N_("Put right by"), Entry.WHEN, required=True))
        parts = [TicketBeside(view, session), Hints(session, view.pack)]
        super().__init__(session, rows, draft=kept_as("score", check), parts=parts)

    def _row(self, section: Section, criterion: Criterion) -> FormRow:
        def label() -> str:
            critical = "!" if section.critical or criterion.critical else ""
            return f"{critical}{criterion.title.get(language())}"

        def points() -> list[tuple[str, str]]:
            given = [str(each) for each in range(criterion.least, criterion.most + 1)]
            return [*((each, each) for each in given), (NONE, _("not applicable"))]

        return FormRow(criterion.name, label, Entry.CHOICE, choices=points, required=True)

    def _causes(self) -> list[tuple[str, str]]:
        return [(each.name, each.title.get(language())) for each in causes(self.session.desk).values()]

    def heading(self) -> str:
        """Which record, by which card."""
        return f"{self.check.row.number[-4:]} · {self.check.title.get(language())} · {self.card.title.get(language())}"

    def _points(self) -> dict[str, int | None]:
        """What is entered so far."""
        typed = {each.name: self.rows.value(each.name) for each in self.card.criteria}
        return {name: None if text == NONE else int(text) for name, text in typed.items() if text}

    def fails(self) -> bool:
        """Whether the record fails by what is entered; before all is entered nobody knows. What all score together
        neither passes nor fails."""
        if self._together:
            return False
        points = self._points()
        result = review(self.card.section, points)
        if len(points) < len(self.card.criteria) or result.score is None:
            return False
        return round(result.score * 10_000) < self.card.passes * 100

    def show_rows(self) -> None:
        """What is asked of a record that failed stands there only then."""
        fails = self.fails()
        for name in _FAILED:
            if (row := self.rows.find(name)) is not None:
                row.display = fails
        points = self._points()
        result = review(self.card.section, points)
        if result.plain is not None and self.is_attached:
            share = f"{(result.score or 0):.0%}"
            self.say(_("Score so far: {share}").format(share=share))

    def submit(self) -> Callable[[], CheckView]:
        """Puts it on record."""
        given: dict[str, Any] = {}
        if self.fails():
            given["cause"] = self.entered("cause") or None
            if not self._own:
                given["finding"] = self.entered("finding") or None
                text = self.entered("right_by")
                given["right_by"] = when(text, self.session, "right_by") if text else None
        row = self.check.row
        return partial(review_check, self.session.desk, row.number, self._points(), level=row.level, **given)

    def row_of(self, reason: DeskError) -> FormRow | None:
        """Points that are missing are blamed on the first row without any."""
        if reason.field == "score":
            return next((row for row in self.rows.shown() if not row.value), None)
        return super().row_of(reason)


class CheckForm(Form[CheckView]):
    """A small form about one check."""

    #: what opens it on its screen, by which its draft is kept
    KEPT_AS: ClassVar = ""

    def __init__(self, session: Session, check: CheckView, rows: list[FormRow]) -> None:
        self.check = check
        super().__init__(session, rows, draft=kept_as(self.KEPT_AS, check), parts=[Hints(session, session.desk.pack)])

    def heading(self) -> str:
        """Which record."""
        return f"{self.check.row.number[-4:]} · {self.check.title.get(language())}"

    def about(self) -> Mapping[str, Any]:
        """Which check of the ticket is meant."""
        return {"level": self.check.row.level}


class ObjectForm(CheckForm):
    """Why somebody does not agree."""

    KEPT_AS = "object"

    def __init__(self, session: Session, check: CheckView) -> None:
        super().__init__(session, check, [FormRow("text", N_("Why you do not agree"), required=True)])

    def submit(self) -> Callable[[], CheckView]:
        """Puts it on record."""
        row = self.check.row
        return partial(appeal_check, self.session.desk, row.number, self.entered("text"), level=row.level)


class DecideForm(CheckForm):
    """An objection is decided."""

    KEPT_AS = "decide"

    def __init__(self, session: Session, check: CheckView) -> None:
        rows = [
            FormRow("changed", N_("Decision"), Entry.CHOICE, choices=_decisions, required=True),
            FormRow("text", N_("Reason"), required=True),
        ]
        super().__init__(session, check, rows)

    def submit(self) -> Callable[[], CheckView]:
        """Puts it on record."""
        row, chosen = self.check.row, self.entered("changed")
        if not chosen:
            raise DeskError("{event}: {name} is missing", field="changed", event=_("Decision"), name=_("Decision"))
        changed = chosen == "yes"
        return partial(decide_appeal, self.session.desk, row.number, changed, self.entered("text"), level=row.level)


def _decisions() -> list[tuple[str, str]]:
    return [("no", _("the check stands")), ("yes", _("the check is changed"))]


class CoachForm(CheckForm):
    """Looked at once more: put right, or until when it is."""

    KEPT_AS = "look_again"

    def __init__(self, session: Session, check: CheckView) -> None:
        rows = [
            FormRow("put_right", N_("Put right"), Entry.CHOICE, choices=_looked, value="yes"),
            FormRow("text", N_("What was seen")),
            FormRow("right_by", N_("Put right by"), Entry.WHEN),
        ]
        super().__init__(session, check, rows)

    def show_rows(self) -> None:
        """A new time is asked only where it is not put right yet."""
        self.rows["right_by"].display = self.entered("put_right") == "no"

    def submit(self) -> Callable[[], CheckView]:
        """Puts it on record."""
        row, yes = self.check.row, self.entered("put_right") != "no"
        until = None if yes else when(self.entered("right_by"), self.session, "right_by")
        text = self.entered("text") or None
        return partial(coach_check, self.session.desk, row.number, yes, text=text, right_by=until, level=row.level)


def _looked() -> list[tuple[str, str]]:
    return [("yes", _("put right")), ("no", _("not put right yet"))]


class DrawForm(Form[Drawn]):
    """Records of a level and period are drawn, or customers of a survey."""

    def __init__(self, session: Session) -> None:
        first = next(iter(plans(session.desk)), "")
        rows = [
            FormRow("level", N_("Level"), Entry.CHOICE, choices=self._levels, value=first, required=True),
            FormRow("period", self._period_label, required=True, value=self._period(session, first)),
            FormRow("seed", N_("Seed (only to repeat a draw)")),
        ]
        super().__init__(session, rows)
        self._shown = first

    def _levels(self) -> list[tuple[str, str]]:
        desk = self.session.desk
        every: list[CheckPlan | Survey] = [*plans(desk).values(), *surveys(desk).values()]
        return [(plan.name, plan.title.get(language())) for plan in every]

    def _period_label(self) -> str:
        return _("Period")

    def _period(self, session: Session, level: str) -> str:
        """The present one of that level, as it is written."""
        plan = plans(session.desk).get(level) or surveys(session.desk).get(level)
        if plan is None:
            return next(iter(PERIODS.values()))
        return period_at(plan.every, session.now().astimezone(session.zone).date()).name

    def show_rows(self) -> None:
        """Another level has another period."""
        level = self.entered("level")
        if level and level != self._shown:
            self._shown = level
            self.rows["period"].value = self._period(self.session, level)

    def heading(self) -> str:
        """What is done."""
        return _("Draw records to be checked")

    def submit(self) -> Callable[[], Drawn]:
        """Draws."""
        seed = self.entered("seed") or None
        if self.entered("level") in surveys(self.session.desk):
            return partial(draw_survey, self.session.desk, self.entered("level"), self.entered("period"), seed=seed)
        return partial(draw_checks, self.session.desk, self.entered("level"), self.entered("period"), seed=seed)
