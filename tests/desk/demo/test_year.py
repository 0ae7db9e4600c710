"""A made-up year: believable, the same by the same seed, with nothing that the desk would not have accepted."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection, connect
from typing import Any

import pytest

from deskconsole.desk.demo.year import year
from deskconsole.desk.desk import Desk
from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.verifying.verifying import verify
from deskconsole.domain.figures.periods import read_period
from deskconsole.errors import DeskError
from tests.desk.demo.years import END, made_year, opened_year
from tests.desk.support import signed_on

#: Everything that a year has somewhere: by how many at least in one of 300 tickets.
SOMEWHERE = {
    "rang": 60, "missed": 5, "called_back": 5, "responded": 150, "specialist_needed": 20, "specialist_answered": 20,
    "promised": 60, "replied": 60, "extended": 1, "followed_up": 30, "rated": 150, "filed": 200, "withdrawn": 5,
    "reopened": 1, "late_explained": 3, "lateness_judged": 3, "verified": 10, "solved": 8, "sampled": 100,
    "reviewed": 100, "review_seen": 50, "coached": 2, "shift_handed_over": 100, "checks_drawn": 40,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    assert made_year(folder, 300) == [], "no rule was broken: whatever the desk refused is named here"
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = opened_year(made, tmp_path / "copy")
    yield opened
    opened.store.close()


def facts(path: Path) -> list[Any]:
    """What happened, without what is by chance: salts, hashes, identities."""
    with closing(connect(path)) as db:
        rows = db.execute("SELECT kind, happened_at, by, of FROM event WHERE ticket_id IS NOT NULL ORDER BY site_seq")
        return rows.fetchall()


def test_a_year_is_whole(desk: Desk) -> None:
    """As an administrator verifies it: chain, derived rows, clocks and facts are what the events say."""
    assert list(verify(signed_on(desk, "root"), clocks=True)) == []


def test_everything_that_a_desk_does_is_somewhere_in_it(made: Path) -> None:
    with closing(connect(made / "desk.db")) as db:
        kinds = Counter(dict(db.execute("SELECT kind, count(*) FROM event GROUP BY kind")))
        assert {kind: kinds[kind] for kind, least in SOMEWHERE.items() if kinds[kind] < least} == {}
        _is_in_its_order(db)
        last = db.execute("SELECT max(happened_at) FROM event").fetchone()[0]
        assert last <= END.timestamp() * 1_000_000, "it ends now"


def _is_in_its_order(db: Connection) -> None:
    """What was recorded at the desk stands in the chain as it happened; the made-up days of the packs come behind."""
    times = [row[0] for row in db.execute("SELECT recorded_at FROM event ORDER BY site_seq")]
    backwards = [n for n in range(1, len(times)) if times[n] < times[n - 1]]
    assert len(backwards) <= 1
    assert not backwards or backwards[0] > 0.9 * len(times)


def test_days_hours_and_people_differ_as_they_do(desk: Desk) -> None:
    """By weekday, by hour, on days off; who comes again; kept and broken, in time and late."""
    span = read_period("2026-07-18..2026-09-16")

    def parts(name: str, by: str) -> dict[str | None, int]:
        lines = show_figures(desk, [name], period=span, by=[by], usual=False)
        return {(line.by or {})[by]: line.amount.n for line in lines}

    weekdays, hours = parts("received", "weekday"), parts("received", "hour")
    assert min(weekdays[day] for day in "12345") > max(weekdays.get(day, 0) for day in "67")
    assert sum(hours.get(str(hour), 0) for hour in range(9, 18)) > 0.6 * sum(hours.values())
    assert len(parts("received", "person")) >= 5
    assert len(parts("received", "channel")) == 4
    lines = {line.figure.name: line.amount for line in show_figures(desk, period=span, usual=False)}
    for name in ("response_on_time", "promises_kept", "hand_offs_answered", "filed_on_time", "follow_ups"):
        good, n = lines[name].good, lines[name].n
        assert good is not None
        assert 0.5 * n < good < n, (name, good, n)
    with desk.store.reading() as tx:
        again = tx.all("SELECT count(*) FROM (SELECT 1 FROM ticket GROUP BY customer_id HAVING count(*) > 1)")[0][0]
    assert again > 20, "customers come again"


def test_the_same_seed_makes_the_same_year(tmp_path: Path) -> None:
    for name, seed in (("a", "x"), ("b", "x"), ("c", "y")):
        made_year(tmp_path / name, 50, days=7, seed=seed, packs=("robot-integrator",))
    first, second, other = (facts(tmp_path / name / "desk.db") for name in "abc")
    assert first == second
    assert first != other


def test_a_year_has_its_bounds() -> None:
    for wrong in (49, 50_001):
        with pytest.raises(DeskError, match="tickets: must be 50 to 50000"):
            year.check_size(wrong)
    assert END - year.begins(END) == timedelta(days=365)


@pytest.mark.chaos
def test_the_year_of_twenty_thousand_tickets_is_whole(tmp_path: Path) -> None:
    assert made_year(tmp_path / "made", year.TICKETS, days=365) == []
    desk = opened_year(tmp_path / "made", tmp_path / "copy")
    assert list(verify(signed_on(desk, "root"), clocks=True)) == []
    desk.store.close()
