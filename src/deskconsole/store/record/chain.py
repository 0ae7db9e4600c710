"""The chain over all events of a site, and what `verify` finds wrong with it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final, NamedTuple

from deskconsole.errors import DeskError
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import GENESIS, json_of
from deskconsole.store.payloads import WHOLE, StoredPayload, facts_digest, words_digest

SQL: Final = statements("events")
TEXTS: Final = statements("texts")

#: The event of the site that holds the digest of what was set apart when the store was brought up to date.
SET_APART: Final = "words_set_apart"

#: The columns that a link's hash covers, between the site's code and the ticket's identity, in this order.
_COVERED: Final = (
    *("seq", "kind", "of", "happened_at", "recorded_at", "by", "source", "by_role", "by_department"),
    *("pack_hash", "calendar_hash", "payload_digest", "prev_hash"),
)


class Link(NamedTuple):
    """One event's row with its payload and what its ticket is known by; everything as it is stored."""

    site_seq: int
    ticket_id: int | None
    seq: int
    kind: str
    of: int | None
    happened_at: int
    recorded_at: int
    by: str | None
    source: str
    by_role: str | None
    by_department: str | None
    pack_hash: str
    calendar_hash: str
    chain_rule: int
    payload_digest: str
    facts: str
    entered_by: str | None
    prev_hash: str
    hash: str
    uuid: str | None
    number: str | None
    salt: bytes | None
    body: str | None


def link(site_code: str, uuid: str | None, columns: Mapping[str, Any]) -> str:
    """The hash of one event's row; it covers everything but row keys, and by ``prev_hash`` all rows before.

    Of what the event says it covers two digests, that of the facts and that of the words; by the rule of older
    versions one of both together.
    """
    covered = [site_code, columns["site_seq"], uuid, *(columns[name] for name in _COVERED)]
    if columns["chain_rule"] != WHOLE:
        covered += [columns["chain_rule"], columns["entered_by"], facts_digest(columns["facts"])]
    return sha256(json_of(covered).encode()).hexdigest()


class FactsSetApart:
    """The facts of links whose hash does not cover them, in one digest, which an event of the record holds."""

    def __init__(self) -> None:
        self._digest = sha256()
        self.until = 0

    def add(self, site_seq: int, facts: str) -> None:
        """The next such link."""
        self._digest.update(f"{site_seq} {facts}\n".encode())
        self.until = site_seq

    def fields(self) -> dict[str, Any]:
        """What the event says that holds the digest; nothing where there is no such link."""
        return {"until": self.until, "digest": self._digest.hexdigest()} if self.until else {}


class Difference(DeskError):
    """Something wrong with the record; ``kind`` is its machine name."""

    def __init__(self, kind: str, template: str, **values: Any) -> None:
        super().__init__(template, **values)
        self.kind = kind


def verify_chain(tx: ReadTransaction) -> Iterator[Difference]:
    """Everything wrong with the site's record; nothing if it is whole. Reads every event once."""
    erased = _erasures(tx)
    apart = FactsSetApart()
    site_seq, prev_hash = 0, GENESIS
    for row in tx.each(SQL.CHAIN):
        event = Link(*row)
        where = {"site_seq": event.site_seq, "number": event.number or "–", "seq": event.seq}
        if event.site_seq != site_seq + 1:
            yield Difference(
                "gap", "events {first} to {last} of the site are missing", first=site_seq + 1, last=event.site_seq - 1
            )
        elif event.prev_hash != prev_hash:
            yield Difference(
                "previous", "event {site_seq} ({number}, {seq}) does not follow the one before it", **where
            )
        yield from _check_row(tx.site_code, event, where, erased)
        if event.chain_rule == WHOLE:
            apart.add(event.site_seq, event.facts)
        site_seq, prev_hash = event.site_seq, event.hash
    if apart.until and apart.fields() not in [stored.payload.fields for _, stored in _of_the_record(tx, SET_APART)]:
        yield Difference("facts", "facts of events up to {until} of the site were changed", until=apart.until)
    yield from _check_head(tx, site_seq, prev_hash)
    yield from _check_tickets(tx)
    yield from _check_texts(tx)


def _check_row(
    code: str, event: Link, where: Mapping[str, Any], erased: set[tuple[int | None, int]]
) -> Iterator[Difference]:
    if event.ticket_id is not None and event.uuid is None:
        yield Difference("ticket", "event {site_seq} belongs to a ticket that is missing", **where)
    elif link(code, event.uuid, event._asdict()) != event.hash:
        yield Difference("hash", "event {site_seq} ({number}, {seq}) was changed", **where)
    if event.body is None:
        if event.payload_digest and (event.ticket_id, event.seq) not in erased:
            yield Difference("payload missing", "what event {site_seq} ({number}, {seq}) says is missing", **where)
    elif not event.payload_digest or words_digest(event.salt or b"", event.body) != event.payload_digest:
        yield Difference("payload", "what event {site_seq} ({number}, {seq}) says was changed", **where)


def _erasures(tx: ReadTransaction) -> set[tuple[int | None, int]]:
    """The (ticket, sequence) that `erased` events list; one that was tampered with is told of by itself."""
    results: set[tuple[int | None, int]] = set()
    for ticket_id, stored in _of_the_record(tx, "erased"):
        with suppress(ValueError, LookupError, AttributeError, TypeError):
            listed = stored.payload.fields.get("events") or []
            results.update((ticket_id, seq) for seq in listed if isinstance(seq, int))
    return results


def _of_the_record(tx: ReadTransaction, kind: str) -> Iterator[tuple[int | None, StoredPayload]]:
    return ((row[0], StoredPayload(*row[1:])) for row in tx.each(SQL.OF_THE_RECORD, kind=kind))


def _check_head(tx: ReadTransaction, site_seq: int, head_hash: str) -> Iterator[Difference]:
    if (tx.head.last_site_seq, tx.head.head_hash) != (site_seq, head_hash):
        yield Difference(
            "head",
            "the record ends with event {site_seq}, but the site names event {head} as its last",
            site_seq=site_seq,
            head=tx.head.last_site_seq,
        )


def _check_tickets(tx: ReadTransaction) -> Iterator[Difference]:
    for _, number, version, last, count in tx.each(SQL.VERSIONS):
        if last is None:
            yield Difference("no events", "ticket {number} has no events", number=number)
        elif last != count:
            yield Difference("ticket gap", "events of ticket {number} are missing", number=number)
        elif last != version:
            yield Difference(
                "version",
                "ticket {number} stands at event {last}, its row at {version}",
                number=number,
                last=last,
                version=version,
            )


def _check_texts(tx: ReadTransaction) -> Iterator[Difference]:
    for name, body in tx.each(TEXTS.TEXT_BODIES):
        if sha256(body.encode()).hexdigest() != name:
            yield Difference("text", "the stored pack or calendar {hash} was changed", hash=name)
