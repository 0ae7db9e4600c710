"""Lets every use case that writes fail at every call, and looks at what is left each time.

``python -m tests.faults.nurse FOLDER SEED SHARE STEP…``, on the failing disk (``shim.py``). ``SHARE``: how many runs of
each step at most, 0 for all. A line of JSON for each step: its name, how many calls it has, how many runs, how they
ended, and what was wrong.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import commands, judging
from tests.faults.children import SITE, Outcome, State, run, state_of
from tests.faults.house import READY, House, copied, made, steps
from tests.faults.shim import FATES


def ways(kinds: str, random: Random, share: int) -> list[tuple[str, int]]:
    """Each call with each way in which it can fail; ``share``: so many of them at most."""
    every = [
        (fate, at)
        for at, kind in enumerate(kinds, start=1)
        for fate, (_how, _number, which) in FATES.items()
        if not which or kind in which
    ]
    return every if not share or len(every) <= share else random.sample(every, share)


def in_child(act: Callable[[], Any]) -> Any:
    """What a function answers in a process of its own, whose locks and caches end with it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        answer: Any = ["the check itself failed"]
        try:
            answer = act()
        except BaseException as error:
            answer = [f"cannot be opened: {type(error).__name__}: {error}"]
        finally:
            with os.fdopen(writer, "w") as out:
                json.dump(answer, out)
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as heard:
        text = heard.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else ["the check itself ended without a word"]


@dataclass
class Trial:
    """Something that is tried on copies of a folder. ``watched``: the part of it where calls fail."""

    name: str
    base: Path
    watched: str
    act: Callable[[Path], object]
    state: Callable[[Path], State]
    judge: Callable[[Path, list[State], Outcome, bool], list[str]]

    def tried(self, room: Path, random: Random, share: int) -> dict[str, Any]:
        """Each time another call fails."""
        attempt = room / "attempt"
        copied(self.base, attempt)
        first = in_child(lambda: [self.state(attempt)])[0]
        sound = run(lambda: self.act(attempt), attempt / self.watched, states=True)
        wrong = [f"by itself: {sound.ended}: {sound.said}"] if sound.ended != "done" else []
        ends: Counter[str] = Counter()
        which = ways(sound.kinds, random, share) if not wrong else []
        for fate, at in which:
            copied(self.base, attempt)
            before = {str(path.relative_to(attempt)) for path in attempt.rglob("*")}
            outcome = run(lambda: self.act(attempt), attempt / self.watched, fate, at)
            ends[outcome.ended] += 1
            found = list(judging.told(outcome, fate))
            could = fate != "EIO from then on" and sound.kinds[at - 1] != "u"
            if outcome.ended == "refused" and could and not outcome.unsure:  # else it may be of what was recorded
                found += judging.left(attempt, before)
            found += in_child(partial(self.judge, attempt, [first, *sound.states], outcome, True))
            wrong += [f"{fate} at call {at} ({sound.kinds[at - 1]}): {each}" for each in found]
        return {"step": self.name, "calls": sound.kinds, "runs": len(which), "ends": ends, "wrong": wrong}


def trials(folder: Path, wanted: set[str], *, leaving: bool = False) -> Iterator[tuple[Trial, Path]]:
    """Each step in a site that was made for it, with a folder to try it in. ``leaving``: the desk closes its store."""
    for part, names in ((_by_the_desk, [name for name, _step in steps()]), (_by_commands, list(commands.TRIES))):
        chosen = set(names) if not wanted else wanted & set(names)
        if chosen:
            room = folder / part.__name__
            room.mkdir()
            for trial in part(room, chosen, leaving):
                yield trial, room


def _by_the_desk(room: Path, wanted: set[str], leaving: bool) -> Iterator[Trial]:
    """Every use case, one after the other on one site."""
    house = made(room / "house")
    for name, step in steps():
        if name in READY:
            READY[name](house)
        house.leave()
        if name in wanted:
            yield _of_step(house, name, step, copied(house.bench.folder.parent, room / "base"), leaving)
        house.go_to(house.bench.folder)
        step(house)
    house.leave()


def _of_step(house: House, name: str, step: Callable[[House], object], base: Path, leaving: bool) -> Trial:
    def act(folder: Path) -> None:
        house.go_to(folder / SITE)
        step(house)
        if leaving:
            house.leave()

    def judge(folder: Path, states: list[State], outcome: Outcome, whole: bool) -> list[str]:
        return list(judging.recorded(folder / SITE / "desk.db", lambda: house.bench.now, states, outcome, whole=whole))

    return Trial(name, base, SITE, act, partial(_state, house), judge)


def _state(house: House, folder: Path) -> State:
    house.go_to(folder / SITE)
    return state_of(house.desk)


def _by_commands(room: Path, wanted: set[str], leaving: bool) -> Iterator[Trial]:
    """Commands, each on a copy of one site; each ends in good order."""
    base = room / "house"
    house = commands.furnished(base)
    house.leave()
    for name, one in commands.TRIES.items():
        if name in wanted:
            yield _of_command(house, name, one, base)


def _of_command(house: House, name: str, one: commands.Try, base: Path) -> Trial:
    def judge(folder: Path, states: list[State], outcome: Outcome, whole: bool) -> list[str]:
        def record() -> Iterator[str]:
            return judging.recorded(folder / SITE / "desk.db", lambda: house.bench.now, states, outcome, whole=whole)

        return commands.judged(one, folder, house, outcome, record)

    def act(folder: Path) -> None:
        commands.perform(house, folder, one.argv)

    return Trial(name, base, ".", act, partial(_state, house), judge)


def main() -> None:
    """See above."""
    folder, seed, share, *wanted = sys.argv[1:]
    random = Random(seed)
    for trial, room in trials(Path(folder), set(wanted)):
        sys.stdout.write(json.dumps(trial.tried(room, random, int(share))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
