"""Appointments, rooms, passes and the watch list, as the site's events say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.site.row import Row, Table, at, begun, by, changed
from deskconsole.domain.tickets.event import Event
from deskconsole.text.dates import parse_instant
from deskconsole.text.phones import first_digits

#: What of an appointment the check-in form is filled in with.
BODY: Final = ("kind", "name", "phone", "purpose", "category", "fields")


class Appointment(NamedTuple):
    """Somebody who is to come; ``state``: expected, arrived or cancelled. ``body``: what else the form begins with."""

    uuid: str
    at: datetime
    state: str
    kind: str
    name: str
    digits: str | None
    ticket: str | None
    body: Mapping[str, Any]


class RoomUse(NamedTuple):
    """A meeting in a room; ``prepared``: what was prepared → by whom and when."""

    uuid: str
    room: str
    starts: datetime
    ends: datetime
    title: str
    organiser: str | None
    people: int | None
    prepared: Mapping[str, Any]
    cancelled: bool


class Pass(NamedTuple):
    """A pass that a visitor was given; out until ``back_at``."""

    number: str
    ticket: str
    out_at: datetime
    back_at: datetime | None


class Watched(NamedTuple):
    """Somebody whom the desk watches for; ``number`` is how the counter speaks of the entry."""

    number: int
    name: str | None
    digits: str | None
    organisation: str | None
    reason: str
    tell: str
    added_at: datetime
    added_by: str
    ended_at: datetime | None


def _expected(row: Row | None, event: Event) -> Row | None:
    fields = event.fields
    if fields.get("again"):  # a visitor was signed in by mistake
        return None if row is None else {**row, "state": "expected", "ticket": None}
    phone = fields.get("phone")
    return {
        "uuid": fields.get("id"),
        "at": parse_instant(str(fields.get("at"))),
        "state": "expected",
        "kind": fields.get("kind"),
        "name": fields.get("name"),
        "digits": first_digits(str(phone)) if phone else None,
        "ticket": None,
        "body": {name: fields.get(name) for name in BODY},
    }


APPOINTMENTS: Final = Table(
    "expected_visitor",
    Appointment,
    ("uuid",),
    by("id"),
    {
        "visitor_expected": _expected,
        "visitor_arrived": changed(lambda _row, event: {"state": "arrived", "ticket": event.fields.get("number")}),
        "visitor_cancelled": changed(lambda _row, _event: {"state": "cancelled"}),
    },
)


def _planned(event: Event) -> dict[str, Any]:
    fields = event.fields
    return {
        "uuid": fields.get("id"),
        "room": fields.get("room"),
        "starts": parse_instant(str(fields.get("starts"))),
        "ends": parse_instant(str(fields.get("ends"))),
        "title": fields.get("title"),
        "organiser": fields.get("organiser") or None,
        "people": int(fields["people"]) if fields.get("people") else None,
        "prepared": {},
        "cancelled": False,
    }


def ticked(ticks: Mapping[str, Any], event: Event) -> dict[str, Any]:
    """Ticks by name after one was made or taken away: by whom, and when."""
    item, after = str(event.fields.get("item")), dict(ticks)
    if event.fields.get("done"):
        after.setdefault(item, {"by": event.by, "at": at(event).isoformat()})
    else:
        after.pop(item, None)
    return after


ROOM_USES: Final = Table(
    "room_use",
    RoomUse,
    ("uuid",),
    by("id"),
    {
        "room_planned": begun(_planned),
        "room_prepared": changed(lambda row, event: {"prepared": ticked(row["prepared"], event)}),
        "room_cancelled": changed(lambda _row, _event: {"cancelled": True}),
    },
)


def _given(event: Event) -> dict[str, Any]:
    fields = event.fields
    return {"number": fields.get("pass"), "ticket": fields.get("number"), "out_at": at(event), "back_at": None}


PASSES: Final = Table(
    "visitor_pass",
    Pass,
    ("number", "ticket"),
    by("pass", "number"),
    {"pass_given": begun(_given), "pass_returned": changed(lambda _row, event: {"back_at": at(event)})},
)


def _watched(event: Event) -> dict[str, Any]:
    fields = event.fields
    phone = fields.get("phone")
    return {
        "number": fields.get("entry"),
        "name": fields.get("name"),
        "digits": first_digits(str(phone)) if phone else None,
        "organisation": fields.get("organisation"),
        "reason": fields.get("reason") or "",
        "tell": fields.get("tell") or "",
        "added_at": at(event),
        "added_by": event.by,
        "ended_at": None,
    }


WATCH_LIST: Final = Table(
    "watched_visitor",
    Watched,
    ("number",),
    by("entry"),
    {"watch_added": begun(_watched), "watch_ended": changed(lambda _row, event: {"ended_at": at(event)})},
)
