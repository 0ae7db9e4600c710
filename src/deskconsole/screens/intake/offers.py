"""Open tickets of the person who calls: offered for adding to before a second one is made."""

from collections.abc import Callable, Iterable, Sequence

from deskconsole.actions import keys_of
from deskconsole.desk.customers.customers import find_customers
from deskconsole.desk.customers.records import CustomerMatch
from deskconsole.desk.desk import Desk
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.joining import add_to_ticket
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.inquiry import Inquiry
from deskconsole.screens.intake.rows import IntakeRows
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.offer_line import OfferLine

#: More are not offered: the line would not be read any more.
MOST = 3


def open_of(matches: Iterable[CustomerMatch], name: str, contact: str) -> list[str]:
    """The open tickets of those hits that are exactly this name or contact."""
    numbers: list[str] = []
    for match in matches:
        if (name and match.name == name) or (contact and contact in match.contacts):
            numbers += match.open_numbers
    return list(dict.fromkeys(numbers))


def offers(desk: Desk, numbers: Sequence[str], *, exclude: str | None = None) -> list[TicketView]:
    """The tickets among these to which somebody can be added now; ``exclude``: the ticket of the call itself."""
    results = [views.show(desk, number) for number in numbers[: 2 * MOST] if number != exclude]
    return [
        view for view in results if view.ticket.received and refusal_for(view.ticket, view.clocks, "contacted") is None
    ][:MOST]


def offers_for(desk: Desk, name: str, contact: str, *, exclude: str | None = None) -> list[TicketView]:
    """The same for somebody known by name or contact."""
    matches: list[CustomerMatch] = []
    for typed in (name, contact):
        if typed.strip("- "):
            matches += find_customers(desk, typed, limit=4)
    return offers(desk, open_of(matches, name, contact), exclude=exclude)


class TicketOffers(FormPart):
    """Offers to add to open tickets; while one is taken the form asks only what the customer says now.

    ``joined``: the form has become one that adds to a ticket, or a ticket's own again; ``refresh``: the keys that
    work may be others.
    """

    def __init__(
        self,
        session: Session,
        rows: IntakeRows,
        inquiry: Inquiry,
        *,
        joined: Callable[[], None],
        refresh: Callable[[], None],
    ) -> None:
        self._session, self._rows, self._inquiry = session, rows, inquiry
        self._joined, self._refresh = joined, refresh
        self.line = OfferLine()
        self.offered: list[TicketView] = []

    # --- what is offered -----------------------------------------------------------------------------------

    async def find(self) -> None:
        """Looks for open tickets of who is on the form."""
        name, contact = self._rows.value("customer"), self._rows.value("contact")
        exclude, turn = self._inquiry.call_number, self._inquiry.turn
        results = await self._session.ask(offers_for, self._session.desk, name, contact, exclude=exclude)
        self._show_for(turn, results)

    async def find_among(self, matches: Iterable[CustomerMatch], typed: str) -> None:
        """Looks for open tickets of those who fit what was typed."""
        numbers = open_of(matches, typed, typed)
        if numbers:
            exclude, turn = self._inquiry.call_number, self._inquiry.turn
            self._show_for(turn, await self._session.ask(offers, self._session.desk, numbers, exclude=exclude))

    def _show_for(self, turn: int, results: list[TicketView]) -> None:
        """Offers what was looked up, if the form that it was looked up for still stands in the rows."""
        if turn == self._inquiry.turn:
            self.show(results)

    def show(self, results: list[TicketView]) -> None:
        """Offers these."""
        self.offered = results
        message = _("Add to {number}: {about}")
        lines = []
        for view in results:
            about = f"{one_line(view.ticket.request or '-')} · {self._session.titles.title('stage', view.ticket.stage)}"
            lines.append((view.number, message.format(number=view.number[-4:], about=about)))
        keys = keys_of("add_to")
        self.line.show([] if self._inquiry.joins else lines, key_label(keys[0]) if keys else "")
        self._refresh()

    def relabel(self) -> None:
        """In the language now in use."""
        self.show(self.offered)

    # --- adding to one -------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Adds to the ticket that is offered first; a second time goes back to a ticket of its own."""
        if self._inquiry.joins is not None:
            self.join(None)
        elif self.offered:
            self.join(self.offered[0])
        else:
            self.form.say(_("No open ticket of theirs is known"), error=True)

    def take(self, number: str) -> None:
        """Adds to one of those that are offered."""
        self.join(next((view for view in self.offered if view.number == number), None))

    def join(self, view: TicketView | None) -> None:
        """Asks only what goes to this ticket, or the whole form again."""
        if (view is None) == (self._inquiry.joins is None):
            return
        self._inquiry.joins = view
        self._rows.join(view is not None)
        for row in self._rows.by_name.values():
            row.say("")
        self.show(self.offered)
        if view is not None:
            self._rows["content"].focus_entry()
            self.form.say(_("What do they say now? ^S adds it · Esc: a ticket of its own"))
        else:
            self._rows.next_gap().focus_entry()
        self._joined()

    def added(self, view: TicketView, key: str) -> Callable[[], TicketView]:
        """Records that the customer came again; the ring's own ticket goes into the one that goes on."""
        words = "\n".join(word for word in (self._rows.value("content"), self._rows.value("request")) if word)
        inquiry, desk, channel = self._inquiry, self._session.desk, self._rows["channel"].value
        call = inquiry.link.call if inquiry.link is not None else None
        at = inquiry.opened_at
        return lambda: add_to_ticket(
            desk, view.number, words, channel=channel, call=call, at=at, key=f"{key} {view.number}"
        )
