"""Reading tickets, their events and clocks, and the lists over them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.vocabulary import EVENTS as KINDS
from deskconsole.errors import RowUnreadable
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import NEVER, instant, maybe_micros, micros
from deskconsole.store.payloads import event_of

SQL: Final = statements("tickets")
EVENTS: Final = statements("events")
CUSTOMERS: Final = statements("customers")

#: Before the first line of any list.
_START: Final = -(2**63)
#: As many rows as there are; not every engine takes a negative number for that.
_ALL: Final = 2**63 - 1
#: An event may be recorded this much before it happens (`model.md`: now + 2 minutes), and a little more.
_AHEAD: Final = timedelta(minutes=3)


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
    next_name: str | None
    next_role: str | None
    next_assignee: str | None
    next_started: datetime | None
    next_warn_at: datetime | None
    next_provisional: bool
    cause: str | None = None

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
    name: str | None
    role: str | None
    assignee: str | None
    started: datetime | None
    warn_at: datetime | None
    provisional: bool
    pack_hash: str
    calendar_hash: str
    tier: str | None
    channel: str | None
    kind: str | None
    category: str | None
    urgent: bool
    customer: str | None
    request: str | None
    owner: str | None
    stage: str | None
    waiting: bool
    ended: bool
    contact_digits: str | None
    major: bool
    parties: str | None
    papers_open: str | None


class FollowUpRow(NamedTuple):
    """A running clock with what a follow-up list shows of its ticket."""

    clock_id: int
    ticket_id: int
    number: str
    rule: str
    of: int
    do: str
    name: str
    role: str
    assignee: str | None
    due: datetime
    pack_hash: str
    calendar_hash: str
    tier: str | None
    customer: str | None
    contact: str | None
    owner: str | None
    last_words: str | None


def find_ticket(tx: ReadTransaction, number: str) -> TicketRecord | None:
    """The ticket with this whole number (``SZ-20261121-0007``)."""
    return tx.record(TicketRecord, SQL.FIND_TICKET, number=number)


def find_ticket_by_id(tx: ReadTransaction, ticket_id: int) -> TicketRecord | None:
    """The ticket with this row key."""
    return tx.record(TicketRecord, SQL.FIND_TICKET_BY_ID, ticket_id=ticket_id)


def find_ticket_by_uuid(tx: ReadTransaction, uuid: str) -> TicketRecord | None:
    """The ticket with this client-made identity."""
    return tx.record(TicketRecord, SQL.FIND_TICKET_BY_UUID, uuid=uuid)


def tickets_brought(tx: ReadTransaction, customer_id: int, first: datetime, last: datetime) -> list[TicketRecord]:
    """The tickets of a customer that began from ``first`` to ``last``, oldest first; none withdrawn or merged."""
    return tx.records(
        TicketRecord, SQL.TICKETS_BROUGHT, customer_id=customer_id, first=micros(first), last=micros(last)
    )


def number_of(site_code: str, day: date, running: int) -> str:
    """A ticket's number: site, local date of recording, running number of the day."""
    return f"{site_code}-{day.year:04}{day.month:02}{day.day:02}-{running:04}"


def tickets_by_suffix(tx: ReadTransaction, suffix: str, day: date) -> list[TicketRecord]:
    """The tickets that people may mean by ``suffix`` (``7`` or ``0007``): the one of ``day`` first, then open ones."""
    if not suffix.isascii() or not suffix.isdigit():
        return []
    number = number_of(tx.site_code, day, int(suffix))
    today = find_ticket(tx, number)
    ending = tx.records(TicketRecord, SQL.OPEN_TICKETS_ENDING, pattern=f"%-{int(suffix):04d}")
    return ([today] if today else []) + [ticket for ticket in ending if ticket.number != number]


