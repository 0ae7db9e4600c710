"""Between rows and what the rest of the program speaks: instants, JSON, records, tickets, clocks, events.

What a column holds says the annotation of the record's field of its name, the same for every table and in both
directions: an instant and a duration are whole microseconds, a mapping and a tuple are JSON.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, cast, get_args, get_origin

from deskconsole.domain.calendar.instant import EPOCH, from_micros, to_micros
from deskconsole.domain.clocks.derive import Clock, next_due
from deskconsole.domain.tickets.papers import BETWEEN, open_documents, papers_state
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.record import NamedTuple
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


# --- records -------------------------------------------------------------------------------------------------------


#: Type of a field → what makes its value of a column's, and what makes the column's of it; ``None``: it is the same.
_CONVERSIONS: Final[Mapping[Any, tuple[Callable[[Any], Any] | None, Callable[[Any], Any] | None]]] = {
    int: (None, None),
    str: (None, None),
    bytes: (None, None),
    bool: (bool, None),
    datetime: (instant, micros),
    timedelta: (_MICROSECOND.__mul__, lambda value: value // _MICROSECOND),
    Mapping: (json.loads, lambda value: json_of(dict(value))),
    tuple: (lambda text: tuple(json.loads(text)), lambda value: json_of(list(value))),
}
#: With fewer rows a loop over their values is faster than one over their columns.
_FEW: Final = 6


def _type_of(annotation: Any) -> Any:
    """What a field holds when it is not ``None``, without parameters."""
    if isinstance(annotation, UnionType):
        (annotation,) = (each for each in get_args(annotation) if each is not NoneType)
    return get_origin(annotation) or annotation


@cache
def names_of(shape: Any) -> tuple[str, ...]:
    """The columns of a record, in order. Those fields of a dataclass count that it is compared by."""
    if is_dataclass(shape):
        return tuple(field.name for field in fields(shape) if field.compare)
    names: tuple[str, ...] = shape._fields
    return names


class _Shape(NamedTuple):
    """A record's two ways: ``made`` by the place of a row's value, ``written`` by the name of a column."""

    names: Sequence[str]
    made: Sequence[tuple[int, Callable[[Any], Any]]]
    make: Callable[[Any], Any]
    written: Sequence[tuple[str, Callable[[Any], Any]]]
    values: Callable[[Any], Any]


@cache
def _shape(kind: Any) -> _Shape:
    names, is_tuple = names_of(kind), issubclass(kind, tuple)
    each = [_CONVERSIONS[_type_of(kind.__annotations__[name])] for name in names]
    return _Shape(
        names,
        [(place, made) for place, (made, _written) in enumerate(each) if made is not None],
        partial(tuple.__new__, kind) if is_tuple else lambda values: kind(*values),
        [(name, written) for name, (_made, written) in zip(names, each, strict=True) if written is not None],
        tuple if is_tuple else attrgetter(*names),
    )


def records_of(kind: type[Record], rows: Sequence[Sequence[Any]]) -> list[Record]:
    """The records of rows that were selected for them; of many rows column by column, in half the time."""
    shape = _shape(cast(Any, kind))
    if rows and len(rows[0]) != len(shape.names):
        raise ValueError(f"the statement for {kind.__name__} was not compiled for it: `make statements`")
    if len(rows) < _FEW:
        return [_record_of(shape, row) for row in rows]
    columns: list[Any] = list(zip(*rows, strict=True))
    for place, made in shape.made:
        columns[place] = _column_of(made, columns[place])
    return list(map(shape.make, zip(*columns, strict=True)))


def _record_of(shape: _Shape, row: Sequence[Any]) -> Any:
    values = list(row)
    for place, made in shape.made:
        if (value := values[place]) is not None:
            values[place] = made(value)
    return shape.make(values)


def _column_of(made: Callable[[Any], Any], column: Sequence[Any]) -> list[Any]:
    if made is instant:  # without a call for each: a queue of ten thousand tickets holds twenty thousand instants
        return [None if value is None else EPOCH + _MICROSECOND * value for value in column]
    if None not in column:
        return list(map(made, column))
    return [None if value is None else made(value) for value in column]


def columns_of(record: Any) -> dict[str, Any]:
    """The columns of a record's row by name; raises as :func:`storable` does."""
    kind: Any = type(record)
    shape = _shape(kind)
    columns = dict(zip(shape.names, shape.values(record), strict=True))
    for name, written in shape.written:
        if (value := columns[name]) is not None:
            columns[name] = written(value)
    storable("".join([value for value in columns.values() if value.__class__ is str]))
    return columns


# --- tickets -------------------------------------------------------------------------------------------------------


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
        "major": bool(ticket.major),
        "cause": ticket.cause,
        "parties": parties_of(ticket, clocks),
        "settle_at": maybe_micros(settle_at),
        "papers": papers_state(ticket),
        "papers_open": BETWEEN.join(open_documents(ticket.documents)) or None,
    }
    return columns | _next(clocks)


def parties_of(ticket: Ticket, clocks: Sequence[Clock]) -> str | None:
    """Everybody who is asked for something besides the owner, a line each: by a clock that runs, or for help."""
    parties = [clock.assignee for clock in clocks if clock.active]
    parties += [
        to for each in ticket.hand_offs.values() if each.open and not each.free for to in (each.to, each.specialist)
    ]
    return "\n".join(dict.fromkeys(to for to in parties if to and to != ticket.owner)) or None


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
        "next_name": nearest.name if nearest else None,
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
