"""Tickets that the desk itself begins for a customer: their form as the desk fills it in, and whose they are."""

from collections.abc import Iterable
from typing import Any, Final

from deskconsole.desk.work import Work
from deskconsole.domain.customers.customer import FILE_OF
from deskconsole.domain.tickets.event import Event
from deskconsole.store import customers
from deskconsole.store.customers import CustomerRecord

#: What recorded it: nobody who sits here.
SOURCE: Final = "desk"
#: Why it is whose it is.
ACCOUNT_OWNER: Final = "account owner"


def form_by_desk(
    work: Work, customer: CustomerRecord, *, kind: str, channel: str, category: str | None, content: str, request: str
) -> dict[str, Any]:
    """What `received` says: who it is and how they are reached, as their file has it."""
    contact = next((contact.value for contact in customers.contacts_of(work.tx, customer.id)), None)
    return {
        "channel": channel,
        "kind": kind,
        "tier": customer.tier,
        "category": category,
        "customer": customer.name,
        "contact": contact,
        "content": content,
        "request": request,
        "urgent": False,
        "fields": {},
        FILE_OF: customer.uuid,
    }


def events_by_desk(work: Work, entries: Iterable[tuple[str, str | None, dict[str, Any]]]) -> list[Event]:
    """The events of a new ticket, all at once: kind, text and fields of each."""
    now = work.now
    return [
        Event(seq, kind, now, now, text=text, fields=fields, source=SOURCE)
        for seq, (kind, text, fields) in enumerate(entries, start=1)
    ]
