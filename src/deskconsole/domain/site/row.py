"""What is true of one thing of the site, as its events say: a row, and how an event changes it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple

#: A row of what is derived: column → value. Instants are aware; nothing in it but what events say.
Row = Mapping[str, Any]
#: What an event makes of a row (``None``: there is none yet); ``None`` takes it away.
Change = Callable[[Row | None, Event], Row | None]
#: What no event says: a store of an older version did not write it down, so nobody compares it.
UNKNOWN: Final = "\0unknown"


class Table(NamedTuple):
    """The rows of one kind of thing: by which columns each is known, and what each kind of event makes of one.

    ``record``: the shape of a row. ``keys``: from an event to the keys of the rows that it changes, mostly one.
    ``written`` is whether the rows are written from here alone; ``began``: the column of when a row began, where events
    of older versions do not tell its key.
    """

    name: str
    record: Any
    key: tuple[str, ...]
    keys: Callable[[Event], list[tuple[Any, ...]]]
    changes: Mapping[str, Change]
    written: bool = True
    began: str | None = None


def by(*fields: str) -> Callable[[Event], list[tuple[Any, ...]]]:
    """The one row whose key an event carries in these fields; none where an older version did not write it down."""

    def keys(event: Event) -> list[tuple[Any, ...]]:
        key = tuple(event.fields.get(field) for field in fields)
        return [] if None in key else [key]

    return keys


def begun(make: Callable[[Event], Mapping[str, Any]]) -> Change:
    """An event that begins a row, or says it anew."""

    def change(_row: Row | None, event: Event) -> Row:
        return dict(make(event))

    return change


def changed(make: Callable[[Row, Event], Mapping[str, Any]]) -> Change:
    """An event that changes what is there; of what is not there it says nothing."""

    def change(row: Row | None, event: Event) -> Row | None:
        return None if row is None else {**row, **make(row, event)}

    return change


def at(event: Event) -> datetime:
    """When it happened."""
    return event.happened_at
