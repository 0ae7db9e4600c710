"""Taking out what is held about somebody beside the words of events; facts stay where they are."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from deskconsole.domain.customers.customer import WORDS, found_by
from deskconsole.domain.site.row import Row, Table
from deskconsole.domain.site.tables import TABLES
from deskconsole.domain.tickets.event import Event
from deskconsole.store import search, site_rows, tickets
from deskconsole.store.api import WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.personal.finding import VersionWords

SQL: Final = statements("personal")


def empty_customer(tx: WriteTransaction, customer_id: int) -> None:
    """Leave of a customer's row what figures need: tier, account owner, when they became one."""
    tx.run(SQL.DROP_CONTACTS, customer_id=customer_id)
    tx.run(
        SQL.EMPTY_CUSTOMER,
        customer_id=customer_id,
        found_by=found_by(None, None),
        readings="",
        **dict.fromkeys(WORDS),
    )
    search.index_customer(tx, customer_id)


def forget_caller(tx: WriteTransaction, ticket_id: int) -> None:
    """Leave no number with the calls of a ticket."""
    tx.run(SQL.FORGET_CALLER, ticket_id=ticket_id, digits=None)


def drop_key(tx: WriteTransaction, key: str) -> None:
    """Forget the key of a write: the same write again happens again."""
    tx.run(SQL.DROP_KEY, key=key)


def empty_version(tx: WriteTransaction, version: VersionWords) -> None:
    """Leave nothing of what a version of an article said; of an article that is retired by it, nothing either."""
    tx.run(SQL.EMPTY_VERSION, article_id=version.article_id, version=version.version, title="", text="")
    if version.current:
        tx.run(SQL.EMPTY_ARTICLE, article_id=version.article_id, title="", text="")


def derive_again(tx: WriteTransaction, changed: Mapping[str, Collection[tuple[Any, ...]]]) -> None:
    """Rows of the site, by table and key, as their events say them now that words of these are gone."""
    tables = [table for table in TABLES if table.written and changed.get(table.name)]
    rows: dict[str, dict[tuple[Any, ...], Row]] = {table.name: {} for table in tables}
    for _seq, event in tickets.site_events(tx) if tables else ():
        for table in tables:
            change = table.changes.get(event.kind)
            for key in table.keys(event) if change is not None else ():
                if change is not None and key in changed[table.name]:
                    row = change(rows[table.name].get(key), event)
                    if row is not None:
                        rows[table.name][key] = row
    for table in tables:
        for key, row in rows[table.name].items():
            site_rows.save_row(tx, table, key, _without_gaps(table, row))


def _without_gaps(table: Table, row: Row) -> dict[str, Any]:
    """A column that may not be null holds nothing instead."""
    types = table.record.__annotations__
    return {name: "" if value is None and types[name] is str else value for name, value in row.items()}


def rows_of(event: Event) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of the site that follow from an event: table and key."""
    for table in TABLES:
        if event.kind in table.changes:
            yield from ((table.name, key) for key in table.keys(event))
