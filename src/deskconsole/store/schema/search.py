"""What the search keeps besides its index: the texts of customers and articles.

The index itself, ``search_words``, is a virtual table of SQLite's FTS5 that only the revision knows how to make: no
copy of any text, no positions, a row for each event with words (its key is the event's) and for each row of
``search_text``. See :mod:`deskconsole.store.search`. What only SQLite understands stands apart as text; another
engine has the same words in an index of its own kind and the same results.
"""

from sqlalchemy import func, select
from sqlmodel import BigInteger, CheckConstraint, Field, SQLModel

from deskconsole.store.schema.customers import CONTACT, CUSTOMER
from deskconsole.store.schema.events import EVENT, PAYLOAD
from deskconsole.store.schema.parts import (
    AT_MOST,
    also_here,
    columns,
    delete_row,
    given,
    here,
    of_sqlite,
    table_of,
    upsert,
    word,
)
from deskconsole.store.schema.tickets import TICKET
from deskconsole.store.search import EventMatch, IndexedEvent, TextMatch
from deskconsole.store.search_results import CustomerTicket


class SearchTextRow(SQLModel, table=True):
    """The texts by which a customer or an article is found.

    The key is the customer's or the article's own, plus what its kind adds (``search.KINDS``). ``ref`` names it on
    the command line; ``body`` holds one text a line; ``readings`` says how the title is said.
    """

    __tablename__ = "search_text"
    __table_args__ = (CheckConstraint("kind IN ('customer', 'article')", name="search_text_kind"),)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    site_id: int = Field(foreign_key="site.id")
    kind: str
    ref: str
    title: str
    body: str
    readings: str
    written_at: int = Field(sa_type=BigInteger)


SEARCH_TEXT_TABLE = table_of(SearchTextRow)

_EVENT_MATCH = columns(EventMatch, EVENT, TICKET, PAYLOAD)
_EVENT_COLUMNS = ", ".join(map(str, _EVENT_MATCH))
_TICKET_COLUMNS = ", ".join(map(str, columns(CustomerTicket, EVENT, TICKET)))
_TEXT_MATCH = columns(TextMatch, SEARCH_TEXT_TABLE)
_TEXT_COLUMNS = ", ".join(map(str, _TEXT_MATCH))
_TEXTS = select(*_TEXT_MATCH)
#: The index is read first and backwards: the newest come without looking at the rest.
_NEWEST = "search_words MATCH :words ORDER BY search_words.rowid DESC"
_FROM = EVENT.join(TICKET, TICKET.c.id == EVENT.c.ticket_id).outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)

EVENTS_WITH_WORDS = of_sqlite(
    f"SELECT {_EVENT_COLUMNS} FROM search_words CROSS JOIN event ON event.id = search_words.rowid "
    "JOIN ticket ON ticket.id = event.ticket_id LEFT JOIN payload ON payload.event_id = event.id "
    f"WHERE +event.site_id = :site_id AND {_NEWEST}"
)
TICKETS_WITH_WORDS = of_sqlite(
    "SELECT event.ticket_id FROM search_words CROSS JOIN event ON event.id = search_words.rowid "
    f"WHERE +event.site_id = :site_id AND {_NEWEST}"
)
TEXTS_WITH_WORDS = of_sqlite(
    f"SELECT {_TEXT_COLUMNS} FROM search_words CROSS JOIN search_text ON search_text.id = search_words.rowid "
    f"WHERE +search_text.site_id = :site_id AND {_NEWEST}"
)
# The newest are chosen by the index of customers alone; only their rows are read.
TICKETS_OF_CUSTOMERS = of_sqlite(
    f"SELECT {_TICKET_COLUMNS} FROM (SELECT id FROM ticket WHERE customer_id IN "
    "(SELECT value FROM json_each(:customers)) ORDER BY id DESC LIMIT CAST(:limit AS BIGINT)) AS newest "
    "CROSS JOIN ticket ON ticket.id = newest.id JOIN event ON event.ticket_id = ticket.id AND event.seq = 1 "
    "WHERE +ticket.site_id = :site_id ORDER BY ticket.id DESC"
)
LAST_EVENT = select(func.max(EVENT.c.id))
EVENTS_OF_TICKET = (
    select(*_EVENT_MATCH)
    .select_from(_FROM)
    .where(EVENT.c.ticket_id == given("ticket_id"), also_here(EVENT))
    .order_by(EVENT.c.id.desc())
)
EVENTS_TO_INDEX = (
    select(*columns(IndexedEvent, EVENT, TICKET, PAYLOAD))
    .select_from(_FROM)
    .where(also_here(EVENT), EVENT.c.id > given("after"), EVENT.c.id <= given("last"))
    .order_by(EVENT.c.id)
    .limit(AT_MOST)
)
SEARCH_TEXT = _TEXTS.where(SEARCH_TEXT_TABLE.c.id == given("id"), here(SEARCH_TEXT_TABLE))
SEARCH_TEXTS = (
    _TEXTS.where(also_here(SEARCH_TEXT_TABLE), SEARCH_TEXT_TABLE.c.id > given("after"))
    .order_by(SEARCH_TEXT_TABLE.c.id)
    .limit(AT_MOST)
)
ARTICLE_TEXT_IDS = (
    select(SEARCH_TEXT_TABLE.c.id)
    .where(here(SEARCH_TEXT_TABLE), SEARCH_TEXT_TABLE.c.kind == word("article"))
    .order_by(SEARCH_TEXT_TABLE.c.id)
)
SAVE_SEARCH_TEXT = upsert(SEARCH_TEXT_TABLE, "id", fixed=("kind",))
DROP_CUSTOMER_TEXTS = delete_row(SEARCH_TEXT_TABLE, SEARCH_TEXT_TABLE.c.kind == word("customer"))
DROP_SEARCH_TEXT = delete_row(SEARCH_TEXT_TABLE, SEARCH_TEXT_TABLE.c.id == given("id"))
CUSTOMER_TO_INDEX = select(
    CUSTOMER.c.uuid, CUSTOMER.c.name, CUSTOMER.c.organisation, CUSTOMER.c.readings, CUSTOMER.c.created_at
).where(CUSTOMER.c.id == given("customer_id"), here(CUSTOMER))
CUSTOMER_IDS = (
    select(CUSTOMER.c.id)
    .where(also_here(CUSTOMER), CUSTOMER.c.id > given("after"))
    .order_by(CUSTOMER.c.id)
    .limit(AT_MOST)
)
CONTACTS_TO_INDEX = (
    select(CONTACT.c.value, CONTACT.c.digits)
    .where(CONTACT.c.customer_id == given("customer_id"), also_here(CONTACT))
    .order_by(CONTACT.c.id)
)
