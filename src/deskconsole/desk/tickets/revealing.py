"""Seeing what is private: on record, with who asked for whose and why (F08)."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskconsole.desk.customers.customers import find_customer
from deskconsole.desk.privacy import hidden_from
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.repeats import view_with_repeats
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import REQUEST_LIMIT
from deskconsole.errors import DeskError
from deskconsole.text.clean import clean


@command(needs="reveal")
def reveal(work: Work, number: str, why: str | None = None) -> TicketView:
    """A ticket with everything private in it open; recorded as ``unmasked``, with the names of what was shown.

    ``why``: the reason, where somebody says one.
    """
    ticket = work.ticket(number)
    reason = clean(why).strip()[:REQUEST_LIMIT] if why else ""
    withheld = hidden_from(work.actor, ticket.pack, ticket.ticket)
    if withheld >= ticket.private_parts:
        raise DeskError("{number}: what is private in it is kept from you", number=ticket.number)
    facts = {"number": ticket.number, "parts": sorted(ticket.private_parts - withheld)}
    work.note("unmasked", {**facts, **({"reason": reason} if reason else {})})
    return view_with_repeats(work, ticket, reveal=True)


@command(needs="reveal")
def record_shown(work: Work, shown: Sequence[Mapping[str, Any]]) -> None:
    """Put on record that private texts of these are about to be shown: of a ticket by its ``number``, of a customer by
    the row key ``customer``, of an appointment by its id ``expected``. Nothing is shown of any of them if one ticket is
    beyond what the person may open."""
    for each in {tuple(sorted(facts.items())): facts for facts in shown}.values():
        if "number" in each:
            work.ticket(each["number"])
        if "customer" in each:
            each = {"customer": find_customer(work.tx, each["customer"]).uuid}
        work.note("unmasked", each)
