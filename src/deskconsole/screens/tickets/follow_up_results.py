"""The result of the selected follow-up, by one key."""

from collections.abc import Callable

from deskconsole.desk.records import FollowUpLine
from deskconsole.desk.surveys.answering import SURVEY, SurveyView, answer_survey, show_survey
from deskconsole.desk.tickets import views
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.no_answer import record_no_answer
from deskconsole.screens.tickets.survey_form import SurveyForm
from deskconsole.screens.tickets.ticket_actions import TicketActions


class FollowUpResults:
    """A part of the board, which lends it its action; ``line`` says which follow-up, ``actions`` opens its form."""

    def __init__(self, screen: DeskScreen, line: Callable[[], FollowUpLine | None], actions: TicketActions) -> None:
        self._screen = screen
        self._line = line
        self._actions = actions

    def action_result(self, outcome: str) -> None:
        """Opens the form with the result filled in; "no answer" is recorded at once, with a next time."""
        line = self._line()
        if line is None:
            self._screen.say(_("No follow-up is selected"), error=True)
            return
        self._screen.work(self._result(line, outcome))

    async def _result(self, line: FollowUpLine, outcome: str) -> None:
        session = self._screen.session
        if line.do == SURVEY:
            await self._survey(line, outcome)
            return
        view = await session.ask(views.show, session.desk, line.number)
        if outcome == "no_answer":
            self._screen.say(await record_no_answer(session, line, view))
            self._screen.post_message(StoreChanged())
        else:
            self._actions.offer(view, "followed_up", outcome=outcome, of=str(line.of))

    async def _survey(self, line: FollowUpLine, outcome: str) -> None:
        """The answers of a customer who was drawn; "no answer" is recorded at once, and tried again by the plan."""
        session = self._screen.session
        if outcome == "no_answer":
            result = await session.ask(answer_survey, session.desk, line.number, outcome=outcome)
            session.recorded(await session.ask(views.show, session.desk, line.number), "surveyed")
            self._screen.say(_tried(line.number, result, session))
            self._screen.post_message(StoreChanged())
            return
        standing = await session.ask(show_survey, session.desk, line.number)
        form = SurveyForm(session, line, standing.survey, outcome)

        def saved(result: SurveyView | None) -> None:
            if result is not None:
                self._screen.say(_tried(line.number, result, session))
                self._screen.post_message(StoreChanged())

        self._screen.app.push_screen(form, saved)


def _tried(number: str, result: SurveyView, session: Session) -> str:
    """What to say of a try."""
    if result.outcome != "no_answer":
        return _("{number}: on record").format(number=number[-4:])
    if result.due is None:
        return _("No answer at {number}: it was the last try").format(number=number[-4:])
    when = short(result.due, session.now(), session.zone)
    return _("No answer at {number}: to be tried again by {when}").format(number=number[-4:], when=when)
