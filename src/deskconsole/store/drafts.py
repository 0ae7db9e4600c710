"""Forms not yet saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import Shape, json_of, micros, storable
from deskconsole.store.records import DraftRecord

_DRAFT: Final = Shape(DraftRecord, DraftRecord._fields)


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
