"""What the store hands out about visitors, their rooms and passes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class ExpectedRecord(NamedTuple):
    """An appointment as it stands; ``digits`` of the telephone, to be found by."""

    id: int
    uuid: str
    at: datetime
    state: str
    kind: str
    name: str
    digits: str | None
    ticket_id: int | None
    body: Mapping[str, Any]


class RoomUseRecord(NamedTuple):
    """A meeting in a room; ``prepared``: name of what was prepared → who did it, and when (RFC 3339)."""

    id: int
    uuid: str
    room: str
    starts: datetime
    ends: datetime
    title: str
    organiser: str | None
    people: int | None
    prepared: Mapping[str, Any]
    cancelled: bool


class PassRecord(NamedTuple):
    """A pass that is out, and the ticket of the visitor who has it."""

    id: int
    number: str
    ticket_id: int
    out_at: datetime
    back_at: datetime | None


class WatchedRecord(NamedTuple):
    """One entry of the watch list."""

    id: int
    number: int
    name: str | None
    digits: str | None
    organisation: str | None
    reason: str
    tell: str
    added_at: datetime
    added_by: str
    ended_at: datetime | None
