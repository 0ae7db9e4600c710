"""What the store gives out: frozen records. Rows never leave it.

A record's field names are the columns' names; ``queries.py`` selects exactly these columns in this order.
Instants are aware, UTC. Named tuples, because making ten classes must not cost a telephone hook 15 ms.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class SiteRecord(NamedTuple):
    """The reception desk that a store belongs to; ``packs`` in order of priority."""

    id: int
    code: str
    created_at: datetime
    packs: tuple[str, ...]
    last_site_seq: int
    head_hash: str
    newest_recorded_at: datetime | None


class TicketRecord(NamedTuple):
    """A ticket's row: identity and what its events made true. ``version`` is the ``seq`` of its last event."""

    id: int
    uuid: str
    number: str
    pack: str
    pack_hash: str
    calendar_hash: str
    opened_at: datetime
    customer_id: int | None
    version: int
    kind: str | None
    channel: str | None
    tier: str | None
    category: str | None
    level: int | None
    urgent: bool
    customer: str | None
    contact: str | None
    content: str | None
    request: str | None
    fields: Mapping[str, Any]
    stage: str | None
    first_receiver: str | None
    owner: str | None
    received_at: datetime | None
    finished: int | None
    filed_at: datetime | None
    closed_at: datetime | None
    updated_at: datetime | None
    last_words: str | None
    ringing_call: str | None
    next_due: datetime
    next_rule: str | None
    next_of: int | None
    next_do: str | None
    next_role: str | None
    next_assignee: str | None
    next_started: datetime | None
    next_warn_at: datetime | None
    next_provisional: bool

    @property
    def open(self) -> bool:
        """Whether it is in the queue."""
        return self.closed_at is None


class QueueRow(NamedTuple):
    """One line of the queue: an open ticket and its nearest running clock (``due`` is NEVER if none runs)."""

    id: int
    number: str
    due: datetime
    rule: str | None
    of: int | None
    do: str | None
    role: str | None
    assignee: str | None
    started: datetime | None
    warn_at: datetime | None
    provisional: bool
    pack: str
    pack_hash: str
    calendar_hash: str
    tier: str | None
    channel: str | None
    kind: str | None
    category: str | None
    level: int | None
    urgent: bool
    customer: str | None
    contact: str | None
    request: str | None
    owner: str | None
    first_receiver: str | None
    stage: str | None
    ringing_call: str | None
    waiting: bool
    ended: bool
    version: int


class FollowUpRow(NamedTuple):
    """A running clock with what a follow-up list shows of its ticket."""

    clock_id: int
    ticket_id: int
    number: str
    rule: str
    of: int
    do: str
    role: str
    assignee: str | None
    started: datetime
    due: datetime
    warn_at: datetime
    provisional: bool
    pack_hash: str
    calendar_hash: str
    tier: str | None
    channel: str | None
    kind: str | None
    customer: str | None
    contact: str | None
    owner: str | None
    last_words: str | None
    closed_at: datetime | None


class CustomerRecord(NamedTuple):
    """A customer without contacts; ``owner`` is the login of the account owner."""

    id: int
    uuid: str
    name: str | None
    organisation: str | None
    tier: str | None
    created_at: datetime
    owner: str | None = None
    preferences: str | None = None
    special_needs: str | None = None
    merged_into: int | None = None
    visit_ticket_id: int | None = None


class ContactRecord(NamedTuple):
    """A way to reach a customer; ``digits`` are the normal ones of a telephone number."""

    id: int
    kind: str
    value: str
    digits: str | None


class CustomerCall(NamedTuple):
    """A call from one of a customer's numbers and the ticket that it belongs to."""

    call: str
    number: str
    rang_at: datetime
    state: str


class CustomerWords(NamedTuple):
    """A ticket of a customer with what was said on it last."""

    ticket_id: int
    number: str
    open: bool
    last_words: str | None


class StaffRecord(NamedTuple):
    """Somebody who works at the desk."""

    id: int
    login: str
    name: str
    role: str
    department: str | None
    os_account: str | None
    enabled: bool
    qualified_at: datetime | None
    created_at: datetime


class CallRecord(NamedTuple):
    """A telephone call; ``state`` is ringing, picked_up, hung_up or missed."""

    call: str
    ticket_id: int
    rang_seq: int
    digits: str | None
    rang_at: datetime
    state: str


class DraftRecord(NamedTuple):
    """A form not yet saved."""

    id: str
    person: str
    form: str
    body: Mapping[str, Any]
    parked: bool
    updated_at: datetime


class PolicyTextRecord(NamedTuple):
    """A stored pack or calendar, without its text."""

    hash: str
    what: str
    name: str
    version: str
    added_at: datetime


class WrittenKey(NamedTuple):
    """What was answered to a write that carried a key; ``digest`` tells whether a repeat has the same content."""

    digest: str
    answer: str


class Opened(NamedTuple):
    """A ticket just opened."""

    ticket_id: int
    number: str
    uuid: str

    @property
    def id(self) -> int:
        """Its row key."""
        return self.ticket_id
