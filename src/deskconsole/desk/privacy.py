"""What of a ticket is nobody's business at the counter, and how it looks where it is shown (F08).

Contacts are private everywhere; what else is, its kind of work says (``private``). What use cases hand out carries
:class:`Private` values in these places; they print masked wherever they get to.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from deskconsole.desk.permissions import Staff
from deskconsole.domain.rules.departments import hidden_parts
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.record import replace
from deskconsole.text.private import Private

#: Private whatever the kind of work.
ALWAYS: Final = frozenset({"contact"})
#: What stands where something is kept from who looks.
KEPT: Final = "***"
#: Fields of events that hold a contact under another name.
_CONTACTS: Final = frozenset({"contact", "caller", "phone"})
#: Fields of events that hold fields themselves.
_NESTED: Final = ("fields", "old")


def private_parts(pack: Pack, kind: str | None) -> frozenset[str]:
    """The names of what is private of a ticket of a kind: parts of the form and fields of its own."""
    of_kind = pack.kind_of(kind)
    return ALWAYS if of_kind is None else ALWAYS | frozenset(of_kind.private)


def hidden_from(person: Staff, pack: Pack, ticket: Ticket) -> frozenset[str]:
    """The parts of a ticket that a pack keeps from the person at the desk, whatever they may do otherwise."""
    if not pack.hidden:
        return frozenset()
    facts = {**ticket.fields, **ticket.attributes()}
    return hidden_parts.hidden_from(pack.hidden, ticket.kind, facts, person.role, person.department)


def may_be_hidden(person: Staff, packs: Iterable[Pack]) -> dict[str, frozenset[str]]:
    """Kind → the parts of its tickets that lists do not show to the person: whatever a pack might keep from them."""
    return {
        kind.name: parts
        for pack in packs
        if pack.hidden
        for kind in pack.kinds
        if (parts := hidden_parts.may_be_hidden(pack.hidden, kind, person.role, person.department))
    }


def kept_from_ticket(ticket: Ticket, parts: Collection[str]) -> Ticket:
    """The ticket without the parts that are kept from somebody: nothing of them is left that could be opened."""
    if not parts:
        return ticket
    common = ("customer", "contact", "content", "request")
    change: dict[str, Any] = {name: KEPT for name in common if name in parts and getattr(ticket, name)}
    change["fields"] = _without(ticket.fields, parts)
    if "contact" in parts and ticket.calls:
        change["calls"] = {of: replace(call, caller=KEPT if call.caller else None) for of, call in ticket.calls.items()}
    return replace(ticket, **change)


def kept_from_event(event: Event, parts: Collection[str]) -> Event:
    """The same of an event."""
    if not parts:
        return event
    names = {*parts, *(_CONTACTS if "contact" in parts else ())}
    fields = _without(event.fields, names)
    for name in _NESTED:
        if isinstance(value := fields.get(name), Mapping):
            fields[name] = _without(value, names)
    return replace(event, fields=fields)


def _without(fields: Mapping[str, Any], parts: Collection[str]) -> dict[str, Any]:
    return {
        name: KEPT if name in parts else value
        for name, value in fields.items()
        if name not in parts or isinstance(value, str)
    }


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
