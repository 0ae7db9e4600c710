"""Answers offered on a form while it is filled in: looked for in a thread, the latest wins, one key takes one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from deskconsole.actions import keys_of
from deskconsole.desk.tickets.records import TicketView
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.answer_matches import AnswerMatches

if TYPE_CHECKING:
    from deskconsole.desk.knowledge.answer_index import Offer
    from deskconsole.screens.knowledge.knowledge import Wanted

#: The events whose words may be taken from an article or an answered case.
ANSWERS: Final = frozenset({"responded", "answered", "proposed", "replied", "specialist_answered", "solved"})


class AnswerOffers:
    """The offers of one form. ``asked`` says what is asked, ``category`` in which category; ``but`` is the ticket
    that is being answered."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        *,
        question: Callable[[], str],
        category: Callable[[], str | None],
        exclude: str | None = None,
        lines: int = 3,
    ) -> None:
        self._screen = screen
        self._session = session
        self._question = question
        self._category = category
        self._exclude = exclude
        self.matches = AnswerMatches(lines=lines)
        #: what was taken by the key, to be recorded with the answer
        self.taken: Offer | None = None
        self._offers: list[Offer] = []
        self._looking = False
        self._again = False

    def touched(self) -> None:
        """Something was typed or chosen: looks again, at once or as soon as the look under way has ended."""
        self._again = True
        if not self._looking:
            self._looking = True
            self._screen.run_worker(self._look())

    async def _look(self) -> None:
        try:
            while self._again:
                self._again = False
                session = self._session
                self._offers = await session.ask(
                    session.answer_index.offers, session.desk, self._question(), self._category(), exclude=self._exclude
                )
        except DeskError:
            self._offers = []  # who types is not disturbed; saving will tell what is wrong with the store
        finally:
            self._looking = False
        self.show()

    async def wanted(self, take: "Callable[[Offer], None]") -> "Wanted":
        """What the knowledge screen is opened for from this form."""
        from deskconsole.screens.knowledge.knowledge import Wanted

        return Wanted(self._question(), self._category(), take, self._exclude)

    def show(self) -> None:
        """Shows what is offered, the taken one first where it is offered no more."""
        offers = self._offers
        if self.taken is not None and self.taken not in offers:
            offers = [self.taken, *offers]
        keys = keys_of("take_answer")
        self.matches.show(offers, self.taken, key_label(keys[0]) if keys else "")

    def next(self) -> "Offer | None":
        """Takes the next one that is offered; after the last one none, then the first again."""
        offers: list[Offer | None] = [*self._offers, None]
        place = offers.index(self.taken) if self.taken in self._offers else -1
        self.take(offers[place + 1] if self._offers else None)
        return self.taken

    def take(self, offer: "Offer | None") -> None:
        """Takes one; ``None``: none."""
        self.taken = offer
        self.show()

    def source_in(self, text: str) -> dict[str, Any]:
        """What the event says of where its words come from, as long as a line of the answer is still among them."""
        if self.taken is None:
            return {}
        lines = (line.strip() for line in self.taken.answer.split("\n"))
        return dict(self.taken.fields) if any(len(line) > 3 and line in text for line in lines) else {}


def open_answer(app: App[Any], session: Session, view: TicketView, offer: "Offer") -> None:
    """The form of the answer to a ticket with the words of an offer in it, over whatever screen is on top."""
    from deskconsole.screens.tickets.action_form import ActionForm

    def recorded(after: TicketView | None) -> None:
        if after is not None and isinstance(app.screen, DeskScreen):
            app.screen.say_done()
            app.screen.post_message(StoreChanged())

    app.push_screen(ActionForm(session, view, "answered", {"text": offer.answer}, taken=offer), recorded)


def to_beginning(field: Widget | None) -> None:
    """The cursor of a field goes to the beginning of its line, as the key does elsewhere."""
    move = getattr(field, "action_cursor_line_start", None) or getattr(field, "action_home", None)
    if callable(move):
        move()
