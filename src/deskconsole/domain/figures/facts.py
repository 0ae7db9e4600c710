"""What figures count: a record of facts a ticket, a clock and a call. Derived from what the events amount to, and from
nothing else; no word of any customer is in it, so that an erasure changes no figure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from deskconsole.domain.clocks.clock import CANCELLED, LATE, MET, Clock
from deskconsole.domain.figures.attribution import Attribution
from deskconsole.domain.figures.duties import RESPONSE, SCORING_EVENTS, duty_of
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.state import Call, Ticket
from deskconsole.domain.tickets.ticket import effective
from deskconsole.record import NamedTuple

#: After the first contact each of these is one more with the customer.
_AGAIN: Final = frozenset({"contacted", "called_back", "replied", "progress_told", "reminded", "alternative_told"})
#: What came of asking for a score: the later of two that weigh the same, else the weightier one.
NOT_ASKED: Final = "not_asked"
NOT_REACHED: Final = "not_reached"
REFUSED: Final = "refused"
ANSWERED: Final = "answered"
_WEIGHT: Final = {NOT_ASKED: 0, NOT_REACHED: 1, REFUSED: 2, ANSWERED: 3}
#: How a clock ended for the figures: ``none`` is neither kept nor late, what is still open keeps its state.
NONE: Final = "none"
_SECOND: Final = timedelta(seconds=1)
#: What is found of a complaint about the reception (R40).
_FINDINGS: Final = {"justified": True, "in_part": True, "unfounded": False}


class TicketFacts(NamedTuple):
    """What is counted of one ticket. ``counts``: neither withdrawn nor merged into another one (M: counted there).

    ``came_at``: when the customer came, by ring, arrival or message (R17); ``hour`` (0–23) and ``weekday`` (1–7) of it
    in the site's zone. ``responder``, ``owner``: the logins that first response and resolution belong to; nobody where
    the desk itself did it, or where they had to hand the ticket over (S01). Durations are whole seconds from
    ``came_at``. ``closed_at``: ``None`` while open; from ``away_from`` to ``away_until`` it was closed before it was
    last reopened. ``contacts``: with the customer up to the finish, the first included. ``scoring``: what came of
    asking for a score. ``justified``: what was found of a complaint, also in part; ``None`` where nothing was.
    """

    counts: bool
    came_at: datetime
    hour: int
    weekday: int
    channel: str | None
    tier: str | None
    category: str | None
    kind: str | None
    edition: str
    responder: str | None
    responder_department: str | None
    response_seconds: int | None
    owner: str | None
    owner_department: str | None
    finished_at: datetime | None
    resolution_seconds: int | None
    filed_at: datetime | None
    closed_at: datetime | None
    away_from: datetime | None
    away_until: datetime | None
    reopened: int
    contacts: int
    scoring: str | None
    rated_at: datetime | None
    score: int | None
    cause: str | None
    justified: bool | None


class ClockFacts(NamedTuple):
    """What is counted of one clock: which duty it was (:mod:`duties`), whose, when it was due and how it ended.

    ``leading``: not one of several that ask the same of the same moment and leave more time. ``accepted``: it was late
    for a reason that was accepted (S03). What the ticket is stands here as well, so that a year is counted in one pass.
    """

    rule: str
    of: int
    duty: str
    leading: bool
    counts: bool
    came_at: datetime
    due: datetime
    first_due: datetime
    ended: datetime | None
    result: str
    accepted: bool
    person: str | None
    department: str | None
    hour: int
    weekday: int
    channel: str | None
    tier: str | None
    category: str | None
    kind: str | None


class CallFacts(NamedTuple):
    """What is counted of one telephone call, of a withdrawn ticket too: when it rang, whether and when somebody
    answered, else when the caller gave up (``ended``; ``None`` while it rings). ``person``: who answered."""

    of: int
    rang_at: datetime
    answered: bool
    ended: datetime | None
    person: str | None
    department: str | None
    hour: int
    weekday: int
    channel: str | None
    tier: str | None
    category: str | None
    kind: str | None


class Facts(NamedTuple):
    """Everything that is counted of one ticket."""

    ticket: TicketFacts
    clocks: tuple[ClockFacts, ...]
    calls: tuple[CallFacts, ...]


def facts_of(
    events: Sequence[Event], ticket: Ticket, clocks: Sequence[Clock], closed_at: datetime | None, zone: tzinfo
) -> Facts:
    """What is counted of a ticket: its events in sequence, what they amount to, when it closed; days and hours are
    those of ``zone``."""
    live = effective(events)
    whose = Attribution(ticket, live)
    facts = _ticket_facts(live, ticket, clocks, closed_at, zone, whose)
    leading = _leading(clocks, live)
    by_seq = {event.seq: event for event in live}
    return Facts(
        facts,
        tuple(_clock_facts(clock, by_seq, clock in leading, facts, zone, whose) for clock in clocks),
        tuple(_call_facts(of, call, live, facts, zone, whose) for of, call in ticket.calls.items()),
    )


def _ticket_facts(
    live: Sequence[Event],
    ticket: Ticket,
    clocks: Sequence[Clock],
    closed_at: datetime | None,
    zone: tzinfo,
    whose: Attribution,
) -> TicketFacts:
    came = ticket.opened_at
    finish = next((event for event in reversed(live) if event.seq == ticket.finished), None)
    answered = ticket.first_response_at
    scoring, rated_at, score = _scoring(live)
    away_from, away_until = _away(live, clocks)
    responder, owner = whose.responder(answered), whose.owner()
    local = came.astimezone(zone)
    return TicketFacts(
        counts=ticket.withdrawn_at is None and ticket.merged_into is None,
        came_at=came,
        hour=local.hour,
        weekday=local.isoweekday(),
        channel=ticket.channel,
        tier=ticket.tier,
        category=ticket.category,
        kind=ticket.kind,
        edition=live[-1].pack,
        responder=responder,
        responder_department=whose.department(responder),
        response_seconds=_seconds(came, answered),
        owner=owner,
        owner_department=whose.department(owner),
        finished_at=finish.happened_at if finish is not None else None,
        resolution_seconds=_seconds(came, finish.happened_at if finish is not None else None),
        filed_at=ticket.filed_at,
        closed_at=closed_at,
        away_from=away_from,
        away_until=away_until,
        reopened=sum(event.kind == "reopened" for event in live),
        contacts=_contacts(live, finish),
        scoring=scoring,
        rated_at=rated_at,
        score=score,
        cause=ticket.cause,
        justified=_justified(live),
    )


def _justified(live: Sequence[Event]) -> bool | None:
    """What was found of a complaint when it was verified last."""
    verdict = None
    for event in live:
        if event.kind == "verified":
            given, finding = event.fields.get("justified"), event.fields.get("finding")
            verdict = given if isinstance(given, bool) else _FINDINGS.get(str(finding), verdict)
    return verdict


def _seconds(start: datetime, end: datetime | None) -> int | None:
    """Whole seconds; an event that was entered late may lie before what opened the ticket: then none."""
    return None if end is None else max(0, (end - start) // _SECOND)


def _contacts(live: Sequence[Event], finish: Event | None) -> int:
    """How often the desk and the customer spoke up to the finish: the first time, each further call, each time that
    one came back to the other."""
    until = live if finish is None else [event for event in live if event.seq < finish.seq]
    own = [event for event in until if event.human and not event.retold]
    further = sum(event.kind in _AGAIN and event.outcome not in ("no_answer", "refused") for event in own)
    return 1 + further + max(0, sum(event.kind == "picked_up" for event in own) - 1)


def _scoring(live: Sequence[Event]) -> tuple[str | None, datetime | None, int | None]:
    """What came of asking for a score, when, and the score."""
    best: tuple[str | None, datetime | None, int | None] = (None, None, None)
    for event in live:
        state = _answer(event)
        if state is not None and _WEIGHT[state] >= _WEIGHT.get(best[0] or "", -1):
            score = event.fields.get("score") if state == ANSWERED else None
            best = (state, event.happened_at, int(score) if score is not None else None)
    return best


def _answer(event: Event) -> str | None:
    if event.kind not in SCORING_EVENTS:
        return None
    if event.fields.get("score") is not None:
        return ANSWERED
    if event.kind == "rated":
        return REFUSED if event.outcome == "refused" else NOT_ASKED
    return {"no_answer": NOT_REACHED, "refused": REFUSED}.get(event.outcome or "")


def _away(live: Sequence[Event], clocks: Sequence[Clock]) -> tuple[datetime | None, datetime | None]:
    """From when until when it was closed before it was last reopened; clocks that ran meanwhile kept it open."""
    gap: tuple[datetime | None, datetime | None] = (None, None)
    ended: datetime | None = None
    for event in live:
        if event.kind in ("filed", "withdrawn", "merged"):
            ended = event.happened_at
        elif event.kind == "reopened" and ended is not None:
            at, since = event.happened_at, ended
            ran = [clock for clock in clocks if clock.started <= at and not clock.aside]
            ends = [clock.ended for clock in ran if clock.ended is not None and clock.ended < at]
            closed = max([since, *ends])
            if closed < at and not any(clock.ended is None or clock.ended >= at for clock in ran if clock.started < at):
                gap = (closed, at)
            ended = None
    return gap


def _leading(clocks: Sequence[Clock], live: Sequence[Event]) -> list[Clock]:
    """Of several that ask for the same first response from the same moment the one that is due first; all others."""
    first: dict[tuple[int, str], Clock] = {}
    for clock in clocks:
        before = first.get((clock.of, clock.do))
        if before is None or (clock.first_due, clock.rule) < (before.first_due, before.rule):
            first[clock.of, clock.do] = clock
    starts = {event.seq: event.kind for event in live}
    return [
        clock
        for clock in clocks
        if duty_of(clock, starts.get(clock.of)) != RESPONSE or first[clock.of, clock.do] is clock
    ]


def _clock_facts(
    clock: Clock, by_seq: Mapping[int, Event], leading: bool, facts: TicketFacts, zone: tzinfo, whose: Attribution
) -> ClockFacts:
    begun = by_seq.get(clock.of)
    duty = duty_of(clock, begun.kind if begun is not None else None)
    person, department = whose.of_clock(clock, duty, begun)
    local = clock.started.astimezone(zone)
    return ClockFacts(
        rule=clock.rule,
        of=clock.of,
        duty=duty,
        leading=leading,
        counts=facts.counts,
        came_at=facts.came_at,
        due=clock.due,
        first_due=clock.first_due,
        ended=clock.ended,
        result=_result(clock, begun),
        accepted=clock.cause_state == "accepted",
        person=person,
        department=department,
        hour=local.hour,
        weekday=local.isoweekday(),
        channel=facts.channel,
        tier=facts.tier,
        category=facts.category,
        kind=facts.kind,
    )


def _result(clock: Clock, begun: Event | None) -> str:
    """Met, late, none, or its state while it is open. One that repeats was kept if each of its intervals was, and one
    of them has ended (T8)."""
    if clock.active:
        return clock.state
    if clock.state == LATE or clock.breaches > 0:
        return LATE
    if clock.state == CANCELLED and clock.every is not None and begun is not None and clock.started > begun.happened_at:
        return MET
    return MET if clock.state == MET else NONE


def _call_facts(
    of: int, call: Call, live: Sequence[Event], facts: TicketFacts, zone: tzinfo, whose: Attribution
) -> CallFacts:
    picked = next((event for event in live if event.kind == "picked_up" and event.of == of), None)
    person = whose.counted(picked.by) if picked is not None else None
    local = call.rang_at.astimezone(zone)
    return CallFacts(
        of=of,
        rang_at=call.rang_at,
        answered=call.state == "picked_up",
        ended=call.ended_at if call.state == "picked_up" else call.hung_up_at or call.ended_at,
        person=person,
        department=whose.department(person),
        hour=local.hour,
        weekday=local.isoweekday(),
        channel=facts.channel,
        tier=facts.tier,
        category=facts.category,
        kind=facts.kind,
    )
