"""Any figure of a year of a million tickets, within a second: as a whole, by one and two cuts, the tickets behind.

The store is a made-up year of a thousand tickets, made by the desk itself, with each row of it a thousand times: keys
stay in the order in which the tickets came. `python -m tests.bench.measure_year 10000 100000 1000000` prints each
figure at each size.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from deskconsole.desk.demo.year import year
from deskconsole.desk.desk import Desk
from deskconsole.desk.figures.figures import show_figures, tickets_behind
from deskconsole.desk.founding import make_site
from deskconsole.desk.opening import open_desk
from deskconsole.domain.figures.figure import CUTS
from deskconsole.domain.figures.periods import Period, period_at
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.record import replace
from deskconsole.store.sqlite.library import Connection, connect
from tests.bench.figures import Figure, Size, of

#: The goal for one figure, in milliseconds.
_GOAL: Final = 1000.0
#: The tickets of the year that is multiplied.
_BASE: Final = 1000
_UNTIL: Final = datetime(2026, 11, 30, 2, tzinfo=UTC)
#: How many of the tickets behind a figure a screen asks for.
_BEHIND: Final = 300
_WAYS: Final = ("year", "month", "year, one cut", "year, two cuts", "year, tickets behind")


def measure(size: Size) -> Iterator[Figure]:
    """Every figure in every way, and the slowest."""
    count = size.of(1_000_000, 60)
    with tempfile.TemporaryDirectory() as folder:
        desk = made(Path(folder), count)
        for way in _WAYS:
            taken = {name: _ms(partial(_ask, desk, name, way)) for name in FIGURES}
            yield of(f"a figure of {count:,} tickets: {way}", "ms", list(taken.values()), limit=_GOAL, tail=True)
            slowest = max(taken, key=lambda name: taken[name])
            yield of(f"the slowest of them, {slowest}", "ms", [taken[slowest]], limit=_GOAL)
        desk.store.close()


def _ask(desk: Desk, name: str, way: str) -> None:
    """A figure in one way, alone: without the period before, where that is another one."""
    today = desk.calendar.day(desk.now())
    span = Period("span", today - timedelta(days=365), today + timedelta(days=1))
    cuts = [cut for cut in ("channel", "category", *CUTS) if cut in FIGURES[name].cuts]
    if way == "month":
        show_figures(desk, [name], period=period_at("month", today), usual=False)
    elif way == "year, tickets behind":
        tickets_behind(desk, name, span, limit=_BEHIND)
    else:
        by = cuts[: {"year": 0, "year, one cut": 1}.get(way, 2)]
        show_figures(desk, [name], period=span, by=by, usual=False)


def _ms(job: Callable[[], object]) -> float:
    """How many milliseconds of the processor it takes: a machine that does other work as well says nothing else."""
    start = time.process_time()
    job()
    return (time.process_time() - start) * 1000


def made(folder: Path, count: int) -> Desk:
    """A year of so many tickets."""
    base = min(_BASE, count)
    since = year.begins(_UNTIL) if base == _BASE else _UNTIL - timedelta(days=14)
    desk = make_site(
        str(folder / "desk.db"),
        packs=("robot-integrator", "enterprise-service"),
        now=lambda: since,
        then=partial(_fill, tickets=base),
    )
    place = desk.store.place
    desk.store.close()
    connection = connect(Path(place))
    for setting in ("foreign_keys=OFF", "synchronous=OFF"):
        connection.execute(f"PRAGMA {setting}")
    for table in ("ticket", "ticket_fact", "clock_fact", "call_fact", "clock", "quality_check"):
        _multiply(connection, table, count // base)
    connection.execute("ANALYZE")
    connection.close()
    return replace(open_desk(place), now=lambda: _UNTIL, login="songyan", by_pin=True)


def _fill(desk: Desk, *, tickets: int) -> None:
    year.fill_year(desk, _UNTIL, tickets=tickets)


def _multiply(connection: Connection, table: str, times: int) -> None:
    """Each row so many times; keys of tickets stay in their order."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    key = "id" if table == "ticket" else "ticket_id"
    kept = [name for name in names if name != "id" or key == "id"]
    columns = ", ".join(f'"{name}"' for name in kept)
    values = ", ".join(_copied(name, key) for name in kept)
    connection.execute("BEGIN")
    connection.execute(f"CREATE TEMP TABLE one AS SELECT * FROM {table}")
    connection.execute(f"DELETE FROM {table}")
    order = f"one.{key}" if key in names else "one.id"
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last) "
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM one, n ORDER BY {order}, i",
        {"times": times, "last": times - 1} if ":times" in values else {"last": times - 1},
    )
    connection.execute("DROP TABLE one")
    connection.execute("COMMIT")


def _copied(name: str, key: str) -> str:
    if name in (key, "customer_id"):
        return f'"{name}" * :times + i'
    if name in ("uuid", "number", "check"):
        return f"\"{name}\" || '-' || i"
    return f'"{name}"'


def _print(sizes: list[int]) -> None:
    """Each figure at each size, a line each; the slowest way last."""
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            desk = made(Path(folder), count)
            worst: dict[str, float] = {}
            for name in FIGURES:
                taken = {way: _ms(partial(_ask, desk, name, way)) for way in _WAYS}
                worst |= {way: max(worst.get(way, 0.0), ms) for way, ms in taken.items()}
                print(f"{count:>9,}  {name:24}" + "".join(f"{ms:10.0f}" for ms in taken.values()), flush=True)
            print(f"{count:>9,}  {'slowest':24}" + "".join(f"{ms:10.0f}" for ms in worst.values()), flush=True)
            desk.store.close()


if __name__ == "__main__":
    print(" " * 35 + "".join(f"{way.replace('year, ', ''):>10.10}" for way in _WAYS))
    _print([int(each) for each in sys.argv[1:]] or [10_000])
