"""How the rooms of the console open each other, and what a screen on top may offer to whoever asks.

Rooms do not import each other for this: every screen has ``session.navigation``, and the console puts the rooms
together behind it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from deskconsole.record import dataclass

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskconsole.desk.customers.records import CustomerMatch
    from deskconsole.desk.knowledge.answer_index import Offer
    from deskconsole.desk.matters.telling import TellingResult
    from deskconsole.desk.records import Draft, TicketView
    from deskconsole.desk.search.searching import SearchResult
    from deskconsole.errors import DeskError


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the knowledge is wanted for: the question of a ticket or form, and what is done with an answer.

    ``exclude``: the number of the ticket that asks; its own answer is not offered. ``target``: what the answer goes to,
    as people call it; not ``sure``: a line of a list that happened to be selected, so that it is asked first.
    """

    question: str
    category: str | None
    take: "Callable[[Offer], None]"
    exclude: str | None = None
    target: str = ""
    sure: bool = True


class Navigation(Protocol):
    """The ways between the rooms."""

    def open_ticket(self, number: str) -> None:
        """A ticket on a screen of its own, over what is open."""

    def open_action(self, view: "TicketView", event: str, taken: "Offer | None" = None, /, **prefilled: str) -> None:
        """The form of an action on a ticket; ``taken``: the article or case that its text comes from."""

    def ask_approval(self, view: "TicketView", event: str, why: "DeskError", go_on: "Callable[[], None]") -> None:
        """Who leads may allow what is refused to whoever sits here, by their PIN or at their own console; then it
        goes on."""

    def open_form(self, view: "TicketView", event: str) -> None:
        """The form of an action that was begun before: what was typed comes back, nothing else is asked."""

    def choose_action(self, view: "TicketView", chosen: "Callable[[str | None], None]") -> None:
        """The menu of all actions of a ticket; gives the event."""

    def show_moments(self, view: "TicketView", take: "Callable[[str], None]") -> None:
        """What to say in a hard moment; gives the line that was chosen."""

    def call_help(self, number: str) -> None:
        """Calls somebody to a ticket, quietly."""

    def explain_late(self, view: "TicketView") -> None:
        """Asks why a step of a ticket was late."""

    def offer_paper(self, view: "TicketView") -> None:
        """The menu of a ticket's papers; what is chosen is made."""

    def open_customer(self, customer_id: int) -> None:
        """A customer's file, over what is open."""

    async def open_customer_of(self, number: str) -> None:
        """The file of whoever a ticket is of."""

    async def open_found(self, match: "SearchResult") -> None:
        """What was found: a ticket, a customer, an article."""

    async def open_article_of(self, number: str) -> None:
        """The form of an article made of an answered ticket."""

    def open_answer(self, view: "TicketView", offer: "Offer") -> None:
        """The form of the answer to a ticket with the words of an article or case in it, over what is open."""

    async def open_intake_of(self, match: "CustomerMatch") -> None:
        """A new inquiry of a known customer, over what is open."""

    async def take_call(self, view: "TicketView", call: str) -> None:
        """The intake form of a call that was picked up; what is half typed above is left and kept."""

    async def take_draft(self, draft: "Draft") -> None:
        """The intake form with a parked draft in it."""

    def typed_in(self) -> "frozenset[str]":
        """The drafts of the forms that are on the screen."""

    async def tell_linked(self, number: str) -> "list[TellingResult]":
        """Tells everybody who brought the same matter as a ticket what was told last there."""

    async def undo(self) -> str:
        """Takes the last action of this session back and says so; raises :class:`DeskError` where there is none."""

    def pick_up(self) -> None:
        """Picks up the call that rings, or opens the form of the selected call that has none yet."""

    def open_manual(self, scope: str) -> None:
        """The page of the manual about a screen, over what is open."""

    def offer_test(self) -> None:
        """Says that no qualification is on record, and offers the test."""


class Drafts(Protocol):
    """What keeps a half-filled form."""

    @property
    def id(self) -> str:
        """The draft that it keeps it as."""

    async def keep(self) -> None:
        """Keeps now what is typed; raises :class:`DeskError` where the store refuses it."""


@runtime_checkable
class KeepsDrafts(Protocol):
    """A screen on which something may be half typed."""

    @property
    def drafts(self) -> Drafts:
        """What keeps it."""

    async def keep_typed(self) -> bool:
        """Keeps it before the screen is left; ``False``: the store refuses it, so the screen stays, and has said so."""


@runtime_checkable
class HasTicket(Protocol):
    """A screen with a ticket at hand."""

    @property
    def number(self) -> str:
        """The ticket that letters act on; empty where there is none."""


@runtime_checkable
class WantsAnswer(Protocol):
    """A screen that an answer of the knowledge base can be copied into."""

    async def wanted_answer(self) -> Wanted | None:
        """What the knowledge screen is opened for from here; ``None`` where nothing is asked."""


@runtime_checkable
class Relabels(Protocol):
    """What holds texts of its own."""

    def relabel(self) -> None:
        """Draws them again, in the language now in use."""


@runtime_checkable
class OverLock(Protocol):
    """A screen that the lock does not hide: an emergency goes on."""

    def again(self) -> "Screen[Any]":
        """The same screen made anew, to be opened over the lock."""
