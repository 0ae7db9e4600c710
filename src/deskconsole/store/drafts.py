"""Forms not yet saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of

SQL: Final = statements("drafts")
#: What people have chosen at the console stands among the drafts, and is no form.
CHOSEN: Final = "console"


class DraftRecord(NamedTuple):
    """A form not yet saved."""

    id: str
    person: str
    form: str
    body: Mapping[str, Any]
    parked: bool
    updated_at: datetime


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
    tx.run(SQL.SAVE_DRAFT, **columns_of(DraftRecord(draft_id, person, form, body, parked, at)))


def drafts(tx: ReadTransaction, person: str | None = None) -> list[DraftRecord]:
    """The drafts of a person (``None``: of everybody), newest first."""
    return tx.records(DraftRecord, SQL.DRAFTS, person=person)


def drop_draft(tx: WriteTransaction, draft_id: str) -> None:
    """Forget a draft; none of that name is fine."""
    tx.run(SQL.DROP_DRAFT, id=draft_id)
