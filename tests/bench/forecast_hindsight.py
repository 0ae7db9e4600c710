"""How good the forecast would have been: of what was late later how much it would have named, how long before; and what
it would have named in vain.

    python -m tests.bench.forecast_hindsight STORE [--as LOGIN] [--days 7] [--every 10]

Goes through the last days of a store, an instant each so many minutes while something is recorded. Only what the record
says is used: clocks as they stood then, who was there then, how long steps were known to take then. A clock that was
named and was done in time all the same was named in vain: somebody came, waited less, or was faster than usual.
"""

import argparse
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.forecast.at_work import present_at
from deskconsole.desk.forecast.forecast import BACK, MISSED, forecast_of, open_clock
from deskconsole.desk.forecast.usual_times import usual_times
from deskconsole.desk.look import Look
from deskconsole.desk.opening import open_desk
from deskconsole.desk.use_cases import looking
from deskconsole.domain.clocks.clock import RUNNING, Clock
from deskconsole.domain.clocks.derive import Evaluation, evaluate
from deskconsole.store import tickets
from deskconsole.store.figures.forecast import OpenClock

_Key = tuple[str, str, int]


class Past(NamedTuple):
    """A ticket: when something happened to it, and which clocks ran from then on."""

    times: list[datetime]
    running: list[list[OpenClock]]


class Hindsight(NamedTuple):
    """Clocks that were looked at; of those that were late how long before they were named (``None``: never); those
    that were named and in time."""

    instants: int
    clocks: int
    late: dict[_Key, timedelta | None]
    in_vain: set[_Key]

    def lines(self) -> Iterator[str]:
        """What it comes to."""
        before = sorted(each.total_seconds() / 60 for each in self.late.values() if each is not None)
        yield f"{self.instants} instants, {self.clocks} clocks that ended or were due, {len(self.late)} of them late"
        yield f"named before they were late: {len(before)}"
        if before:
            yield f"  so long before (median): {median(before):.1f} min; at most {before[-1]:.1f} min"
        yield f"named in vain: {len(self.in_vain)}"


def hindsight(desk: Desk, since: datetime, until: datetime, step: timedelta) -> Hindsight:
    """Every instant from ``since`` to ``until``."""
    with looking(desk, needs="see") as look:
        past, ended = _past(look, since)
        named: dict[_Key, datetime] = {}
        instants, at, day, usual = 0, since, None, None
        while at <= until:
            if usual is None or at.date() != day:
                day, usual = at.date(), usual_times(look, at)
            present = present_at(look, at)
            clocks = [each for ticket in past for each in _at(ticket, at) if at - BACK <= each.due <= present.until]
            if clocks and present.people:
                instants += 1
                for line in forecast_of(look, clocks, at, present, usual, helps=False).lines:
                    if line.state == MISSED:
                        named.setdefault((line.number, line.rule, line.of), at)
            at += step
        late: dict[_Key, timedelta | None] = {}
        in_vain = set()
        over = {key: clock for key, clock in ended.items() if since < clock.due <= until}
        for key, clock in over.items():
            if clock.was_late(look.now):
                late[key] = clock.due - named[key] if key in named else None
            elif key in named and not clock.active:
                in_vain.add(key)
        return Hindsight(instants, len(over), late, in_vain)


def _past(look: Look, since: datetime) -> tuple[list[Past], dict[_Key, Clock]]:
    past: list[Past] = []
    ended: dict[_Key, Clock] = {}
    for ticket_id in tickets.changed_after(look.tx, since - BACK):
        record = tickets.find_ticket_by_id(look.tx, ticket_id)
        if record is None:
            continue
        events = tickets.ticket_events(look.tx, ticket_id)
        order = sorted(events, key=lambda event: (event.recorded_at, event.seq))
        times: list[datetime] = []
        running: list[list[OpenClock]] = []
        before: Evaluation | None = None
        for place, event in enumerate(order):
            before = evaluate(order[: place + 1], look.rules_of, before)
            ticket, clocks = before
            times.append(event.recorded_at)
            about = (event.pack, event.calendar, ticket.kind, ticket.owner)
            running.append(
                [open_clock(ticket_id, record.number, clock, *about) for clock in clocks if clock.state == RUNNING]
            )
        past.append(Past(times, running))
        if before is not None:
            ended |= {(record.number, clock.rule, clock.of): clock for clock in before.clocks}
    return past, ended


def _at(ticket: Past, at: datetime) -> list[OpenClock]:
    place = bisect_right(ticket.times, at)
    return ticket.running[place - 1] if place else []


def main() -> None:
    """Prints what it comes to."""
    parser = argparse.ArgumentParser(prog="tests.bench.forecast_hindsight")
    parser.add_argument("store")
    parser.add_argument("--as", dest="login")
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--every", type=int, default=10, metavar="MINUTES")
    args = parser.parse_args()
    desk = open_desk(args.store, as_=args.login)
    until = desk.now()
    print(*hindsight(desk, until - timedelta(days=args.days), until, timedelta(minutes=args.every)).lines(), sep="\n")


if __name__ == "__main__":
    main()
