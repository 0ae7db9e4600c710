"""A day of made-up work for a new store, so that a new desk has something to look at."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from deskconsole.data_files import data_folder
from deskconsole.desk.acting import act
from deskconsole.desk.forms import read_form
from deskconsole.desk.intake import intake
from deskconsole.desk.opening import Desk
from deskconsole.desk.people import add_staff
from deskconsole.domain.record import dataclass


@dataclass(frozen=True, slots=True)
class _Deed:
    """One thing that somebody did, at a moment before now; ``entry`` is the intake or the event."""

    at: datetime
    ticket: int
    by: str | None
    entry: Mapping[str, Any]
    opens: bool


def fill(desk: Desk) -> None:
    """Work through the made-up day of the desk's first pack, in the order in which it happened.

    Each deed is recorded at its own moment, as if the desk had been open then. A pack without a made-up day
    leaves the store with its people only.
    """
    folder = data_folder() / "demo"
    now = desk.now()
    for person in tomllib.loads((folder / "staff.toml").read_text("utf-8"))["staff"]:
        add_staff(
            desk,
            person["login"],
            name=person["name"],
            role=person["role"],
            department=person["department"],
            qualified=bool(person.get("qualified")),
        )
    file = folder / f"{desk.pack.name}.jsonl"
    if not file.exists():
        return
    numbers: dict[int, str] = {}
    for deed in sorted(_deeds(file.read_text("utf-8"), now), key=lambda deed: (deed.at, deed.ticket)):
        there = replace_now(desk, deed)
        if deed.opens:
            form = read_form(there, deed.entry, now=deed.at)
            numbers[deed.ticket] = intake(there, form, source="demo").number
        else:
            _do(there, numbers[deed.ticket], deed, now)


def replace_now(desk: Desk, deed: _Deed) -> Desk:
    """The same desk at the moment of ``deed``, with who did it."""
    return replace(desk, now=lambda: deed.at, login=deed.by or desk.login, _actor=None)


def _deeds(text: str, now: datetime) -> Iterator[_Deed]:
    for index, line in enumerate(text.splitlines()):
        entry = json.loads(line)
        yield _Deed(_ago(entry, now), index, entry.get("by"), entry["intake"], True)
        for event in entry.get("then", ()):
            yield _Deed(_ago(event, now), index, event.get("by"), event, False)


def _ago(entry: Mapping[str, Any], now: datetime) -> datetime:
    return now - timedelta(minutes=entry["minutes_ago"])


def _do(desk: Desk, number: str, deed: _Deed, now: datetime) -> None:
    entry = deed.entry
    fields = dict(entry.get("fields") or {})
    fields |= {name: entry[name] for name in ("to", "outcome", "reason", "score", "remark") if name in entry}
    if "due_in" in entry:
        fields["due"] = now + timedelta(minutes=entry["due_in"])
    act(desk, number, entry["event"], text=entry.get("text"), fields=fields, source="demo")
