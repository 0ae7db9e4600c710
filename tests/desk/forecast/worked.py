"""Mornings at the telephone, and steps whose usual time the record knows."""

from datetime import timedelta

from deskconsole.desk.telephone import calls
from tests.desk.support import Bench

MINUTE = timedelta(minutes=1)


def answered(bench: Bench, takes: timedelta, *, count: int = 5, by: str = "zhou") -> None:
    """So many inquiries come one after the other and are answered by one person, each after so long."""
    for _each in range(count):
        number = bench.take(by=by)
        bench.now += takes
        bench.act(number, "answered", by)


def replied(bench: Bench) -> None:
    """Five promises are kept, each after ten minutes; nothing stays open."""
    for _each in range(5):
        number = bench.take()
        bench.act(number, "promised", due=bench.now + 20 * MINUTE)
        bench.later(minutes=10)
        bench.act(number, "replied")
        bench.act(number, "withdrawn", reason="spam")


def promised(bench: Bench, *minutes: float) -> list[str]:
    """As many inquiries, each with a reply promised so many minutes from now on; their numbers."""
    numbers = [bench.take() for _each in minutes]
    for number, due in zip(numbers, minutes, strict=True):
        bench.act(number, "promised", due=bench.now + due * MINUTE)
    return numbers


def call(bench: Bench, lasts: timedelta, *, by: str = "zhou", waits: timedelta = timedelta(seconds=5)) -> str:
    """A call that is picked up and noted down in one go."""
    name, number = bench.ring(f"1380000{bench.record() % 10_000:04}")
    bench.now += waits
    calls.pick_up(bench.desk, name, by)
    bench.now += lasts
    bench.act(number, "noted", by)
    return number


def given_up(bench: Bench, waits: timedelta) -> None:
    """A call that nobody picks up."""
    name, _number = bench.ring(f"1390000{bench.record() % 10_000:04}")
    bench.now += waits
    calls.hang_up(bench.desk, name)
