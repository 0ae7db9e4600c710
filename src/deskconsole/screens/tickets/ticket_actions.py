"""What letters and digits do to the ticket at hand, on whichever screen one is selected or open."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from deskconsole.actions import NUMBERED
from deskconsole.desk.permissions import NotQualified
from deskconsole.desk.records import ActionView, TicketView
from deskconsole.desk.tickets import views
from deskconsole.domain.tickets.filing import missing_parts
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, ngettext
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.refusals import message_of

if TYPE_CHECKING:
    from deskconsole.desk.knowledge.answer_index import Offer


class TicketActions:
    """A part of such a screen, which lends it its actions; ``number`` says which ticket, empty where there is none."""

    def __init__(self, screen: DeskScreen, number: Callable[[], str]) -> None:
        self._screen = screen
        self._session = screen.session
        self._number = number

    def action_record(self, event: str) -> None:
        """Opens the small form of an action, or says why the action cannot happen now."""
        if event == "undone":
            self._screen.action_undo()
        else:
            self._on_ticket(lambda number: self._record(number, event))

    async def _record(self, number: str, event: str) -> None:
        self.offer(await self._read(number), event)

    def offer(self, view: TicketView, event: str, taken: "Offer | None" = None, /, **prefilled: str) -> None:
        """Opens the form of an action on a ticket, if the ticket allows it; else says why not.

        ``taken``: the article or answered case that the text comes from.
        """
        session, navigation = self._session, self._session.navigation
        if event == "help_called":
            navigation.call_help(view.number)
            return
        why = next((refusal_of(view, action) for action in view.actions if action.event == event), None)
        may_not = session.refusal(view, event)
        if why is not None:
            self._screen.say(message_of(why), error=True)
        elif isinstance(may_not, NotQualified):
            navigation.offer_test()
        elif may_not is not None and session.must_ask(view, event) and not session.waits_for(view.number, event):
            navigation.ask_approval(view, event, may_not, lambda: self._open(view, event, taken, **prefilled))
        else:
            self._open(view, event, taken, **prefilled)

    def _open(self, view: TicketView, event: str, taken: "Offer | None" = None, /, **prefilled: str) -> None:
        navigation = self._session.navigation
        if event == "filed" and is_unfinished(view):
            navigation.pick_up()  # what a call lacks is asked on the form of the call itself
        else:
            navigation.open_action(view, event, taken, **prefilled)

    def action_customer(self) -> None:
        """Opens the file of whoever the ticket is of."""
        self._on_ticket(self._session.navigation.open_customer_of)

    def action_paper(self) -> None:
        """The paper form: as a file or on the printer."""
        self._on_ticket(self._paper)

    async def _paper(self, number: str) -> None:
        self._session.navigation.offer_paper(await self._read(number))

    def action_tell_linked(self) -> None:
        """Tells everybody who brought the same matter what was told last on this ticket."""
        self._on_ticket(self._tell_linked)

    async def _tell_linked(self, number: str) -> None:
        results = await self._session.navigation.tell_linked(number)
        numbers = [each.number[-4:] for each in results if each.recorded]
        refused = [message_of(each.refusal) for each in results if each.refusal is not None]
        text = ngettext("Told on {n} ticket: {numbers}", "Told on {n} tickets: {numbers}", len(numbers))
        shown = [text.format(n=len(numbers), numbers=" ".join(numbers) or "-"), *refused[:1]]
        self._screen.post_message(StoreChanged())
        self._screen.say(" · ".join(shown), error=not numbers)

    def action_article_of_ticket(self) -> None:
        """Makes an article of an answered ticket."""
        self._on_ticket(self._session.navigation.open_article_of)

    def action_moments(self) -> None:
        """What to say in a hard moment; the chosen line begins the answer."""
        self._on_ticket(self._moments)

    async def _moments(self, number: str) -> None:
        view = await self._read(number)
        self._session.navigation.show_moments(view, lambda line: self.offer(view, "answered", text=line))

    def action_why_late(self) -> None:
        """Why a step was late."""
        self._on_ticket(self._why_late)

    async def _why_late(self, number: str) -> None:
        self._session.navigation.explain_late(await self._read(number))

    def action_more(self) -> None:
        """All actions of the ticket, with the reason of those that cannot happen now."""
        self._on_ticket(self._more)

    async def _more(self, number: str) -> None:
        view = await self._read(number)

        def chosen(event: str | None) -> None:
            if event == "undone":
                self._screen.action_undo()
            elif event is not None:
                self.offer(view, event)

        self._session.navigation.choose_action(view, chosen)

    async def _read(self, number: str) -> TicketView:
        return await self._session.ask(views.show, self._session.desk, number)

    def _on_ticket(self, do: Callable[[str], Coroutine[Any, Any, None]]) -> None:
        if number := self._number():
            self._screen.work(do(number))
        else:
            self._screen.say(_("No ticket is selected"), error=True)


def refusal_of(view: TicketView, action: ActionView) -> DeskError | None:
    """Why an action cannot be begun now. What filing lacks is asked on its own form, so it can be."""
    if action.event == "filed" and (missing_parts(view.ticket, view.clocks) or is_unfinished(view)):
        return None
    return action.refusal


def is_unfinished(view: TicketView) -> bool:
    """Whether it is a call that rings no more and whose form is still empty."""
    ticket = view.ticket
    rings = any(call.state == "ringing" for call in ticket.calls.values())
    return bool(ticket.calls) and not rings and not ticket.received and not ticket.ended


def usual_steps(view: TicketView) -> tuple[str, ...]:
    """The events that stand at the digits 1 to 9: the first steps that the pack names for the ticket's kind."""
    kind = view.pack.kind_of(view.ticket.kind)
    return kind.steps[: len(NUMBERED)] if kind is not None and kind.steps else NUMBERED
