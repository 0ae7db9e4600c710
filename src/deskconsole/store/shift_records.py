"""What the store hands out about shifts, news and the roster."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class ShiftRecord(NamedTuple):
    """A shift as it stands; ``ticked``: item → who did it, and when (RFC 3339)."""

    id: int
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


class NewsRecord(NamedTuple):
    """Something to know on a local day (ISO)."""

    uuid: str
    day: str
    text: str
    added_by: str
    added_at: datetime


class DutyRecord(NamedTuple):
    """Who has a part of a local day (ISO)."""

    day: str
    part: str
    login: str
    substitute: str | None
    absent: bool
