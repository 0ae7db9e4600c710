"""Writers of every kind that are killed: what was acknowledged is there, once, and nothing is half there."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.verifying.verifying import verify
from deskconsole.store import tickets
from tests.desk.support import Bench

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children of its own")
_NURSE = "import sys; from tests.load.workers import nurse; nurse(sys.argv[1], int(sys.argv[2]))"


def keys_there(store: Path) -> Counter[str]:
    """What is recorded, by the keys that stand in it."""
    desk = open_desk(str(store), as_="zhou")
    found: Counter[str] = Counter()
    with desk.store.reading() as tx:
        for ticket_id in tickets.all_ticket_ids(tx):
            for event in tickets.ticket_events(tx, ticket_id):
                said = (event.text, event.fields.get("call"), event.fields.get("request"))
                found.update(each for each in said if isinstance(each, str) and event.kind != "missed")
        for _seq, event in tickets.site_events(tx):
            said = (
                event.fields.get("text"),
                (event.fields.get("fields") or {}).get("needs"),
                event.fields.get("needs"),
            )
            found.update(each for each in said if isinstance(each, str))
    assert list(verify(desk.by("root"), clocks=True)) == []
    desk.store.close()
    return found


def nothing_is_lost(folder: Path, kills: int) -> int:
    """So many kills; how much had been acknowledged, all of which is there."""
    bench = Bench(folder)
    bench.take("online")
    bench.desk.store.close()
    (folder / "paper.txt").write_text("x")
    command = [sys.executable, "-c", _NURSE, str(folder / "desk.db"), str(kills)]
    heard = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    there = keys_there(folder / "desk.db")
    assert [key for key in heard if there[key] != 1] == []
    assert [key for key, count in there.items() if key.startswith("key ") and count > 1] == []
    assert len({key for key in there if key.startswith("key ")}) <= len(heard) + kills
    return len(heard)


def test_killed_writers_of_every_kind_lose_nothing(tmp_path: Path) -> None:
    assert nothing_is_lost(tmp_path, 14) >= 14


@pytest.mark.chaos
def test_two_hundred_killed_writers_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    acknowledged = nothing_is_lost(tmp_path, 200)
    with capsys.disabled():
        print(f"\n200 kills, {acknowledged} acknowledged, 0 lost, nothing twice, nothing half")
    assert acknowledged >= 200
