"""Answers offered on a form while it is filled in: looked for in a thread, the latest wins, one key takes one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from textual.widget import Widget

from deskconsole.actions import keys_of
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.navigation import Wanted
from deskconsole.screens.frame.reloads import OneAtATime
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.answer_matches import AnswerMatches
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: The events whose words may be taken from an article or an answered case.
ANSWERS: Final = frozenset({"responded", "answered", "proposed", "replied", "specialist_answered", "solved"})


class AnswerOffers(FormPart):
    """The offers of one form.

    ``question`` says what is asked, ``category`` in which category, ``exclude`` is the ticket that is being answered.
    ``take`` is told when another answer (or none) was taken, and which one had been; ``nothing`` when none fits.
    ``asks``: the rows whose words are looked for.
    """

    def __init__(
        self,
        session: Session,
        *,
        question: Callable[[], str],
        category: Callable[[], str | None],
        take: Callable[[Offer | None], None],
        nothing: Callable[[], None] = lambda: None,
        asks: Callable[[FormRow], bool] = lambda row: row.entry is Entry.AREA,
        exclude: str | None = None,
        lines: int = 3,
    ) -> None:
        self._session = session
        self._question = question
        self._category = category
        self._take = take
        self._nothing = nothing
        self._asks = asks
        self._exclude = exclude
        self.matches = AnswerMatches(self.take, lines=lines)
        #: what was taken by the key, to be recorded with the answer
        self.taken: Offer | None = None
        self._offers: list[Offer] = []
        self._latest = OneAtATime(self._look)

    @property
    def actions(self) -> Mapping[str, Callable[[], None]]:
        """One key takes the next answer."""
        return {"take_answer": self.take_next}

    def below(self) -> Iterable[Widget]:
        """What fits."""
        return (self.matches,)

    def begin(self) -> None:
        """What fits is looked for at once."""
        self.look()

    def changed(self, row: FormRow) -> None:
        """Other words, other answers."""
        if self._asks(row):
            self.look()

    def look(self) -> None:
        """Looks again, at once or as soon as the look under way has ended."""
        self.form.work(self._latest.run())

    async def _look(self) -> None:
        session = self._session
        try:
            offers = await session.ask(
                session.answer_index.offers, session.desk, self._question(), self._category(), exclude=self._exclude
            )
            self._offers = [*self.first_offers(), *offers]
        except DeskError:
            self._offers = (
                self.first_offers()
            )  # who types is not disturbed; saving will tell what is wrong with the store
        self.show()

    def first_offers(self) -> list[Offer]:
        """What comes before all that is found."""
        return []

    def forget(self) -> None:
        """Another form stands in the rows: nothing is taken, other answers fit."""
        self.taken = None
        self.show()
        self.look()

    def wanted(self) -> Wanted:
        """What the knowledge screen is opened for from this form."""
        return Wanted(self._question(), self._category(), self.take, self._exclude)

    def show(self) -> None:
        """Shows what is offered, the taken one first where it is offered no more."""
        offers = self._offers
        if self.taken is not None and self.taken not in offers:
            offers = [self.taken, *offers]
        keys = keys_of("take_answer")
        self.matches.show(offers, self.taken, key_label(keys[0]) if keys else "")

    def take_next(self) -> None:
        """Takes the next one that is offered, after the last one none, then the first again.

        Where none is offered the cursor goes to the line's beginning, as the key does elsewhere.
        """
        offers: list[Offer | None] = [*self._offers, None]
        place = offers.index(self.taken) if self.taken in self._offers else -1
        following = offers[place + 1] if self._offers else None
        if following is not None or self.taken is not None:
            self.take(following)
            return
        self._nothing()
        row = self.form.focused_row
        if row is not None:
            row.to_beginning()

    def take(self, offer: Offer | None) -> None:
        """Takes one; ``None``: none."""
        before, self.taken = self.taken, offer
        self.show()
        self._take(before)

    def source_in(self, text: str) -> dict[str, Any]:
        """What the event says of where its words come from, as long as a line of the answer is still among them."""
        if self.taken is None:
            return {}
        lines = (line.strip() for line in self.taken.answer.split("\n"))
        return dict(self.taken.fields) if any(len(line) > 3 and line in text for line in lines) else {}
