"""Writing what happened: tickets opened, events appended to the chain, derived rows saved."""

import itertools
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import Outdated
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of, micros, ticket_columns
from deskconsole.store.payloads import APART, stored_parts, words_digest
from deskconsole.store.record.chain import link
from deskconsole.store.search import forget_events, index_event
from deskconsole.store.tickets import clock_rows, find_ticket_by_id, number_of

SQL: Final = statements("tickets")
EVENTS: Final = statements("events")
SITE: Final = statements("site")

_SALT_BYTES: Final = 16


class Opened(NamedTuple):
    """A ticket just opened; ``written`` are the site sequences of its first events."""

    ticket_id: int
    number: str
    uuid: str
    written: tuple[int, ...] = ()

    @property
    def id(self) -> int:
        """Its row key."""
        return self.ticket_id


class First(NamedTuple):
    """The events that open a ticket, what they amount to, and for each the fields that its pack makes facts."""

    events: Sequence[Event]
    ticket: Ticket
    clocks: Sequence[Clock]
    closed_at: datetime | None
    settle_at: datetime | None
    pack_facts: Sequence[Collection[str]] = ()


def open_ticket(
    tx: WriteTransaction,
    *,
    uuid: str,
    pack: str,
    pack_hash: str,
    calendar_hash: str,
    opened_at: datetime,
    day: date | None = None,
    number: str | None = None,
    customer_id: int | None = None,
    first: First | None = None,
) -> Opened:
    """A new ticket with its ``first`` events if they are given, and with its ``number``, which :func:`next_number` has
    given in the same transaction, or the next one of the local ``day``.

    Numbers of a day have no gaps: a number is taken inside the transaction and given back if that is undone.
    Without ``first``, :func:`append_events` and :func:`save_derived` must follow in the same transaction.
    """
    derived = first or First((), Ticket(opened_at=opened_at), (), None, None)
    if number is None:
        assert day is not None, "a ticket has a number, or a day to take one of"
        number = next_number(tx, day)
    ticket_id = tx.insert(
        SQL.INSERT_TICKET,
        uuid=uuid,
        number=number,
        pack=pack,
        pack_hash=pack_hash,
        calendar_hash=calendar_hash,
        opened_at=micros(opened_at),
        customer_id=customer_id,
        **ticket_columns(derived.ticket, derived.clocks, derived.closed_at, derived.settle_at),
    )
    written: list[int] = []
    if derived.events:
        _check_seq(derived.events, 0)
        written = _append_all(tx, ticket_id, uuid, derived.events, derived.pack_facts, number)
    else:
        tx.run(SITE.SAVE_NUMBERING, number_day=tx.head.number_day, number_last=tx.head.number_last)
    for clock in derived.clocks:
        tx.run(SQL.INSERT_CLOCK, ticket_id=ticket_id, **columns_of(clock))
    return Opened(ticket_id, number, uuid, tuple(written))


def next_number(tx: WriteTransaction, day: date) -> str:
    """The next ticket number of a local day, given back if the transaction is undone; the head that has it is saved
    with the ticket's events."""
    head, this_day = tx.head, day.isoformat()
    head.number_last = (head.number_last if head.number_day == this_day else last_number(tx, day)) + 1
    head.number_day = this_day
    return number_of(tx.site_code, day, head.number_last)


def last_number(tx: ReadTransaction, day: date) -> int:
    """The last running number of a day, asked when the day changes: a clock set back must not number twice."""
    start = number_of(tx.site_code, day, 0)[:-4]
    row = tx.one(SQL.NEWEST_NUMBER, low=start, high=start + ":", limit=1)
    return int(row[0].removeprefix(start)) if row else 0


def append_events(
    tx: WriteTransaction, ticket_id: int | None, events: Sequence[Event], pack_facts: Sequence[Collection[str]] = ()
) -> list[int]:
    """Append ``events`` to the ticket's record, or with ``None`` to the site's; their site sequences.

    ``pack_facts``: for each the fields that its pack makes facts. A ticket's events must go on where it stands, else
    :class:`Outdated`. The ``seq`` of a site event is its site sequence, whatever is given.
    """
    if ticket_id is None:
        return _append_all(tx, None, None, events, ())
    uuid = _check_continues(tx, ticket_id, events)
    first = find_ticket_by_id(tx, ticket_id) if events and events[0].seq == 1 else None
    return _append_all(tx, ticket_id, uuid, events, pack_facts, first.number if first else None)


def _append_all(
    tx: WriteTransaction,
    ticket_id: int | None,
    uuid: str | None,
    events: Sequence[Event],
    pack_facts: Sequence[Collection[str]],
    number: str | None = None,
) -> list[int]:
    written: list[int] = []
    for event, facts in zip(events, pack_facts or itertools.repeat(()), strict=False):
        event_id = _append(tx, ticket_id, uuid, event, facts)
        if ticket_id is not None:
            index_event(tx, event_id, event, number if event.seq == 1 else None)
        written.append(tx.head.last_site_seq)
    if written:
        tx.run(SITE.SAVE_HEAD, **columns_of(tx.head))
    return written


def _check_continues(tx: WriteTransaction, ticket_id: int, events: Sequence[Event]) -> str:
    row = tx.one(EVENTS.LAST_SEQ, ticket_id=ticket_id)
    _check_seq(events, row[0] or 0 if row else 0)
    result = tx.one(SQL.TICKET_UUID, ticket_id=ticket_id)
    if result is None:
        raise ValueError(f"there is no ticket {ticket_id}")
    return str(result[0])


