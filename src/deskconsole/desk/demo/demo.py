"""A day of made-up work for a new store, so that a new desk has something to look at."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from deskconsole.data_files import data_folder
from deskconsole.desk.demo import queue_numbers as demo_queue_numbers
from deskconsole.desk.demo.visitors import SIGN_OUT, begin, kind_of
from deskconsole.desk.desk import Desk
from deskconsole.desk.sign_on.pins import set_known_pin
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets.act import act
from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.tickets.intake_forms import read_form
from deskconsole.desk.visitors.checking_out import sign_out
from deskconsole.record import dataclass

#: The PIN of everybody made up, told when a demo is made; no other store has one that anybody knows.
PIN: Final = "246813"
#: What an entry says of an event beside its text, its time and the fields of its form.
_CARRIED: Final = ("to", "outcome", "reason", "score", "remark", "evidence", "channel", "level")


@dataclass(frozen=True, slots=True)
class _Deed:
    """One thing that somebody did, at a moment before now; ``entry`` is the intake or the event."""

    at: datetime
    ticket: int
    by: str | None
    entry: Mapping[str, Any]
    opens: bool


def fill(desk: Desk) -> None:
    """The made-up colleagues, and the made-up days of the desk's packs."""
    add_people(desk)
    work_through(desk)


def work_through(desk: Desk) -> None:
    """Work through the made-up days of the desk's packs, in the order in which it all happened.

    Each deed is recorded at its own moment, as if the desk had been open then. A pack without a made-up day brings
    nothing; of one whose kind of work another pack has taken over, what is of that kind is left out.
    """
    folder = data_folder() / "demo"
    now = desk.now()
    lines = [
        line
        for pack in desk.packs
        if (file := folder / f"{pack.name}.jsonl").exists()
        for line in map(json.loads, file.read_text("utf-8").splitlines())
        if (kind := kind_of(line)) is None or desk.pack_for(kind=kind) is pack
        if not demo_queue_numbers.is_number(line) or demo_queue_numbers.of_today(desk, line, now)
    ]
    numbers: dict[int, str] = {}
    for deed in sorted(_deeds(lines, now), key=lambda deed: (deed.at, deed.ticket)):
        there = replace_now(desk, deed)
        if demo_queue_numbers.is_number(lines[deed.ticket]):
            if deed.opens:
                numbers[deed.ticket] = demo_queue_numbers.take(there, deed.entry)
            else:
                demo_queue_numbers.go_on(there, numbers[deed.ticket], deed.entry)
        elif deed.opens and "intake" in deed.entry:
            form = read_form(there, _dated(deed.entry["intake"], now, desk.zone), now=deed.at)
            numbers[deed.ticket] = intake(there, form).number
        elif deed.opens:
            numbers[deed.ticket] = begin(there, deed.entry, numbers.get(deed.ticket, ""), now)
        elif deed.entry["event"] == SIGN_OUT:
            sign_out(there, numbers[deed.ticket])
        else:
            _do(there, numbers[deed.ticket], deed, now)


def add_people(desk: Desk) -> None:
    """The made-up colleagues whose role and department the packs know."""
    roles = {role.name for pack in desk.packs for role in pack.roles}
    departments = {department.name for pack in desk.packs for department in pack.departments}
    for person in tomllib.loads((data_folder() / "demo" / "staff.toml").read_text("utf-8"))["staff"]:
        if person["role"] in roles and person["department"] in departments:
            add_staff(
                desk,
                person["login"],
                name=person["name"],
                role=person["role"],
                department=person["department"],
                qualified=bool(person.get("qualified")),
            )
            set_known_pin(desk, person["login"], PIN)


def replace_now(desk: Desk, deed: _Deed) -> Desk:
    """The same desk at the moment of ``deed``, with who did it."""
    there = desk.by(deed.by) if deed.by else desk
    return replace(there, now=lambda: deed.at, source="demo")


def _deeds(lines: Sequence[Mapping[str, Any]], now: datetime) -> Iterator[_Deed]:
    for index, entry in enumerate(lines):
        yield _Deed(_ago(entry, now), index, entry.get("by"), entry, True)
        if "arrives" in entry:
            yield _Deed(_ago(entry["arrives"], now), index, entry.get("by"), {"arrives": entry["arrives"]}, True)
        for event in entry.get("then", ()):
            yield _Deed(_ago(event, now), index, event.get("by"), event, False)


def _ago(entry: Mapping[str, Any], now: datetime) -> datetime:
    return now - timedelta(minutes=entry["minutes_ago"])


def _dated(entry: Mapping[str, Any], now: datetime, zone: tzinfo) -> dict[str, Any]:
    """An entry whose own fields have real dates: ``{"days": 3}`` is a date, ``{"minutes": 90}`` an instant from now."""
    fields = {name: _date(value, now, zone) for name, value in (entry.get("fields") or {}).items()}
    return {**entry, "fields": fields} if fields else dict(entry)


def _date(value: Any, now: datetime, zone: tzinfo) -> Any:
    if not isinstance(value, Mapping):
        return value
    if "days" in value:
        return (now.astimezone(zone) + timedelta(days=value["days"])).date().isoformat()
    return (now + timedelta(minutes=value["minutes"])).isoformat()


def _do(desk: Desk, number: str, deed: _Deed, now: datetime) -> None:
    entry = _dated(deed.entry, now, desk.zone)
    fields = dict(entry.get("fields") or {})
    fields |= {
        name: entry[name]
        for name in ("to", "outcome", "reason", "score", "remark", "evidence", "channel", "level")
        if name in entry
    }
    if "due_in" in entry:
        fields["due"] = now + timedelta(minutes=entry["due_in"])
    act(desk, number, entry["event"], text=entry.get("text"), fields=fields)
