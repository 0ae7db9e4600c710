"""From a ticket's events to its clocks: one pure function (`time.md`, Clocks; `rules.md`, clock table).

``derive`` plays the events in sequence order and keeps one running record per clock instance
*(rule, of)*. A clock that has ended is never touched again; an event counts for a clock only if it
happened at or after the clock's start, so late entries find their place by ``happened_at``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from deskconsole.domain.calendar import Calendar
from deskconsole.domain.counting import Due, due as count_due, resume_due
from deskconsole.domain.duration import Unit
from deskconsole.domain.errors import DeskError
from deskconsole.domain.events import ATTRIBUTES, EVENTS, Event
from deskconsole.domain.pack import Pack
from deskconsole.domain.pack_clock import ClockRule, Stop, holds
from deskconsole.domain.ticket import HandOff, accepter, effective, fold

#: States of a clock; overdue is derived, never stored.
RUNNING: Final = "running"
PAUSED: Final = "paused"
MET: Final = "met"
LATE: Final = "late"
CANCELLED: Final = "cancelled"
ACTIVE: Final = frozenset({RUNNING, PAUSED})


@dataclass(frozen=True, slots=True)
class Book:
    """One pack text and one calendar text: what a ticket is judged by."""

    pack: Pack
    calendar: Calendar

    @property
    def stages(self) -> tuple[str, ...]:
        """The names of the stages, in order."""
        return tuple(stage.name for stage in self.pack.stages)


#: From the hashes that an event names to the texts.
Books = Callable[[str, str], Book]


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of one ticket. Instants are UTC; ``warn_at`` is when it becomes due soon.

    ``due`` moves with extensions and pauses, ``first_due`` does not (T7). For a repeating clock
    ``started`` and ``due`` are those of the current interval and ``breaches`` counts the ended ones (T8).
    """

    rule: str
    of: int
    do: str
    role: str
    assignee: str | None
    started: datetime
    due: datetime
    first_due: datetime
    ended: datetime | None
    state: str
    breaches: int
    provisional: bool
    reclassified: bool
    warn_at: datetime
    every: timedelta | None = None
    extendable: bool = field(default=False, compare=False)
    escalate_to: tuple[str, ...] = field(default=(), compare=False)

    @property
    def active(self) -> bool:
        """Whether it still asks for something: running or paused."""
        return self.state in ACTIVE

    def overdue(self, now: datetime) -> bool:
        """Whether it runs past its due; done exactly at its due is on time (T6)."""
        return self.state == RUNNING and now > self.due

    def breaches_at(self, now: datetime) -> int:
        """Breaches up to ``now``: those recorded and those of the interval that runs."""
        if not self.overdue(now):
            return self.breaches
        return self.breaches + _breaches(self.started, self.due, now, self.every)


@dataclass(slots=True)
class _Run:
    """A clock while the events are played."""

    spec: ClockRule
    book: Book
    of: int
    start: Event
    started: datetime
    due: datetime
    first_due: datetime
    provisional: bool
    assignee: str | None = None
    ended: datetime | None = None
    state: str = RUNNING
    breaches: int = 0
    reclassified: bool = False
    paused_at: datetime | None = None
    stopped_by: set[int] = field(default_factory=set)

    @property
    def active(self) -> bool:
        return self.state in ACTIVE


def derive(events: Iterable[Event], books: Books) -> list[Clock]:
    """Every clock of the ticket that ``events`` (in sequence order) make, in order of their start."""
    live = effective(events)
    if not live:
        return []
    play = _Play(books)
    for event in live:
        play.take(event)
    return play.clocks(live)


def explain_starts(
    book: Book, kind: str, at: datetime, attributes: Mapping[str, Any], fields: Mapping[str, Any]
) -> list[tuple[ClockRule, Clock]]:
    """The clocks that one event would start (idle clocks left out); refuses `promised` without a due."""
    event = Event(seq=1, kind=kind, happened_at=at, recorded_at=at, by="", fields=fields)
    runs = [
        begin(spec, event, book)
        for spec in book.pack.clocks
        if not spec.idle and matches_start(spec, event, attributes)
    ]
    return [(run.spec, _clock(run, None, None)) for run in runs]


