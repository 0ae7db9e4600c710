"""What the search gives out; field names are column names, as in ``records.py``."""

from typing import NamedTuple


class EventHit(NamedTuple):
    """An event of a ticket and what it says; ``body`` is its payload.

    Without one but with a digest it has been erased, and says nothing.
    """

    id: int
    ticket_id: int
    seq: int
    kind: str
    recorded_at: int
    number: str
    customer: str | None
    payload_digest: str
    body: str | None


class TextHit(NamedTuple):
    """A customer or an article; instants in microseconds."""

    id: int
    kind: str
    ref: str
    title: str
    body: str
    readings: str
    written_at: int


class CustomerTicket(NamedTuple):
    """A ticket found by whose it is."""

    id: int
    number: str
    customer: str | None
    contact: str | None
    content: str | None
    request: str | None
    opened_at: int
