"""What the store gives out of the ledger and of attachments; see ``records.py``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

#: The kinds of events whose words or times stand in the ledger.
LEDGER_EVENTS: Final = (
    *("picked_up", "greeted", "responded", "promised", "answered", "proposed", "replied", "solved"),
    *("finished", "followed_up", "rated", "withdrawn", "reopened", "merged", "undone"),
)


class LedgerTicket(NamedTuple):
    """A ticket's own columns in the ledger."""

    id: int
    opened_at: datetime
    number: str
    pack: str
    received_at: datetime | None
    channel: str | None
    kind: str | None
    category: str | None
    tier: str | None
    level: int | None
    urgent: bool
    customer: str | None
    contact: str | None
    content: str | None
    request: str | None
    fields: Mapping[str, Any]
    first_receiver: str | None
    owner: str | None
    stage: str | None
    filed_at: datetime | None
    closed_at: datetime | None


class LedgerEvent(NamedTuple):
    """One event that the ledger tells of; an erased one has neither text nor fields."""

    ticket_id: int
    seq: int
    kind: str
    of: int | None
    happened_at: datetime
    by: str | None
    text: str | None
    fields: Mapping[str, Any]


class AttachedRecord(NamedTuple):
    """One file that was attached to a ticket, by its event."""

    number: str
    seq: int
    file: str
    digest: str
    size: int
    type: str
