"""Reading for papers: the ledger page by page, and the files that events name."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.calendar.instant import from_micros
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import paper_statements as statements
from deskconsole.store.mapping import Shape, micros
from deskconsole.store.paper_records import AttachedRecord, LedgerEvent, LedgerTicket

_TICKET: Final = Shape(LedgerTicket, LedgerTicket._fields)
#: Before the first ticket of an instant.
_FIRST: Final = -1


class LedgerPage(NamedTuple):
    """Tickets in order of their beginning, with what happened to them and how many of their clocks were overdue."""

    tickets: Sequence[LedgerTicket]
    events: dict[int, list[LedgerEvent]]
    late: dict[int, int]


def ledger_count(tx: ReadTransaction, since: datetime, until: datetime) -> int:
    """How many tickets began from ``since`` to just before ``until``."""
    row = tx.one(statements.LEDGER_COUNT, site_id=tx.site_id, since=micros(since), until=micros(until))
    return int(row[0])


def ledger_page(
    tx: ReadTransaction, since: datetime, until: datetime, now: datetime, *, after: LedgerTicket | None, limit: int
) -> LedgerPage:
    """The next ``limit`` tickets that began from ``since`` to just before ``until``; ``after``: the last one before."""
    # All of an instant come after (that instant, -1).
    after_opened, after_id = (micros(after.opened_at), after.id) if after else (micros(since), _FIRST)
    start = {"site_id": tx.site_id, "after_opened": after_opened, "after_id": after_id}
    results = [_TICKET(row) for row in tx.all(statements.LEDGER_PAGE, **start, until=micros(until), limit=limit)]
    if not results:
        return LedgerPage((), {}, {})
    page = {**start, "last_opened": micros(results[-1].opened_at), "last_id": results[-1].id}
    events: dict[int, list[LedgerEvent]] = {}
    for row in tx.each(statements.LEDGER_EVENTS, **page):
        events.setdefault(row[0], []).append(_event(row))
    late = dict(tx.all(statements.LEDGER_LATE, **page, now=micros(now)))
    return LedgerPage(results, events, late)


def _event(row: Sequence[Any]) -> LedgerEvent:
    ticket_id, seq, kind, of, happened_at, by, body = row
    payload = json.loads(body) if body else {"text": None, "fields": {}}
    return LedgerEvent(ticket_id, seq, kind, of, from_micros(happened_at), by, payload["text"], payload["fields"])


def attached(tx: ReadTransaction) -> Iterator[AttachedRecord]:
    """Every file that an event of this site names, in the order of the record."""
    for number, seq, body in tx.each(statements.ATTACHED, site_id=tx.site_id):
        fields = json.loads(body)["fields"]
        if isinstance(fields.get("digest"), str):
            yield AttachedRecord(
                number=number,
                seq=seq,
                file=str(fields.get("file", "")),
                digest=fields["digest"],
                size=int(fields.get("size", 0)),
                type=str(fields.get("type", "")),
            )
