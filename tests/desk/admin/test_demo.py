"""The made-up day of every pack can be worked through, alone and beside others."""

from pathlib import Path

import pytest

from deskconsole.data_files import data_folder
from deskconsole.desk.demo import demo
from deskconsole.desk.founding import make_site
from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.desk.tickets import views
from deskconsole.desk.verifying.verifying import verify
from tests.desk.support import t

DAYS = sorted(path.stem for path in (data_folder() / "demo").glob("*.jsonl"))


@pytest.mark.parametrize("packs", [*((name,) for name in DAYS), tuple(DAYS), tuple(reversed(DAYS))], ids="-".join)
@pytest.mark.parametrize("now", ["09-16 10:00", "10-02 03:00"], ids=["morning", "holiday night"])
def test_a_made_up_day_fills_a_desk(packs: tuple[str, ...], now: str, tmp_path: Path) -> None:
    desk = make_site(str(tmp_path / "desk.db"), packs=packs, now=lambda: t(now))
    demo.fill(desk)
    seen = {line.kind for line in views.queue(desk)}
    assert len(views.queue(desk)) >= 8
    assert seen <= {kind.name for pack in desk.packs for kind in pack.kinds} | {None}
    assert list(verify(desk, clocks=True)) == []
    desk.store.close()


@pytest.mark.parametrize(("now", "states"), [("09-16 10:00", {"waiting", "called"}), ("09-16 00:10", {"waiting"})])
def test_m13_a_made_up_day_has_the_queue_numbers_of_its_day(now: str, states: set[str], tmp_path: Path) -> None:
    desk = make_site(str(tmp_path / "desk.db"), packs=("mall-desk",), now=lambda: t(now))
    demo.fill(desk)
    lines = queue_numbers.queue_tickets(desk)
    assert {line.state for line in lines} >= states
    assert all(desk.calendar.day(line.taken_at) == desk.calendar.day(t(now)) for line in lines)
    desk.store.close()
