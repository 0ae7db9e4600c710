"""The result of the selected follow-up, by one key."""

from collections.abc import Callable

from deskconsole.desk.records import FollowUpLine
from deskconsole.desk.tickets import views
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.tickets.no_answer import record_no_answer
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
        view = await session.ask(views.show, session.desk, line.number)
        if outcome == "no_answer":
            self._screen.say(await record_no_answer(session, line, view))
            self._screen.post_message(StoreChanged())
        else:
            self._actions.offer(view, "followed_up", outcome=outcome, of=str(line.of))
