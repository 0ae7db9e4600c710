"""Qualification at the console: who is not qualified is told so before a form opens, and offered the test."""

from deskconsole.desk.permissions import NotQualified, refusal
from deskconsole.desk.staff.qualification import draw_test
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.staff.quiz import QuizScreen


class QualificationOffer:
    """The test of whoever sits at a console; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session

    def may_take(self) -> bool:
        """Whether the person at the desk may take an inquiry; who may not is offered the test instead of the form."""
        actor = self._session.actor
        why = refusal(self._session.desk.roles, actor, "take") if actor is not None else None
        if not isinstance(why, NotQualified):
            return True  # any other refusal is told where it arises
        self.action_offer_test()
        return False

    def action_offer_test(self) -> None:
        """Says why nothing can be taken, and what to do about it."""
        title = _("No qualification of yours is on record: you may not receive yet")
        entries = [("test", _("Take the test now")), ("later", _("Later; an administrator may record it too"))]

        def chosen(what: str | None) -> None:
            if what == "test":
                self.action_take_test()

        if not isinstance(self._screens.top, PickOne):
            self._screens.app.push_screen(PickOne(self._session, title, entries), chosen)

    def action_take_test(self) -> None:
        """The test of the qualification."""
        self._screens.app.run_worker(self._take_test())

    async def _take_test(self) -> None:
        try:
            paper = await self._session.ask(draw_test, self._session.desk)
        except DeskError as error:
            self._screens.complain(error)
            return
        if not isinstance(self._screens.top, QuizScreen):
            self._screens.app.push_screen(QuizScreen(self._session, paper))
