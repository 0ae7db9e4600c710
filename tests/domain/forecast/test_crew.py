"""The fewest people for a day that is over; how long people sat at what they did."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from deskconsole.domain.forecast.crew import MOST, Span, crew
from deskconsole.domain.forecast.sittings import sittings
from deskconsole.domain.staffing.talks import mean_of, talks

NOW = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)


class Deed(NamedTuple):
    by: str
    ticket_id: int | None
    kind: str
    happened_at: datetime


class Step(NamedTuple):
    ticket_id: int
    do: str
    kind: str | None
    started: datetime
    ended: datetime


def at(minute: float) -> datetime:
    return NOW + timedelta(minutes=minute)


def minute_by_minute(spans: list[Span], people: int) -> bool:
    """Whether so many people, played through minute by minute, do everything in time."""
    busy, waiting, left = [0] * people, [], sorted(spans)
    for minute in range(300):
        waiting += [span for span in left if span[0] <= minute]
        left = [span for span in left if span[0] > minute]
        waiting.sort(key=lambda span: (span[1], span[2]))
        for person in range(people):
            if waiting and busy[person] <= minute:
                _start, due, takes = waiting.pop(0)
                busy[person] = minute + takes
                if busy[person] > due:
                    return False
    return True


def test_the_fewest_people_as_played_minute_by_minute() -> None:
    random = Random(5)
    for _each in range(60):
        spans = [
            (start, start + random.randint(8, 40), random.randint(1, 8))
            for start in (random.randint(0, 60) for _n in range(random.randint(1, 25)))
        ]
        people = crew(spans)
        assert minute_by_minute(spans, people)
        assert people == 1 or not minute_by_minute(spans, people - 1)
    assert (crew([]), crew([(0, 5, 6)])) == (0, 0), "what nobody could do in time counts nowhere"
    assert crew([(0, 5, 5)] * 500) == MOST


def test_a_step_is_begun_with_its_clock_or_after_the_last_deed() -> None:
    deeds = [Deed("zhou", 1, "received", at(0)), Deed("zhou", 2, "answered", at(10)), Deed("lin", 3, "noted", at(11))]
    deeds += [Deed("zhou", 1, "answered", at(16)), Deed("lin", 4, "answered", at(60))]
    steps = [Step(1, "answer", "inquiry", at(0), at(16)), Step(2, "answer", None, at(7), at(10))]
    steps += [Step(4, "answer", "order", at(0), at(60)), Step(5, "answer", "order", at(0), at(9))]
    assert list(sittings(steps, deeds)) == [
        ("inquiry", "answer", timedelta(minutes=6)),
        ("", "answer", timedelta(minutes=3)),
    ], "49 minutes are no sitting, and who did the last nobody knows"


def test_a_call_lasts_until_the_last_that_was_recorded_of_it() -> None:
    deeds = [Deed("zhou", 1, "picked_up", at(0)), Deed("zhou", 1, "noted", at(2)), Deed("zhou", 1, "answered", at(4))]
    deeds += [Deed("zhou", 9, "noted", at(5)), Deed("zhou", 2, "picked_up", at(6)), Deed("zhou", 1, "noted", at(7))]
    deeds += [Deed("lin", 3, "picked_up", at(0)), Deed("lin", 3, "noted", at(40))]
    assert talks(deeds) == [timedelta(minutes=4)]
    assert mean_of([timedelta(minutes=n) for n in (1, 2, 3, 4, 5)]) == timedelta(minutes=3)
    assert mean_of([timedelta(minutes=1)] * 4) is None
