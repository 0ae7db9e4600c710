"""Whatever is entered, an action is recorded or refused with a reason; a ticket can always be looked at afterwards."""

import random
from datetime import timedelta

import pytest

from deskconsole.desk.tickets import act, views
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from tests.desk.support import Bench

ODD: list[object] = [
    *("", " ", "\x00", "\x1b[2J", "x" * 201, "x" * 20_001, "\ud800", "true", "luo", "dept:", "dept:moon"),
    *("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "2026-09-14T09:00:00+08:00"),
    *("FREQ=DAILY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;COUNT=1", "FREQ=WEEKLY;UNTIL=20200101T000000Z"),
    *(0, -1, 5, 2**70, 1.5, True, None),
]
NAMES = [
    *("due", "to", "outcome", "reason", "score", "channel", "tier", "category", "kind", "level", "urgent", "into"),
    *("recurrence", "told_by", "call", "caller", "by_customer", "material", "remark", "withheld", "important"),
]
ACTS = [kind for kind in EVENTS.values() if not kind.by_desk]


@pytest.mark.parametrize("seed", range(2))
def test_odd_values_are_taken_or_refused_and_never_break_a_ticket(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    numbers: list[str] = []
    taken = 0
    for turn in range(300):
        bench.later(seconds=20)
        if turn % 25 == 0:
            numbers.append(bench.take(chance.choice(["phone", "online", "onsite", "email"])))
            numbers.append(bench.ring(f"1380000{turn:04}")[1])
        kind = chance.choice(ACTS)
        due = bench.now + timedelta(hours=2)
        usual = {"due": due, "to": "luo", "outcome": "reached", "reason": "customer", "into": chance.choice(numbers)}
        given = {name: usual.get(name, "x") for name in kind.required if name != "text"}
        given |= {name: chance.choice(ODD) for name in chance.sample(NAMES, chance.randint(0, 2))}
        try:
            act.act(
                bench.by(chance.choice(["zhou", "lin", "he"])),
                chance.choice(numbers[-6:]),
                kind.name,
                of=chance.choice([None, None, None, 1, 2, 3, -1, 2**70]),
                at=chance.choice([None, None, bench.now - timedelta(seconds=chance.randint(0, 600))]),
                text=chance.choice(["好的", "好的", None, "\x00", "\ud800", "x" * 20_001]),
                fields=given,
            )
            taken += 1
        except DeskError:
            continue
    assert taken > 30
    for number in numbers:
        assert views.show(bench.desk, number).number == number
    assert {line.number for line in views.queue(bench.desk)} <= set(numbers)
