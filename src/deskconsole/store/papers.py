"""Reading for papers: the ledger page by page, and the files that events name."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import instant, micros
from deskconsole.store.payloads import payload_of

SQL: Final = statements("papers")

#: The kinds of events whose words or times stand in the ledger.
LEDGER_EVENTS: Final = (
    *(
        "taken_in",
        "shelved",
        "picked_up",
        "greeted",
        "responded",
        "promised",
        "answered",
        "proposed",
        "replied",
        "solved",
    ),
    *("finished", "followed_up", "rated", "withdrawn", "reopened", "merged", "undone"),
)
#: Before the first ticket of an instant.
_FIRST: Final = -1


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
    papers: str | None
    papers_open: str | None


class LedgerEvent(NamedTuple):
    """One event that the ledger tells of; of an erased one facts alone are left."""

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


class LedgerPage(NamedTuple):
    """Tickets in order of their beginning, with what happened to them and how many of their clocks were overdue."""

    tickets: Sequence[LedgerTicket]
    events: dict[int, list[LedgerEvent]]
    late: dict[int, int]


def ledger_count(tx: ReadTransaction, since: datetime, until: datetime) -> int:
    """How many tickets began from ``since`` to just before ``until``."""
    return int(tx.one(SQL.LEDGER_COUNT, since=micros(since), until=micros(until))[0])


def ledger_page(
    tx: ReadTransaction, since: datetime, until: datetime, now: datetime, *, after: LedgerTicket | None, limit: int
) -> LedgerPage:
    """The next ``limit`` tickets that began from ``since`` to just before ``until``; ``after``: the last one before."""
    # All of an instant come after (that instant, -1).
    after_opened, after_id = (micros(after.opened_at), after.id) if after else (micros(since), _FIRST)
    start = {"after_opened": after_opened, "after_id": after_id}
    results = tx.records(LedgerTicket, SQL.LEDGER_PAGE, **start, until=micros(until), limit=limit)
    if not results:
        return LedgerPage((), {}, {})
    page = {**start, "last_opened": micros(results[-1].opened_at), "last_id": results[-1].id}
    events: dict[int, list[LedgerEvent]] = {}
    for row in tx.each(SQL.LEDGER_EVENTS, **page):
        events.setdefault(row[0], []).append(_event(row))
    return LedgerPage(results, events, dict(tx.all(SQL.LEDGER_LATE, **page, now=micros(now))))


def _event(row: Sequence[Any]) -> LedgerEvent:
    ticket_id, seq, kind, of, happened_at, by = row[:6]
    payload = payload_of(*row[6:])
    return LedgerEvent(ticket_id, seq, kind, of, instant(happened_at), by, payload.text, payload.fields)


def attached(tx: ReadTransaction) -> Iterator[AttachedRecord]:
    """Every file that an event of this site names, in the order of the record."""
    for number, seq, *stored in tx.each(SQL.ATTACHED):
        fields = payload_of(*stored).fields
        if isinstance(fields.get("digest"), str):
            yield AttachedRecord(
                number=number,
                seq=seq,
                file=str(fields.get("file", "")),
                digest=fields["digest"],
                size=int(fields.get("size", 0)),
                type=str(fields.get("type", "")),
            )
