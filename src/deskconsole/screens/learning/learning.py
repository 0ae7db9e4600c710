"""The way to improvements and trainings from everywhere: their screens, and a proposal from what is at hand."""

from deskconsole.desk.learning.improvements import Improvement, improvement_kinds
from deskconsole.desk.learning.training import declared_trainings
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal, StoreChanged
from deskconsole.screens.frame.navigation import HasTicket
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session
from deskconsole.screens.learning.forms import ProposeForm
from deskconsole.screens.learning.improvements import ImprovementsScreen
from deskconsole.screens.learning.training import TrainingScreen
from deskconsole.screens.quality.quality import QualityScreen


class LearningWays:
    """Its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session

    def action_show_improvements(self) -> None:
        """What the desk improves; where the rules know none one stays where one is."""
        if improvement_kinds(self._session.desk):
            self._screens.show(ImprovementsScreen)
        else:
            self._say(_("The rules of this site know no improvements"))

    def action_show_training(self) -> None:
        """The trainings of the year; where the rules plan none one stays where one is."""
        if declared_trainings(self._session.desk):
            self._screens.show(TrainingScreen)
        else:
            self._say(_("The rules of this site plan no trainings"))

    def action_propose_improvement(self) -> None:
        """Proposes one: about the ticket or the finding that is at hand, if there is one."""
        if not improvement_kinds(self._session.desk):
            self._say(_("The rules of this site know no improvements"))
            return
        about, source = self._at_hand()

        def written(each: Improvement | None) -> None:
            if each is not None:
                self._screens.say(_("{number}: proposed").format(number=each.number[-4:]))
                if self._screens.app.screen_stack:
                    self._screens.app.screen.post_message(StoreChanged())

        self._screens.app.push_screen(ProposeForm(self._session, about, source), written)

    def _at_hand(self) -> tuple[str, str]:
        """The number of the ticket, and where it comes from where that is known."""
        top: object = self._screens.full
        if isinstance(top, QualityScreen):
            return (top.selected.row.number, "check") if top.selected is not None else ("", "")
        if isinstance(top, ImprovementsScreen | TrainingScreen) or not isinstance(top, HasTicket):
            return "", ""
        return top.number, ""

    def _say(self, message: str) -> None:
        if isinstance(top := self._screens.top, DeskModal):
            top.say(message)
        self._screens.complain(message)
