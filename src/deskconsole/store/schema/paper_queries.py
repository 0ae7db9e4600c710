"""The statements of the ledger and of attachments; see ``queries.py``."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import BindParameter, and_, func, literal_column, or_, select, tuple_

from deskconsole.store import paper_records as records
from deskconsole.store.schema.query_parts import CLOCK, EVENT, PAYLOAD, TICKET, Statement, at_most, columns, given, word

_HERE: BindParameter[int] = given("site_id")
_key = tuple_(TICKET.c.opened_at, TICKET.c.id)
_AFTER = _key > tuple_(given("after_opened"), given("after_id"))
#: The tickets of a page, by its first and its last key.
_OF_PAGE: tuple[Any, ...] = (
    TICKET.c.site_id == _HERE,
    _AFTER,
    _key <= tuple_(given("last_opened"), given("last_id")),
)
_TOLD: tuple[Any, ...] = tuple(word(kind) for kind in records.LEDGER_EVENTS)

STATEMENTS: Final[Mapping[str, Statement]] = {
    "ledger_count": select(func.count()).where(
        TICKET.c.site_id == _HERE, TICKET.c.opened_at >= given("since"), TICKET.c.opened_at < given("until")
    ),
    "ledger_page": select(*columns(records.LedgerTicket._fields, TICKET))
    .where(TICKET.c.site_id == _HERE, _AFTER, TICKET.c.opened_at < given("until"))
    .order_by(TICKET.c.opened_at, TICKET.c.id)
    .limit(at_most),
    "ledger_events": select(
        *(EVENT.c[name] for name in ("ticket_id", "seq", "kind", "of", "happened_at", "by")), PAYLOAD.c.body
    )
    .select_from(
        TICKET.join(EVENT, EVENT.c.ticket_id == TICKET.c.id).outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)
    )
    .where(*_OF_PAGE, EVENT.c.kind.in_(_TOLD))
    .order_by(EVENT.c.ticket_id, EVENT.c.seq),
    "ledger_late": select(CLOCK.c.ticket_id, func.count())
    .select_from(TICKET.join(CLOCK, CLOCK.c.ticket_id == TICKET.c.id))
    .where(
        *_OF_PAGE,
        or_(
            CLOCK.c.state == word("late"),
            CLOCK.c.breaches > literal_column("0"),
            and_(CLOCK.c.state == word("running"), CLOCK.c.due < given("now")),
        ),
    )
    .group_by(CLOCK.c.ticket_id),
    "attached": select(TICKET.c.number, EVENT.c.seq, PAYLOAD.c.body)
    .select_from(EVENT.join(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id).join(TICKET, TICKET.c.id == EVENT.c.ticket_id))
    .where(EVENT.c.site_id == _HERE, EVENT.c.kind == word("attached"))
    .order_by(EVENT.c.site_seq),
}
