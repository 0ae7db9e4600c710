"""Writing what happened: tickets opened, events appended to the chain, derived rows saved."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import Outdated
from deskconsole.store.api import WriteTransaction
from deskconsole.store.chain import link
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import clock_columns, micros, payload_body, payload_digest, ticket_columns
from deskconsole.store.records import Opened
from deskconsole.store.search import forget_events, index_event
from deskconsole.store.tickets import clock_rows, find_ticket_by_id, number_of

_SALT_BYTES: Final = 16


class First(NamedTuple):
    """The events that open a ticket, and what they amount to."""

    events: Sequence[Event]
    ticket: Ticket
    clocks: Sequence[Clock]
    closed_at: datetime | None
    settle_at: datetime | None


def open_ticket(
    tx: WriteTransaction,
    *,
    uuid: str,
    pack: str,
    pack_hash: str,
    calendar_hash: str,
    day: date,
    opened_at: datetime,
    customer_id: int | None = None,
    first: First | None = None,
) -> Opened:
    """A new ticket with the next number of the local ``day``, and with its ``first`` events if they are given.

    Numbers of a day have no gaps: a number is taken inside the transaction and given back if that is undone.
    Without ``first``, :func:`append_events` and :func:`save_derived` must follow in the same transaction.
    """
    derived = first or First((), Ticket(opened_at=opened_at), (), None, None)
    number = _next_number(tx, day)
    ticket_id = tx.insert(
        statements.INSERT_TICKET,
        uuid=uuid,
        site_id=tx.site_id,
        number=number,
        pack=pack,
        pack_hash=pack_hash,
        calendar_hash=calendar_hash,
        opened_at=micros(opened_at),
        customer_id=customer_id,
        **ticket_columns(derived.ticket, derived.clocks, derived.closed_at, derived.settle_at),
    )
    if derived.events:
        _check_seq(derived.events, 0)
        _append_all(tx, ticket_id, uuid, derived.events, number)
    for clock in derived.clocks:
        tx.run(statements.INSERT_CLOCK, ticket_id=ticket_id, **clock_columns(clock))
    return Opened(ticket_id, number, uuid)


def _next_number(tx: WriteTransaction, day: date) -> str:
    row = tx.one(statements.NUMBERING, site_id=tx.site_id)
    same_day = row is not None and row[0] == day.isoformat()
    running = (row[1] if row is not None and same_day else _last_of(tx, day)) + 1
    tx.run(statements.SAVE_NUMBERING, site_id=tx.site_id, number_day=day.isoformat(), number_last=running)
    return number_of(tx.site_code, day, running)


def _last_of(tx: WriteTransaction, day: date) -> int:
    """The last running number of a day, asked when the day changes: a clock set back must not number twice."""
    start = number_of(tx.site_code, day, 0)[:-4]
    row = tx.one(statements.NEWEST_NUMBER, site_id=tx.site_id, low=start, high=start + ":", limit=1)
    return int(row[0].removeprefix(start)) if row else 0


def append_events(tx: WriteTransaction, ticket_id: int | None, events: Sequence[Event]) -> list[int]:
    """Append ``events`` to the ticket's record, or with ``None`` to the site's; their site sequences.

    A ticket's events must go on where it stands, else :class:`Outdated`. The ``seq`` of a site event is its site
    sequence, whatever is given.
    """
    if ticket_id is None:
        return _append_all(tx, None, None, events)
    uuid = _check_continues(tx, ticket_id, events)
    first = find_ticket_by_id(tx, ticket_id) if events and events[0].seq == 1 else None
    return _append_all(tx, ticket_id, uuid, events, first.number if first else None)


def _append_all(
    tx: WriteTransaction, ticket_id: int | None, uuid: str | None, events: Sequence[Event], number: str | None = None
) -> list[int]:
    head = tx.one(statements.HEAD, site_id=tx.site_id)
    assert head is not None
    site_seq, prev_hash, newest = head
    written: list[int] = []
    for event in events:
        site_seq += 1
        event_id, prev_hash = _append(tx, ticket_id, uuid, site_seq, prev_hash, event)
        if ticket_id is not None:
            index_event(tx, event_id, event, number if event.seq == 1 else None)
        newest = max(newest or 0, micros(event.recorded_at))
        written.append(site_seq)
    if written:
        tx.run(
            statements.SAVE_HEAD,
            site_id=tx.site_id,
            last_site_seq=site_seq,
            head_hash=prev_hash,
            newest_recorded_at=newest,
        )
    return written


def _check_continues(tx: WriteTransaction, ticket_id: int, events: Sequence[Event]) -> str:
    row = tx.one(statements.LAST_SEQ, ticket_id=ticket_id)
    _check_seq(events, row[0] or 0 if row else 0)
    result = tx.one(statements.TICKET_UUID, ticket_id=ticket_id)
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
    tx: WriteTransaction, ticket_id: int | None, uuid: str | None, site_seq: int, prev_hash: str, event: Event
) -> tuple[int, str]:
    """Write one link of the chain; its row key and hash."""
    body = payload_body(event)
    salt = secrets.token_bytes(_SALT_BYTES) if body else b""
    columns = {
        "site_seq": site_seq,
        "seq": site_seq if ticket_id is None else event.seq,
        "kind": event.kind,
        "of": event.of,
        "happened_at": micros(event.happened_at),
        "recorded_at": micros(event.recorded_at),
        "by": event.by,
        "source": event.source,
        "by_role": event.by_role,
        "by_department": event.by_department,
        "pack_hash": event.pack,
        "calendar_hash": event.calendar,
        "payload_digest": payload_digest(salt, body) if body else "",
        "prev_hash": prev_hash,
    }
    own_hash = link(tx.site_code, uuid, columns)
    event_id = tx.insert(statements.INSERT_EVENT, **columns, site_id=tx.site_id, ticket_id=ticket_id, hash=own_hash)
    if body:
        tx.insert(statements.INSERT_PAYLOAD, event_id=event_id, salt=salt, body=body)
    return event_id, own_hash


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
    if not tx.run(statements.SAVE_TICKET, ticket_id=ticket_id, seen=seen, **columns):
        raise Outdated("the ticket has changed since event {seen}; look at it again", seen=seen or ticket.seq)
    _save_clocks(tx, ticket_id, clocks)


def _save_clocks(tx: WriteTransaction, ticket_id: int, clocks: Iterable[Clock]) -> None:
    """Write the clocks that differ from their rows, drop those that are none any more (an event was undone)."""
    stored = {(clock.rule, clock.of): clock for clock in clock_rows(tx, ticket_id)}
    for clock in clocks:
        if stored.pop((clock.rule, clock.of), None) != clock:
            tx.run(statements.SAVE_CLOCK, ticket_id=ticket_id, **clock_columns(clock))
    for rule, of in stored:
        tx.run(statements.DROP_CLOCK, ticket_id=ticket_id, rule=rule, of=of)


def set_newest_recorded(tx: WriteTransaction, at: datetime) -> None:
    """The system clock was set back and somebody confirmed it: recordings are compared with ``at`` from now on."""
    tx.run(statements.SAVE_NEWEST, site_id=tx.site_id, newest_recorded_at=micros(at))


def link_customer(tx: WriteTransaction, ticket_id: int, customer_id: int | None) -> None:
    """Say whose ticket it is."""
    tx.run(statements.LINK_CUSTOMER, ticket_id=ticket_id, customer_id=customer_id)


def rejudge_ticket(tx: WriteTransaction, ticket_id: int, *, pack: str, pack_hash: str, calendar_hash: str) -> None:
    """Say which pack and calendar text judge the ticket from now on (its kind became known, or `recounted`)."""
    tx.run(statements.REJUDGE_TICKET, ticket_id=ticket_id, pack=pack, pack_hash=pack_hash, calendar_hash=calendar_hash)


def erase_payloads(tx: WriteTransaction, ticket_id: int | None, seqs: Iterable[int]) -> None:
    """Delete what these events of a ticket say (``None``: events of the site, by site sequence), for good.

    Append an `erased` event whose field ``events`` lists the same numbers in the same transaction: `verify` accepts
    exactly those gaps. Whose words they were is forgotten by the search as well.
    """
    tx.run("PRAGMA secure_delete=ON")  # overwritten with zeros, not only forgotten
    seqs = tuple(seqs)
    if ticket_id is not None:
        forget_events(tx, ticket_id, seqs)
    for seq in seqs:
        if ticket_id is None:
            tx.run(statements.ERASE_SITE_PAYLOAD, site_id=tx.site_id, seq=seq)
        else:
            tx.run(statements.ERASE_PAYLOAD, ticket_id=ticket_id, seq=seq)
