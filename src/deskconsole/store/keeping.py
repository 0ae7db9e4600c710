"""Texts of packs and calendars, keys of repeated writes, drafts, and the site's own row."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from deskconsole.errors import NotFound
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import Shape, instant, json_of, micros, storable
from deskconsole.store.records import DraftRecord, PolicyTextRecord, SiteRecord, WrittenKey
from deskconsole.store.sqlite.connection import SITE_SHAPE, ReadTransaction, WriteTransaction

_TEXT: Final = Shape(PolicyTextRecord, PolicyTextRecord._fields)
_DRAFT: Final = Shape(DraftRecord, DraftRecord._fields)


def newest_recorded(tx: ReadTransaction) -> datetime | None:
    """When the newest event was recorded."""
    row = tx.one(statements.HEAD, site_id=tx.site_id)
    return instant(row[2]) if row is not None and row[2] is not None else None


def newest_site_seq(tx: ReadTransaction) -> int:
    """The site sequence of the event recorded last."""
    return int(tx.one(statements.HEAD, site_id=tx.site_id)[0])


def site_now(tx: ReadTransaction) -> SiteRecord:
    """The site's row as this transaction sees it: head of the record, newest recording."""
    row = tx.one(statements.SITE)
    assert row is not None
    return SITE_SHAPE(row)


def text_of(tx: ReadTransaction, digest: str) -> str:
    """The canonical text of a pack or calendar by its SHA-256; raises :class:`NotFound`."""
    row = tx.one(statements.TEXT_OF, hash=digest)
    if row is None:
        raise NotFound("the store does not hold the pack or calendar {hash}", hash=digest)
    return str(row[0])


def texts(tx: ReadTransaction) -> list[PolicyTextRecord]:
    """Every stored pack and calendar, oldest first, without bodies."""
    return [_TEXT(row) for row in tx.all(statements.TEXTS)]


def store_text(
    tx: WriteTransaction, digest: str, *, what: str, name: str, version: str, body: str, at: datetime
) -> None:
    """Keep the canonical text of a ``pack`` or ``calendar``; one that is kept already costs a look-up only."""
    if tx.one(statements.HAS_TEXT, hash=digest) is not None:
        return
    if sha256(body.encode()).hexdigest() != digest:
        raise ValueError("the hash is not that of the text")
    tx.run(
        statements.KEEP_TEXT,
        hash=digest,
        what=what,
        name=name,
        version=version,
        body=storable(body),
        added_at=micros(at),
    )


def recall_key(tx: ReadTransaction, key: str) -> WrittenKey | None:
    """What was answered to the write with this key, if there was one."""
    row = tx.one(statements.RECALL_KEY, site_id=tx.site_id, key=key)
    return WrittenKey(*row) if row else None


def remember_key(
    tx: WriteTransaction, key: str, digest: str, answer: str, ticket_id: int | None = None, *, at: datetime
) -> None:
    """Keep what was answered to the write with this key; ``digest`` is of the write's content."""
    tx.insert(
        statements.REMEMBER_KEY,
        site_id=tx.site_id,
        key=storable(key),
        digest=digest,
        answer=storable(answer),
        ticket_id=ticket_id,
        created_at=micros(at),
    )


def save_draft(
    tx: WriteTransaction,
    draft_id: str,
    *,
    person: str,
    form: str,
    body: Mapping[str, Any],
    at: datetime,
    parked: bool = False,
) -> None:
    """Keep a form as it stands; a draft with the same ``draft_id`` is replaced, whosever it was."""
    tx.run(
        statements.SAVE_DRAFT,
        id=draft_id,
        site_id=tx.site_id,
        person=person,
        form=form,
        body=storable(json_of(dict(body))),
        parked=parked,
        updated_at=micros(at),
    )


def drafts(tx: ReadTransaction, person: str | None = None) -> list[DraftRecord]:
    """The drafts of a person (``None``: of everybody), newest first."""
    return [_DRAFT(row) for row in tx.all(statements.DRAFTS, site_id=tx.site_id, person=person)]


def drop_draft(tx: WriteTransaction, draft_id: str) -> None:
    """Forget a draft; none of that name is fine."""
    tx.run(statements.DROP_DRAFT, id=draft_id)
