"""A ticket's events played once, in sequence order, with one running record per clock instance *(rule, of)*.

A clock that has ended is never touched again; an event counts for a clock only if it happened at or after the
clock's start, so late entries find their place by ``happened_at``.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from deskconsole.domain.clock import Book, Books, Clock
from deskconsole.domain.clock_run import (
    Run,
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
)
from deskconsole.domain.events import ATTRIBUTES, EVENTS, Event
from deskconsole.domain.ticket import HandOff, accepter, fold


class Play:
    """The state while a ticket's events are played once, in sequence order."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.runs: dict[tuple[str, int], Run] = {}
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

    def _apply(self, run: Run, event: Event, seen: Sequence[Event]) -> None:
        """What ``event`` does to one active clock."""
        if event.kind == "recounted":
            recount(run, event)
            return
        if event.happened_at < run.started or event.seq == run.start.seq:
            return
        if event.fields.get("moved_from") and (run.spec.idle or event.of != run.of):
            return  # retold by a merge: it counts in its own thread only
        if event.kind in ("withdrawn", "merged"):
            end(run, event.happened_at, met=False)
        elif event.kind == "extended" and event.of == run.of and run.spec.extendable and event.due:
            run.due = event.due
        elif run.spec.idle:
            if EVENTS[event.kind].step or event.kind == "filed":
                end(run, event.happened_at, met=True)
        elif ends(run, event, seen):
            end(run, event.happened_at, met=False)
        elif stops(run, event, seen):
            stop(run, event.happened_at)
        else:
            pause(run, event)

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

    def _known(self, run: Run) -> bool:
        if (run.spec.rule, run.of) in self.runs:
            return True
        return run.spec.once and any(rule == run.spec.rule for rule, _ in self.runs)

    def _assign(self, run: Run) -> None:
        if run.spec.role == "accepter":
            hand_off = self.hand_offs.get(run.of)
            run.assignee = accepter_of(hand_off, run.start)
        elif run.spec.role == "assignee":
            run.assignee = run.start.fields.get("to")

    def _catch_up(self, run: Run) -> None:
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
            end(run, at, met=False, cancel=True)
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
                due = count(spec, start, book, None)
                self.runs[(spec.rule, event.seq)] = Run(
                    spec, book, event.seq, event, start, due.at, due.at, due.provisional
                )

    def clocks(self, live: Sequence[Event]) -> list[Clock]:
        """The result, with owners as they are at the end."""
        book = self.books(live[-1].pack, live[-1].calendar)
        ticket = fold(live, book.pack.stage_of, book.stages)
        runs = sorted(self.runs.values(), key=lambda run: (run.started, run.spec.rule, run.of))
        return [clock_of(run, ticket.owner, ticket.first_receiver) for run in runs]


def accepter_of(to: str | None, event: Event) -> str | None:
    """Who accepted a hand-off that went to ``to`` (see :func:`deskconsole.domain.ticket.accepter`)."""
    return accepter(HandOff(to=to, question="") if to else None, event)