def ticket_events(tx: ReadTransaction, ticket_id: int) -> list[Event]:
    """Every event of a ticket in sequence order; an erased one names what it said in words that are gone.

    Raises :class:`RowUnreadable` where one was changed so that this program cannot read it.
    """
    rows = tx.all(EVENTS.TICKET_EVENTS, ticket_id=ticket_id)
    try:
        events = [event_of(row) for row in rows]
        if strange := [event.kind for event in events if event.kind not in KINDS]:
            raise ValueError(f"'{strange[0]}' is no event of a ticket")
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError) as error:
        raise RowUnreadable(
            "an event of ticket {key} was changed past the program and cannot be read ({reason}); see: verify",
            key=ticket_id,
            reason=str(error),
        ) from error
    return events


def events_after(tx: ReadTransaction, ticket_id: int, seq: int) -> list[Event]:
    """The events of a ticket that follow its event ``seq``."""
    return [event_of(row) for row in tx.all(EVENTS.TICKET_EVENTS_AFTER, ticket_id=ticket_id, after=seq)]


def event_hash(tx: ReadTransaction, ticket_id: int, seq: int) -> str | None:
    """The link of the chain that an event of a ticket is: the same only where all before it is; ``None`` for none."""
    row = tx.one(EVENTS.EVENT_HASH, ticket_id=ticket_id, seq=seq)
    return None if row is None else str(row[0])


def clock_rows(tx: ReadTransaction, ticket_id: int) -> list[Clock]:
    """The stored clocks of a ticket in order of their start, as they were derived at its last event."""
    return tx.records(Clock, SQL.CLOCK_ROWS, ticket_id=ticket_id)


def open_ticket_ids(tx: ReadTransaction) -> list[int]:
    """The keys of all open tickets, nearest due first."""
    return [row[0] for row in tx.all(SQL.OPEN_TICKET_IDS)]


def all_ticket_ids(tx: ReadTransaction) -> Iterator[int]:
    """The keys of all tickets, oldest first."""
    return (row[0] for row in tx.each(SQL.ALL_TICKET_IDS))


def to_settle(tx: ReadTransaction, now: datetime, *, limit: int | None = None) -> list[TicketRecord]:
    """The tickets on which time alone has brought something about by ``now``, the earliest first."""
    first = tx.one(SQL.NEXT_TO_SETTLE)  # asked at every write: cheaper than the rows themselves
    if first is None or first[0] is None or first[0] > micros(now):
        return []
    return tx.records(TicketRecord, SQL.TICKETS_TO_SETTLE, now=micros(now), limit=_ALL if limit is None else limit)


def ringing_to_settle(tx: ReadTransaction, now: datetime) -> list[int]:
    """The tickets whose stored row says that a call rings although it is missed by ``now``."""
    return [row[0] for row in tx.all(SQL.RINGING_TO_SETTLE, now=micros(now))]


def changed_after(tx: ReadTransaction, at: datetime) -> list[int]:
    """The tickets to which something happened after ``at``."""
    rows = tx.all(EVENTS.TICKETS_CHANGED_AFTER, recorded=micros(at - _AHEAD), happened=micros(at))
    return list(dict.fromkeys(row[0] for row in rows if row[0] is not None))


def stored_columns(tx: ReadTransaction, ticket_id: int, names: Iterable[str]) -> dict[str, Any]:
    """The derived columns of a ticket as they are stored, for `verify`; ``names`` are all of them."""
    row = tx.one(SQL.TICKET_ROW, ticket_id=ticket_id)
    return dict(zip(sorted(names), row, strict=True)) if row else {}


def queue_page(
    tx: ReadTransaction,
    *,
    after: tuple[datetime, int] | None = None,
    limit: int | None = 60,
    mine: str | None = None,
    owner: str | None = None,
    unowned: bool = False,
    overdue_at: datetime | None = None,
    stage: str | None = None,
    channel: str | None = None,
    kind: str | None = None,
) -> list[QueueRow]:
    """The next lines of the queue by (due, id), after the line ``after`` = (its due, its id); ``limit=None``: all.

    ``mine`` is a login: owner of the ticket or assignee of one of its clocks. ``overdue_at`` keeps what was due before.
    """
    return tx.records(
        QueueRow,
        SQL.QUEUE_PAGE,
        after_due=micros(after[0]) if after else _START,
        after_id=after[1] if after else _START,
        limit=_ALL if limit is None else limit,
        mine=mine,
        owner=owner,
        unowned=1 if unowned else None,
        overdue_at=maybe_micros(overdue_at),
        stage=stage,
        channel=channel,
        kind=kind,
    )


