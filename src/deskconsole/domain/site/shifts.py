"""Shifts, the news of a day and the roster, as the site's events say."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from deskconsole.domain.site.row import UNKNOWN, Row, Table, at, begun, by, changed
from deskconsole.domain.site.visitors import ticked
from deskconsole.domain.tickets.event import Event

#: States of a shift.
OPEN: Final = "open"
HANDED_OVER: Final = "handed_over"
ACCEPTED: Final = "accepted"


class Shift(NamedTuple):
    """One person's shift. ``sheet``: what was open when it was handed over, by numbers."""

    uuid: str
    state: str
    part: str
    login: str
    opened_at: datetime
    ticked: Mapping[str, Any]
    note: str | None
    sheet: Mapping[str, Any] | None
    handed_over_at: datetime | None
    handed_over_by: str | None
    accepted_at: datetime | None
    accepted_by: str | None


class News(NamedTuple):
    """Something to know on a local day (ISO)."""

    uuid: str
    day: str
    text: str
    added_by: str
    added_at: datetime
    dropped: bool


class Duty(NamedTuple):
    """Who has the duty of a part of a day, and who stands in for them."""

    day: str
    part: str
    login: str
    substitute: str | None
    absent: bool


def _opened(event: Event) -> dict[str, Any]:
    return {
        "uuid": event.fields.get("shift"),
        "state": OPEN,
        "part": event.fields.get("part"),
        "login": event.by,
        "opened_at": at(event),
        "ticked": {},
        "note": None,
        "sheet": None,
        "handed_over_at": None,
        "handed_over_by": None,
        "accepted_at": None,
        "accepted_by": None,
    }


def _handed_over(_row: Row, event: Event) -> dict[str, Any]:
    fields = event.fields
    return {
        "state": HANDED_OVER,
        "note": fields.get("note", None if "sheet" in fields else UNKNOWN),
        "sheet": fields.get("sheet", UNKNOWN),
        "handed_over_at": at(event),
        "handed_over_by": event.by,
    }


def _accepted(_row: Row, event: Event) -> dict[str, Any]:
    return {"state": ACCEPTED, "accepted_at": at(event), "accepted_by": event.by}


SHIFTS: Final = Table(
    "shift",
    Shift,
    ("uuid",),
    by("shift"),
    {
        "shift_opened": begun(_opened),
        "shift_item_ticked": changed(lambda row, event: {"ticked": ticked(row["ticked"], event)}),
        "shift_handed_over": changed(_handed_over),
        "shift_accepted": changed(_accepted),
    },
)


def _news(event: Event) -> dict[str, Any]:
    fields = event.fields
    return {
        "uuid": fields.get("id"),
        "day": fields.get("day"),
        "text": fields.get("text"),
        "added_by": event.by,
        "added_at": at(event),
        "dropped": False,
    }


NEWS: Final = Table(
    "shift_news",
    News,
    ("uuid",),
    by("id"),
    {"news_added": begun(_news), "news_dropped": changed(lambda _row, _event: {"dropped": True})},
)


def _days(event: Event) -> list[tuple[Any, ...]]:
    """The days of a change of the roster; an older version wrote down their number only, so that none is known."""
    fields, part = event.fields, event.fields.get("part")
    if event.kind == "duty_absent":
        return [(fields.get("day"), part)]
    days = fields.get("days")
    if isinstance(days, list):
        return [(day, part) for day in days]
    first, last = (date.fromisoformat(str(fields[name])) for name in ("since", "until"))
    return [((first + timedelta(days=n)).isoformat(), part) for n in range((last - first).days + 1)]


def _rostered(_row: Row | None, event: Event) -> Row | None:
    fields = event.fields
    if not isinstance(fields.get("days"), list):
        return dict.fromkeys(("login", "substitute", "absent"), UNKNOWN)
    if not fields.get("login"):
        return None
    return {"login": fields["login"], "substitute": fields.get("substitute") or None, "absent": False}


ROSTER: Final = Table(
    "duty",
    Duty,
    ("day", "part"),
    _days,
    {
        "roster_changed": _rostered,
        "duty_absent": changed(lambda _row, event: {"absent": bool(event.fields.get("absent"))}),
    },
)
