"""A ticket's events played once, in sequence order, with one running record per clock instance *(rule, of)*.

A clock that has ended is never touched again; an event counts for a clock only if it happened at or after the
clock's start, so late entries find their place by ``happened_at``. A copy goes on with further events and leaves the
first as it was, at the cost of those events alone.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.clocks.clock import PAUSED, RUNNING, Clock, Rules, RulesOf
from deskconsole.domain.clocks.counted import basis_of, count, rules_for
from deskconsole.domain.clocks.lateness import EXPLAINED, JUDGED, explain
from deskconsole.domain.clocks.running_clock import (
    RESUMING,
    RunningClock,
    assign,
    assignee_of,
    begin,
    clock_of,
    counts_alike,
    end,
    ends,
    matches_start,
    pause,
    recount,
    stop,
    stops,
    thread_of,
    whole_of,
)
from deskconsole.domain.rules.clock_rules import IDLE, ClockRule
from deskconsole.domain.tickets.event import Event, instant_of
from deskconsole.domain.tickets.events.hand_offs import HAND_OFF_EVENTS
from deskconsole.domain.tickets.ticket import Ticket, apply, start
from deskconsole.domain.tickets.vocabulary import EVENTS

_Key = tuple[str, int]

#: What begins or ends the waiting on the customer, for clocks that stand still meanwhile.
_WAITING: Final = frozenset({"waiting", "withdrawn", *RESUMING})


def _when(event: Event) -> tuple[datetime, int]:
    return event.happened_at, event.seq


def _place(clock: Clock) -> tuple[datetime, str, int]:
    return clock.started, clock.rule, clock.of


class ClockReplay:
    """The state while a ticket's events are played once, in sequence order."""

    def __init__(self, rules_of: RulesOf) -> None:
        self.rules_of = rules_of
        #: every clock there ever was, those that have not ended, and the ended ones in order of their start
        self.runs: dict[_Key, RunningClock] = {}
        self.open: dict[_Key, RunningClock] = {}
        self.ended: list[Clock] = []
        self.last_ended: datetime | None = None
        #: what happened, in sequence and in the order of time; what the clocks that an event starts carry as ``of``
        self.seen: list[Event] = []
        self.timeline: list[Event] = []
        self.instances: dict[int, int] = {}
        self.attributes: dict[str, Any] = {}
        self.ticket: Ticket | None = None
        self.last_step: datetime | None = None
        #: what was told of clocks, by clock; those of them that a late entry has made untrue
        self.escalated: dict[_Key, tuple[Event, ...]] = {}
        self.void: frozenset[int] = frozenset()

    def resumed(self, rules_of: RulesOf) -> "ClockReplay":
        """The same state, to go on from; this one stays as it is."""
        other = copy(self)
        other.rules_of = rules_of
        other.open = {key: copy(run) for key, run in self.open.items()}
        other.runs = self.runs | other.open
        other.ended = self.ended.copy()
        other.seen, other.timeline = self.seen.copy(), self.timeline.copy()
        other.instances, other.attributes = self.instances.copy(), self.attributes.copy()
        other.escalated = self.escalated.copy()
        return other

    def take(self, event: Event) -> None:
        """Play one event: stops, pauses and moves first, then changed attributes, starts, idle."""
        rules = self.rules_of(event.pack, event.calendar)
        before = dict(self.attributes)
        due_before = {key: run.due for key in self.escalated if (run := self.open.get(key)) and run.state == RUNNING}
        self._learn(event)
        self.ticket = ticket = apply(self.ticket or start(event), event, rules.pack.stage_of, rules.stages)
        self.instances[event.seq] = ticket.round_of(thread_of(event))
        for run in self.open.values():
            self._apply(run, event)
        if self.attributes != before and event.kind in ("classified", "received"):
            self._reclassify(event)
        elif event.kind == "recounted":
            self._add_rule(event, rules)
        elif event.kind in (EXPLAINED, JUDGED):
            explain(self.runs, self.ended, event)
        # On a filed ticket what is still allowed may start clocks (a plan, a bad score), and filing itself.
        if not ticket.ended or (ticket.filed_at and (event.kind == "filed" or EVENTS[event.kind].after_filed)):
            self._start(event)
        self.seen.append(event)
        insort(self.timeline, event, key=_when)
        if not ticket.ended:
            self._idle(event, rules)
        self._note_ended(ticket)
        self._note_escalated(event, due_before)

    def _learn(self, event: Event) -> None:
        if event.kind in ("rang", "arrived") and not self.seen:
            self.attributes["channel"] = "phone" if event.kind == "rang" else "onsite"
            self.attributes.update(event.attributes)
        elif event.kind in ("classified", "received"):
            self.attributes.update(event.attributes)
            if event.kind == "received" or "fields" in event.fields:
                self.attributes["fields"] = event.fields.get("fields") or {}
        elif event.kind == "order_changed":
            self.attributes["fields"] = {**(self.attributes.get("fields") or {}), **event.fields}
        if EVENTS[event.kind].step and (self.last_step is None or event.happened_at > self.last_step):
            self.last_step = event.happened_at

    def _kinds(self, event: Event) -> tuple[str, ...]:
        """The kinds that an event counts as: what opens a thread or a new round of it is also what it implies."""
        implied = EVENTS[event.kind].implies
        opens = implied is not None and self.instances[event.seq] == event.seq
        return (event.kind, implied) if implied is not None and opens else (event.kind,)

    def _apply(self, run: RunningClock, event: Event) -> None:
        """What ``event`` does to one active clock."""
        ending = event.kind in ("withdrawn", "merged") or (run.spec.idle and event.kind == "filed")
        if not run.active:
            return
        if event.kind == "recounted":
            recount(run, event, self.rules_of(event.pack, event.calendar), self.attributes)
        elif event.seq == run.start.seq or (event.happened_at < run.started and not ending):
            return
        elif event.retold and (run.spec.idle or event.of != run.thread):
            return  # retold by a merge: it counts in its own thread only
        elif ending:
            end(run, event.happened_at, met=event.kind == "filed")
        elif event.kind == "extended" and event.of == run.thread and run.spec.extendable and event.due:
            run.due, run.moved_at = event.due, event.happened_at
        elif run.spec.idle:
            if EVENTS[event.kind].step:
                end(run, event.happened_at, met=True)
        elif ends(run, event, self.seen):
            end(run, event.happened_at, met=False)
        elif stops(run, event, self.seen):
            stop(run, event.happened_at)
        elif self._is_over(run, event):
            end(run, event.happened_at, met=False)
        else:
            pause(run, event)

    def _is_over(self, run: RunningClock, event: Event) -> bool:
        """Whether the clock's round of a hand-off is: nobody takes it, or it has been passed on."""
        if event.of != run.thread or run.of >= event.seq or run.start.kind not in HAND_OFF_EVENTS:
            return False
        return event.kind == "withdrawn_from" or len(self._kinds(event)) > 1

    def _start(self, event: Event) -> None:
        kinds = self._kinds(event)
        for spec, rules in self._startable(kinds, event):
            run = self._begin(spec, event, rules) if self._applies(spec, event, kinds) else None
            if run is not None:
                self._put(run)
                if run.active and not event.human:
                    self._never_idle(event.happened_at)

    def _put(self, run: RunningClock) -> None:
        """A clock that is there from now on; one that it takes the place of never was."""
        key = (run.spec.rule, run.of)
        before = self.runs.get(key)
        self.runs[key] = self.open[key] = run
        if before is not None and before.result is not None:
            self.ended.remove(before.result)
            self.last_ended = max((clock.ended for clock in self.ended if clock.ended), default=None)

    def _begin(self, spec: ClockRule, event: Event, rules: Rules) -> RunningClock | None:
        """A clock that ``event`` starts, with all that is known to have happened since; ``None`` if it is known.

        What only a change of class had cancelled is not known any more when it applies again.
        """
        key = (spec.rule, self.instances[event.seq])
        if key in self.runs and not self.runs[key].dropped:
            return None
        if spec.once and any(rule == spec.rule and not run.dropped for (rule, _), run in self.runs.items()):
            return None
        run = self._begun(spec, event, rules, key[1], self._kinds(event))
        return self._caught_up(run) if run is not None else None

    def _begun(
        self, spec: ClockRule, event: Event, rules: Rules, of: int, kinds: tuple[str, ...]
    ) -> RunningClock | None:
        """A clock at its start; ``None`` for a share of a clock that does not run then."""
        whole = whole_of(spec, event, self.runs.values()) if spec.share else None
        if spec.share and whole is None:
            return None
        own, basis = rules_for(spec, event, self.attributes, rules), basis_of(spec, event, self.attributes)
        return begin(spec, event, own, of, kinds, basis=basis, whole=whole)

    def _never_idle(self, at: datetime) -> None:
        """What the desk itself adds at the very instant at which a ticket seemed idle (`missed` to `hung_up`)."""
        for key, run in list(self.open.items()):
            if run.spec.idle and run.active and run.started == at:
                del self.runs[key], self.open[key]

    def _caught_up(self, run: RunningClock) -> RunningClock:
        """The clock after the events that were recorded before it but happened after its start (late entries)."""
        assert self.ticket is not None
        assign(run, self.ticket)
        since = bisect_right(self.timeline, (run.started, run.start.seq), key=_when)
        waiting = run.can_pause and self._waited(since)
        for event in self.timeline[since:]:
            if waiting:
                run.state, run.paused_at, waiting = PAUSED, run.started, False
            self._apply(run, event)
        if waiting:
            run.state, run.paused_at = PAUSED, run.started
        return run

    def _waited(self, end_of_past: int) -> bool:
        """Whether the ticket waited on the customer by then."""
        past = (event.kind for event in reversed(self.timeline[:end_of_past]))
        return next((kind for kind in past if kind in _WAITING), "") == "waiting"

    def _reclassify(self, event: Event) -> None:
        """T10: running clocks that no longer apply are cancelled, newly applying rules start.

        A ticket that goes by another pack from now on is judged by it from the beginning, but for what is late already.
        """
        assert self.ticket is not None
        at = event.happened_at
        moved = event.kind == "classified" and self._pack_of(event) != self._pack_of(self.seen[-1])
        if moved:
            for run in self.open.values():
                if run.active and run.spec.judged == "now" and at <= run.due:
                    end(run, at, met=False, cancel=True)
        for run in sorted(self.open.values(), key=lambda run: run.spec.share):
            fixed = run.spec.idle or run.spec.judged == "at_start"
            applies = counts_alike(run, self.attributes) and self._applies(run.spec, run.start, run.kinds)
            if run.active and run.by_field:
                assign(run, self.ticket)
            if fixed or not run.active or at > run.due or applies:
                continue
            other = self._recounted(run)
            if other is not None and other.active:
                other.reclassified = other.due < at
                self._put(other)
            else:
                end(run, at, met=False, cancel=True)
                run.dropped = True
        for past in self.seen:
            texts = event if moved else past
            kinds = self._kinds(past)
            for spec, rules in self._startable(kinds, texts):
                if spec.idle or spec.judged == "at_start" or not self._applies(spec, past, kinds):
                    continue
                result = self._begin(spec, past, rules)
                if result is not None and result.active:
                    result.reclassified = result.due < at
                    self._put(result)

    def _startable(self, kinds: tuple[str, ...], texts: Event) -> Iterator[tuple[ClockRule, Rules]]:
        rules = self.rules_of(texts.pack, texts.calendar)
        for kind in kinds:
            for spec in rules.pack.clocks_started_by(kind):
                yield spec, rules

    def _applies(self, spec: ClockRule, event: Event, kinds: tuple[str, ...]) -> bool:
        return matches_start(spec, event, self.attributes, kinds)

    def _pack_of(self, event: Event) -> str:
        return self.rules_of(event.pack, event.calendar).pack.name

    def _add_rule(self, event: Event, rules: Rules) -> None:
        """A rule that a published text adds starts where it would have started, with the due that was announced."""
        key = (str(event.fields.get("rule")), event.of or 0)
        if key in self.runs or event.due is None:
            return
        for past in self.seen:
            for spec in rules.pack.clocks_of(key[0]):
                if self.instances[past.seq] != key[1] or not self._applies(spec, past, self._kinds(past)):
                    continue
                run = self._begin(spec, past, rules)
                if run is not None:
                    run.due = run.first_due = event.due
                    self._put(run)
                    return

    def _recounted(self, run: RunningClock) -> RunningClock | None:
        """The same rule by another of its clocks, from the same start; ``None`` if none applies."""
        for spec in run.rules.pack.clocks_of(run.spec.rule):
            if spec.judged == "now" and self._applies(spec, run.start, run.kinds):
                other = self._begun(spec, run.start, run.rules, run.of, run.kinds)
                return self._caught_up(other) if other is not None else None
        return None

    def _idle(self, event: Event, rules: Rules) -> None:
        """Start the idle clock the moment an open ticket has no running or paused clock but those beside the work."""
        if any(run.active and not (run.spec.beside or run.spec.tell) for run in self.open.values()):
            return
        just_ended = [run.ended for run in self.open.values()]
        moments = [at for at in (self.last_step, self.last_ended, *just_ended) if at is not None]
        started = max([event.happened_at, *moments])
        rules = rules.on(self.attributes.get("channel"))
        for spec in rules.pack.clocks_started_by(IDLE):
            own = rules.by(spec.calendar)
            due, counts, _basis = count(spec, started, own, None)
            seq, kinds = event.seq, (event.kind,)
            self._put(
                RunningClock(
                    spec, own, seq, seq, event, kinds, started, due.at, due.at, due.provisional, duration=counts
                )
            )

    def _note_ended(self, ticket: Ticket) -> None:
        """Who was asked by a clock that has ended stays so, whoever owns the ticket later."""
        for key, run in list(self.open.items()):
            if run.ended is not None:
                run.result = clock_of(run, assignee_of(run, ticket.owner, ticket.first_receiver))
                insort(self.ended, run.result, key=_place)
                self.last_ended = max(run.ended, self.last_ended or run.ended)
                del self.open[key]

    def _note_escalated(self, event: Event, due_before: dict[_Key, datetime]) -> None:
        """What was told of a clock counts no more once a late entry shows that it was not overdue then."""
        if event.kind == "escalated":
            key = (str(event.fields.get("rule")), event.of or 0)
            self.escalated[key] = (*self.escalated.get(key, ()), event)
        for key, due in due_before.items():
            run = self.open.get(key)
            moved = run is None or run.state != RUNNING or run.due != due
            if moved and event.happened_at <= due:
                untrue = (e.seq for e in self.escalated[key] if instant_of(e.fields.get("missed_due")) == due)
                self.void |= frozenset(untrue)

    def clocks(self) -> list[Clock]:
        """The result, in order of their start."""
        assert self.ticket is not None
        owner, receiver = self.ticket.owner, self.ticket.first_receiver
        results = self.ended.copy()
        for run in self.open.values():
            insort(results, clock_of(run, assignee_of(run, owner, receiver)), key=_place)
        return results
