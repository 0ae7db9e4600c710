"""A program in a process of its own, on a disk that may fail: what it said, what it acknowledged, how it ended."""

import io
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.transactions import writing
from deskconsole.desk.work import Work
from deskconsole.errors import CommitUnsure, DeskError
from deskconsole.present.catalogue import explain, use
from deskconsole.store.api import Store
from tests.faults import shim

#: Seconds after which a program is taken to hang.
PATIENCE: Final = 60
#: The folder of the site in a folder of an attempt; what is given to it lies beside.
SITE: Final = "site"
#: How many rows each table of a store has, and where its record ends.
State = dict[str, int]


class Refused(Exception):
    """A command ended with a status other than 0; what it said."""


@dataclass
class Outcome:
    """How a program ended: done, refused, crashed, killed, hangs. ``acknowledged``: each time the store, and where its
    record ended."""

    ended: str = "killed"
    said: str = ""
    unsure: bool = False
    kinds: str = ""
    acknowledged: list[tuple[str, int, str]] = field(default_factory=list)
    #: of a run in which nothing failed, the store after each write
    states: list[State] = field(default_factory=list)


def run(
    act: Callable[[], object],
    folder: Path,
    fate: str | None = None,
    at: int = 0,
    *,
    log: int = -1,
    states: bool = False,
) -> Outcome:
    """Let a child do it, while what it does below ``folder`` is watched."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with suppress(BaseException):
            _child(act, folder, fate, at, log, states, writer)
        os._exit(0)
    os.close(writer)
    heard, hangs = _heard(reader, child)
    outcome = Outcome()
    for line in heard.splitlines():
        told = json.loads(line)
        if "acknowledged" in told:
            outcome.acknowledged.append(tuple(told["acknowledged"]))
        elif "state" in told:
            if Path(told["place"]).parent.name == SITE:  # a command may also make another store
                outcome.states.append(told["state"])
        else:
            outcome.ended, outcome.said, outcome.unsure, outcome.kinds = (
                told[name] for name in ("ended", "said", "unsure", "kinds")
            )
    if hangs:
        outcome.ended = "hangs"
    return outcome


def _heard(reader: int, child: int) -> tuple[str, bool]:
    parts: list[bytes] = []
    end = time.monotonic() + PATIENCE
    hangs = False
    while True:
        if not select.select([reader], [], [], max(0.0, end - time.monotonic()))[0]:
            hangs = True
            os.kill(child, signal.SIGKILL)
            end = time.monotonic() + PATIENCE
            continue
        if not (part := os.read(reader, 1 << 16)):
            break
        parts.append(part)
    os.close(reader)
    os.waitpid(child, 0)
    return b"".join(parts).decode(), hangs


def _child(
    act: Callable[[], object], folder: Path, fate: str | None, at: int, log: int, states: bool, writer: int
) -> None:
    os.chdir("/")
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    use("en")

    def tell(**what: Any) -> None:
        os.write(writer, (json.dumps(what) + "\n").encode())

    _acknowledging(tell, states)
    ended, said, unsure = "done", "", False
    shim.watch(folder, fate, at, log=log)
    try:
        act()
        shim.say(json.dumps(["", 0, ""]))  # whoever asked for it was told that it is done
    except (CommitUnsure, Refused, DeskError) as error:
        ended, unsure = "refused", isinstance(error, CommitUnsure)
        said = explain(error) if isinstance(error, DeskError) else str(error)
    except BaseException:
        ended, said = "crashed", traceback.format_exc()
    tell(ended=ended, said=said, unsure=unsure, kinds=shim.stop())


def _acknowledging(tell: Callable[..., None], states: bool) -> None:
    """Whatever a door of the desk answers is told outside at once: it was acknowledged."""
    run_door, finish = writing.write, Work.finish
    heads: list[tuple[int, str]] = []

    def finished(work: Work) -> None:
        finish(work)
        heads.append((work.tx.head.last_site_seq, work.tx.head.head_hash))

    def answered(desk: Desk, *rest: Any) -> Any:
        result = run_door(desk, *rest)
        tell(acknowledged=(desk.store.place, *heads[-1]))
        shim.say(json.dumps([desk.store.place, *heads[-1]]))
        if states:
            tell(state=state_of(desk), place=desk.store.place)
        return result

    Work.finish = finished  # type: ignore[method-assign, assignment]
    writing.write = answered  # type: ignore[assignment]


# --- what is in a store ------------------------------------------------------------------------------------------


class Stored(Protocol):
    """Whatever has a store."""

    @property
    def store(self) -> Store: ...


#: The tables of the index of words arrange themselves.
_TABLES: Final = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
    "AND name NOT LIKE 'search_words%' AND name NOT LIKE 'search_vocabulary%'"
)


def state_of(desk: Stored) -> State:
    """How many rows each table has, and where the record ends."""
    with desk.store.reading() as tx:
        counts = {str(name): int(tx.one(f"SELECT count(*) FROM {name}")[0]) for (name,) in tx.all(_TABLES)}
        return {**counts, "last event": tx.head.last_site_seq}


def opened(store: Path, now: Callable[[], Any]) -> Desk:
    """The desk of a store with its administrator at it."""
    desk = open_desk(str(store), now=now)
    return desk.by("root")
