"""Visitors, appointments, rooms and passes as JSON documents; unknown values are ``None``."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from deskconsole.desk.visitors.passes import PassOut
from deskconsole.desk.visitors.records import Expected, RoomUse, VisitorLine, VisitorsDay, WatchNotice
from deskconsole.text.dates import rfc3339
from deskconsole.text.masking import masked


def expected_document(expected: Expected, zone: tzinfo, *, private: bool = True) -> dict[str, Any]:
    """One appointment; ``private``: its telephone number in full."""
    form = expected.form
    return {
        "id": expected.id,
        "state": expected.state,
        "at": rfc3339(form.at, zone),
        "kind": form.kind,
        "name": form.name,
        "phone": form.phone if private or form.phone is None else masked(form.phone),
        "purpose": form.purpose,
        "category": form.category,
        "fields": dict(form.fields),
        "watch": watch_documents(expected.notices),
    }


def visitor_document(line: VisitorLine, zone: tzinfo, *, private: bool = True) -> dict[str, Any]:
    """One visitor; without ``private`` the parts that the counter hides are masked."""
    hidden = () if private else line.private

    def iso(at: datetime | None) -> str | None:
        return rfc3339(at, zone) if at is not None else None

    return {
        "number": line.number,
        "kind": line.kind,
        "name": line.name,
        "phone": masked(line.phone) if "contact" in hidden and line.phone else line.phone,
        "purpose": line.purpose,
        "fields": {n: masked(str(value)) if n in hidden and value else value for n, value in line.fields.items()},
        "people": line.people,
        "passes": list(line.passes),
        "arrived": iso(line.arrived_at),
        "told": line.host_told,
        "told_at": iso(line.host_told_at),
        "answer": line.answer,
        "reason": line.reason,
        "estimate": iso(line.estimate),
        "seen": iso(line.seen_at),
        "left": iso(line.left_at),
        "do": line.do,
        "rule": line.rule,
        "due": iso(line.due),
        "watch": watch_documents(line.notices),
    }


def day_documents(day: VisitorsDay, zone: tzinfo, *, private: bool) -> Iterator[dict[str, Any]]:
    """The visitors of a day, each with its place: expected, waiting, with_host, left."""
    for expected in day.expected:
        yield {"place": "expected", **expected_document(expected, zone, private=private)}
    for line in (*day.waiting, *day.with_host, *day.left):
        yield {"place": line.place, **visitor_document(line, zone, private=private)}


def room_document(use: RoomUse, zone: tzinfo) -> dict[str, Any]:
    """One meeting in a room, with what has been prepared."""
    return {
        "id": use.id,
        "room": use.room,
        "starts": rfc3339(use.starts, zone),
        "ends": rfc3339(use.ends, zone),
        "title": use.title,
        "organiser": use.organiser,
        "people": use.people,
        "prepared": {name: {"by": by, "at": rfc3339(at, zone)} for name, (by, at) in use.prepared.items()},
    }


def pass_document(out: PassOut, zone: tzinfo) -> dict[str, Any]:
    """One pass that is out."""
    return {"pass": out.number, "number": out.ticket, "name": out.name, "out": rfc3339(out.out_at, zone)}


def watch_documents(notices: tuple[WatchNotice, ...]) -> list[dict[str, Any]]:
    """Quiet warnings: which entry, and whom to tell; why stands in the watch list alone."""
    return [{"entry": notice.entry, "tell": notice.tell} for notice in notices]
