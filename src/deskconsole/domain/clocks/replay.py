"""A ticket's events played once, in sequence order, with one running record per clock instance *(rule, of)*.

A clock that has ended is never touched again; an event counts for a clock only if it happened at or after the
clock's start, so late entries find their place by ``happened_at``.
"""

from datetime import datetime
from typing import Any

from deskconsole.domain.calendar.duration import Unit
from deskconsole.domain.clocks.clock import PAUSED, Clock, Rules, RulesOf
from deskconsole.domain.clocks.running_clock import (
    RESUMING,
    RunningClock,
    assign,
    assignee_of,
    begin,
    clock_of,
    count,
    end,
    ends,
    matches_start,
    pause,
    recount,
    stop,
    stops,
    thread_of,
)
from deskconsole.domain.rules.clock_rules import IDLE, ClockRule
from deskconsole.domain.tickets.event import ATTRIBUTES, EVENTS, Event
from deskconsole.domain.tickets.ticket import Ticket, apply, start


class ClockReplay:
    """The state while a ticket's events are played once, in sequence order."""

    def __init__(self, rules_of: RulesOf) -> None:
        self.rules_of = rules_of
        self.runs: dict[tuple[str, int], RunningClock] = {}
        self.done: dict[tuple[str, int], str | None] = {}
        self.seen: list[Event] = []
        self.attributes: dict[str, Any] = {}
        self.ticket: Ticket | None = None
        self.last_step: datetime | None = None

    def take(self, event: Event) -> None:
        """Play one event: stops, pauses and moves first, then changed attributes, starts, idle."""
        rules = self.rules_of(event.pack, event.calendar)
        before = dict(self.attributes)
        self._learn(event)
        self.ticket = ticket = apply(self.ticket or start(event), event, rules.pack.stage_of, rules.stages)
        for run in self.runs.values():
            if run.active:
                self._apply(run, event)
        if self.attributes != before and event.kind in ("classified", "received"):
            self._reclassify(event)
        elif event.kind == "recounted":
            self._add_rule(event, rules)
        # On a filed ticket what is still allowed may start clocks: a plan, a bad score.
        if not ticket.ended or (ticket.filed_at is not None and EVENTS[event.kind].after_filed):
            self._start(event, rules)
        self.seen.append(event)
        if not ticket.ended:
            self._idle(event, rules)
        self._note_ended(ticket)

    def _learn(self, event: Event) -> None:
        if event.kind in ("rang", "arrived") and not self.seen:
            self.attributes["channel"] = "phone" if event.kind == "rang" else "onsite"
            self.attributes.update({k: event.fields[k] for k in ATTRIBUTES if k in event.fields})
        elif event.kind in ("classified", "received"):
            self.attributes.update({k: event.fields[k] for k in ATTRIBUTES if k in event.fields})
            if event.kind == "received" or "fields" in event.fields:
                self.attributes["fields"] = event.fields.get("fields") or {}
        if EVENTS[event.kind].step and (self.last_step is None or event.happened_at > self.last_step):
            self.last_step = event.happened_at

    def _apply(self, run: RunningClock, event: Event) -> None:
        """What ``event`` does to one active clock."""
        ending = event.kind in ("withdrawn", "merged") or (run.spec.idle and event.kind == "filed")
        if event.kind == "recounted":
            recount(run, event, self.rules_of(event.pack, event.calendar), self.attributes)
        elif event.seq == run.start.seq or (event.happened_at < run.started and not ending):
            return
        elif "moved_from" in event.fields and (run.spec.idle or event.of != run.of):
            return  # retold by a merge: it counts in its own thread only
        elif ending:
            end(run, event.happened_at, met=event.kind == "filed")
        elif event.kind == "extended" and event.of == run.of and run.spec.extendable and event.due:
            run.due = event.due
        elif run.spec.idle:
            if EVENTS[event.kind].step:
                end(run, event.happened_at, met=True)
        elif ends(run, event, self.seen):
            end(run, event.happened_at, met=False)
        elif stops(run, event, self.seen):
            stop(run, event.happened_at)
        else:
            pause(run, event)

    def _start(self, event: Event, rules: Rules) -> None:
        for spec in rules.pack.clocks_started_by(event.kind):
            if not matches_start(spec, event, self.attributes):
                continue
            run = self._begin(spec, event, rules)
            if run is None:
                continue
            self.runs[(spec.rule, run.of)] = run
            if run.active and not event.human:
                self._never_idle(event.happened_at)

    def _begin(self, spec: ClockRule, event: Event, rules: Rules) -> RunningClock | None:
        """A clock that ``event`` starts, with all that is known to have happened since; ``None`` if it is known.

        What only a change of class had cancelled is not known any more when it applies again.
        """
        key = (spec.rule, thread_of(event))
        if key in self.runs and not self.runs[key].dropped:
            return None
        if spec.once and any(rule == spec.rule and not run.dropped for (rule, _), run in self.runs.items()):
            return None
        if "erased" in event.fields and spec.duration.unit is Unit.PROMISED:
            return None  # its time is gone with its text
        return self._caught_up(begin(spec, event, rules))

    def _never_idle(self, at: datetime) -> None:
        """What the desk itself adds at the very instant at which a ticket seemed idle (`missed` to `hung_up`)."""
        for key, run in list(self.runs.items()):
            if run.spec.idle and run.active and run.started == at:
                del self.runs[key]

    def _caught_up(self, run: RunningClock) -> RunningClock:
        """The clock after the events that were recorded before it but happened after its start (late entries)."""
        assert self.ticket is not None
        assign(run, self.ticket)
        waiting = False
        for event in sorted(self.seen, key=lambda e: (e.happened_at, e.seq)):
            if (event.happened_at, event.seq) <= (run.started, run.start.seq):
                waiting = event.kind == "waiting" or (waiting and event.kind not in (*RESUMING, "withdrawn"))
                continue
            if waiting and run.can_pause:
                run.state, run.paused_at, waiting = PAUSED, run.started, False
            if run.active:
                self._apply(run, event)
        if waiting and run.can_pause:
            run.state, run.paused_at = PAUSED, run.started
        return run

    def _reclassify(self, event: Event) -> None:
        """T10: running clocks that no longer apply are cancelled, newly applying rules start.

        A ticket that goes by another pack from now on is judged by it from the beginning, but for what is late already.
        """
        at = event.happened_at
        moved = event.kind == "classified" and self._pack_of(event) != self._pack_of(self.seen[-1])
        if moved:
            for run in self.runs.values():
                if run.active and run.spec.judged == "now" and at <= run.due:
                    end(run, at, met=False, cancel=True)
        for key, run in list(self.runs.items()):
            fixed = run.spec.idle or run.spec.judged == "at_start"
            if fixed or not run.active or at > run.due or matches_start(run.spec, run.start, self.attributes):
                continue
            other = self._recounted(run)
            if other is not None and other.active:
                other.reclassified = other.due < at
                self.runs[key] = other
            else:
                end(run, at, met=False, cancel=True)
                run.dropped = True
        for past in self.seen:
            texts = event if moved else past
            rules = self.rules_of(texts.pack, texts.calendar)
            for spec in rules.pack.clocks_started_by(past.kind):
                if spec.idle or spec.judged == "at_start" or not matches_start(spec, past, self.attributes):
                    continue
                result = self._begin(spec, past, rules)
                if result is not None and result.active:
                    result.reclassified = result.due < at
                    self.runs[(spec.rule, result.of)] = result
                    self.done.pop((spec.rule, result.of), None)

    def _pack_of(self, event: Event) -> str:
        return self.rules_of(event.pack, event.calendar).pack.name

    def _add_rule(self, event: Event, rules: Rules) -> None:
        """A rule that a published text adds starts where it would have started, with the due that was announced."""
        key = (str(event.fields.get("rule")), event.of or 0)
        if key in self.runs or event.due is None:
            return
        for past in self.seen:
            for spec in rules.pack.clocks_of(key[0]):
                if thread_of(past) != key[1] or not matches_start(spec, past, self.attributes):
                    continue
                run = self._begin(spec, past, rules)
                if run is not None:
                    run.due = run.first_due = event.due
                    self.runs[key] = run
                    return

    def _recounted(self, run: RunningClock) -> RunningClock | None:
        """The same rule by another of its clocks, from the same start; ``None`` if none applies."""
        for spec in run.rules.pack.clocks_of(run.spec.rule):
            if spec.judged == "now" and matches_start(spec, run.start, self.attributes):
                return self._caught_up(begin(spec, run.start, run.rules))
        return None

    def _idle(self, event: Event, rules: Rules) -> None:
        """Start the idle clock the moment an open ticket has no running or paused clock."""
        if any(run.active for run in self.runs.values()):
            return
        moments = [run.ended for run in self.runs.values() if run.ended is not None]
        if self.last_step is not None:
            moments.append(self.last_step)
        started = max([event.happened_at, *moments])
        for spec in rules.pack.clocks_started_by(IDLE):
            due = count(spec, started, rules, None)
            self.runs[(spec.rule, event.seq)] = RunningClock(
                spec, rules, event.seq, event, started, due.at, due.at, due.provisional
            )

    def _note_ended(self, ticket: Ticket) -> None:
        """Who was asked by a clock that has ended stays so, whoever owns the ticket later."""
        for key, run in self.runs.items():
            if run.ended is not None and key not in self.done:
                self.done[key] = assignee_of(run, ticket.owner, ticket.first_receiver)

    def clocks(self) -> list[Clock]:
        """The result, in order of their start."""
        assert self.ticket is not None
        owner, receiver = self.ticket.owner, self.ticket.first_receiver
        results = sorted(self.runs.items(), key=lambda item: (item[1].started, item[1].spec.rule, item[1].of))
        return [
            clock_of(run, self.done[key] if key in self.done else assignee_of(run, owner, receiver))
            for key, run in results
        ]
