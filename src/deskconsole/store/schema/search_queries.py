"""The statements of the search; compiled like those of ``queries.py``.

What only SQLite understands stands apart as text: asking and changing its index. Another database has the same words
in an index of its own kind and the same results.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Column, delete, func, select, text

from deskconsole.store import search_records
from deskconsole.store.schema.query_parts import (
    CONTACT,
    CUSTOMER,
    EVENT,
    PAYLOAD,
    TICKET,
    Statement,
    columns,
    given,
    table_of,
    upsert,
    word,
)
from deskconsole.store.schema.search_tables import SearchTextRow

_TEXT = table_of(SearchTextRow)


def _by_sound(names: Iterable[str]) -> list[Column[Any]]:
    """Columns of an event, its ticket or its payload; the kind is the event's, the other the ticket's."""
    existing = {name: column for table in (PAYLOAD, TICKET, EVENT) for name, column in table.c.items()}
    existing["ticket_kind"] = TICKET.c.kind
    return [existing[name] for name in names]


_HIT = _by_sound(search_records.EventMatch._fields)
_EVENT_COLUMNS = ", ".join(str(column) for column in _HIT)
_TICKET_COLUMNS = ", ".join(str(column) for column in _by_sound(search_records.CustomerTicket._fields))
_TEXT_COLUMNS = ", ".join(f"search_text.{name}" for name in search_records.TextMatch._fields)
#: The index is read first and backwards: the newest come without looking at the rest.
_NEWEST = "WHERE search_words MATCH :words ORDER BY search_words.rowid DESC"

_FROM = EVENT.join(TICKET, TICKET.c.id == EVENT.c.ticket_id).outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)

STATEMENTS: Final[Mapping[str, Statement]] = {
    "add_words": text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)"),
    "remove_words": text("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', :id, :words)"),
    "empty_words": text("INSERT INTO search_words (search_words) VALUES ('delete-all')"),
    "gather_words": text("INSERT INTO search_words (search_words) VALUES ('optimize')"),
    "events_with_words": text(
        f"SELECT {_EVENT_COLUMNS} FROM search_words CROSS JOIN event ON event.id = search_words.rowid "
        "JOIN ticket ON ticket.id = event.ticket_id LEFT JOIN payload ON payload.event_id = event.id " + _NEWEST
    ),
    "tickets_with_words": text(
        "SELECT event.ticket_id FROM search_words CROSS JOIN event ON event.id = search_words.rowid " + _NEWEST
    ),
    "nth_newest": text(f"SELECT search_words.rowid FROM search_words {_NEWEST} LIMIT 1 OFFSET :skipped"),
    "texts_with_words": text(
        f"SELECT {_TEXT_COLUMNS} FROM search_words CROSS JOIN search_text ON search_text.id = search_words.rowid "
        + _NEWEST
    ),
    # The newest are chosen by the index of customers alone; only their rows are read.
    "tickets_of_customers": text(
        f"SELECT {_TICKET_COLUMNS} FROM (SELECT id FROM ticket WHERE customer_id IN "
        "(SELECT value FROM json_each(:customers)) ORDER BY id DESC LIMIT CAST(:limit AS INTEGER)) AS newest "
        "CROSS JOIN ticket ON ticket.id = newest.id JOIN event ON event.ticket_id = ticket.id AND event.seq = 1 "
        "ORDER BY ticket.id DESC"
    ),
    "last_event": select(func.max(EVENT.c.id)),
    "index_terms": text("SELECT term, doc FROM search_vocabulary"),
    "events_of_ticket": select(*_HIT)
    .select_from(_FROM)
    .where(EVENT.c.ticket_id == given("ticket_id"))
    .order_by(EVENT.c.id.desc()),
    "events_to_index": select(*_by_sound(search_records.IndexedEvent._fields)).select_from(_FROM).order_by(EVENT.c.id),
    "search_text": select(*columns(search_records.TextMatch._fields, _TEXT)).where(_TEXT.c.id == given("id")),
    "search_texts": select(*columns(search_records.TextMatch._fields, _TEXT)).order_by(_TEXT.c.id),
    "save_search_text": upsert(_TEXT, "id", fixed=("site_id", "kind")),
    "drop_customer_texts": delete(_TEXT).where(_TEXT.c.kind == word("customer")),
    "drop_search_text": delete(_TEXT).where(_TEXT.c.id == given("id")),
    "customer_to_index": select(
        CUSTOMER.c.uuid, CUSTOMER.c.name, CUSTOMER.c.organisation, CUSTOMER.c.readings, CUSTOMER.c.created_at
    ).where(CUSTOMER.c.id == given("customer_id")),
    "customer_ids": select(CUSTOMER.c.id).order_by(CUSTOMER.c.id),
    "contacts_to_index": select(CONTACT.c.value, CONTACT.c.digits)
    .where(CONTACT.c.customer_id == given("customer_id"))
    .order_by(CONTACT.c.id),
}
