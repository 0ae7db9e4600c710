"""Any figure of a year of a million tickets, within a second; cut by kind, and with the twelve periods before."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.opening import open_desk
from deskconsole.desk.tickets.act import act
from deskconsole.desk.tickets.intake import intake
from deskconsole.domain.figures.periods import Period, period_at
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.store.sqlite.library import Connection, connect
from tests.bench.figures import Figure, Size, of
from tests.bench.stores import form, new_site

#: The goal for one figure, in milliseconds.
_GOAL: Final = 1000.0
_YEAR: Final = 365 * 86_400_000_000
#: Columns that are instants: each copy's lie a step earlier.
_INSTANTS: Final = frozenset(
    {"opened_at", "received_at", "filed_at", "closed_at", "updated_at", "came_at", "finished_at", "rated_at"}
    | {"due", "first_due", "ended"}
)


def measure(size: Size) -> Iterator[Figure]:
    """The slowest figures of the year, all of them, one cut by kind, those of a month."""
    count = size.of(1_000_000, 2_000)
    with tempfile.TemporaryDirectory() as folder:
        desk = _store(Path(folder), count)
        period = period_at("year", desk.calendar.day(desk.now()))
        year = Period("span", period.after.replace(year=period.after.year - 1), period.after)
        taken = {name: _ms(lambda name=name: _alone(desk, name, year)) for name in FIGURES}  # type: ignore[misc]
        yield of(f"a figure of a year of {count:,} tickets", "ms", list(taken.values()), limit=_GOAL, tail=True)
        slowest = max(taken, key=lambda name: taken[name])
        yield of(f"the slowest of them, {slowest}", "ms", [taken[slowest]], limit=_GOAL)
        by_person = [_ms(lambda: show_figures(desk, ["response_on_time"], period=year, by=["kind"], usual=False))]
        yield of("the same cut by kind, with the year before", "ms", by_person)
        month = period_at("month", desk.calendar.day(desk.now()))
        usual = [_ms(lambda name=name: show_figures(desk, [name], period=month)) for name in FIGURES]  # type: ignore[misc]
        yield of("a figure of a month with the twelve before", "ms", usual, limit=_GOAL, tail=True)
        desk.store.close()


def _alone(desk: Desk, name: str, period: Period) -> None:
    """One figure of a period in which nothing was before."""
    show_figures(desk, [name], period=period, usual=False)


def _ms(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def _store(folder: Path, count: int) -> Desk:
    """A ticket that the desk itself took and finished, so many times, spread over a year."""
    desk = new_site(folder / "year")
    number = intake(desk, form()).number
    act(desk, number, "responded", text="ok")
    act(desk, number, "answered", text="ok")
    act(desk, number, "finished", fields={"outcome": "received"})
    place = desk.store.place
    desk.store.close()
    connection = connect(Path(place))
    connection.execute("PRAGMA foreign_keys=OFF")
    for table, own in (("ticket", "id"), ("ticket_fact", "ticket_id"), ("clock_fact", "ticket_id")):
        _multiply(connection, table, own, count)
    connection.execute("ANALYZE")
    connection.close()
    return open_desk(place)


def _multiply(connection: Connection, table: str, own: str, count: int) -> None:
    """Each row of a table once more for every further ticket, the oldest with the smallest key."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    kept = [name for name in names if name != "id" or own == "id"]
    step = _YEAR // count
    connection.execute("BEGIN")
    copied = ", ".join(_copied(name, own, count, step) for name in kept)
    columns = ", ".join(f'"{name}"' for name in kept)
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
        f"INSERT INTO {table} ({columns}) SELECT {copied} FROM n, {table}",
        (count,),
    )
    connection.execute("COMMIT")


def _copied(name: str, own: str, count: int, step: int) -> str:
    if name == own:
        return f'"{name}" + i'
    if name == "customer_id":  # each customer has a few
        return "1 + i / 3"
    if name in ("uuid", "number"):
        return f"\"{name}\" || '-' || i"
    return f'"{name}" - {_YEAR} + i * {step}' if name in _INSTANTS else f'"{name}"'
