"""The command line inside this process: fast, with a clock that stands still."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from deskconsole.cli import main
from deskconsole.desk import founding, opening
from tests.desk.support import SHANGHAI, template

DATA: Final = Path(__file__).parents[1] / "data"
#: What a terminal could act on: C0 without tab and line feed, DEL, C1, and what turns a line around.
CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")
CLOCK: Final = [
    *("rule", "of", "do", "title", "role", "assignee", "started", "due", "first_due", "ended", "state", "overdue"),
    *("breaches", "remaining_seconds", "provisional", "reclassified"),
]


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def reasons(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


class Cli:
    """Runs commands on one store; ``now`` is what their clock says."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.now = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)
        self.store = folder / "desk.db"
        self._monkeypatch, self._capsys = monkeypatch, capsys
        monkeypatch.setenv("DESKCONSOLE_STORE", str(self.store))
        for module, name in ((opening, "open_desk"), (founding, "make_site")):
            monkeypatch.setattr(module, name, partial(getattr(module, name), now=lambda: self.now))
        shutil.copy(template(("robot-integrator",)), self.store)

    def __call__(self, *argv: str, stdin: str | bytes = b"", as_: str | None = "zhou", lang: str = "en") -> Answer:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        self._capsys.readouterr()
        try:
            status = main([*argv, "--lang", lang, *(("--as", as_) if as_ else ())])
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = self._capsys.readouterr()
        assert CONTROL.search(said.out + said.err) is None
        return Answer(status, said.out, said.err)

    def json(self, *argv: str, **more: Any) -> Any:
        """The JSON document of a command that succeeds."""
        return self(*argv, "--json", **more).document

    def take(self, channel: str = "online", tier: str = "core", *more: str) -> str:
        """One inquiry; its number."""
        form = {
            "kind": "inquiry",
            "customer": "华南精密 陈立",
            "contact": "13812345678",
            "category": "product",
            "content": "焊接工位换型频繁",
            "request": "选型建议",
        }
        options = [option for name, value in form.items() for option in (f"--{name}", value)]
        return str(self.json("intake", "--channel", channel, "--tier", tier, *options, *more)["number"])

    def later(self, **time: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**time)
        return self.now

    def events(self) -> int:
        """How many events the store holds."""
        desk = opening.open_desk(str(self.store), as_="zhou")
        with desk.store.reading() as tx:
            row = tx.one("SELECT count(*) FROM event")
        desk.store.close()
        assert row is not None
        return int(row[0])


def local(at: datetime) -> str:
    """An instant as the command line prints it for this site."""
    return at.astimezone(SHANGHAI).isoformat()


def hostile() -> Iterator[dict[str, Any]]:
    """The forms whose text attacks whatever shows them."""
    for line in (DATA / "intake_hostile.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)
