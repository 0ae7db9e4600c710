"""Programs of their own on one store: consoles that write and look on, telephone hooks, a file that is taken in.

Run with ``python -c``; each prints one JSON document of what it did and how long it took.
"""

import json
import random
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import act, drafts, intake, settling, views
from deskconsole.desk.use_cases import Once
from deskconsole.errors import DeskError, Outdated, StoreUnusable
from deskconsole.store import tickets

#: How often a console asks whether anybody has written, in seconds.
POLL: Final = 0.25
#: Seconds between two things that one console does: somebody who is in a hurry.
PAUSE: Final = 0.1


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
