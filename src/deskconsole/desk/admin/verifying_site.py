"""Deriving the rows of the site again from its events, and naming each difference."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from deskconsole.desk.knowledge.articles import digest_of
from deskconsole.domain.site.row import UNKNOWN, Row, Table
from deskconsole.domain.site.tables import TABLES
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.store import knowledge, site, site_rows, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.record import recording
from deskconsole.store.record.chain import SET_APART
from deskconsole.text.dates import parse_instant

Key = tuple[Any, ...]
#: Events that say which packs the site uses.
_PACKS: Final = frozenset({"site_made", "packs_changed"})
_CONFIRMED: Final = "time_confirmed"


def site_differences(tx: ReadTransaction) -> Iterator[DeskError]:
    """Rows of the site that differ from what its events say: people, visitors, rooms, passes, the watch list, shifts,
    news, the roster, articles and queue numbers."""
    expected, older = _expected(tx)
    for table in TABLES:
        stored = {_key(table, row): row for row in _stored(tx, table)}
        yield from _of_table(table, stored, expected[table.name], older)


def site_row_differences(tx: ReadTransaction) -> Iterator[DeskError]:
    """The site's own row: its packs, its newest recording and the number given out last, as events and tickets say."""
    events = tickets.site_events(tx)
    packs = [event.fields["packs"] for _seq, event in events if event.kind in _PACKS and "packs" in event.fields]
    head = tx.head
    expected: dict[str, tuple[Any, Any]] = {}
    if packs:
        expected["packs"] = (list(site.site_now(tx).packs), list(packs[-1]))
    # Somebody has said that a time ahead was wrong (T12): what counts has been recorded since.
    confirmed = max((seq for seq, event in events if event.kind == _CONFIRMED), default=0)
    newest = tickets.newest_recording(tx, confirmed)
    expected["newest_recorded_at"] = (head.newest_recorded_at, newest)
    if head.number_day is not None:
        last = recording.last_number(tx, date.fromisoformat(head.number_day))
        expected["number_last"] = (head.number_last, last)
    for name, (stored, value) in expected.items():
        if stored != value:
            yield DeskError(
                "{table} {key}: {column} is {stored}, but the events of the site say {expected}",
                table="site",
                key=tx.site_code,
                column=name,
                stored=repr(stored),
                expected=repr(value),
            )


def _expected(tx: ReadTransaction) -> tuple[dict[str, dict[Key, Row]], datetime | None]:
    """The rows that the events make, and until when an older version wrote them."""
    rows: dict[str, dict[Key, Row]] = {table.name: {} for table in TABLES}
    older = None
    for _seq, event in tickets.site_events(tx):
        if event.kind == SET_APART:
            older = event.recorded_at
        for table in TABLES:
            if event.kind in table.changes:
                _apply(table, rows[table.name], event)
    return rows, older


def _apply(table: Table, rows: dict[Key, Row], event: Event) -> None:
    for key in table.keys(event):
        row = table.changes[event.kind](rows.get(key), event)
        if row is None:
            rows.pop(key, None)
        elif event.erased:  # what was said in words that are gone nobody can compare
            rows[key] = {name: UNKNOWN if value is None else value for name, value in row.items()}
        else:
            rows[key] = row


def _stored(tx: ReadTransaction, table: Table) -> Iterator[Row]:
    if table.written:
        yield from site_rows.all_rows(tx, table)
        return
    for article in knowledge.articles(tx, retired=True):
        yield {**article._asdict(), "digest": digest_of(article)}


def _key(table: Table, row: Row) -> Key:
    return tuple(row[name] for name in table.key)


def _of_table(
    table: Table, stored: Mapping[Key, Row], expected: Mapping[Key, Row], older: datetime | None
) -> Iterator[DeskError]:
    for key, row in stored.items():
        if key not in expected and not (table.began and older is not None and row[table.began] <= older):
            yield DeskError(
                "{table} {key}: is stored, but no event of the site says so", table=table.name, key=_named(key)
            )
    for key, row in expected.items():
        if key in stored:
            yield from _differences(table, key, stored[key], row)
        elif any(value != UNKNOWN for value in row.values()):
            yield DeskError("{table} {key}: is missing", table=table.name, key=_named(key))


def _differences(table: Table, key: Key, stored: Row, expected: Row) -> Iterator[DeskError]:
    for name, value in expected.items():
        if value != UNKNOWN and _compared(stored[name]) != _compared(value):
            yield DeskError(
                "{table} {key}: {column} is {stored}, but the events of the site say {expected}",
                table=table.name,
                key=_named(key),
                column=name,
                stored=repr(stored[name]),
                expected=repr(value),
            )


def _compared(value: Any) -> Any:
    """Older versions wrote instants in the site's own zone."""
    if isinstance(value, Mapping):
        return {
            name: parse_instant(each) if name == "at" and isinstance(each, str) else _compared(each)
            for name, each in value.items()
        }
    return value


def _named(key: Key) -> str:
    return " ".join(map(str, key))
