"""What the forecast of missed deadlines costs whenever something changes (R35)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from deskconsole.domain.forecast.certain import certainly_late
from deskconsole.domain.forecast.fitting import Person, Task, forecast
from tests.bench.figures import Figure, Ratio, Size, of, sample

_NOW: Final = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """300 open clocks on 12 people, a third of them for one of three; with room, and hopelessly late."""
    people = [Person(f"p{n}", _NOW, _NOW + timedelta(hours=8)) for n in range(12)]
    three = frozenset({"p0", "p1", "p2"})
    for name, takes in (("all met", 2), ("some missed", 13), ("many missed", 40)):
        tasks = [
            Task(f"{n}", _NOW + timedelta(minutes=n * 7 % 480 + 30), timedelta(minutes=takes), three if n % 3 else None)
            for n in range(300)
        ]
        runs = sample(partial(forecast, tasks, people, _NOW), size.of(200, 2))
        yield of(f"forecast of 300 clocks, {name}", "ms", runs, limit=5.0)
        runs = sample(partial(certainly_late, tasks, people, _NOW), size.of(200, 2))
        yield of(f"what cannot be met of 300 clocks, {name}", "ms", runs, limit=5.0)
