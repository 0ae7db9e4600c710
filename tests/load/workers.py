"""Programs of their own on one store: consoles that write and look on, telephone hooks, a file that is taken in.

Run with ``python -c``; each prints one JSON document of what it did and how long it took.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.customers.changes import change_customer
from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.papers import attachments
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.shifts import shifts
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import act, drafts, intake, settling, views
from deskconsole.desk.use_cases import Once
from deskconsole.errors import DeskError, Outdated, StoreUnusable
from deskconsole.store import tickets

#: How often a console asks whether anybody has written, in seconds.
POLL: Final = 0.25
#: Seconds at most between two things that one console does: somebody who does two a second all day, ten times as fast
#: as people are. Without a pause the processor is what everybody waits for, and nothing is learnt of the store.
PAUSE: Final = 1.0


class Worker:
    """One program: what it did, how long its saves took, which errors it would have shown."""

    def __init__(self, store: str, name: str, seconds: float) -> None:
        self.desk: Desk = open_desk(store, as_="zhou")
        self.name = name
        self.random = random.Random(name)
        self.once = Once()
        self.end = time.monotonic() + seconds
        self.saves: list[float] = []
        self.late: list[float] = []
        self.taken: list[str] = []
        self.noted: dict[str, int] = {}
        self.outdated = 0
        self.shown: list[str] = []
        self._polled = 0.0
        self._seen = 0

    def run(self) -> dict[str, Any]:
        """Work until the time is over; what came of it."""
        while time.monotonic() < self.end:
            self.look()
            began = time.monotonic()
            try:
                self.random.choice((self.take, self.note, self.note, self.ring, self.draft, self.settle))()
            except Outdated:
                self.outdated += 1
            except StoreUnusable as error:
                self.shown.append(str(error))
            else:
                self.saves.append(time.monotonic() - began)
            time.sleep(self.random.random() * PAUSE)
        self.desk.store.close()
        return {
            "name": self.name,
            "saves": self.saves,
            "late": self.late,
            "taken": self.taken,
            "noted": self.noted,
            "outdated": self.outdated,
            "shown": self.shown,
        }

    def look(self) -> None:
        """What others have written is read as a console does it; how old the oldest of it is."""
        if time.monotonic() - self._polled < POLL:
            return
        self._polled = time.monotonic()
        if not self.desk.store.changed():
            return
        with self.desk.store.reading() as tx:
            views.counts(self.desk)
            rows = tickets.events_since(tx, self._seen)
            newest = tx.one("SELECT max(recorded_at) FROM event WHERE site_seq > :after", after=self._seen)[0]
            if rows and self._seen and newest is not None:
                self.late.append(max(0.0, datetime.now(UTC).timestamp() - newest / 1_000_000))
            self._seen = max([self._seen, *(row[0] for row in rows)])

    def take(self) -> None:
        """An inquiry."""
        form = IntakeForm("online", "inquiry", "core", f"客户{self.name}", "wx:x", "product", "内容", "需求")
        self.taken.append(self.once.run(intake.intake, self.desk, form).number)

    def note(self) -> None:
        """A note on a ticket that several work on, saved only if nobody else has written meanwhile."""
        number = self.random.choice(("1", "2", "3"))
        seen = views.show(self.desk, number)
        self.once.run(act.act, self.desk, number, "noted", text=self.name, expect=seen.events[-1].seq)
        self.noted[number] = self.noted.get(number, 0) + 1

    def ring(self) -> None:
        """A call from one of a few numbers, which is given up."""
        call = f"{self.name} {time.monotonic_ns()}"
        calls.ring(self.desk, f"1380000{self.random.randrange(10):04}", call=call)
        calls.hang_up(self.desk, call)

    def draft(self) -> None:
        """A half-filled form."""
        drafts.save_draft(self.desk, self.name, "intake", {"customer": self.name, "content": "x" * 200})

    def settle(self) -> None:
        """What time has brought about, as every console looks after it."""
        settling.settle(self.desk, portions=1)


def main() -> None:
    """``workers.py STORE NAME SECONDS``"""
    store, name, seconds = sys.argv[1:]
    with suppress(DeskError):
        sys.stdout.write(json.dumps(Worker(store, name, float(seconds)).run()))


# --- writers that are killed -------------------------------------------------------------------------------------


def write_everything(store: str, turn: int) -> None:
    """Write by every kind of use case until killed; after each, its key on standard output: it is acknowledged."""
    desk = open_desk(store, as_="zhou")
    paper = Path(store).with_name("paper.txt")
    for n in range(10_000):
        key = f"key {turn} {n}"
        ways: tuple[Callable[[], object], ...] = (
            partial(
                intake.intake, desk, IntakeForm("online", "inquiry", "core", "客", "wx:x", "product", "x", key), key=key
            ),
            partial(act.act, desk, "1", "noted", text=key, key=key),
            partial(calls.ring, desk, f"138{turn:04}{n:04}", call=key),
            partial(shifts.add_news, desk, key, key=key),
            partial(attachments.attach, desk, "1", [paper], text=key, key=key),
            partial(change_customer, desk, 1, {"needs": key}, key=key),
        )
        ways[n % len(ways)]()
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()


def nurse(store: str, rounds: int) -> None:
    """Let so many children write one after the other, and kill each in the middle of it; prints what was heard."""
    open_desk(store).store.close()  # everything is imported now; the children need not do it again
    for turn in range(rounds):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(writer, 1)
            os.close(reader)
            write_everything(store, turn)
        os.close(writer)
        with os.fdopen(reader) as answers:
            heard = [answers.readline() for _ in range(turn % 14)]
            os.kill(child, signal.SIGKILL)
            heard += answers.readlines()
        os.waitpid(child, 0)
        sys.stdout.write("".join(line for line in heard if line.endswith("\n")))
        sys.stdout.flush()
