"""What of a ticket is nobody's business at the counter, and how it looks where it is shown (F08).

Contacts are private everywhere; what else is, its kind of work says (``private``). What use cases hand out carries
:class:`Private` values in these places; they print masked wherever they get to.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.record import replace
from deskconsole.text.private import Private

#: Private whatever the kind of work.
ALWAYS: Final = frozenset({"contact"})
#: Fields of events that hold a contact under another name.
_CONTACTS: Final = frozenset({"contact", "caller", "phone"})
#: Fields of events that hold fields themselves.
_NESTED: Final = ("fields", "old")


def private_parts(pack: Pack, kind: str | None) -> frozenset[str]:
    """The names of what is private of a ticket of a kind: parts of the form and fields of its own."""
    of_kind = pack.kind_of(kind)
    return ALWAYS if of_kind is None else ALWAYS | frozenset(of_kind.private)


def hidden_ticket(ticket: Ticket, parts: Collection[str]) -> Ticket:
    """The ticket with its private parts as :class:`Private` values."""
    change: dict[str, Any] = {
        name: Private(value)
        for name in ("customer", "contact")
        if name in parts and isinstance(value := getattr(ticket, name), str)
    }
    fields = _hidden(ticket.fields, parts)
    if fields != ticket.fields:
        change["fields"] = fields
    if ticket.calls:
        change["calls"] = {
            of: replace(call, caller=_private(call.caller)) if isinstance(call.caller, str) else call
            for of, call in ticket.calls.items()
        }
    return replace(ticket, **change) if change else ticket


def hidden_event(event: Event, parts: Collection[str]) -> Event:
    """The event with what is private in it as :class:`Private` values."""
    fields: dict[str, Any] = _hidden(event.fields, {*parts, *_CONTACTS})
    for name in _NESTED:
        if isinstance(value := fields.get(name), Mapping):
            fields[name] = _hidden(value, {*parts, *_CONTACTS})
    return replace(event, fields=fields) if fields != event.fields else event


def _private(text: str) -> Any:
    """A private text where the fold has a plain one: what people get of it prints masked."""
    return Private(text)


def _hidden(fields: Mapping[str, Any], parts: Collection[str]) -> dict[str, Any]:
    return {
        name: Private(value) if name in parts and isinstance(value, str) else value for name, value in fields.items()
    }
