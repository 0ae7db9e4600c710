"""Whatever was seen at a moment is seen again when that moment is asked for later; rows and events always agree."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from deskconsole.cli.answers import QUEUE_LINE, TICKET
from deskconsole.cli.command import Answering
from deskconsole.cli.tickets import FOLLOW_UP
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import views
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t

LOGINS = ["zhou", "zhou", "lin", "lin", "he", "he", "qian", "luo"]
TIERS = ["core", "important", "ordinary", "intent", "potential"]
CHANNELS = ["phone", "online", "onsite", "email"]
OUTCOMES = {"confirmed": ("understood", "understood", "not_yet", "no_reaction"), "finished": ("deal", "no deal")}
#: What is tried rather than the rest, wherever it is allowed.
RATHER = {
    *("promised", "replied", "confirmed", "specialist_needed", "handed_off", "accepted", "declined", "extended"),
    *("specialist_answered", "finished", "filed", "followed_up", "reopened", "waiting", "resumed", "classified"),
    *("undone", "called_back", "planned"),
}
#: What ends a ticket too soon to be tried often.
RARE = {"merged", "withdrawn"}


def snapshot(bench: Bench, numbers: list[str], at: Any = None) -> dict[str, Any]:
    """Everything that the three looking commands say, but for when the desk wrote it down."""
    reader = Answering(bench.desk, at=at or bench.now)
    seen: dict[str, Any] = {}
    for number in numbers:
        document = TICKET.document(views.show(bench.desk, number, at), reader)
        for event in document["events"]:
            del event["recorded_at"]
            event.pop("seq")
        seen[number] = document
    seen["queue"] = [QUEUE_LINE.document(line, reader) for line in views.queue(bench.desk, at=at)]
    for due in (None, "today", "week", "overdue"):
        seen[f"follow-ups {due}"] = [
            FOLLOW_UP.document(line, reader) for line in views.follow_ups(bench.desk, due=due, at=at)
        ]
    return seen


def fields(chance: random.Random, bench: Bench, kind: str, numbers: list[str]) -> dict[str, Any]:
    """Something plausible for every field that an event may need."""
    due = bench.now + timedelta(minutes=chance.randint(1, 3000))
    given: dict[str, Callable[[], Any]] = {
        "due": lambda: due,
        "to": lambda: chance.choice(["dept:technical", "dept:sales", *LOGINS]),
        "reason": lambda: "customer" if kind == "withdrawn" else "客户要求",
        "outcome": lambda: chance.choice(OUTCOMES.get(kind, ("reached", "no_answer", "refused"))),
        "scene": lambda: "焊接",
        "into": lambda: chance.choice(numbers),
        "score": lambda: chance.randint(1, 5),
        "channel": lambda: chance.choice(CHANNELS),
        "tier": lambda: chance.choice(TIERS),
    }
    wanted = {
        **dict.fromkeys(("promised", "accepted", "waiting", "planned"), ("due",)),
        **dict.fromkeys(("called_back", "followed_up", "confirmed", "finished"), ("outcome",)),
        **dict.fromkeys(("declined", "reopened", "withdrawn"), ("reason",)),
        "rated": ("score",),
        "merged": ("into",),
        "extended": ("due", "reason"),
        "specialist_needed": ("to",),
        "transferred": ("to", "reason"),
        "contacted": ("channel",),
        "classified": (chance.choice(["tier", "channel"]),),
        "need_recorded": ("scene",),
    }
    return {name: given[name]() for name in wanted.get(kind, [])}


def step(chance: random.Random, bench: Bench, numbers: list[str]) -> None:
    """One thing happens: something comes in, somebody does something, or the desk settles."""
    bench.later(seconds=chance.choice([1, 7, 40, 300, 1200, 7200, 40_000]))
    kind = chance.random()
    if kind < 0.12 or not numbers:
        numbers.append(bench.take(chance.choice(CHANNELS), chance.choice(TIERS), by=chance.choice(LOGINS[:6])))
    elif kind < 0.2:
        call, number = bench.ring(chance.choice(["13800001111", "13800002222", None]))
        numbers += [number] if number not in numbers else []
        bench.later(seconds=chance.choice([3, 14, 29, 30, 31, 90]))
        if chance.random() < 0.6:
            chance.choice([calls.hang_up, lambda desk, call: calls.pick_up(desk, call, "lin")])(bench.desk, call)
    elif kind < 0.25:
        bench.settle()
    else:
        number = chance.choice(numbers)
        seen = views.show(bench.desk, number)
        allowed = [action.event for action in seen.actions if action.allowed]
        rather = [event for event in allowed if event in RATHER]
        if allowed:
            what = chance.choice(rather if rather and chance.random() < 0.7 else allowed)
            if what in RARE and chance.random() < 0.8:
                return
            of = chance.choice([None, None, None, None, chance.randint(1, len(seen.events))])
            bench.act(number, what, chance.choice(LOGINS), of=of, fields=fields(chance, bench, what, numbers))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_moment_looks_the_same_when_it_is_asked_for_later(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    bench.now = t("09-28 08:00")
    numbers: list[str] = []
    moments = []
    refused = 0
    for turn in range(120):
        before = bench.record()
        try:
            step(chance, bench, numbers)
        except DeskError:
            refused += 1
            assert bench.record() - before <= 40  # at most what time brought about; never half of an action
        if turn % 12 == 11:
            moments.append((bench.now, list(numbers), snapshot(bench, numbers)))
            assert snapshot(bench, numbers, bench.now) == moments[-1][2]
    assert refused < 60
    assert bench.verified() == []
    for at, known, seen in moments:
        assert snapshot(bench, known, at) == seen
    for line in views.queue(bench.desk):
        clock = views.show(bench.desk, line.number).next_clock
        assert clock is not None
        assert (line.rule, line.of, line.due) == (clock.rule, clock.of, clock.due)
    for number in numbers:
        seen_now = views.show(bench.desk, number)
        assert seen_now.ticket.ended or any(clock.active for clock in seen_now.clocks)  # nothing is forgotten
    still_open = {number for number in numbers if not views.show(bench.desk, number).closed}
    assert {line.number for line in views.queue(bench.desk)} == still_open
