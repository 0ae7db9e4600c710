"""Every write, sync, truncation, creation, rename and removal fails once: what was acknowledged is there, nothing half.

`make test` tries a few calls of some use cases, `make chaos` each call of every use case in each way in which it fails.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from tests.desk.persons.marked import DRIVEN
from tests.desk.test_permissions import everything, name
from tests.faults import commands, house, shim
from tests.faults.shim import needs_compiler

pytestmark = needs_compiler
#: Those that are tried in each run, and how many calls of each.
SOME: Final = (
    *("sign_on.pins._set", "telephone.calls._ring", "papers.attachments._attach"),
    *("intake --keep-good", "import", "init", "restore", "backup", "form --out"),
)
FEW: Final = 3
#: Of every step, in the long run: all (0) takes many hours; a part of them is chosen by the seed.
MANY: Final = 40
SEED: Final = 20261129
ALL: Final = (*(name for name, _step in house.steps()), *commands.TRIES)
#: Parts that run beside each other.
PARTS: Final = 8


def wrong_after(folder: Path, share: int, *names: str, program: str = "nurse", more: tuple[str, ...] = ()) -> list[str]:
    """What was wrong, each with its step; prints the figures."""
    command = [sys.executable, "-m", f"tests.faults.{program}", str(folder), str(SEED), str(share), *more, *names]
    done = subprocess.run(command, env=shim.environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert {result["step"] for result in results} == set(names)
    counted = sum(result.get("runs", result.get("states", 0)) for result in results)
    assert counted >= len(names)
    print(f"{len(results)} steps, {counted} runs")
    return [f"{result['step']}: {each}" for result in results for each in result["wrong"]]


@pytest.mark.slow
def test_whatever_fails_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    assert wrong_after(tmp_path, FEW, *SOME) == []


@pytest.mark.chaos
@pytest.mark.parametrize("part", range(PARTS))
def test_each_call_of_every_use_case_fails(tmp_path: Path, part: int) -> None:
    assert wrong_after(tmp_path, MANY, *ALL[part::PARTS]) == []


def test_nearly_every_use_case_that_writes_is_tried() -> None:
    """A new one is, as soon as it is driven with a marked person; all write by the same door."""
    written = {name(door) for door in everything() if door.writes}
    tried = {step for step, _how in house.steps()} & written
    driven = {step for step, how in DRIVEN.items() if not isinstance(how, str)}
    assert driven - tried == set()
    assert len(tried) > len(written) * 0.6
