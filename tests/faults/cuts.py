"""Cuts the power at any moment of what a program writes, and opens what is left.

``python -m tests.faults.cuts FOLDER SEED STATES WHOLE JOURNAL STEP…``, on the noting disk (``shim.py``): so many states
of each step, of which each ``WHOLE``-th is verified as a whole; ``JOURNAL``: wal or truncate. A line of JSON a step.
"""

import hashlib
import json
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from deskconsole.store.sqlite import connection, creation, loading
from tests.faults.children import Outcome, run
from tests.faults.house import copied
from tests.faults.nurse import Trial, in_child, trials
from tests.faults.power import Disk, Entry, read_log


def cut(trial: Trial, room: Path, random: Random, count: int, whole: int) -> dict[str, Any]:
    """Let the program do it once, then look at what is left after cuts at so many moments of it."""
    attempt, left = room / "attempt", room / "left"
    copied(trial.base, attempt)
    first = in_child(lambda: [trial.state(attempt)])[0]
    copied(trial.base, attempt)
    before = Disk(attempt)
    with (room / "log").open("wb") as log:
        sound = run(lambda: trial.act(attempt), attempt, states=True, log=log.fileno())
    entries = list(read_log((room / "log").read_bytes()))
    wrong = [f"by itself: {sound.ended}: {sound.said}"] if sound.ended != "done" else []
    seen: set[bytes] = set()
    moments = sorted(random.randint(0, len(entries)) for _ in range(count)) if not wrong else []
    done = 0
    for number, moment in enumerate(moments):
        for entry in entries[done:moment]:
            before.do(entry)
        done = moment
        shutil.rmtree(left, ignore_errors=True)
        before.cut(left, random)
        outcome = _told(entries[:moment], attempt, left, ended=moment == len(entries))
        mark = _mark(left, outcome)
        if mark in seen:
            continue
        seen.add(mark)
        found = in_child(partial(trial.judge, left, [first, *sound.states], outcome, number % whole == 0))
        wrong += [f"cut {moment} of {len(entries)}: {each}" for each in found]
    return {"step": trial.name, "writes": len(entries), "states": len(moments), "different": len(seen), "wrong": wrong}


def _told(entries: list[Entry], attempt: Path, left: Path, *, ended: bool) -> Outcome:
    """What somebody was told up to a moment, of the copy that is looked at."""
    told = [json.loads(entry.data) for entry in entries if entry.kind == "A"]
    moved = [(str(left / Path(place).relative_to(attempt)), seq, head) for place, seq, head in told if place]
    return Outcome("done" if ended and told[-1:] == [["", 0, ""]] else "killed", acknowledged=moved)


def _mark(folder: Path, outcome: Outcome) -> bytes:
    """Tells states apart."""
    digest = hashlib.sha256(repr((outcome.ended, outcome.acknowledged)).encode())
    for path in sorted(folder.rglob("*")):
        digest.update(os.fsencode(path.relative_to(folder)))
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.digest()


def main() -> None:
    """See above."""
    folder, seed, count, whole, journal, *wanted = sys.argv[1:]
    random = Random(seed)
    if journal != "wal":  # what an SQLite that loses commits in WAL mode works with
        for module in (connection, creation, loading):
            setattr(module, "loses_commits", lambda version: True)  # noqa: B010 - each has its own name for it
    for trial, room in trials(Path(folder), set(wanted), leaving=True):
        result = cut(trial, room, random, int(count), int(whole))
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
