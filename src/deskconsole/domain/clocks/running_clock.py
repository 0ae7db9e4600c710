"""One clock while a ticket's events are played: how it begins, moves, stands still and ends (T1–T9)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from deskconsole.domain.calendar.counting import resume_due
from deskconsole.domain.calendar.duration import Duration, Unit
from deskconsole.domain.clocks.clock import ACTIVE, CANCELLED, LATE, MET, PAUSED, RUNNING, Clock, Rules, breaches
from deskconsole.domain.clocks.counted import Whole, basis_of, channel_of, count, rules_for, warnings_of
from deskconsole.domain.clocks.not_before import done_by, too_early
from deskconsole.domain.rules.clock_rules import CLOCK_ROLES, ClockRule, Stop, holds
from deskconsole.domain.tickets.event import DEPARTMENT, Event
from deskconsole.domain.tickets.state import Ticket
from deskconsole.domain.tickets.ticket import kinds_of
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.record import dataclass

#: What ends the waiting on the customer.
RESUMING: Final = ("resumed", "reminded", "contacted")


#: Whatever share of its time is used: with so little left a clock is due soon.
LITTLE: Final = timedelta(minutes=5)


def soon_from(started: datetime, due: datetime, share: float) -> datetime:
    """When a clock becomes due soon: this share of its time is used, or little is left.

    Little is five minutes, of a clock of less than ten the second half: a short one does not warn from its start.
    """
    length = due - started
    return started + min(length * share, length - min(LITTLE, length / 2))


@dataclass(slots=True)
class RunningClock:
    """A clock while the events are played.

    ``thread`` is the thread that it belongs to; ``of`` differs from it in a later round of a hand-off. ``kinds``: what
    its starting event counts as. ``result`` is the clock once it has ended; then nothing here changes any more.
    """

    spec: ClockRule
    rules: Rules
    of: int
    thread: int
    start: Event
    kinds: tuple[str, ...]
    started: datetime
    due: datetime
    first_due: datetime
    provisional: bool
    #: what came to its first due (of a share: the time that it was), and the date that this hangs on
    duration: Duration
    basis: date | datetime | None = None
    assignee: str | None = None
    #: whether it asks whom a field of the form names, and the owner as long as that names nobody
    by_field: bool = False
    ended: datetime | None = None
    state: str = RUNNING
    breaches: int = 0
    reclassified: bool = False
    #: cancelled only because the ticket's class changed; it runs again when it applies again (T10)
    dropped: bool = False
    paused_at: datetime | None = None
    #: why it was late, who said so, whether that is accepted
    cause: tuple[str | None, str | None, str | None] = (None, None, None)
    #: when its due was moved last, and how long it has stood still
    moved_at: datetime | None = None
    stood_still: timedelta = timedelta(0)
    stopped_by: frozenset[int] = frozenset()
    result: Clock | None = None

    @property
    def active(self) -> bool:
        """Whether it runs or stands still."""
        return self.state in ACTIVE

    @property
    def can_pause(self) -> bool:
        """T9: whether it stands still while the ticket waits; what was promised, or hangs on a date, does not."""
        still = self.duration.unit is not Unit.PROMISED and self.basis is None
        return self.spec.pauses_while is not None and still


def whole_of(spec: ClockRule, event: Event, runs: Iterable[RunningClock]) -> Whole | None:
    """The clock that a share is counted of: of those that run when ``event`` happens the one started last."""
    at, (rule, name) = event.happened_at, spec.duration.of
    fitting = [
        run
        for run in runs
        if run.spec.rule == rule and name in ("", run.spec.name) and not run.dropped
        if run.started <= at and (run.ended is None or run.ended > at)
    ]
    run = max(fitting, key=lambda run: (run.started, run.of), default=None)
    return Whole(run.started, run.first_due, run.due, run.duration, run.rules) if run is not None else None


def matches_start(
    spec: ClockRule, event: Event, attributes: Mapping[str, Any], kinds: Collection[str] | None = None
) -> bool:
    """Whether ``event`` starts ``spec`` for a ticket with these attributes (and its form's ``fields``).

    An arrival is always on site, and a customer who comes again does so on a channel of their own. ``kinds``: what the
    event counts as, by itself unless it is given.
    """
    kinds = kinds_of(event) if kinds is None else kinds
    if not any(start.event in kinds for start in spec.starts_on):
        return False
    if spec.counted_from is not None and basis_of(spec, event, attributes) is None:
        return False
    own = dict(attributes)
    form = own.pop("fields", None) or {}
    own["channel"] = channel_of(event, attributes)
    if not holds(spec.own_when, own) or not holds(spec.event_when, {**form, **event.fields}):
        return False
    facts = {**form, **own, **event.fields}
    return any(start.event in kinds and holds(start.where, facts) for start in spec.starts_on)


def thread_of(event: Event) -> int:
    """The thread of the clocks that ``event`` starts: its own where it opens one, else the one it continues."""
    return event.seq if EVENTS[event.kind].opens or event.of is None else event.of


def begin(
    spec: ClockRule,
    event: Event,
    rules: Rules,
    of: int | None = None,
    kinds: tuple[str, ...] | None = None,
    *,
    basis: date | datetime | None = None,
    whole: Whole | None = None,
) -> RunningClock:
    """A clock started by ``event`` (T1–T5); refuses `within = promised` when the event carries no time.

    ``basis``: the date that it counts from (T15); ``whole``: the clock that it is a share of (T16).
    """
    counted = count(spec, event.happened_at, rules, event.due, basis=basis, whole=whole)
    due, thread = counted.due, thread_of(event)
    return RunningClock(
        spec=spec,
        rules=rules if whole is None else whole.rules,
        of=thread if of is None else of,
        thread=thread,
        start=event,
        kinds=kinds_of(event) if kinds is None else kinds,
        started=event.happened_at,
        due=due.at,
        first_due=due.at,
        provisional=due.provisional,
        duration=counted.duration,
        basis=basis,
    )


def counts_alike(run: RunningClock, attributes: Mapping[str, Any]) -> bool:
    """Whether what the ticket is now leaves the due of a clock as it is: its calendar, its date, its whole."""
    rules = rules_for(run.spec, run.start, attributes, run.rules)
    same = rules.calendar_for(run.duration) is run.rules.calendar_for(run.duration)
    return same and not run.spec.share and basis_of(run.spec, run.start, attributes) == run.basis


def stops(run: RunningClock, event: Event, seen: Sequence[Event]) -> bool:
    """Whether ``event`` meets the clock; ``seen`` are the events before it, for those that must have come first."""
    if too_early(run.spec, run.started, event):  # what it meets, it meets for another clock
        return False
    if any(_match(stop, run, event, seen) for stop in run.spec.stops_on):
        return True
    for index, stop in enumerate(run.spec.stops_all):
        if _match(stop, run, event, seen):
            run.stopped_by |= {index}
            return len(run.stopped_by) == len(run.spec.stops_all)
    return False


def ends(run: RunningClock, event: Event, seen: Sequence[Event]) -> bool:
    """Whether ``event`` ends the clock without meeting it."""
    return any(_match(stop, run, event, seen) for stop in (*run.spec.ends_on, *run.spec.until))


def _match(stop: Stop, run: RunningClock, event: Event, seen: Sequence[Event]) -> bool:
    if not _fits(stop, run, event):
        return False
    if stop.times > 1 and _times_before(stop, run, event, seen) + 1 < stop.times:
        return False
    return stop.after is None or any(
        e.kind == stop.after and e.of == run.thread and e.seq > run.of and e.happened_at <= event.happened_at
        for e in seen
    )


def _times_before(stop: Stop, run: RunningClock, event: Event, seen: Sequence[Event]) -> int:
    """How often what a stop names has happened since the clock started, before ``event``."""
    first, last = (run.started, run.start.seq), (event.happened_at, event.seq)
    return sum(_fits(stop, run, e) for e in seen if first < (e.happened_at, e.seq) < last)


def _fits(stop: Stop, run: RunningClock, event: Event) -> bool:
    if stop.event != event.kind or (stop.of == "same" and event.of != run.thread):
        return False
    return done_by(stop, event) and holds(stop.where, event.fields)


def end(run: RunningClock, at: datetime, *, met: bool, cancel: bool = False) -> None:
    """End a clock: on time exactly at its due (T6); a paused one as if it went on at that instant (T9)."""
    at = max(at, run.started)
    resume(run, at)
    run.ended = at
    if at > run.due and not cancel:
        run.state = LATE
        run.breaches += breaches(run.started, run.due, at, _length(run.spec))
    else:
        run.state = MET if met else CANCELLED


def stop(run: RunningClock, at: datetime) -> None:
    """Meet a clock, or end one interval of a repeating one and start the next from then (T8)."""
    if run.spec.every is None:
        end(run, at, met=True)
        return
    run.breaches += breaches(run.started, run.due, at, _length(run.spec))
    due = count(run.spec, at, run.rules, None).due
    run.started, run.due, run.first_due, run.stood_still = at, due.at, due.at, timedelta(0)
    if run.paused_at is not None:
        run.paused_at = max(run.paused_at, at)


def pause(run: RunningClock, event: Event) -> None:
    """T9: stand still while the ticket waits on the customer; one already late, or promised, does not."""
    if not run.can_pause:
        return
    if event.kind == run.spec.pauses_while and run.state == RUNNING and event.happened_at <= run.due:
        run.state, run.paused_at = PAUSED, event.happened_at
    elif event.kind in RESUMING and run.paused_at is not None and event.happened_at >= run.paused_at:
        resume(run, event.happened_at)


def resume(run: RunningClock, at: datetime) -> None:
    """Let a paused clock go on at ``at``, with the time that it had not used; nothing for any other (T9)."""
    if run.paused_at is None:
        return
    duration = run.duration
    moved = resume_due(run.due, duration, run.rules.calendar_for(duration), run.paused_at, max(at, run.paused_at))
    run.due, run.provisional = moved.at, run.provisional or moved.provisional
    run.moved_at, run.stood_still = at, run.stood_still + max(at - run.paused_at, timedelta(0))
    run.state, run.paused_at = RUNNING, None


def recount(run: RunningClock, event: Event, rules: Rules, attributes: Mapping[str, Any]) -> None:
    """Published rules or dates reached a running clock by `policy apply` or `calendar apply`.

    From then on it goes by the new text; one that the new text has no more (no due) is cancelled.
    """
    if event.fields.get("rule") != run.spec.rule or event.of != run.of:
        return
    if event.due is None:
        end(run, event.happened_at, met=False, cancel=True)
        return
    run.due, run.moved_at = event.due, event.happened_at
    run.provisional = bool(event.fields.get("provisional"))
    for spec in rules.pack.clocks_of(run.spec.rule):
        if spec.idle == run.spec.idle and (spec.idle or matches_start(spec, run.start, attributes, run.kinds)):
            run.spec, run.rules = spec, rules_for(spec, run.start, attributes, rules)


def assign(run: RunningClock, ticket: Ticket) -> None:
    """Who a clock asks by name: whoever accepted the hand-off, or whom its starting event names."""
    hand_off = ticket.hand_offs.get(run.thread)
    kind = run.rules.pack.kind_of(ticket.kind)
    form = next((each for each in kind.field if each.name == run.spec.role), None) if kind is not None else None
    run.by_field = form is not None and form.names_somebody
    if run.spec.role == "accepter" and hand_off is not None:
        run.assignee = hand_off.specialist
    elif form is not None and form.names_somebody:
        value = ticket.fields.get(form.name)
        run.assignee = f"{DEPARTMENT}{value}" if value and form.type == "department" else value
    elif run.spec.role == "assignee" or run.spec.role not in CLOCK_ROLES:
        run.assignee = run.start.to


def assignee_of(run: RunningClock, owner: str | None, first_receiver: str | None) -> str | None:
    """Whom a clock asks: a login, ``dept:A,B``, or ``None`` for a role or whoever is on duty."""
    spec = run.spec
    if spec.role == "owner" or (run.assignee is None and (spec.role == "assignee" or run.by_field)):
        return owner
    if spec.role == "first_receiver":
        return first_receiver
    return "dept:" + ",".join(spec.departments) if spec.departments else run.assignee


def clock_of(run: RunningClock, assignee: str | None) -> Clock:
    """The clock that a run has come to."""
    spec, (cause, cause_by, cause_state) = run.spec, run.cause
    return Clock(
        rule=spec.rule,
        of=run.of,
        do=spec.do,
        role=spec.role,
        assignee=assignee,
        started=run.started,
        due=run.due,
        first_due=run.first_due,
        ended=run.ended,
        state=run.state,
        breaches=run.breaches,
        provisional=run.provisional,
        reclassified=run.reclassified,
        warn_at=soon_from(run.started, run.due, spec.warn_at),
        every=_length(spec),
        warnings=warnings_of(spec, run.started, run.due, run.stood_still, run.moved_at, run.rules),
        name=spec.name,
        cause=cause,
        cause_by=cause_by,
        cause_state=cause_state,
        extendable=bool(spec.extendable),
        escalate_to=spec.escalate_to,
        idle=spec.idle,
        calendar=run.rules.named,
        duration=run.duration,
        basis=run.basis,
        before_filing=spec.before_filing,
        aside=bool(spec.tell) or spec.aside,
        paused_at=run.paused_at,
    )


def _length(spec: ClockRule) -> timedelta | None:
    """The length of a repeating clock's interval, ``None`` for any other clock, and where days are counted: one that
    is missed counts once then, however late it ends."""
    elapsed = spec.every is not None and spec.duration.unit is Unit.ELAPSED
    return timedelta(seconds=spec.duration.amount) if elapsed else None
