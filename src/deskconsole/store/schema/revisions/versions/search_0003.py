"""The search index, filled with what the store already holds."""

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from deskconsole.store.search import (
    CUSTOMERS,
    IndexedEvent,
    TextMatch,
    body_of_customer,
    words_of_match,
    words_of_text,
)

revision = "0003"
down_revision = "0002"

_EVENTS: Final = (
    "SELECT event.id, event.seq, event.kind, ticket.number, 1, event.payload_digest, '', "
    "payload.body FROM event "
    "JOIN ticket ON ticket.id = event.ticket_id LEFT JOIN payload ON payload.event_id = event.id ORDER BY event.id"
)
_CUSTOMERS: Final = "SELECT id, site_id, uuid, name, organisation, readings, created_at FROM customer ORDER BY id"
_CONTACTS: Final = "SELECT value, digits FROM contact WHERE customer_id = ? ORDER BY id"
_ADD: Final = "INSERT INTO search_words (rowid, words) VALUES (?, ?)"
_ADD_TEXT: Final = (
    "INSERT INTO search_text (id, site_id, kind, ref, title, body, readings, written_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def upgrade() -> None:
    """The index and its texts; every ticket and customer that there is goes into them, one after the other."""
    op.create_table(
        "search_text",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("readings", sa.String(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('customer', 'article')", name="search_text_kind"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    # Neither texts nor places of words: those are looked at where they stand. A third of the size, half of the work.
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', columnsize=0, detail='none', tokenize='ascii')"
    )
    op.execute("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_words, 'instance')")
    connection: Any = op.get_bind().connection.driver_connection
    # Larger pieces for so much at once: half the time.
    connection.execute("INSERT INTO search_words (search_words, rank) VALUES ('hashsize', ?)", (32 << 20,))
    _add_events(connection)
    _add_customers(connection)
    connection.execute("INSERT INTO search_words (search_words, rank) VALUES ('hashsize', ?)", (1 << 20,))


def _add_events(connection: Any) -> None:
    for row in connection.execute(_EVENTS):
        words = words_of_match(IndexedEvent(*row))
        if words:
            connection.execute(_ADD, (row[0], words))


def _add_customers(connection: Any) -> None:
    for key, site_id, uuid, name, organisation, readings, created_at in connection.execute(_CUSTOMERS):
        body = body_of_customer(organisation, connection.execute(_CONTACTS, (key,)).fetchall())
        text = TextMatch(CUSTOMERS + key, "customer", uuid, name or "", body, readings, created_at)
        connection.execute(_ADD_TEXT, (text.id, site_id, *text[1:]))
        connection.execute(_ADD, (text.id, words_of_text(text)))
