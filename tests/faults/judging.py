"""Whether a site is what it must be after something failed: what was acknowledged is there, nothing is half."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, cast

from deskconsole.desk.desk import Desk
from deskconsole.desk.sign_on.digests import PEPPER, name_of
from deskconsole.desk.verifying.quick import quick_differences
from deskconsole.desk.verifying.verifying import verify
from deskconsole.present.catalogue import explain
from deskconsole.store.api import Store, open_store
from deskconsole.store.record import chain
from tests.faults.children import Outcome, State, Stored, opened, state_of

NOTHING: Final = "nothing was recorded"
#: How a full disk is told: by the program, or by the system inside of a sentence of the program.
FULL: Final = ("disk is full", "No space left on device")


@dataclass
class _Looked:
    """What a quick look needs of a desk; making a whole one reads all packs."""

    store: Store
    now: Callable[[], datetime]


def recorded(
    store: Path, now: Callable[[], datetime], states: list[State], outcome: Outcome, *, whole: bool = True
) -> Iterator[str]:
    """What is wrong with a store. ``states``: what it may be like, after none, one, two … of its writes. ``whole``:
    everything is derived again and compared; else the end of the record is looked at, as by a console that starts."""
    desk = opened(store, now) if whole else _Looked(open_store(store), now)
    try:
        state = state_of(desk)
        # A write that changed nothing leaves the store as it was: it may be that of several of them.
        at = {n for n, each in enumerate(states) if each == state}
        acknowledged = [each for each in outcome.acknowledged if Path(each[0]) == store]
        count = len(acknowledged)
        if not at:
            yield f"half: {_difference(state, states)}"
        elif max(at) < count:
            yield f"lost: {count} acknowledged, {max(at)} there"
        elif outcome.ended == "done" and len(states) - 1 not in at:
            yield f"done, but only {max(at)} of {len(states) - 1} there"
        elif count not in at and NOTHING in outcome.said:
            yield f"told that nothing was recorded, but it was: {outcome.said}"
        elif count in at and outcome.unsure and any(words in outcome.said for words in FULL):
            yield f"the disk is full and nothing was recorded, but told: {outcome.said}"
        with desk.store.reading() as tx:
            for _place, seq, digest in acknowledged:
                if chain.hash_at(tx, seq) != digest and seq:
                    yield f"lost: event {seq} is another one"
        yield from _pins(desk, store.parent)
        problems = verify(desk, clocks=True) if isinstance(desk, Desk) else quick_differences(cast(Desk, desk))
        yield from (f"verify: {explain(problem)}" for problem in problems)
    finally:
        desk.store.close()


def _pins(desk: Stored, folder: Path) -> Iterator[str]:
    """A PIN that was set can be typed: what it is checked with is there."""
    with desk.store.reading() as tx:
        named = {str(name) for (name,) in tx.all("SELECT DISTINCT pepper FROM staff_pin")}
    pepper = folder / PEPPER
    if named and (not pepper.exists() or {name_of(pepper.read_bytes())} != named):
        yield "PINs are made with a pepper that is not there"


def _difference(state: State, states: list[State]) -> str:
    nearest = min(states, key=lambda each: sum(each.get(name) != count for name, count in state.items()))
    differing = (name for name, count in state.items() if nearest.get(name) != count)
    return ", ".join(f"{name} {state[name]}, not {nearest.get(name)}" for name in differing)


def told(outcome: Outcome, fate: str) -> Iterator[str]:
    """What is wrong with how a program ended and with what it said."""
    if outcome.ended in ("crashed", "hangs"):
        yield f"{outcome.ended}: {outcome.said}"
    if outcome.ended == "killed" and "killed" not in fate:
        yield "it ended without a word"
    if outcome.ended == "refused":
        if not outcome.said.strip():
            yield "refused without a word"
        if "Traceback" in outcome.said:
            yield f"a traceback: {outcome.said}"
        if fate in ("ENOSPC from then on", "half of it, then ENOSPC") and not any(w in outcome.said for w in FULL):
            yield f"the disk is full, but told: {outcome.said}"


def left(folder: Path, before: set[str]) -> Iterator[str]:
    """Copies that came to nothing and are still there after a program could have removed them."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        hidden = path.name.startswith(".") or ".part" in path.name
        if path.is_file() and hidden and name not in before and ".prepared" not in path.parts:
            yield f"left behind: {name}"
