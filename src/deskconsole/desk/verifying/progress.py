"""How far a verification has come with the tickets, which take longest: kept beside the store, so that one that was
ended can be gone on with.

What is kept can be forged by whoever can write there: only who asks for it goes on from it, and it counts only where
the record up to its head is still the same.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.verifying.run import Verification
from deskconsole.errors import DeskError
from deskconsole.store.record import chain
from deskconsole.store.record.checking import FIRST

#: Beside the store; so often it is written.
FILE: Final = ".verifying"
EVERY: Final = timedelta(seconds=10)


class Progress:
    """The place that a verification has reached among the tickets, and what it has found there."""

    def __init__(self, run: Verification) -> None:
        self._run = run
        self._path: Path = run.desk.folder / FILE
        self._part = self._path.with_name(f"{FILE}.part")
        with suppress(OSError):
            self._part.unlink(missing_ok=True)  # of one that was killed while it wrote
        self._written: datetime = run.desk.now()
        #: the last ticket that was looked at, and the differences up to there
        self.after = FIRST
        self.problems: list[DeskError] = []

    def take_up(self) -> None:
        """Go on where an earlier verification was ended, if there is one and the record is still the one it read."""
        with suppress(OSError, ValueError, LookupError, TypeError):
            stored = json.loads(self._path.read_text("utf-8"))
            with self._run.look() as look:
                same = chain.hash_at(look.tx, stored["head"][0]) == stored["head"][1]
            if same and stored["clocks"] == self._run.clocks:
                numbers = {str(day): int(last) for day, last in stored["numbers"].items()}
                problems = [DeskError(template, **values) for template, values in stored["problems"]]
                self._run.uses.take_up(stored["uses"])
                self.after, self._run.numbers, self.problems = int(stored["after"]), numbers, problems

    def reached(self, after: int, problems: Sequence[DeskError]) -> None:
        """The tickets up to this row key were looked at."""
        self.after = after
        self.problems += problems
        if (now := self._run.desk.now()) - self._written < EVERY:
            return
        self._written = now
        with suppress(OSError):  # where nothing can be kept nothing can be gone on with
            self._part.unlink(missing_ok=True)
            self._part.touch(0o600)  # differences may hold what is nobody's business
            self._part.write_text(json.dumps(self._document(), default=str), "utf-8")
            self._part.replace(self._path)

    def _document(self) -> Mapping[str, Any]:
        run = self._run
        return {
            "head": [run.uses.head.site_seq, run.uses.head.hash],
            "clocks": run.clocks,
            "after": self.after,
            "numbers": run.numbers,
            "uses": run.uses.document(),
            "problems": [[problem.template, dict(problem.values)] for problem in self.problems],
        }

    def end(self) -> None:
        """Every ticket was looked at."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
