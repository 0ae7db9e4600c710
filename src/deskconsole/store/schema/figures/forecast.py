"""What is open and how long steps took, for the forecast; when calls came and who was there, for the roster (R35)."""

from sqlalchemy import BigInteger, Executable, func, literal_column, select

from deskconsole.store.figures.forecast import DoneStep, Hand, OpenClock, TicketOfPeriod
from deskconsole.store.schema.events import EVENT
from deskconsole.store.schema.figures.facts import CALLS, CLOCKS
from deskconsole.store.schema.parts import AT_MOST, also_here, columns, given, here, word
from deskconsole.store.schema.tickets import CLOCK, TICKET

_SINCE = given("since", type_=BigInteger())
_UNTIL = given("until", type_=BigInteger())
#: Half an hour, in microseconds.
_PART = literal_column("1800000000", BigInteger())
_OF_CLOCK = (CLOCK.c.ticket_id == CLOCKS.c.ticket_id) & (CLOCK.c.rule == CLOCKS.c.rule) & (CLOCK.c.of == CLOCKS.c.of)
_RANG = (CALLS.c.rang_at >= _SINCE, CALLS.c.rang_at < _UNTIL, here(CALLS))
_BY_SOMEBODY = (EVENT.c.recorded_at >= _SINCE, also_here(EVENT), EVENT.c.by.is_not(None))
#: Up to an instant itself, and up to before it.
_RECORDED = (*_BY_SOMEBODY, EVENT.c.recorded_at <= _UNTIL)
_RECORDED_BEFORE = (*_BY_SOMEBODY, EVENT.c.recorded_at < _UNTIL)

OPEN_CLOCKS = (
    select(*columns(OpenClock, CLOCK, TICKET))
    .select_from(CLOCK.join(TICKET, TICKET.c.id == CLOCK.c.ticket_id))
    .where(CLOCK.c.state == word("running"), CLOCK.c.due >= _SINCE, CLOCK.c.due <= _UNTIL, also_here(TICKET))
    .order_by(CLOCK.c.due, CLOCK.c.id)
)
DONE_STEPS = (
    select(*columns(DoneStep, CLOCK, CLOCKS))
    .select_from(CLOCKS.join(CLOCK, _OF_CLOCK))
    .where(
        here(CLOCKS),
        CLOCKS.c.ended.is_not(None),
        CLOCKS.c.ended >= _SINCE,
        CLOCKS.c.ended <= _UNTIL,
        CLOCKS.c.result != word("none"),
    )
    .order_by(CLOCKS.c.ended.desc(), CLOCKS.c.id.desc())
    .limit(AT_MOST)
)
HANDS = (
    select(*columns(Hand, EVENT))
    .where(*_RECORDED)
    .order_by(EVENT.c.recorded_at.desc(), EVENT.c.id.desc())
    .limit(AT_MOST)
)
AT_WORK: Executable = select(EVENT.c.by, func.max(EVENT.c.recorded_at)).where(*_RECORDED).group_by(EVENT.c.by)
_IN_PART = ((CALLS.c.rang_at - _SINCE) // _PART).label("part")
CALLS_BY_PART = select(_IN_PART, func.count()).where(*_RANG).group_by(literal_column("1"))
_THERE_IN_PART = ((EVENT.c.recorded_at - _SINCE) // _PART).label("part")
THERE_BY_PART = select(_THERE_IN_PART, EVENT.c.by).where(*_RECORDED_BEFORE).distinct()
WAITS = select(
    func.count(),
    func.count().filter(CALLS.c.answered.is_(False)),
    func.coalesce(func.sum(CALLS.c.ended - CALLS.c.rang_at), literal_column("0", BigInteger())),
).where(*_RANG, CALLS.c.ended.is_not(None))
TICKETS_BETWEEN = (
    select(*columns(TicketOfPeriod, TICKET))
    .where(here(TICKET), TICKET.c.opened_at >= _SINCE, TICKET.c.opened_at < _UNTIL)
    .order_by(TICKET.c.opened_at, TICKET.c.id)
)
