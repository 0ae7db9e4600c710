"""What is done about an assessment: its tickets looked at, objected to, answered, closed; titles and violations."""

from collections.abc import Callable, Sequence
from functools import partial

from deskconsole.desk.assessment.closing import close_assessment
from deskconsole.desk.assessment.judging import DEPARTMENT, PERSON, Assessed, title_of
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.domain.site.assessments import AssessmentEntry
from deskconsole.present.catalogue import _, language
from deskconsole.present.supervision import assessment_texts
from deskconsole.record import NamedTuple
from deskconsole.screens.assessment.forms import AnswerForm, AssessmentForm, ObjectToForm, TitleForm, ViolationForm
from deskconsole.screens.figures.behind import BehindFigure
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session


class Shown(NamedTuple):
    """What the screen shows: the period, everybody in it, and whom keys act on."""

    period: Period | None
    assessed: Sequence[Assessed]
    selected: Assessed | None


def who_of(session: Session, each: Assessed) -> str:
    """What a person or department is called."""
    titles = session.titles
    return titles.title("department", each.subject) if each.of == DEPARTMENT else titles.person(each.subject)


class AssessmentSteps:
    """A part of the screen, which lends it its actions; ``shown`` says what it shows."""

    def __init__(self, screen: DeskScreen, shown: Callable[[], Shown]) -> None:
        self._screen = screen
        self._session = screen.session
        self._shown = shown

    def action_indicators(self) -> None:
        """The indicators of the selected one; each opens its tickets."""
        each = self._one()
        if each is None:
            return
        entries = [
            (one.indicator.name, f"{one.indicator.title.get(language())}  {assessment_texts.value(one)}")
            for one in each.judged
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._open_indicator(each, name)

        self._screen.app.push_screen(
            PickOne(self._session, f"{who_of(self._session, each)} · {each.period}", entries), chosen
        )

    def _open_indicator(self, each: Assessed, name: str) -> None:
        judged = next(one for one in each.judged if one.indicator.name == name)
        if each.tickets is not None:
            self._open_frozen(each, name)
        elif (period := self._shown().period) is not None and judged.indicator.figure in FIGURES:
            figure, part = FIGURES[judged.indicator.figure], (each.subject, None)
            self._screen.app.push_screen(BehindFigure(self._session, figure, period, (each.of,), part))

    def _open_frozen(self, each: Assessed, name: str) -> None:
        """The tickets as they were when the period was closed."""
        numbers = (each.tickets or {}).get(name, ())
        if not numbers:
            self._screen.say(_("No ticket"))
            return

        def chosen(number: str | None) -> None:
            if number is not None:
                self._session.navigation.open_ticket(number)

        entries = [(number, number) for number in numbers]
        self._screen.app.push_screen(PickOne(self._session, _("Tickets behind it, as it was closed"), entries), chosen)

    def action_object_to(self) -> None:
        """Says why one does not agree with one's own."""
        login = self._session.desk.actor.login
        own = next((each for each in self._shown().assessed if (each.of, each.subject) == (PERSON, login)), None)
        if own is None:
            self._screen.say(_("There is no assessment of yours in this period"), error=True)
        else:
            self._open(ObjectToForm, _("on record; it is answered before the period is closed"), own)

    def action_answer_objection(self) -> None:
        """Answers what the selected one has objected."""
        self._open(AnswerForm, _("answered"))

    def action_give_title(self) -> None:
        """Gives the selected one a title or an award."""
        self._open(TitleForm, _("on record"))

    def action_violation(self) -> None:
        """Puts a violation of the selected one on record."""
        self._open(ViolationForm, _("on record"))

    def _open(
        self, form: Callable[[Session, Assessed], AssessmentForm], message: str, each: Assessed | None = None
    ) -> None:
        about = each or self._one()
        if about is None:
            return

        def written(entry: AssessmentEntry | None) -> None:
            if entry is not None:
                title = title_of(self._session.desk, entry)
                words = title.get(language()) if title is not None else message
                self._screen.say(f"{who_of(self._session, about)}: {words}")
                self._screen.post_message(StoreChanged())

        self._screen.app.push_screen(form(self._session, about), written)

    def action_close_period(self) -> None:
        """Closes the period, once somebody has said yes."""
        period = self._shown().period
        if period is None:
            return
        title = _("Close {period}? Its figures are frozen").format(period=period.name)

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                self._screen.work(self._close(period))

        self._screen.app.push_screen(PickOne(self._session, title, [("no", _("no")), ("yes", _("yes"))]), chosen)

    async def _close(self, period: Period) -> None:
        await self._session.ask(partial(close_assessment, period=period.name), self._session.desk)
        self._screen.say(_("{period} is closed").format(period=period.name))
        self._screen.post_message(StoreChanged())

    def _one(self) -> Assessed | None:
        if self._shown().selected is None:
            self._screen.say(_("Nothing is selected"), error=True)
        return self._shown().selected