def _check_seq(events: Sequence[Event], last: int) -> None:
    for expected, event in enumerate(events, start=last + 1):
        if event.seq != expected:
            raise Outdated(
                "the ticket has gone on to event {last}, this would be event {seq}; look at it again",
                last=expected - 1,
                seq=event.seq,
            )


def _append(
    tx: WriteTransaction, ticket_id: int | None, uuid: str | None, event: Event, pack_facts: Collection[str]
) -> int:
    """Write one link of the chain behind the head, which it then is; its row key."""
    head = tx.head
    facts, words = stored_parts(event, of_ticket=ticket_id is not None, pack_facts=pack_facts)
    salt = secrets.token_bytes(_SALT_BYTES) if words else b""
    site_seq, recorded_at = head.last_site_seq + 1, micros(event.recorded_at)
    columns = {
        "site_seq": site_seq,
        "seq": site_seq if ticket_id is None else event.seq,
        "kind": event.kind,
        "of": event.of,
        "happened_at": micros(event.happened_at),
        "recorded_at": recorded_at,
        "by": event.by,
        "source": event.source,
        "by_role": event.by_role,
        "by_department": event.by_department,
        "pack_hash": event.pack,
        "calendar_hash": event.calendar,
        "chain_rule": APART,
        "payload_digest": words_digest(salt, words) if words else "",
        "facts": facts,
        "entered_by": event.entered_by,
        "prev_hash": head.head_hash,
    }
    own_hash = link(tx.site_code, uuid, columns)
    event_id = tx.insert(EVENTS.INSERT_EVENT, **columns, ticket_id=ticket_id, hash=own_hash)
    if words:
        tx.insert(EVENTS.INSERT_PAYLOAD, event_id=event_id, salt=salt, body=words)
    head.last_site_seq, head.head_hash = site_seq, own_hash
    head.newest_recorded_at = max(head.newest_recorded_at or 0, recorded_at)
    return event_id


def save_derived(
    tx: WriteTransaction,
    ticket_id: int,
    ticket: Ticket,
    clocks: Sequence[Clock],
    closed_at: datetime | None,
    settle_at: datetime | None = None,
    *,
    seen: int | None = None,
) -> None:
    """Save what the events made true: the ticket's columns and its clock rows.

    ``seen`` is the version (last event) that the save rests on; raises :class:`Outdated` if the row has another, and
    always if the row is newer than ``ticket``.
    """
    columns = ticket_columns(ticket, clocks, closed_at, settle_at)
    if not tx.run(SQL.SAVE_TICKET, ticket_id=ticket_id, seen=seen, **columns):
        raise Outdated("the ticket has changed since event {seen}; look at it again", seen=seen or ticket.seq)
    _save_clocks(tx, ticket_id, clocks)


def _save_clocks(tx: WriteTransaction, ticket_id: int, clocks: Iterable[Clock]) -> None:
    """Write the clocks that differ from their rows, drop those that are none any more (an event was undone)."""
    stored = {(clock.rule, clock.of): clock for clock in clock_rows(tx, ticket_id)}
    for clock in clocks:
        if stored.pop((clock.rule, clock.of), None) != clock:
            tx.run(SQL.SAVE_CLOCK, ticket_id=ticket_id, **columns_of(clock))
    for rule, of in stored:
        tx.run(SQL.DROP_CLOCK, ticket_id=ticket_id, rule=rule, of=of)


def set_newest_recorded(tx: WriteTransaction, at: datetime) -> None:
    """The system clock was set back and somebody confirmed it: recordings are compared with ``at`` from now on."""
    tx.head.newest_recorded_at = micros(at)
    tx.run(SITE.SAVE_NEWEST, newest_recorded_at=tx.head.newest_recorded_at)


def link_customer(tx: WriteTransaction, ticket_id: int, customer_id: int | None) -> None:
    """Say whose ticket it is."""
    tx.run(SQL.LINK_CUSTOMER, ticket_id=ticket_id, customer_id=customer_id)


def rejudge_ticket(tx: WriteTransaction, ticket_id: int, *, pack: str, pack_hash: str, calendar_hash: str) -> None:
    """Say which pack and calendar text judge the ticket from now on (its kind became known, or `recounted`)."""
    tx.run(SQL.REJUDGE_TICKET, ticket_id=ticket_id, pack=pack, pack_hash=pack_hash, calendar_hash=calendar_hash)


def erase_payloads(tx: WriteTransaction, ticket_id: int | None, seqs: Iterable[int]) -> None:
    """Delete what these events of a ticket say (``None``: events of the site, by site sequence), for good.

    Append an `erased` event whose field ``events`` lists the same numbers in the same transaction: `verify` accepts
    exactly those gaps. Whose words they were is forgotten by the search as well, once :func:`gather_words` has run.
    """
    seqs = tuple(seqs)
    if ticket_id is not None:
        forget_events(tx, ticket_id, seqs)
    for seq in seqs:
        if ticket_id is None:
            tx.run(EVENTS.ERASE_SITE_PAYLOAD, seq=seq)
        else:
            tx.run(EVENTS.ERASE_PAYLOAD, ticket_id=ticket_id, seq=seq)
