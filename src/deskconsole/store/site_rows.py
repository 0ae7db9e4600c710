"""The rows that are derived from the site's own events (``domain/site``): written here and nowhere else."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from deskconsole.domain.site.row import Row, Table
from deskconsole.domain.site.tables import TABLES
from deskconsole.domain.tickets.event import Event
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of

SQL: Final = statements("site_rows")


def derive_rows(tx: WriteTransaction, event: Event) -> None:
    """Save what an event of the site changes in the rows; a ticket that it names must have its row already."""
    for table in TABLES:
        change = table.changes.get(event.kind)
        if change is None or not table.written:
            continue
        for key in table.keys(event):
            before = find_row(tx, table, key)
            after = change(before, event)
            if after != before:
                _save(tx, table, key, before, after)


def find_row(tx: ReadTransaction, table: Table, key: Sequence[Any]) -> Row | None:
    """The row that events know by this key."""
    record: Any = tx.record(table.record, _sql("FIND", table), **dict(zip(table.key, key, strict=True)))
    return record._asdict() if record is not None else None


def all_rows(tx: ReadTransaction, table: Table) -> Iterator[Row]:
    """Every row of a table, the oldest first."""
    records: list[Any] = tx.records(table.record, _sql("ALL", table))
    return (record._asdict() for record in records)


def save_row(tx: WriteTransaction, table: Table, key: Sequence[Any], row: Row) -> None:
    """Save a row that is there as its events say it now."""
    _save(tx, table, key, row, row)


def _save(tx: WriteTransaction, table: Table, key: Sequence[Any], before: Row | None, after: Row | None) -> None:
    known_by = dict(zip(table.key, key, strict=True))
    if after is None:
        tx.run(_sql("DELETE", table), **known_by)
    else:
        verb = "INSERT" if before is None else "UPDATE"
        tx.run(_sql(verb, table), **columns_of(table.record(**{**after, **known_by})))


def _sql(verb: str, table: Table) -> str:
    sql: str = getattr(SQL, f"{verb}_{table.name.upper()}")
    return sql
