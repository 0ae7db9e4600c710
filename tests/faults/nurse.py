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
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.faults import commands, judging
from tests.faults.children import Outcome, run
from tests.faults.house import READY, House, copied, made, steps
from tests.faults.shim import FATES

#: The store, and what each attempt is made with: a copy of it.
SITE: Final = "site"


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


def try_step(house: House, name: str, step: Callable[[House], object], room: Path, random: Random, share: int) -> Any:
    """One step on copies of the site as it is before it, each time with another call that fails."""
    base = copied(house.bench.folder.parent, room / "base")
    attempt = room / "attempt"

    def act() -> None:
        house.go_to(attempt / SITE)
        step(house)

    def fresh() -> set[str]:
        copied(base, attempt)
        return {str(path.relative_to(attempt)) for path in attempt.rglob("*")}

    fresh()
    first = in_child(lambda: [_state(house, attempt / SITE)])[0]
    sound = run(act, attempt / SITE, states=True)
    wrong = [f"by itself: {sound.ended}: {sound.said}"] if sound.ended != "done" else []
    states = [first, *sound.states]
    ends: Counter[str] = Counter()
    tried = ways(sound.kinds, random, share) if not wrong else []
    for fate, at in tried:
        before = fresh()
        outcome = run(act, attempt / SITE, fate, at)
        ends[outcome.ended] += 1
        found = [*judging.told(outcome, fate)]
        could = fate != "EIO from then on" and sound.kinds[at - 1] != "u"
        if outcome.ended == "refused" and could and not outcome.unsure:  # then they may be of what was recorded
            found += judging.left(attempt, before)
        found += in_child(lambda outcome=outcome: _judged(house, attempt / SITE, states, outcome))  # type: ignore[misc]
        wrong += [f"{fate} at call {at} ({sound.kinds[at - 1]}): {each}" for each in found]
    return {"step": name, "calls": sound.kinds, "runs": len(tried), "ends": ends, "wrong": wrong}


def _state(house: House, site: Path) -> Any:
    house.go_to(site)
    return judging.state_of(house.desk)


def _judged(house: House, site: Path, states: list[Any], outcome: Outcome) -> list[str]:
    return list(judging.recorded(site / "desk.db", lambda: house.bench.now, states, outcome))


def by_the_desk(room: Path, random: Random, share: int, wanted: set[str]) -> Iterator[Any]:
    """Every use case, one after the other on one site."""
    house = made(room / "house")
    for name, step in steps():
        if name in READY:
            READY[name](house)
        house.leave()
        if not wanted or name in wanted:
            yield try_step(house, name, step, room, random, share)
        house.go_to(house.bench.folder)
        step(house)
    house.leave()


def main() -> None:
    """See above."""
    folder, seed, share, *wanted = sys.argv[1:]
    random = Random(seed)
    for part in (by_the_desk, commands.by_commands):
        room = Path(folder) / part.__name__
        room.mkdir()
        for result in part(room, random, int(share), set(wanted)):
            sys.stdout.write(json.dumps(result) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
