"""What time alone brings about: calls that nobody answered, and overdue clocks told upwards (`model.md`, settle)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import due as count_due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.clocks.derive import RUNNING, Clock, Evaluation, Rules, RulesOf, evaluate
from deskconsole.domain.tickets.event import TOLD_BY_TIME, Event
from deskconsole.domain.tickets.ticket import Ticket

#: Overdue begins one microsecond after the due instant (T6).
OVERDUE_BY: Final = timedelta(microseconds=1)
#: What changes nothing of what happened on a ticket: words taken away, whoever leads has looked, why it was late.
_AFTERWARDS: Final = frozenset(
    {"erased", "looked_at", "late_explained", "lateness_judged", "sampled", "reviewed", "coached"}
    | {"review_seen", "check_dropped", "finding_made", "appealed", "appeal_decided"}
    | {"survey_drawn", "survey_again", "surveyed"}
    # Told by time: of a clock that keeps the ticket open its own end counts, of a check's nothing.
    | TOLD_BY_TIME
)
#: T12: how far the system clock may stand behind the newest recording before the desk stops settling.
BACKWARDS: Final = timedelta(minutes=2)


def settle(
    events: Sequence[Event], rules_of: RulesOf, now: datetime, judged: tuple[Ticket, Sequence[Clock]] | None = None
) -> list[Event]:
    """The events that time alone has brought about by ``now`` and that are not recorded yet.

    They follow ``events`` in sequence and are recorded at ``now``. Settling the result again adds nothing.
    ``judged`` is what ``events`` amount to, where that is known already.
    """
    existing = list(events)
    added: list[Event] = []
    before = judged if isinstance(judged, Evaluation) else None
    while True:
        rules = rules_of(existing[-1].pack, existing[-1].calendar)
        if judged is None:
            judged = before = evaluate(existing, rules_of, before)
        ticket, clocks = judged
        result = _next(existing, ticket, clocks, rules, now)
        if result is None:
            return added
        judged = None
        existing.append(result)
        added.append(result)


def next_at(events: Sequence[Event], ticket: Ticket, clocks: Sequence[Clock], rules: Rules) -> datetime | None:
    """When time alone will next bring something about; ``None``: never."""
    result = _next(events, ticket, clocks, rules, datetime.max.replace(tzinfo=UTC))
    return result.happened_at if result is not None else None


def standing(
    events: Sequence[Event], ticket: Ticket, clocks: Sequence[Clock], rules: Rules
) -> tuple[datetime | None, datetime | None]:
    """When a ticket closed (``None`` while open), and when time alone will next bring something about."""
    closed_at = None
    if is_closed(ticket, clocks):
        last = next((event for event in reversed(events) if event.kind not in _AFTERWARDS), events[-1])
        ends = (clock.ended for clock in clocks if clock.ended is not None and not clock.aside)
        closed_at = max([last.happened_at, *ends])
    return closed_at, next_at(events, ticket, clocks, rules)


def is_closed(ticket: Ticket, clocks: Sequence[Clock]) -> bool:
    """Whether nothing more is to be done on a ticket; what others are only told of keeps none open."""
    return ticket.ended and not any(clock.state == RUNNING and not clock.aside for clock in clocks)


def clock_went_back(newest_recorded: datetime | None, now: datetime) -> bool:
    """T12: whether ``now`` is earlier than the newest recording by more than two minutes."""
    return newest_recorded is not None and now < newest_recorded - BACKWARDS


def missed_at(rang_at: datetime, missed_after: str, ring_seconds: int, calendar: Calendar) -> datetime:
    """When a call that rang at ``rang_at`` counts as missed if nobody picks it up."""
    return count_due(rang_at, parse_duration(missed_after), calendar, ring_seconds=ring_seconds).at


def _next(
    events: Sequence[Event], ticket: Ticket, clocks: Sequence[Clock], rules: Rules, now: datetime
) -> Event | None:
    """The earliest thing that time has brought about by ``now`` and nobody has recorded."""
    last = events[-1]
    result = _missed(ticket, rules, now)
    result += [*_escalations(events, clocks, now), *_warnings(events, clocks, now)]
    if not result:
        return None
    at, kind, of, fields = min(result, key=lambda item: (item[0], item[1], item[2]))
    return Event(
        seq=last.seq + 1,
        kind=kind,
        happened_at=at,
        recorded_at=now,
        of=of,
        fields=fields,
        pack=last.pack,
        calendar=last.calendar,
    )


_Found = tuple[datetime, str, int, dict[str, Any]]


def _missed(ticket: Ticket, rules: Rules, now: datetime) -> list[_Found]:
    results: list[_Found] = []
    for of, call in ticket.calls.items():
        if call.state == "hung_up" and call.ended_at is not None:
            at = call.ended_at
        elif call.state == "ringing":
            at = missed_at(call.rang_at, rules.pack.missed_after, rules.pack.ring_seconds, rules.calendar)
        else:
            continue
        if at <= now:
            fields = {"call": call.call, "caller": call.caller, "withheld": call.withheld}
            results.append((at, "missed", of, fields))
    return results


def _warnings(events: Sequence[Event], clocks: Sequence[Clock], now: datetime) -> list[_Found]:
    """Each further warning of a running clock, once for each role, step and due."""
    running = [clock for clock in clocks if clock.state == RUNNING and clock.warnings]
    if not running:
        return []
    existing = {
        (e.fields.get("rule"), e.of, e.fields.get("step"), e.fields.get("to"), e.fields.get("due"))
        for e in events
        if e.kind == "warned"
    }
    begun = max((e.recorded_at for e in events if e.kind in ("classified", "received", "recounted")), default=None)
    moved = {e.seq: e.recorded_at for e in events if e.retold}
    results: list[_Found] = []
    for clock in running:
        since = max([clock.started, *([begun] if begun else []), *([moved[clock.of]] if clock.of in moved else [])])
        for step, (at, roles) in enumerate(clock.warnings):
            for role in roles:
                key = (clock.rule, clock.of, step, role, clock.due.isoformat())
                # What was over before the clock was there in this ticket warns of nothing.
                if since <= at <= now and key not in existing:
                    fields = {"rule": clock.rule, "step": step, "to": role, "due": key[4]}
                    results.append((at, "warned", clock.of, fields))
    return results


def _escalations(events: Sequence[Event], clocks: Sequence[Clock], now: datetime) -> list[_Found]:
    """Each step of an overdue clock's ladder, once per clock, due and step.

    The first is told when the clock becomes overdue, each further one after as long again as the clock had.
    """
    overdue = [clock for clock in clocks if clock.overdue(now)]
    if not overdue:
        return []
    messages = {
        (e.fields.get("rule"), e.of, e.fields.get("step"), e.fields.get("missed_due"))
        for e in events
        if e.kind == "escalated"
    }
    results: list[_Found] = []
    changed = max((e.happened_at for e in events if e.kind in ("classified", "received")), default=None)
    moved = {e.seq: e.recorded_at for e in events if e.retold}
    for clock in overdue:
        for step, role in enumerate(clock.escalate_to):
            at = clock.due + OVERDUE_BY + (clock.due - clock.started) * step
            # What a new class or a merge brought along already overdue was nobody's concern here before.
            at = max(at, changed if clock.reclassified and changed else at, moved.get(clock.of, at))
            key = (clock.rule, clock.of, step, clock.due.isoformat())
            if at <= now and key not in messages:
                results.append(
                    (at, "escalated", clock.of, {"rule": clock.rule, "step": step, "to": role, "missed_due": key[3]})
                )
    return results
