"""The chain over all events of a site, and what `verify` finds wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final, NamedTuple

from deskconsole.errors import DeskError
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import GENESIS, json_of
from deskconsole.store.payloads import WHOLE, StoredPayload, facts_digest, words_digest
from deskconsole.text.heads import Head

SQL: Final = statements("events")
TEXTS: Final = statements("texts")

#: The event of the site that holds the digest of what was set apart when the store was brought up to date.
SET_APART: Final = "words_set_apart"
#: Somebody has said that a time ahead was wrong (T12): what counts as newest has been recorded since.
TIME_CONFIRMED: Final = "time_confirmed"
#: The event of a ticket that lists those whose words were deleted.
ERASED: Final = "erased"

#: Before every row key and every place in the record, those that somebody has invented included.
_FIRST: Final = -(2**63)
#: Links that are read in one transaction.
_PORTION: Final = 5_000
#: What something that was changed may raise when it is read.
_UNREADABLE: Final = (ValueError, LookupError, AttributeError, TypeError)

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


class ChainCheck:
    """The chain gone through link by link up to where it ended when this was begun, a portion a transaction.

    What is recorded meanwhile is not looked at; what is erased meanwhile is accepted. ``packs`` and ``calendars``: the
    hashes of the texts that events name. ``first``: the link to begin with, the first of all unless it is given;
    ``each`` is shown every link.
    """

    def __init__(
        self, tx: ReadTransaction, *, first: int | None = None, each: Callable[[Link], None] = lambda _event: None
    ) -> None:
        self.head = Head(tx.head.last_site_seq, tx.head.head_hash)
        self.done = False
        self.packs: set[str] = set()
        self.calendars: set[str] = set()
        #: when the newest of the events that count was recorded, in microseconds
        self.newest_recorded_at: int | None = None
        #: until when an older version wrote the store, in microseconds
        self.older_until = 0
        self._code = tx.site_code
        self._whole = first is None
        self._last = Head(0, GENESIS) if first is None else Head(first - 1, hash_at(tx, first - 1) or GENESIS)
        self._after = _FIRST if first is None else first - 1
        self._each = each
        self._newest = tx.one(SQL.LAST_SITE_SEQ)[0] or 0
        self._apart = FactsSetApart()
        self._set_apart: list[Mapping[str, Any]] = []
        self._unsaid: dict[tuple[int | None, int], Mapping[str, Any]] = {}

    def portion(self, tx: ReadTransaction, limit: int = _PORTION) -> Iterator[Difference]:
        """What is wrong with the next links; each is read once."""
        rows = tx.all(SQL.CHAIN, after=self._after, until=self.head.site_seq, limit=limit)
        for row in rows:
            yield from self._check(Link(*row))
        self.done = len(rows) < limit

    def end(self, tx: ReadTransaction) -> Iterator[Difference]:
        """What is wrong with the whole: its end, and words that are missing without having been erased."""
        apart = self._apart
        if self._whole and apart.until and apart.fields() not in self._set_apart:
            yield Difference("facts", "facts of events up to {until} of the site were changed", until=apart.until)
        for ticket_id, *stored in tx.all(SQL.OF_THE_RECORD, kind=ERASED, after=self.head.site_seq):
            self._erase(ticket_id, StoredPayload(*stored))
        for where in self._unsaid.values():
            yield Difference("payload missing", "what event {site_seq} ({number}, {seq}) says is missing", **where)
        last = max(self._newest, self._last.site_seq)
        if self._last != self.head or last != self.head.site_seq:
            yield Difference(
                "head",
                "the record ends with event {site_seq}, but the site names event {head} as its last",
                site_seq=last,
                head=self.head.site_seq,
            )

    def _check(self, event: Link) -> Iterator[Difference]:
        where = {"site_seq": event.site_seq, "number": event.number or "–", "seq": event.seq}
        expected = self._last.site_seq + 1
        if event.site_seq != expected:
            first, last = sorted((expected, event.site_seq - 1))
            yield Difference("gap", "events {first} to {last} of the site are missing", first=first, last=last)
        elif event.prev_hash != self._last.hash:
            yield Difference(
                "previous", "event {site_seq} ({number}, {seq}) does not follow the one before it", **where
            )
        if event.ticket_id is not None and event.uuid is None:
            yield Difference("ticket", "event {site_seq} belongs to a ticket that is missing", **where)
        elif link(self._code, event.uuid, event._asdict()) != event.hash:
            yield Difference("hash", "event {site_seq} ({number}, {seq}) was changed", **where)
        yield from self._check_words(event, where)
        if event.chain_rule == WHOLE:
            self._apart.add(event.site_seq, event.facts)
        self._note_recording(event)
        self._each(event)
        self.packs.add(event.pack_hash)
        self.calendars.add(event.calendar_hash)
        self._last, self._after = Head(event.site_seq, event.hash), event.site_seq

    def _note_recording(self, event: Link) -> None:
        at, newest = event.recorded_at, self.newest_recorded_at
        if isinstance(at, int):  # else it was changed, which has been told
            self.newest_recorded_at = at if newest is None or event.kind == TIME_CONFIRMED else max(newest, at)

    def _check_words(self, event: Link, where: Mapping[str, Any]) -> Iterator[Difference]:
        stored = StoredPayload(event.chain_rule, event.payload_digest, event.facts, event.body)
        if event.body is None:
            if event.payload_digest:
                self._unsaid[event.ticket_id, event.seq] = where
        elif not event.payload_digest or words_digest(event.salt or b"", event.body) != event.payload_digest:
            yield Difference("payload", "what event {site_seq} ({number}, {seq}) says was changed", **where)
        if event.kind == ERASED:
            self._erase(event.ticket_id, stored)
        elif event.kind == SET_APART:
            self.older_until = event.recorded_at
            with suppress(*_UNREADABLE):
                self._set_apart.append(stored.payload.fields)

    def _erase(self, ticket_id: int | None, stored: StoredPayload) -> None:
        """Words that an `erased` event lists are rightly gone; one that was tampered with is told of by itself."""
        with suppress(*_UNREADABLE):
            for seq in stored.payload.fields.get("events") or []:
                self._unsaid.pop((ticket_id, seq), None)


def verify_chain(tx: ReadTransaction) -> Iterator[Difference]:
    """Everything wrong with the site's record; nothing if it is whole. Reads every event once, in one transaction."""
    check = ChainCheck(tx)
    while not check.done:
        yield from check.portion(tx)
    yield from check.end(tx)
    after: int | None = _FIRST
    while after is not None:
        differences, after = ticket_differences(tx, after)
        yield from differences
    yield from text_differences(tx)


