"""What the desk hands out of a customer's file: small frozen records."""

from datetime import datetime

from deskconsole.desk.customers.treatment import Treatment
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass
from deskconsole.text.private import Private


@dataclass(frozen=True, slots=True)
class CustomerContact:
    """A way to reach a customer; ``customer_id`` is whose it is, of those that the file holds together."""

    customer_id: int
    kind: str
    value: str | Private


@dataclass(frozen=True, slots=True)
class CustomerTicket:
    """A ticket of the file; ``due`` and ``title`` are of its nearest running clock."""

    number: str
    customer_id: int
    opened_at: datetime
    channel: str | None
    category: str | None
    stage: str | None
    request: str | None
    owner: str | None
    last_words: str | None
    open: bool
    due: datetime | None = None
    warn_at: datetime | None = None
    title: Text | None = None
    do: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """A call from one of the file's numbers; ``state`` is ringing, picked_up, hung_up or missed."""

    number: str
    rang_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became different. ``field`` is a field's name, ``contact``, ``merged``, ``unmerged`` or
    ``added``; of the last three ``new`` names the customer."""

    at: datetime
    by: str | None
    field: str
    old: str | Private | None
    new: str | Private | None
    customer_id: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody who may be the same person; ``why``: ``phone`` (same number) or ``name`` (same name, organisation)."""

    id: int
    name: str | None
    organisation: str | None
    tier: str | None
    why: str
    contact: Private | None


@dataclass(frozen=True, slots=True)
class Member:
    """A customer that was merged into the file and can be taken out again whole."""

    id: int
    name: str | None
    contacts: tuple[str | Private, ...]
    merged_at: datetime | None
    merged_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFields:
    """What is known of a customer beside the contacts."""

    name: str | None
    organisation: str | None
    tier: str | None
    owner: str | None
    preferences: str | None
    special_needs: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFile(CustomerFields):
    """Everything that the desk knows of a customer, those merged into them included.

    A field that the customer themselves lacks is filled from the others; preferences and needs of all stand together.
    ``version`` is for a save that must not rest on an outdated view; ``merged_into`` is set when one customer of a
    file is looked at alone. ``held``: a legal hold is on them; ``erasure``: the number of one that was asked for and is
    not done; ``erased``: what was known of them is gone. Newest first: ``tickets``, ``calls``, ``history``.
    """

    id: int
    uuid: str
    version: int
    created_at: datetime
    contacts: tuple[CustomerContact, ...]
    tickets: tuple[CustomerTicket, ...]
    calls: tuple[PhoneCall, ...]
    calls_this_week: int
    history: tuple[Change, ...]
    duplicates: tuple[Duplicate, ...]
    treatment: Treatment
    members: tuple[Member, ...] = ()
    merged_into: int | None = None
    held: bool = False
    erasure: int | None = None
    erased: bool = False

    @property
    def tiers(self) -> tuple[Change, ...]:
        """The tiers that the customer has had, the newest first; not those of who was merged with them."""
        return tuple(change for change in self.history if change.field == "tier" and change.customer_id == self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMatch(CustomerFields):
    """A customer that fits what is typed, with what whoever answers them should know.

    ``last_words`` are of their newest ticket. ``calls_this_week`` counts what is on record since Monday.
    """

    id: int
    contacts: tuple[Private, ...]
    open_numbers: tuple[str, ...]
    last_words: str | None
    calls_this_week: int
    treatment: Treatment = Treatment()
