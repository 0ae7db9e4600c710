"""What the search gives out; field names are column names, as in ``records.py``."""

from typing import NamedTuple


class IndexedEvent(NamedTuple):
    """An event of a ticket and what it says; ``body`` is its payload.

    Without one but with a digest it has been erased, and says nothing.
    """

    id: int
    seq: int
    kind: str
    number: str
    payload_digest: str
    body: str | None


class EventMatch(NamedTuple):
    """The same as something found, with what its ticket is known by."""

    id: int
    ticket_id: int
    seq: int
    kind: str
    recorded_at: int
    number: str
    uuid: str
    ticket_kind: str | None
    customer: str | None
    contact: str | None
    content: str | None
    request: str | None
    closed_at: int | None
    payload_digest: str
    body: str | None


class TextMatch(NamedTuple):
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

    number: str
    uuid: str
    ticket_kind: str | None
    customer: str | None
    contact: str | None
    content: str | None
    request: str | None
    closed_at: int | None
    recorded_at: int
