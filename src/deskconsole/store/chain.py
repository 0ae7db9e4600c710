"""The chain over all events of a site, and what `verify` finds wrong with it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final

from deskconsole.errors import DeskError
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import GENESIS, json_of, payload_digest

#: The columns that a link's hash covers, between the site's code and the ticket's identity, in this order.
_COVERED: Final = (
    *("seq", "kind", "of", "happened_at", "recorded_at", "by", "source", "by_role", "by_department"),
    *("pack_hash", "calendar_hash", "payload_digest", "prev_hash"),
)


def link(site_code: str, uuid: str | None, columns: Mapping[str, Any]) -> str:
    """The hash of one event's row; it covers everything but row keys, and by ``prev_hash`` all rows before."""
    covered = [site_code, columns["site_seq"], uuid, *(columns[name] for name in _COVERED)]
    return sha256(json_of(covered).encode()).hexdigest()


class Difference(DeskError):
    """Something wrong with the record; ``kind`` is its machine name."""

    def __init__(self, kind: str, template: str, **values: Any) -> None:
        super().__init__(template, **values)
        self.kind = kind


def verify_chain(tx: ReadTransaction) -> Iterator[Difference]:
    """Everything wrong with the site's record; nothing if it is whole. Reads every event once."""
    erased = _erasures(tx)
    site_seq, prev_hash = 0, GENESIS
    for row in tx.each(statements.CHAIN, site_id=tx.site_id):
        columns = dict(zip(_CHAIN_COLUMNS, row, strict=True))
        where = {"site_seq": columns["site_seq"], "number": columns["number"] or "–", "seq": columns["seq"]}
        if columns["site_seq"] != site_seq + 1:
            yield Difference(
                "gap",
                "events {first} to {last} of the site are missing",
                first=site_seq + 1,
                last=columns["site_seq"] - 1,
            )
        elif columns["prev_hash"] != prev_hash:
            yield Difference(
                "previous", "event {site_seq} ({number}, {seq}) does not follow the one before it", **where
            )
        yield from _check_row(tx.site_code, columns, where, erased)
        site_seq, prev_hash = columns["site_seq"], columns["hash"]
    yield from _check_head(tx, site_seq, prev_hash)
    yield from _check_tickets(tx)
    yield from _check_texts(tx)


_CHAIN_COLUMNS: Final = (
    *("site_seq", "ticket_id", "seq", "kind", "of", "happened_at", "recorded_at", "by", "source", "by_role"),
    *("by_department", "pack_hash", "calendar_hash", "payload_digest", "prev_hash", "hash"),
    *("uuid", "number", "salt", "body"),
)


def _check_row(
    code: str, columns: Mapping[str, Any], where: Mapping[str, Any], erased: set[tuple[int | None, int]]
) -> Iterator[Difference]:
    if columns["ticket_id"] is not None and columns["uuid"] is None:
        yield Difference("ticket", "event {site_seq} belongs to a ticket that is missing", **where)
    elif link(code, columns["uuid"], columns) != columns["hash"]:
        yield Difference("hash", "event {site_seq} ({number}, {seq}) was changed", **where)
    digest, body = columns["payload_digest"], columns["body"]
    if body is None:
        if digest and (columns["ticket_id"], columns["seq"]) not in erased:
            yield Difference("payload missing", "what event {site_seq} ({number}, {seq}) says is missing", **where)
    elif not digest or payload_digest(columns["salt"], body) != digest:
        yield Difference("payload", "what event {site_seq} ({number}, {seq}) says was changed", **where)


def _erasures(tx: ReadTransaction) -> set[tuple[int | None, int]]:
    """The (ticket, sequence) that `erased` events list; one that was tampered with is told of by itself."""
    results: set[tuple[int | None, int]] = set()
    for ticket_id, body in tx.each(statements.ERASURES, site_id=tx.site_id):
        with suppress(ValueError, LookupError, AttributeError, TypeError):
            listed = json.loads(body)["fields"].get("events") or []
            results.update((ticket_id, seq) for seq in listed if isinstance(seq, int))
    return results


def _check_head(tx: ReadTransaction, site_seq: int, head_hash: str) -> Iterator[Difference]:
    head = tx.one(statements.HEAD, site_id=tx.site_id)
    if (head[0], head[1]) != (site_seq, head_hash):
        yield Difference(
            "head",
            "the record ends with event {site_seq}, but the site names event {head} as its last",
            site_seq=site_seq,
            head=head[0],
        )


def _check_tickets(tx: ReadTransaction) -> Iterator[Difference]:
    for _, number, version, last, count in tx.each(statements.VERSIONS, site_id=tx.site_id):
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
    for name, body in tx.each(statements.TEXT_BODIES):
        if sha256(body.encode()).hexdigest() != name:
            yield Difference("text", "the stored pack or calendar {hash} was changed", hash=name)
