"""On the intake form: an answer that is at hand while the question is still typed."""

from typing import TYPE_CHECKING

from textual import on

from deskconsole.present.catalogue import _
from deskconsole.screens.forms.answer_offers import AnswerOffers, to_beginning
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.widgets.forms.answer_matches import AnswerMatches

if TYPE_CHECKING:
    from deskconsole.desk.knowledge.answer_index import Offer
    from deskconsole.screens.knowledge.knowledge import Wanted


class AnswersAtHand(DeskScreen):
    """When the form is saved, the words of the answer that was taken stand in the form of the answer."""

    answers: AnswerOffers

    def action_take_answer(self) -> None:
        """The next answer that is offered; without such the cursor goes to the line's beginning."""
        before = self.answers.taken
        if self.answers.next() is not None:
            self._say_taken()
        elif before is not None:
            self.status.say(_("No answer is taken"))
        else:
            to_beginning(self.focused)

    @on(AnswerMatches.Taken)
    def _answer_clicked(self, event: AnswerMatches.Taken) -> None:
        self.take_answer(event.match)

    async def wanted_answer(self) -> "Wanted":
        """What the knowledge screen is opened for from here."""
        return await self.answers.wanted(self.take_answer)

    def take_answer(self, offer: "Offer") -> None:
        """Takes an answer that was chosen."""
        self.answers.take(offer)
        self._say_taken()

    def _say_taken(self) -> None:
        if self.answers.taken is not None:
            message = _("Taken: {name}. Saving opens the answer with its words")
            self.status.say(message.format(name=self.answers.taken.name))