def matches_start(spec: ClockRule, event: Event, attributes: Mapping[str, Any]) -> bool:
    """Whether ``event`` starts ``spec`` for a ticket with these attributes (and its form's ``fields``).

    An arrival is always on site, and a customer who comes again does so on a channel of their own.
    """
    own = dict(attributes)
    form = own.pop("fields", None) or {}
    if event.kind == "arrived":
        own["channel"] = "onsite"
    elif event.kind == "contacted" and "channel" in event.fields:
        own["channel"] = event.fields["channel"]
    if not holds(spec.own_when, own) or not holds(spec.event_when, event.fields):
        return False
    facts = {**form, **own, **event.fields}
    return any(start.event == event.kind and holds(start.where, facts) for start in spec.starts_on)


def begin(spec: ClockRule, event: Event, book: Book) -> _Run:
    """A clock started by ``event`` (T1–T5); refuses `within = promised` when the event carries no time."""
    of = event.seq if EVENTS[event.kind].opens or event.of is None else event.of
    due = _count(spec, event.happened_at, book, event.due)
    return _Run(spec, book, of, event, event.happened_at, due.at, due.at, due.provisional)


def _count(spec: ClockRule, start: datetime, book: Book, promised: datetime | None) -> Due:
    duration = spec.duration
    if duration.unit is Unit.PROMISED and promised is None:
        raise DeskError("{rule}: the event carries no time; give the promised time as due", rule=spec.rule, field="due")
    return count_due(start, duration, book.calendar, ring_seconds=book.pack.ring_seconds, promised=promised)


