"""Between rows and what the rest of the program speaks: instants, JSON, tickets, clocks, events.

Column names decide the conversion, the same for every table: see the sets below.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar

from deskconsole.domain.calendar.instant import EPOCH, from_micros, to_micros
from deskconsole.domain.clocks.derive import Clock, next_due
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.text.phones import first_digits

Record = TypeVar("Record")

# Made once: `json.dumps` makes a new one for each text.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_MICROSECOND: Final = timedelta(microseconds=1)

#: The hash before the first event of a site.
GENESIS: Final = "0" * 64
#: Microseconds since 1970 of an aware instant, and back: what every instant column holds.
micros: Final = to_micros
instant: Final = from_micros

#: The due of a ticket without a running clock: later than everything, and still a time in every zone.
NEVER: Final = datetime(9000, 1, 1, tzinfo=UTC)

#: Columns that hold an instant.
INSTANTS: Final = frozenset(
    {"created_at", "opened_at", "received_at", "filed_at", "closed_at", "updated_at", "qualified_at", "added_at"}
    | {"newest_recorded_at", "happened_at", "recorded_at", "rang_at", "warn_at", "next_warn_at"}
    | {"due", "first_due", "started", "ended", "next_due", "next_started", "settle_at"}
    | {"changed_at", "retired_at", "written_at"}
)
#: Columns that hold true or false.
BOOLEANS: Final = frozenset(
    {"urgent", "waiting", "ended", "provisional", "next_provisional", "reclassified", "enabled", "parked", "price"}
)
#: Columns that hold JSON of an object.
OBJECTS: Final = frozenset({"fields", "body"})


def maybe_micros(value: datetime | None) -> int | None:
    """:func:`micros`, ``None`` for ``None``."""
    return None if value is None else micros(value)


def json_of(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, characters as they are."""
    return _ENCODER.encode(value)


def storable(text: str) -> str:
    """``text`` itself; raises ``ValueError`` for NUL and lone surrogates, which intake has removed long before."""
    if "\0" in text:
        raise ValueError("a text with NUL reached the store")
    text.encode()  # UnicodeEncodeError is a ValueError
    return text


class Shape(Generic[Record]):
    """How a row that was selected for ``record`` (with ``names`` as its first fields) becomes one.

    Compiled when the first row comes: a long queue is read in half the time.
    """

    def __init__(self, record: Callable[..., Record], names: Iterable[str], **more: Callable[[Any], Any]) -> None:
        self._record = record
        self._conversions = [more.get(name) or _conversion(name) for name in names]
        self._made: Callable[[Sequence[Any]], Record] | None = None

    def __call__(self, row: Sequence[Any]) -> Record:
        """The record of one row."""
        made = self._made
        if made is None:
            made = self._made = self._compiled()
        return made(row)

    def _compiled(self) -> Callable[[Sequence[Any]], Record]:
        # Instants as `from_micros` makes them, but without a call for each.
        existing: dict[str, Any] = {"record": self._record, "epoch": EPOCH, "delta": timedelta}
        values = []
        for place, conversion in enumerate(self._conversions):
            value = f"row[{place}]"
            if conversion is instant:
                value = f"None if {value} is None else epoch + delta(0, 0, {value})"
            elif conversion is bool:
                value = f"None if {value} is None else {value} != 0"
            elif conversion is not None:
                existing[f"c{place}"] = conversion
                value = f"None if {value} is None else c{place}({value})"
            values.append(value)
        made: Callable[[Sequence[Any]], Record] = eval(
            f"lambda row: record({', '.join(values)}, *row[{len(values)}:])", existing
        )
        return made


def _conversion(name: str) -> Callable[[Any], Any] | None:
    if name in INSTANTS:
        return instant
    if name in BOOLEANS:
        return bool
    return json.loads if name in OBJECTS else None


def payload_body(event: Event) -> str:
    """Text and fields of ``event`` as the payload row keeps them; empty when it carries neither."""
    if event.text is None and not event.fields:
        return ""
    body = json_of({"text": event.text, "fields": dict(event.fields)})
    if "\\u0000" in body:
        _refuse_nul(event.text, event.fields)
    body.encode()
    return body


def _refuse_nul(*values: object) -> None:
    for value in values:
        if isinstance(value, str):
            storable(value)
        elif isinstance(value, Mapping):
            _refuse_nul(*value.keys(), *value.values())
        elif isinstance(value, list | tuple):
            _refuse_nul(*value)


