"""The real console on a store of its own: `python -m deskconsole --store …` on a pseudo-terminal, in Chinese."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.founding import make_site
from deskconsole.desk.opening import open_desk
from deskconsole.desk.records import Draft
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import drafts
from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.tickets.intake_forms import read_form
from deskconsole.desk.verifying.verifying import verify
from deskconsole.present.catalogue import explain
from tests.desk.support import PEOPLE
from tests.terminal.pty_desk import NotSeen, PtyDesk, environment, python
from tests.terminal.test_foreign_text import OWN, dangerous

DATA: Final = Path(__file__).parents[1] / "data"
#: Two processors shared with the other tests: only a failing test waits so long.
PATIENCE: Final = 20.0
#: What stands on every queue that is read, in Chinese: its heading, or what an empty one says.
QUEUE: Final = "[1 全部"
EMPTY: Final = "F2"


class Place:
    """A site's folder with its store, and who works there."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "desk.db"
        shutil.copy(_template(), self.store)

    def desk(self, as_: str = "zhou") -> Desk:
        """The store opened in this process; close it."""
        return open_desk(str(self.store), as_=as_)

    def console(
        self, as_: str = "zhou", *, size: tuple[int, int] = (80, 24), env: Mapping[str, str | None] | None = None
    ) -> PtyDesk:
        """A console, its first page not yet read."""
        argv = python("-m", "deskconsole", "--store", str(self.store), "--as", as_, "--lang", "zh")
        # What random keys save must not lie in anybody's own folder, nor come out of a printer.
        home = self.store.parent
        state = {"XDG_STATE_HOME": str(home / "state"), "HOME": str(home), "PRINTER": "none"}
        return PtyDesk(argv, size=size, env={**state, **(env or {})}, cwd=home, patience=PATIENCE)

    def run(self, *arguments: str, as_: str = "zhou") -> str:
        """A command of the program, in a process of its own; what it printed."""
        argv = python("-m", "deskconsole", "--store", str(self.store), "--as", as_, "--lang", "zh")
        done = subprocess.run(
            [*argv, *arguments],
            env=environment(None),
            cwd=self.store.parent,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def take(self, **fields: Any) -> str:
        """An inquiry comes in; its number."""
        form = {
            "channel": "online",
            "kind": "inquiry",
            "tier": "core",
            "customer": "华南精密 陈立",
            "contact": "wx:chenli",
            "category": "technical",
            "content": "焊接工位换型频繁",
            "request": "选型建议",
        }
        return self.take_all([form | fields])[0]

    def take_all(self, forms: list[dict[str, Any]]) -> list[str]:
        """Inquiries come in, all of them now; their numbers."""
        desk = self.desk()
        try:
            now = desk.now()
            return [
                intake(desk, read_form(desk, {**form, "received": now - timedelta(seconds=1)}, now=now)).number
                for form in forms
            ]
        finally:
            desk.store.close()

    def drafts(self, as_: str = "zhou") -> list[Draft]:
        """What a person has typed and not saved, as the store keeps it."""
        desk = self.desk(as_)
        try:
            return drafts.drafts(desk)
        finally:
            desk.store.close()

    def problems(self) -> list[str]:
        """What `verify --clocks` names to who has made the store: an administrator."""
        desk = open_desk(str(self.store))
        try:
            return [explain(problem) for problem in verify(desk, clocks=True)]
        finally:
            desk.store.close()

    def failures(self) -> str:
        """The console's private log of what went wrong; empty when nothing did."""
        logs = (self.store.parent / "state").rglob("*.log")
        return "\n".join(log.read_text("utf-8") for log in logs)


@cache
def _template() -> Path:
    path = Path(_folder().name) / "desk.db"
    desk = make_site(str(path), code="SZ")
    for login, (role, department) in PEOPLE.items():
        add_staff(desk, login, name=login.title(), role=role, department=department, qualified=True)
    desk.store.close()
    return path


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="deskconsole-")


def hostile_forms() -> list[dict[str, Any]]:
    """Inquiries whose every text tries to act on the terminal."""
    return [json.loads(line) for line in (DATA / "intake_hostile.jsonl").read_text("utf-8").splitlines()]


def stray(desk: PtyDesk) -> set[str]:
    """Characters in all that was written which neither Textual writes by itself nor a text may contain."""
    return dangerous(OWN.sub("", bytes(desk.raw).decode("utf-8")))


def shows(desk: PtyDesk, *texts: str) -> None:
    """Waits until every text stands on the screen."""
    desk.wait_for(lambda desk: all(text in desk.text for text in texts))


def hides(desk: PtyDesk, *texts: str) -> None:
    """Waits until none of the texts stands on the screen."""
    desk.wait_for(lambda desk: not any(text in desk.text for text in texts))


def comes_true(desk: PtyDesk, condition: Callable[[], object]) -> None:
    """Waits until something outside the screen is so; the screen is read meanwhile."""
    for _ in range(int(PATIENCE / 0.05)):
        if condition():
            return
        desk.read(0.05)
    raise NotSeen(f"it never came true:\n{desk.text}")


def leaves(desk: PtyDesk) -> None:
    """Quits from wherever it is."""
    desk.feed("ctrl+q")
    assert desk.wait_exit(PATIENCE) == 0


def day_forms(before: datetime | None = None) -> list[dict[str, Any]]:
    """The inquiries of a day, in the order in which they came; those before an instant."""
    forms = [json.loads(line) for line in (DATA / "intake_day.jsonl").read_text("utf-8").splitlines()]
    forms.sort(key=lambda form: datetime.fromisoformat(form["received"]))
    return [form for form in forms if before is None or datetime.fromisoformat(form["received"]) < before]
