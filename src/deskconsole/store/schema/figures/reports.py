"""What reports read of the tables of others: the words of a period's tickets, what was verified, tickets of a kind."""

from sqlalchemy import String, or_, select

from deskconsole.store.figures.reports import AskedRow, OwedRow
from deskconsole.store.payloads import StoredPayload
from deskconsole.store.schema.events import EVENT, PAYLOAD
from deskconsole.store.schema.parts import AT_MOST, columns, given, here, unless_given, word
from deskconsole.store.schema.tickets import TICKET

_CAME = (here(TICKET), TICKET.c.opened_at >= given("since"), TICKET.c.opened_at < given("until"))

ASKED_BETWEEN = (
    select(*columns(AskedRow, TICKET))
    .where(*_CAME, unless_given("whose", TICKET.c.owner == given("whose", type_=String()), String))
    .order_by(TICKET.c.opened_at.desc(), TICKET.c.id.desc())
    .limit(AT_MOST)
)
VERIFIED_BETWEEN = (
    select(TICKET.c.number, *columns(StoredPayload, EVENT, PAYLOAD))
    .select_from(
        TICKET.join(EVENT, EVENT.c.ticket_id == TICKET.c.id).outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)
    )
    .where(*_CAME, EVENT.c.kind == word("verified"))
    .order_by(TICKET.c.opened_at, TICKET.c.id, EVENT.c.seq)
)
OF_KIND = (
    select(*columns(OwedRow, TICKET))
    .where(
        here(TICKET),
        TICKET.c.kind == given("kind"),
        or_(TICKET.c.closed_at.is_(None), TICKET.c.opened_at >= given("since")),
    )
    .order_by(TICKET.c.opened_at.desc(), TICKET.c.id.desc())
    .limit(AT_MOST)
)
