"""The ledger and what is attached to tickets; tables of others."""

from sqlalchemy import and_, func, literal_column, or_, select, tuple_

from deskconsole.store.papers import LEDGER_EVENTS as DESCRIBED, LedgerTicket
from deskconsole.store.payloads import StoredPayload
from deskconsole.store.schema.events import EVENT, PAYLOAD
from deskconsole.store.schema.parts import AT_MOST, columns, given, given_key, here, word, words
from deskconsole.store.schema.tickets import CLOCK, TICKET

_KEY = tuple_(TICKET.c.opened_at, TICKET.c.id)
_AFTER = given_key("after_opened", "after_id") < _KEY
#: The tickets of a page, by its first and its last key.
_OF_PAGE = (here(TICKET), _AFTER, given_key("last_opened", "last_id") >= _KEY)

LEDGER_COUNT = select(func.count()).where(
    here(TICKET), TICKET.c.opened_at >= given("since"), TICKET.c.opened_at < given("until")
)
LEDGER_PAGE = (
    select(*columns(LedgerTicket, TICKET))
    .where(here(TICKET), _AFTER, TICKET.c.opened_at < given("until"))
    .order_by(TICKET.c.opened_at, TICKET.c.id)
    .limit(AT_MOST)
)
LEDGER_EVENTS = (
    select(
        *(EVENT.c[name] for name in ("ticket_id", "seq", "kind", "of", "happened_at", "by")),
        *columns(StoredPayload, EVENT, PAYLOAD),
    )
    .select_from(
        TICKET.join(EVENT, EVENT.c.ticket_id == TICKET.c.id).outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)
    )
    .where(*_OF_PAGE, EVENT.c.kind.in_(words(DESCRIBED)))
    .order_by(EVENT.c.ticket_id, EVENT.c.seq)
)
LEDGER_LATE = (
    select(CLOCK.c.ticket_id, func.count())
    .select_from(TICKET.join(CLOCK, CLOCK.c.ticket_id == TICKET.c.id))
    .where(
        *_OF_PAGE,
        or_(
            CLOCK.c.state == word("late"),
            CLOCK.c.breaches > literal_column("0"),
            and_(CLOCK.c.state == word("running"), CLOCK.c.due < given("now")),
        ),
    )
    .group_by(CLOCK.c.ticket_id)
)
ATTACHED = (
    select(TICKET.c.number, EVENT.c.seq, *columns(StoredPayload, EVENT, PAYLOAD))
    .select_from(EVENT.join(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id).join(TICKET, TICKET.c.id == EVENT.c.ticket_id))
    .where(here(EVENT), EVENT.c.kind == word("attached"))
    .order_by(EVENT.c.site_seq)
)