class _Play:
    """The state while a ticket's events are played once, in sequence order."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.runs: dict[tuple[str, int], _Run] = {}
        self.seen: list[Event] = []
        self.attributes: dict[str, Any] = {}
        self.ended = False
        self.waiting = False
        self.last_step: datetime | None = None
        self.hand_offs: dict[int, str] = {}

    def take(self, event: Event) -> None:
        """Play one event: stops, pauses and moves first, then changed attributes, starts, idle."""
        book = self.books(event.pack, event.calendar)
        before = dict(self.attributes)
        self._learn(event)
        for run in list(self.runs.values()):
            if run.active:
                self._apply(run, event, self.seen)
        if self.attributes != before and event.kind in ("classified", "received"):
            self._reclassify(event)
        if not self.ended or event.kind == "planned":
            self._start(event, book)
        self.seen.append(event)
        self._idle(event, book)

    def _learn(self, event: Event) -> None:
        if event.kind in ("rang", "arrived") and not self.seen:
            self.attributes["channel"] = "phone" if event.kind == "rang" else "onsite"
            self.attributes.update({k: event.fields[k] for k in ATTRIBUTES if k in event.fields})
        elif event.kind in ("classified", "received"):
            self.attributes.update({k: event.fields[k] for k in ATTRIBUTES if k in event.fields})
            if event.kind == "received":
                self.attributes["fields"] = event.fields.get("fields") or {}
        elif event.kind == "reopened":
            self.ended = False
        elif event.kind in ("filed", "withdrawn", "merged"):
            self.ended = True
        if event.kind in ("specialist_needed", "handed_off") and event.fields.get("to"):
            self.hand_offs[event.of or event.seq] = str(event.fields["to"])
        if EVENTS[event.kind].step and (self.last_step is None or event.happened_at > self.last_step):
            self.last_step = event.happened_at

    def _apply(self, run: _Run, event: Event, seen: Sequence[Event]) -> None:
        """What ``event`` does to one active clock."""
        if event.kind == "recounted":
            _recount(run, event)
            return
        if event.happened_at < run.started or event.seq == run.start.seq:
            return
        if event.fields.get("moved_from") and (run.spec.idle or event.of != run.of):
            return  # retold by a merge: it counts in its own thread only
        if event.kind in ("withdrawn", "merged"):
            _end(run, event.happened_at, met=False)
        elif event.kind == "extended" and event.of == run.of and run.spec.extendable and event.due:
            run.due = event.due
        elif run.spec.idle:
            if EVENTS[event.kind].step or event.kind == "filed":
                _end(run, event.happened_at, met=True)
        elif _ends(run, event, seen):
            _end(run, event.happened_at, met=False)
        elif _stops(run, event, seen):
            _stop(run, event.happened_at)
        else:
            _pause(run, event)

    def _start(self, event: Event, book: Book) -> None:
        for spec in book.pack.clocks:
            if spec.idle or not matches_start(spec, event, self.attributes):
                continue
            run = begin(spec, event, book)
            if self._known(run):
                continue
            self._assign(run)
            self.runs[(spec.rule, run.of)] = run
            self._catch_up(run)
            if run.active and not event.human:
                self._never_idle(event.happened_at)

    def _never_idle(self, at: datetime) -> None:
        """What the desk itself adds at the very instant at which a ticket seemed idle (`missed` to `hung_up`)."""
        for key, run in list(self.runs.items()):
            if run.spec.idle and run.active and run.started == at:
                del self.runs[key]

    def _known(self, run: _Run) -> bool:
        if (run.spec.rule, run.of) in self.runs:
            return True
        return run.spec.once and any(rule == run.spec.rule for rule, _ in self.runs)

    def _assign(self, run: _Run) -> None:
        if run.spec.role == "accepter":
            hand_off = self.hand_offs.get(run.of)
            run.assignee = accepter_of(hand_off, run.start)
        elif run.spec.role == "assignee":
            run.assignee = run.start.fields.get("to")

    def _catch_up(self, run: _Run) -> None:
        """Let events that were recorded before but happened after the start count (late entries)."""
        later = sorted((e for e in self.seen if e.happened_at >= run.started), key=lambda e: (e.happened_at, e.seq))
        for event in later:
            if run.active and (event.happened_at > run.started or event.seq > run.start.seq):
                self._apply(run, event, self.seen)

    def _reclassify(self, event: Event) -> None:
        """T10: running clocks that no longer apply are cancelled, newly applying rules start."""
        at = event.happened_at
        for run in self.runs.values():
            fixed = run.spec.idle or run.spec.judged == "at_start"
            if fixed or not run.active or at > run.due or matches_start(run.spec, run.start, self.attributes):
                continue
            _end(run, at, met=False, cancel=True)
        for past in self.seen:
            book = self.books(past.pack, past.calendar)
            for spec in book.pack.clocks:
                if spec.idle or spec.judged == "at_start" or not matches_start(spec, past, self.attributes):
                    continue
                run = begin(spec, past, book)
                if self._known(run):
                    continue
                self._assign(run)
                self._catch_up(run)
                if run.active:
                    run.reclassified = run.due < at
                    self.runs[(spec.rule, run.of)] = run

    def _idle(self, event: Event, book: Book) -> None:
        """Start the idle clock the moment an open ticket has no running or paused clock."""
        if self.ended or any(run.active for run in self.runs.values()):
            return
        moments = [run.ended for run in self.runs.values() if run.ended is not None]
        if self.last_step is not None:
            moments.append(self.last_step)
        start = max([event.happened_at, *moments])
        for spec in book.pack.clocks:
            if spec.idle:
                due = _count(spec, start, book, None)
                self.runs[(spec.rule, event.seq)] = _Run(
                    spec, book, event.seq, event, start, due.at, due.at, due.provisional
                )

    def clocks(self, live: Sequence[Event]) -> list[Clock]:
        """The result, with owners as they are at the end."""
        book = self.books(live[-1].pack, live[-1].calendar)
        ticket = fold(live, book.pack.stage_of, book.stages)
        runs = sorted(self.runs.values(), key=lambda run: (run.started, run.spec.rule, run.of))
        return [_clock(run, ticket.owner, ticket.first_receiver) for run in runs]


def accepter_of(to: str | None, event: Event) -> str | None:
    """Who accepted a hand-off that went to ``to`` (see :func:`deskconsole.domain.ticket.accepter`)."""
    return accepter(HandOff(to=to, question="") if to else None, event)


def _clock(run: _Run, owner: str | None, first_receiver: str | None) -> Clock:
    spec = run.spec
    assignee = run.assignee
    if spec.role == "owner" or (spec.role == "assignee" and assignee is None):
        assignee = owner
    elif spec.role == "first_receiver":
        assignee = first_receiver
    elif spec.departments:
        assignee = "dept:" + ",".join(spec.departments)
    share = (run.due - run.started) * spec.warn_at
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
        warn_at=run.started + share,
        every=_length(spec),
        extendable=spec.extendable,
        escalate_to=spec.escalate_to,
    )


def _length(spec: ClockRule) -> timedelta | None:
    """The length of a repeating clock's interval, ``None`` for any other clock."""
    return timedelta(seconds=spec.duration.amount) if spec.every is not None else None