def ticket_differences(tx: ReadTransaction, after: int, limit: int = _PORTION) -> tuple[list[Difference], int | None]:
    """What is wrong between the next tickets after a row key and their events; the last key, ``None`` at the end."""
    differences: list[Difference] = []
    rows = tx.all(SQL.VERSIONS, after=after, limit=limit)
    for _key, number, version, last, count in rows:
        if last is None:
            differences.append(Difference("no events", "ticket {number} has no events", number=number))
        elif last != count:
            differences.append(Difference("ticket gap", "events of ticket {number} are missing", number=number))
        elif last != version:
            message = "ticket {number} stands at event {last}, its row at {version}"
            differences.append(Difference("version", message, number=number, last=last, version=version))
    return differences, int(rows[-1][0]) if rows else None


def text_differences(tx: ReadTransaction) -> Iterator[Difference]:
    """Stored packs and calendars that are not what their names, the hashes of their texts, say."""
    for name, body in tx.all(TEXTS.TEXT_BODIES):
        if sha256(str(body).encode()).hexdigest() != name:
            yield Difference("text", "the stored pack or calendar {hash} was changed", hash=name)


def hash_at(tx: ReadTransaction, site_seq: int) -> str | None:
    """The hash of an event of the site's record; ``None`` where there is none."""
    row = tx.one(SQL.HASH_AT, site_seq=site_seq)
    return None if row is None else str(row[0])


def first_since(tx: ReadTransaction, micros: int, *, after: int) -> int | None:
    """The place of the first event ``after`` one that was recorded since an instant; ``None`` where there is none."""
    (site_seq,) = tx.one(SQL.FIRST_SINCE, recorded_at=micros, after=after)
    return None if site_seq is None else int(site_seq)


def recorded_then(tx: ReadTransaction, micros: int) -> bool:
    """Whether something was recorded at exactly this instant."""
    return tx.one(SQL.RECORDED_AT, recorded_at=micros, limit=1) is not None
