"""Hostile inputs to the command line, by a seed: a word and a status, no traceback, no hang, no control byte out.

`make test` gives some, `make chaos` forty thousand. Random keys at every screen are in ``tests/terminal`` (chaos).
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Final

import pytest

from tests.cli.support import Cli
from tests.fuzz.inputs import AREAS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, devices and alarms")
SEED: Final = 20261129
#: Inputs an area in each run, and in the long one: 40,000 together.
SHORT: Final = 25
LONG: Final = {"packs": 1_500, "site files": 1_500, "quiz": 1_000}
LONG_ELSE: Final = 7_200
#: Seconds of the processor that one input may take, and of the clock, on a machine that has other work too.
BUSY: Final = 5.0
WAITING: Final = 60.0


class Hangs(BaseException):
    """An input took too long."""


@contextmanager
def patience() -> Iterator[None]:
    """Break off what takes too long."""

    def break_off(_signal: int, _frame: FrameType | None) -> None:
        raise Hangs

    signal.signal(signal.SIGPROF, break_off)
    signal.signal(signal.SIGALRM, break_off)
    signal.setitimer(signal.ITIMER_PROF, BUSY)
    signal.setitimer(signal.ITIMER_REAL, WAITING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def feed(cli: Cli, folder: Path, area: str, seed: int) -> None:
    """One input by its seed; everything that is wrong with the answer names it."""
    argv, stdin = AREAS[area](Random(f"{area} {seed}"), folder)
    what = f"{area} {seed}: {[word[:60] for word in argv]}"
    try:
        with patience():
            answer = cli(*argv, stdin=stdin)  # also: no control byte in what is said
    except (Exception, Hangs) as error:
        raise AssertionError(f"{what}: {type(error).__name__}: {error}") from error
    assert answer.status in (0, 1, 2, 3), what
    assert answer.status == 0 or answer.err.strip(), what


def fed(cli: Cli, area: str, seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many inputs; the store must verify at the end, which the command line's fixture sees to."""
    folder = cli.store.parent
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EDITOR", "true")
    cli.take()
    for seed in seeds:
        feed(cli, folder, area, seed)
    for name in ("site.toml", "roles.toml", "calendar.toml", "packs"):
        if (folder / name).is_symlink() or (folder / name).exists():
            os.rename(folder / name, folder / f"was {name}")


@pytest.mark.parametrize("area", AREAS)
def test_a_few_hostile_inputs_are_answered_in_words(cli: Cli, area: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fed(cli, area, range(SEED, SEED + SHORT), monkeypatch)


@pytest.mark.chaos
@pytest.mark.parametrize("area", AREAS)
def test_forty_thousand_hostile_inputs_are_answered_in_words(
    cli: Cli, area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed(cli, area, range(LONG.get(area, LONG_ELSE)), monkeypatch)