def _match(stop: Stop, run: _Run, event: Event, seen: Sequence[Event]) -> bool:
    if stop.event != event.kind or (stop.of == "same" and event.of != run.of):
        return False
    if not _by(stop, event) or not holds(stop.where, event.fields):
        return False
    return stop.after is None or any(
        e.kind == stop.after and e.of == run.of and e.happened_at <= event.happened_at for e in seen
    )


def _by(stop: Stop, event: Event) -> bool:
    by = stop.by
    if by is None:
        return True
    if not event.human and by.who == "person":
        return False
    if by.department and event.by_department not in by.department:
        return False
    return not by.role or event.by_role in by.role


def _stops(run: _Run, event: Event, seen: Sequence[Event]) -> bool:
    if any(_match(stop, run, event, seen) for stop in run.spec.stops_on):
        return True
    for index, stop in enumerate(run.spec.stops_all):
        if _match(stop, run, event, seen):
            run.stopped_by.add(index)
            return len(run.stopped_by) == len(run.spec.stops_all)
    return False


def _ends(run: _Run, event: Event, seen: Sequence[Event]) -> bool:
    return any(_match(stop, run, event, seen) for stop in (*run.spec.ends_on, *run.spec.until))


def _end(run: _Run, at: datetime, *, met: bool, cancel: bool = False) -> None:
    """End a clock: on time exactly at its due (T6); a paused one is judged as of its pause (T9)."""
    judged = run.paused_at or at
    run.ended = at
    if judged > run.due and not cancel:
        run.state = LATE
        run.breaches += _breaches(run.started, run.due, judged, _length(run.spec))
    else:
        run.state = MET if met else CANCELLED


def _breaches(started: datetime, due: datetime, at: datetime, every: timedelta | None) -> int:
    """T8: ceil((end − start) / every) − 1 for a repeating clock, 1 for any other that is past its due."""
    if at <= due:
        return 0
    if every is None:
        return 1
    return max(0, -(-(at - started) // every) - 1)


def _stop(run: _Run, at: datetime) -> None:
    """Meet a clock, or end one interval of a repeating one and start the next from then (T8)."""
    if run.spec.every is None:
        _end(run, at, met=True)
        return
    run.breaches += _breaches(run.started, run.due, at, _length(run.spec))
    due = _count(run.spec, at, run.book, None)
    run.started, run.due, run.first_due = at, due.at, due.at


def _pause(run: _Run, event: Event) -> None:
    """T9: stand still while the ticket waits on the customer; one already late, or promised, does not."""
    if run.spec.pauses_while is None or run.spec.duration.unit is Unit.PROMISED:
        return
    if event.kind == run.spec.pauses_while and run.state == RUNNING and event.happened_at <= run.due:
        run.state, run.paused_at = PAUSED, event.happened_at
    elif run.state == PAUSED and run.paused_at is not None and event.kind in ("resumed", "reminded", "contacted"):
        moved = resume_due(run.due, run.spec.duration, run.book.calendar, run.paused_at, event.happened_at)
        run.due, run.provisional = moved.at, run.provisional or moved.provisional
        run.state, run.paused_at = RUNNING, None


def _recount(run: _Run, event: Event) -> None:
    """A published rule or date reached a running clock by `policy apply` or `calendar apply`."""
    if event.fields.get("rule") == run.spec.rule and event.of == run.of and event.due is not None:
        run.due = event.due
        run.provisional = bool(event.fields.get("provisional"))


def next_due(clocks: Iterable[Clock]) -> Clock | None:
    """The nearest running clock: what must be done next."""
    running = [clock for clock in clocks if clock.state == RUNNING]
    return min(running, key=lambda clock: (clock.due, clock.rule, clock.of), default=None)


def judged_at(events: Sequence[Event], at: datetime) -> list[Event]:
    """The events that had happened by ``at``."""
    return [event for event in events if event.happened_at <= at]


def renumbered(event: Event, seq: int) -> Event:
    """The same event at another place of the sequence."""
    return replace(event, seq=seq)