def payload_digest(salt: bytes, body: str) -> str:
    """SHA-256 over salt and payload."""
    return sha256(salt + body.encode()).hexdigest()


def event_of(row: Sequence[Any]) -> Event:
    """The event of a row of ``statements.TICKET_EVENTS`` or ``SITE_EVENTS``.

    One whose payload was erased has no text, and ``erased: true`` as its only field.
    """
    seq, kind, of, happened, recorded, by, source, role, department, pack, calendar, digest, body = row[:13]
    text: str | None = None
    given: dict[str, Any] = {}
    if body is not None:
        payload = json.loads(body)
        text, given = payload["text"], payload["fields"]
    elif digest:
        given = {"erased": True}
    return Event(
        seq=seq,
        kind=kind,
        happened_at=instant(happened),
        recorded_at=instant(recorded),
        by=by,
        of=of,
        text=text,
        fields=given,
        source=source,
        by_role=role,
        by_department=department,
        pack=pack,
        calendar=calendar,
    )


def clock_columns(clock: Clock) -> dict[str, Any]:
    """The columns of a clock's row, without its ticket."""
    return {
        "rule": clock.rule,
        "of": clock.of,
        "do": clock.do,
        "role": clock.role,
        "assignee": clock.assignee,
        "started": micros(clock.started),
        "due": micros(clock.due),
        "first_due": micros(clock.first_due),
        "ended": maybe_micros(clock.ended),
        "state": clock.state,
        "breaches": clock.breaches,
        "provisional": clock.provisional,
        "reclassified": clock.reclassified,
        "warn_at": micros(clock.warn_at),
        "every": None if clock.every is None else clock.every // _MICROSECOND,
    }


#: A clock's columns; what only its rule says is none.
CLOCK_NAMES: Final = tuple(field.name for field in fields(Clock) if field.compare)
#: The clock of a row of ``statements.CLOCK_ROWS``.
clock_of: Final = Shape(Clock, CLOCK_NAMES, every=lambda value: timedelta(microseconds=value))


def ticket_columns(
    ticket: Ticket, clocks: Sequence[Clock], closed_at: datetime | None, settle_at: datetime | None = None
) -> dict[str, Any]:
    """Every derived column of a ticket's row; what is saved, and what `verify` compares with the row.

    ``settle_at`` is when time alone will next bring something about.
    """
    columns: dict[str, Any] = {
        "version": ticket.seq,
        "kind": ticket.kind,
        "channel": ticket.channel,
        "tier": ticket.tier,
        "category": ticket.category,
        "level": ticket.level,
        "urgent": ticket.urgent,
        "customer": ticket.customer,
        "contact": ticket.contact,
        "contact_digits": digits(ticket.contact) if ticket.contact else None,
        "content": ticket.content,
        "request": ticket.request,
        "fields": json_of(dict(ticket.fields)),
        "stage": ticket.stage,
        "first_receiver": ticket.first_receiver,
        "owner": ticket.owner,
        "received_at": maybe_micros(ticket.received_at),
        "finished": ticket.finished,
        "filed_at": maybe_micros(ticket.filed_at),
        "closed_at": maybe_micros(closed_at),
        "updated_at": maybe_micros(ticket.updated_at),
        "last_words": ticket.last_words,
        "ringing_call": _ringing(ticket),
        "waiting": ticket.waiting is not None,
        "ended": ticket.ended,
        "settle_at": maybe_micros(settle_at),
    }
    return columns | _next(clocks)


def _ringing(ticket: Ticket) -> str | None:
    ringing = [call.call for call in ticket.calls.values() if call.state == "ringing"]
    return ringing[-1] if ringing else None


def _next(clocks: Sequence[Clock]) -> dict[str, Any]:
    nearest = next_due(clocks)
    return {
        "next_due": micros(nearest.due if nearest else NEVER),
        "next_rule": nearest.rule if nearest else None,
        "next_of": nearest.of if nearest else None,
        "next_do": nearest.do if nearest else None,
        "next_role": nearest.role if nearest else None,
        "next_assignee": nearest.assignee if nearest else None,
        "next_started": micros(nearest.started) if nearest else None,
        "next_warn_at": micros(nearest.warn_at) if nearest else None,
        "next_provisional": nearest.provisional if nearest else False,
    }


#: The normal digits of the first telephone number of a contact, ``None`` if it has none.
digits: Final = first_digits


def is_phone(contact: str) -> bool:
    """Whether a contact holds a telephone number."""
    return digits(contact) is not None
