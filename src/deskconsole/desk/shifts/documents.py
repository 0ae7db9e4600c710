"""Shifts as JSON documents (``cli.md``): machine names, RFC 3339, every key always there."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from deskconsole.desk.shifts.records import Duty, Item, Shift, ShiftsNow, Tick
from deskconsole.desk.shifts.sheet import Sheet
from deskconsole.desk.tickets.documents import queue_document
from deskconsole.text.dates import rfc3339


def shifts_document(now: ShiftsNow, zone: tzinfo, lang: str) -> dict[str, Any]:
    """How the shifts stand."""
    return {
        "at": rfc3339(now.at, zone),
        "day": now.watch.day.isoformat(),
        "part": now.watch.part.value,
        "on_duty": now.on_duty,
        "rostered": duty_document(now.rostered) if now.rostered is not None else None,
        "current": shift_document(now.current, zone) if now.current is not None else None,
        "waiting": [shift_document(shift, zone) for shift in now.waiting],
        "items": [_item(item, zone, lang) for item in now.items],
        "news": [_item(item, zone, lang) for item in now.news],
    }


def duty_document(duty: Duty) -> dict[str, Any]:
    """A part of a day and who has it."""
    return {
        "day": duty.day.isoformat(),
        "part": duty.part.value,
        "login": duty.login,
        "substitute": duty.substitute,
        "absent": duty.absent,
    }


def shift_document(shift: Shift, zone: tzinfo) -> dict[str, Any]:
    """One shift, without the sheet that it left."""
    return {
        "id": shift.id,
        "state": shift.state,
        "part": shift.part,
        "login": shift.login,
        "opened": rfc3339(shift.opened_at, zone),
        "note": shift.note,
        "handed_over": _tick(shift.handed_over, zone),
        "accepted": _tick(shift.accepted, zone),
        "ticked": {name: _tick(tick, zone) for name, tick in shift.ticked.items()},
    }


def sheet_document(sheet: Sheet, zone: tzinfo, lang: str) -> dict[str, Any]:
    """What a shift left to the next: ``open`` are the lines of `queue` at that instant."""
    return {
        "at": rfc3339(sheet.at, zone),
        "open": [queue_document(line, sheet.at, zone, lang) for line in sheet.lines],
        "promises": [
            {
                "number": promise.number,
                "of": promise.of,
                "due": rfc3339(promise.due, zone),
                "customer": promise.customer,
                "text": promise.text,
            }
            for promise in sheet.promises
        ],
        "visitors": [{"number": number, "name": name} for number, name in sheet.visitors],
        "drafts": [
            {"person": draft.person, "form": draft.form, "since": rfc3339(draft.since, zone)} for draft in sheet.drafts
        ],
        "head": {"site_seq": sheet.head_seq, "hash": sheet.head_hash},
        "digest": sheet.digest,
    }


def _item(item: Item, zone: tzinfo, lang: str) -> Mapping[str, Any]:
    title = item.title.get(lang) if item.title is not None else item.text
    return {"name": item.name, "title": title, "ticked": _tick(item.tick, zone)}


def _tick(tick: Tick | None, zone: tzinfo) -> dict[str, Any] | None:
    return {"by": tick.by, "at": rfc3339(tick.at, zone)} if tick is not None else None
