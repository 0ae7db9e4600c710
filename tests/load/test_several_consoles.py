"""Several consoles at once, each a process: no lock error, no lost update, saves that nobody waits for.

`make test` lets them work for a few seconds, `make chaos` for ten minutes.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.tickets.views import queue, show
from deskconsole.desk.verifying.verifying import verify
from tests.desk.support import template

CONSOLES: Final = 8
_PROGRAM: Final = "from tests.load.workers import main; main()"


def percentile(values: list[float], share: float) -> float:
    """The value that so large a share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def worked(store: Path, consoles: int, seconds: float) -> list[dict[str, Any]]:
    """What so many consoles say that they did in so many seconds."""
    desk = open_desk(str(store), as_="zhou")
    from tests.load.workers import Worker

    first = Worker(str(store), "first", 0)
    for _ in range(3):
        first.take()
    first.desk.store.close()
    desk.store.close()
    commands = [[sys.executable, "-c", _PROGRAM, str(store), f"console {n}", str(seconds)] for n in range(consoles)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for command in commands]
    results = [json.loads(process.communicate()[0]) for process in running]
    assert [process.returncode for process in running] == [0] * consoles
    return results


def nothing_is_lost(store: Path, results: list[dict[str, Any]]) -> None:
    """Everything that was answered is there, once; nobody was shown that the store is locked."""
    assert [error for result in results for error in result["shown"]] == []
    desk = open_desk(str(store), as_="zhou")
    taken = [number for result in results for number in result["taken"]]
    there = Counter(line.number for line in queue(desk))
    assert len(set(taken)) == len(taken)
    assert all(there[number] == 1 for number in taken)
    for number in ("1", "2", "3"):
        notes = Counter(event.text for event in show(desk, number).events if event.kind == "noted")
        said = {result["name"]: result["noted"].get(number, 0) for result in results}
        assert dict(notes) == {name: count for name, count in said.items() if count}
    assert list(verify(desk.by("root"), clocks=True)) == []
    desk.store.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(template(("robot-integrator",)).read_bytes())
    return path


@pytest.mark.slow
def test_a_few_consoles_at_once_lose_nothing(store: Path) -> None:
    nothing_is_lost(store, worked(store, 4, 4))


@pytest.mark.chaos
def test_eight_consoles_for_ten_minutes(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = worked(store, CONSOLES, 600)
    nothing_is_lost(store, results)
    saves = [save for result in results for save in result["saves"]]
    late = [seconds for result in results for seconds in result["late"]]
    with capsys.disabled():
        print(
            f"\n{len(saves)} saves of {CONSOLES} consoles: p50 {percentile(saves, 0.5) * 1000:.0f} ms, "
            f"p95 {percentile(saves, 0.95) * 1000:.0f} ms, longest {max(saves):.2f} s; "
            f"seen by the others after {percentile(late, 0.95):.2f} s (95 %)"
        )
    assert percentile(saves, 0.95) < 0.1
    assert percentile(late, 0.95) < 1