def queue_line(tx: ReadTransaction, ticket_id: int) -> QueueRow | None:
    """The line of one ticket, open or not."""
    return tx.record(QueueRow, SQL.QUEUE_LINE, ticket_id=ticket_id)


def queue_counts(tx: ReadTransaction, now: datetime) -> tuple[int, int, int]:
    """How many tickets are open, of these overdue, and of the rest due soon."""
    row = tx.one(SQL.QUEUE_COUNTS, now=micros(now))
    return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)


def due_times(
    tx: ReadTransaction, *, since: datetime, until: datetime, except_action: str
) -> list[tuple[str, datetime, datetime, str | None]]:
    """(number, due, warn_at, rule) of open tickets due no earlier than ``since`` that warn by ``until``, nearest due
    first, but of those whose nearest clock asks for ``except_action``."""
    rows = tx.all(SQL.DUE_TIMES, since=micros(since), until=micros(until), except_action=except_action)
    return [(str(number), instant(due), instant(warn_at), rule) for number, due, warn_at, rule in rows]


def follow_up_clocks(
    tx: ReadTransaction,
    until: datetime | None = None,
    *,
    do: str | None = "follow_up",
    mine: str | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int | None = None,
) -> list[FollowUpRow]:
    """Running clocks that ask for ``do`` (``None``: for anything) and are due by ``until``, nearest due first;
    ``after`` is (due, clock_id) of the last line of the page before."""
    return tx.records(
        FollowUpRow,
        SQL.RUNNING_CLOCKS,
        until=micros(until or NEVER),
        do=do,
        mine=mine,
        after_due=micros(after[0]) if after else _START,
        after_id=after[1] if after else _START,
        limit=_ALL if limit is None else limit,
    )


def tickets_of_caller(
    tx: ReadTransaction, digits: str, *, open_only: bool = False, limit: int = 20
) -> list[TicketRecord]:
    """Tickets with this telephone number (``mapping.digits``) or of a customer who has it, newest first."""
    return tx.records(
        TicketRecord, CUSTOMERS.TICKETS_OF_CALLER, digits=digits, open_only=1 if open_only else None, limit=limit
    )


def tickets_of_customer(tx: ReadTransaction, customer_id: int, *, limit: int = 20) -> list[TicketRecord]:
    """Tickets of a customer, newest first."""
    return tx.records(TicketRecord, SQL.TICKETS_OF_CUSTOMER, customer_id=customer_id, limit=limit)


def tickets_begun(tx: ReadTransaction, kind: str, since: datetime) -> list[TicketRecord]:
    """The tickets of a kind that began since then, the newest first."""
    return tx.records(TicketRecord, SQL.BEGUN_OF_KIND, kind=kind, since=micros(since))


def site_events(tx: ReadTransaction, *, after: int = 0, limit: int | None = None) -> list[tuple[int, Event]]:
    """Events of the site itself (no ticket), with their site sequence, after the given one."""
    rows = tx.all(EVENTS.SITE_EVENTS, after=after, limit=_ALL if limit is None else limit)
    return [(row[16], event_of(row)) for row in rows]


def events_since(
    tx: ReadTransaction, site_seq: int, *, limit: int = 1000
) -> list[tuple[int, int | None, str, str | None]]:
    """What was recorded since: (site sequence, ticket, kind, by), oldest first; for refreshing and bells."""
    rows = tx.all(EVENTS.EVENTS_SINCE, after=site_seq, limit=limit)
    return [(row[0], row[1], row[2], row[3]) for row in rows]
