"""Each figure as statements over the facts: as a whole, by its cuts, and the tickets behind it.

A figure is which rows it is made of, and which of these count as well. Cohorts are found by the tickets' own index of
when they began, so that the facts need none for it: their keys follow each other as the tickets came. By what a figure
is cut is a number that a statement is given (``store.figures.counting.CUTS``), so that each is compiled once.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Executable,
    and_,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
)

from deskconsole.domain.figures.service_level import NUMBERS
from deskconsole.store.schema.figures.facts import (
    CALLS as CALL,
    CLOCKS as CLOCK,
    TICKET_FACTS as FACT,
)
from deskconsole.store.schema.figures.made import AT, NOTHING, NOW, SINCE, UNTIL, cuts_of, durations, figure, within
from deskconsole.store.schema.parts import SITE_ID, also_here, given, here, word, words
from deskconsole.store.schema.shifts import SHIFT
from deskconsole.store.schema.tickets import CLOCK as STORED_CLOCK, TICKET

_OTHER = TICKET.alias("other")
_DAY = 86_400_000_000

#: When somebody came: within the period, found by the index of tickets.
_CAME = and_(TICKET.c.opened_at >= SINCE, TICKET.c.opened_at < UNTIL, here(TICKET))
_FIRST = select(func.min(TICKET.c.id)).where(_CAME).scalar_subquery()
_LAST = select(func.max(TICKET.c.id)).where(_CAME).scalar_subquery()


def _came(table: Any) -> Any:
    """Rows of tickets that came within the period."""
    keys = and_(table.c.ticket_id >= _FIRST, table.c.ticket_id <= _LAST)
    return and_(keys, table.c.came_at >= SINCE, table.c.came_at < UNTIL, also_here(table), table.c.counts.is_(True))


# --- by what a figure is cut -----------------------------------------------------------------------------------------


_OF_TICKETS = {"cause": FACT.c.cause, "scoring": FACT.c.scoring}
_RESPONDER = cuts_of(FACT, person=FACT.c.responder, department=FACT.c.responder_department, **_OF_TICKETS)
_OWNER = cuts_of(FACT, person=FACT.c.owner, department=FACT.c.owner_department, **_OF_TICKETS)
_AGE = case(
    *(
        (AT - FACT.c.came_at < literal_column(str(days * _DAY), BigInteger()), word(str(days)))
        for days in (1, 3, 7, 30)
    ),
    else_=word("more"),
)
_OF_CLOCKS = cuts_of(CLOCK, rule=CLOCK.c.rule, person=CLOCK.c.person, department=CLOCK.c.department)
#: A missed call is of whoever had the shift when it rang.
_BEFORE = SHIFT.alias("before")
_ON_SHIFT = (
    select(func.min(SHIFT.c.login))
    .where(
        here(SHIFT),
        SHIFT.c.opened_at
        == select(func.max(_BEFORE.c.opened_at))
        .where(_BEFORE.c.site_id == SITE_ID, _BEFORE.c.opened_at <= CALL.c.rang_at)
        .correlate(CALL)
        .scalar_subquery(),
        or_(SHIFT.c.handed_over_at.is_(None), SHIFT.c.handed_over_at > CALL.c.rang_at),
    )
    .correlate(CALL)
    .scalar_subquery()
)
_CALLED = case((CALL.c.answered.is_(True), CALL.c.person), else_=_ON_SHIFT)
_OF_CALLS = cuts_of(CALL, person=_CALLED, department=CALL.c.department)

# --- tickets ---------------------------------------------------------------------------------------------------------

_COHORT = _came(FACT)
_DONE = and_(here(FACT), FACT.c.counts.is_(True), within(FACT.c.finished_at))
_RATED = and_(here(FACT), FACT.c.counts.is_(True), within(FACT.c.rated_at), FACT.c.score.is_not(None))
_CLOSED_LATER = and_(here(FACT), FACT.c.closed_at > AT)
_STILL_OPEN = FACT.c.ticket_id.in_(select(TICKET.c.id).where(TICKET.c.closed_at.is_(None), also_here(TICKET)))
_OPEN = and_(
    or_(_CLOSED_LATER, _STILL_OPEN),
    also_here(FACT),
    FACT.c.counts.is_(True),
    FACT.c.came_at < UNTIL,
    FACT.c.came_at <= AT,
    or_(FACT.c.away_from.is_(None), FACT.c.away_from > AT, FACT.c.away_until <= AT),
)
_OWN = TICKET.alias("own")
_BROUGHT = FACT.alias("brought")
#: The same customer has come again with the same category, before it was finished or soon after.
_BACK = (
    exists()
    .where(
        _OWN.c.id == FACT.c.ticket_id,
        _OTHER.c.customer_id == _OWN.c.customer_id,
        _OTHER.c.id != _OWN.c.id,
        func.coalesce(_OTHER.c.category, word("")) == func.coalesce(_OWN.c.category, word("")),
        _OTHER.c.opened_at >= _OWN.c.opened_at,
        _OTHER.c.opened_at <= FACT.c.finished_at + given("back_within", type_=BigInteger()),
        _BROUGHT.c.ticket_id == _OTHER.c.id,
        _BROUGHT.c.counts.is_(True),
        literal_column("+own.site_id", BigInteger()) == SITE_ID,
        literal_column("+other.site_id", BigInteger()) == SITE_ID,
        literal_column("+brought.site_id", BigInteger()) == SITE_ID,
    )
    .correlate(FACT)
)

RECEIVED, RECEIVED_PARTS, RECEIVED_BEHIND = figure(FACT, _OWNER, _COHORT)
FINISHED, FINISHED_PARTS, FINISHED_BEHIND = figure(FACT, _OWNER, _DONE)
BACKLOG, BACKLOG_PARTS, BACKLOG_BEHIND = figure(FACT, {**_OWNER, "age": _AGE}, _OPEN)
RESOLVED, RESOLVED_PARTS, RESOLVED_BEHIND = figure(FACT, _OWNER, _COHORT, FACT.c.finished_at.is_not(None))
FIRST_CONTACT, FIRST_CONTACT_PARTS, FIRST_CONTACT_BEHIND = figure(
    FACT,
    _OWNER,
    and_(_COHORT, FACT.c.finished_at.is_not(None)),
    and_(FACT.c.contacts == literal_column("1"), FACT.c.reopened == NOTHING, ~_BACK),
)
REOPENED, REOPENED_PARTS, REOPENED_BEHIND = figure(
    FACT,
    _OWNER,
    and_(_COHORT, or_(FACT.c.finished_at.is_not(None), FACT.c.reopened > NOTHING)),
    FACT.c.reopened > NOTHING,
    bad=True,
)
FILED, FILED_PARTS, FILED_BEHIND = figure(FACT, _OWNER, _DONE, FACT.c.filed_at.is_not(None))
ANSWERED, ANSWERED_PARTS, ANSWERED_BEHIND = figure(FACT, _OWNER, _DONE, FACT.c.scoring == word("answered"))
SATISFIED, SATISFIED_PARTS, SATISFIED_BEHIND = figure(FACT, _OWNER, _RATED, FACT.c.score >= literal_column("4"))
CONTENT, CONTENT_PARTS, CONTENT_BEHIND = figure(FACT, _OWNER, _RATED, FACT.c.score >= literal_column("3"))
SCORE, SCORE_PARTS, SCORE_BEHIND = figure(FACT, _OWNER, _RATED, total=FACT.c.score)
COMPLAINTS, COMPLAINTS_PARTS, COMPLAINTS_BEHIND = figure(
    FACT, _OWNER, and_(_COHORT, FACT.c.kind.like(literal_column("'%complaint'")))
)
JUSTIFIED, JUSTIFIED_PARTS, JUSTIFIED_BEHIND = figure(
    FACT,
    _OWNER,
    and_(_COHORT, FACT.c.kind.like(literal_column("'%complaint'")), FACT.c.justified.is_not(None)),
    FACT.c.justified.is_(True),
    bad=True,
)
RESPONSE_TIME, RESPONSE_TIME_BEHIND = durations(FACT, _RESPONDER, _COHORT, FACT.c.response_seconds)
RESOLUTION_TIME, RESOLUTION_TIME_BEHIND = durations(FACT, _OWNER, _COHORT, FACT.c.resolution_seconds)
EDITIONS = (
    select(FACT.c.edition, func.min(FACT.c.came_at).label("came"))
    .where(_COHORT)
    .group_by(FACT.c.edition)
    .order_by("came", FACT.c.edition)
)

FIRST_CAME = select(func.min(TICKET.c.opened_at)).where(here(TICKET))

# --- clocks ----------------------------------------------------------------------------------------------------------

_COUNTS = and_(CLOCK.c.counts.is_(True), CLOCK.c.leading.is_(True))
_MET = CLOCK.c.result == word("met")
_IS_LATE = CLOCK.c.result == word("late")
_RUNS = CLOCK.c.result == word("running")
_RUNNING_LATE = (
    select(STORED_CLOCK.c.ticket_id)
    .where(STORED_CLOCK.c.state == word("running"), STORED_CLOCK.c.due >= SINCE, STORED_CLOCK.c.due < AT)
    .scalar_subquery()
)
_ENDED = and_(here(CLOCK), within(CLOCK.c.ended), CLOCK.c.result.in_(words(("met", "late"))))
_LATE_LATER = and_(here(CLOCK), _IS_LATE, CLOCK.c.due >= SINCE, CLOCK.c.due < AT, CLOCK.c.ended >= UNTIL)
_OVERDUE = and_(CLOCK.c.ticket_id.in_(_RUNNING_LATE), also_here(CLOCK), _RUNS, CLOCK.c.due >= SINCE, CLOCK.c.due < AT)
#: What ended in the period, and what was overdue at its end.
_ENDED_OR_OVERDUE = and_(_COUNTS, or_(_ENDED, _LATE_LATER, _OVERDUE))
_IN_TIME = and_(_MET, within(CLOCK.c.ended))
#: Against the time that was told first (T7).
_AS_TOLD = and_(_IN_TIME, CLOCK.c.ended <= CLOCK.c.first_due)
_JUDGED = or_(CLOCK.c.result.in_(words(("met", "late"))), and_(_RUNS, CLOCK.c.due < NOW))


def _duty(name: str, good: Any = _IN_TIME) -> tuple[Executable, Executable, Executable]:
    return figure(CLOCK, _OF_CLOCKS, and_(_ENDED_OR_OVERDUE, CLOCK.c.duty == word(name)), good)


def _of_cohort(name: str) -> tuple[Executable, Executable, Executable]:
    rows = and_(_came(CLOCK), _COUNTS, CLOCK.c.duty == word(name), _JUDGED)
    return figure(CLOCK, _OF_CLOCKS, rows, _MET)


RESPONSE, RESPONSE_PARTS, RESPONSE_BEHIND = _of_cohort("response")
RESOLUTION, RESOLUTION_PARTS, RESOLUTION_BEHIND = _of_cohort("resolution")
PROMISES, PROMISES_PARTS, PROMISES_BEHIND = _duty("promise", _AS_TOLD)
PROMISES_MOVED, PROMISES_MOVED_PARTS, PROMISES_MOVED_BEHIND = _duty("promise")
HAND_OFFS, HAND_OFFS_PARTS, HAND_OFFS_BEHIND = _duty("hand_off", _AS_TOLD)
PASSED_ON, PASSED_ON_PARTS, PASSED_ON_BEHIND = _duty("passing_on")
RETURNED, RETURNED_PARTS, RETURNED_BEHIND = _duty("call_back")
FOLLOW_UPS, FOLLOW_UPS_PARTS, FOLLOW_UPS_BEHIND = _duty("follow_up")
FILING, FILING_PARTS, FILING_BEHIND = _duty("filing")
ON_TIME, ON_TIME_PARTS, ON_TIME_BEHIND = figure(CLOCK, _OF_CLOCKS, _ENDED_OR_OVERDUE, _IN_TIME)
EXCUSED, EXCUSED_PARTS, EXCUSED_BEHIND = figure(
    CLOCK, _OF_CLOCKS, and_(_ENDED_OR_OVERDUE, CLOCK.c.accepted.is_(False)), _IN_TIME
)
_WAS_LATE = and_(_COUNTS, here(CLOCK), within(CLOCK.c.ended), _IS_LATE)
LATE, LATE_PARTS, LATE_BEHIND = figure(CLOCK, _OF_CLOCKS, _WAS_LATE)
LATE_ACCEPTED, LATE_ACCEPTED_PARTS, LATE_ACCEPTED_BEHIND = figure(
    CLOCK, _OF_CLOCKS, and_(_WAS_LATE, CLOCK.c.accepted.is_(True))
)
#: Its time ran out in the period, whether it was done afterwards or not.
_OVERRAN = and_(here(CLOCK), _IS_LATE, CLOCK.c.due >= SINCE, CLOCK.c.due < AT)
_HAS_RUN_OUT = and_(_COUNTS, or_(_OVERRAN, _OVERDUE))
_ONE_DAY = literal_column(str(_DAY), BigInteger())
_STOOD = or_(and_(_IS_LATE, CLOCK.c.ended - CLOCK.c.due > _ONE_DAY), and_(_RUNS, AT - CLOCK.c.due > _ONE_DAY))
RAN_OUT, RAN_OUT_PARTS, RAN_OUT_BEHIND = figure(CLOCK, _OF_CLOCKS, _HAS_RUN_OUT)
STOOD, STOOD_PARTS, STOOD_BEHIND = figure(CLOCK, _OF_CLOCKS, and_(_HAS_RUN_OUT, _STOOD))

# --- calls -----------------------------------------------------------------------------------------------------------

_RANG = and_(here(CALL), within(CALL.c.rang_at), CALL.c.ended.is_not(None))
_SOON = CALL.c.ended - CALL.c.rang_at <= given("answer_within", type_=BigInteger())
CALLS, CALLS_PARTS, CALLS_BEHIND = figure(CALL, _OF_CALLS, _RANG)
MISSED, MISSED_PARTS, MISSED_BEHIND = figure(CALL, _OF_CALLS, _RANG, CALL.c.answered.is_(False), bad=True)
#: Calls so short are given up by mistake, where a site counts them apart.
_SHORT = literal_column("5000000", BigInteger())
_ANSWERED_CALL = CALL.c.answered.is_(True)
_LONG = CALL.c.ended - CALL.c.rang_at > _SHORT


def _by_formula(**wheres: Any) -> Any:
    """What goes by the formula that the site has chosen, by its name; the others never."""
    chosen = given("formula", type_=BigInteger())
    return or_(*(and_(chosen == literal_column(str(NUMBERS[name])), where) for name, where in wheres.items()))


SERVICE_LEVEL, SERVICE_LEVEL_PARTS, SERVICE_LEVEL_BEHIND = figure(
    CALL,
    _OF_CALLS,
    and_(
        _RANG,
        or_(
            _ANSWERED_CALL,
            _by_formula(late_give_ups=~_SOON, all_calls=true(), give_ups_met=true(), short_calls_apart=_LONG),
        ),
    ),
    and_(_SOON, or_(_ANSWERED_CALL, _by_formula(give_ups_met=true()))),
)
GIVE_UPS, GIVE_UPS_PARTS, GIVE_UPS_BEHIND = figure(CALL, _OF_CALLS, and_(_RANG, CALL.c.answered.is_(False), _SOON))
