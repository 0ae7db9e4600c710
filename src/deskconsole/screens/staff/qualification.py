"""Qualification at the console: who is not qualified is told so before a form opens, and offered the test."""

from deskconsole.desk.staff.staff import NotQualified, can
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.operators.operators import Operators


class QualificationOffer(Operators):
    """Mixed into the console."""

    def may_take(self) -> bool:
        """Whether the person at the desk may take an inquiry; who may not is offered the test instead of the form."""
        actor = self.session.actor
        refusal = can(actor, "intake") if actor is not None else None
        if not isinstance(refusal, NotQualified):
            return True  # any other refusal is told where it arises
        self.action_offer_test()
        return False

    def action_offer_test(self) -> None:
        """Says why nothing can be taken, and what to do about it."""
        from deskconsole.screens.frame.pick_one import PickOne

        title = _("No qualification of yours is on record: you may not receive yet")
        entries = [("test", _("Take the test now")), ("later", _("Later; an administrator may record it too"))]

        def chosen(what: str | None) -> None:
            if what == "test":
                self.action_take_test()

        if not isinstance(self.screen, PickOne):
            self.push_screen(PickOne(self.session, title, entries), chosen)

    def action_take_test(self) -> None:
        """The test of the qualification."""
        self.run_worker(self._take_test())

    async def _take_test(self) -> None:
        from deskconsole.desk.staff.qualification import draw_test
        from deskconsole.screens.staff.quiz import QuizScreen

        try:
            paper = await self.session.ask(draw_test, self.session.desk)
        except DeskError as error:
            self.complain(error)
            return
        if not isinstance(self.screen, QuizScreen):
            self.push_screen(QuizScreen(self.session, paper))

    # --- knowledge -----------------------------------------------------------------------------------------

    def action_show_knowledge(self) -> None:
        """The knowledge screen; from a ticket or a form it shows what fits, and copies an answer there."""
        from deskconsole.screens.knowledge.knowledge import KnowledgeScreen

        open_ = next((screen for screen in self.screen_stack if isinstance(screen, KnowledgeScreen)), None)
        if open_ is None:
            self.run_worker(self._open_knowledge())
        elif open_ is not self.screen:
            self.run_worker(self.leave_above(open_))

    async def _open_knowledge(self) -> None:
        from deskconsole.screens.knowledge.knowledge import KnowledgeScreen

        wanting = getattr(self.screen, "wanted_answer", None)
        try:
            wanted = await wanting() if wanting is not None else None
        except DeskError as error:
            self.complain(error)
            return
        self.push_screen(KnowledgeScreen(self.session, wanted))
