"""Eight processes at once, and processes that are killed while they write: nothing acknowledged is lost."""

import json
import os
import select
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import IO, Any

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.tickets.views import queue, show
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError
from tests.desk.support import template
from tests.desk.workers import forms

PROCESSES, EACH, KILLED = 8, 100, 50
INTAKE = [sys.executable, "-m", "deskconsole", "intake", "--from", "-", "--keep-good", "--json", "--as", "zhou"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(template(("robot-integrator",)).read_bytes())
    return path


def without_gaps(numbers: list[str]) -> bool:
    """Whether the running numbers of each day go from 1 up without a gap (the test may cross a midnight)."""
    days: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        _site, day, running = number.split("-")
        days[day].append(int(running))
    return all(sorted(found) == list(range(1, len(found) + 1)) for found in days.values())


def opened(store: Path) -> Desk:
    return open_desk(str(store), as_="zhou")


def verified(store: Path) -> list[DeskError]:
    """What an administrator's `verify --clocks` names."""
    desk = open_desk(str(store))
    try:
        return list(verify(desk, clocks=True))
    finally:
        desk.store.close()


@pytest.mark.slow
def test_eight_processes_take_100_inquiries_each_and_number_them_without_gaps(store: Path) -> None:
    writers = [
        subprocess.Popen([*INTAKE, "--store", str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(PROCESSES)
    ]
    for writer, process in enumerate(writers):
        assert process.stdin is not None
        process.stdin.write(forms(writer, EACH).encode())
        process.stdin.close()
    answers: list[dict[str, Any]] = []
    for process in writers:
        assert process.stdout is not None
        answers += [json.loads(line) for line in process.stdout.read().splitlines()]
        assert process.wait() == 0
        process.stdout.close()
    assert len(answers) == PROCESSES * EACH
    numbers = [answer["number"] for answer in answers]
    assert len(set(numbers)) == PROCESSES * EACH
    assert without_gaps(numbers)
    desk = opened(store)
    assert {line.number for line in queue(desk)} == set(numbers)
    desk.store.close()
    assert verified(store) == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children of its own")
def test_fifty_writers_killed_while_writing_lose_nothing_acknowledged(store: Path) -> None:
    root = Path(__file__).parents[3]
    told = subprocess.run(
        [sys.executable, "-c", f"from tests.desk.workers import nurse; nurse({str(store)!r}, {KILLED})"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root)))},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    acknowledged = [(int(turn), json.loads(line)) for turn, _, line in (entry.partition(" ") for entry in told)]
    assert len(acknowledged) >= KILLED * 2
    assert max(turn for turn, _ in acknowledged) == KILLED - 1
    desk = opened(store)
    kept = {line.number for line in queue(desk)}
    assert without_gaps(sorted(kept))
    nth: dict[int, int] = defaultdict(int)
    for turn, answer in acknowledged:
        assert answer["number"] in kept
        seen = show(desk, answer["number"])
        assert seen.id == answer["id"]
        assert seen.ticket.request == f"{turn}-{nth[turn]}"
        nth[turn] += 1
    assert 0 <= len(kept) - len(acknowledged) <= KILLED  # one write of each may have been durable and not yet told
    desk.store.close()
    assert verified(store) == []


@pytest.mark.parametrize("csv", [False, True])
def test_a_line_is_answered_before_the_next_one_is_read(store: Path, csv: bool) -> None:
    process = subprocess.Popen([*INTAKE, "--store", str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    for n in range(3):
        form = forms(n, 1)
        if csv:
            names, values = zip(*json.loads(form).items(), strict=True)
            form = (",".join(names) + "\n" if n == 0 else "") + ",".join(values) + "\n"
        process.stdin.write(form.encode())
        process.stdin.flush()
        answer = answered(process.stdout)
        desk = opened(store)
        assert show(desk, answer["number"]).ticket.request == f"{n}-0"  # durable when it is answered
        desk.store.close()
    process.stdin.close()
    assert process.wait() == 0
    process.stdout.close()


def answered(stream: IO[bytes]) -> dict[str, Any]:
    """The next answer; a program that waits for the end of its input would never give one."""
    ready, _, _ = select.select([stream], [], [], 60)
    assert ready, "no answer before the end of input"
    answer: dict[str, Any] = json.loads(stream.readline())
    return answer
