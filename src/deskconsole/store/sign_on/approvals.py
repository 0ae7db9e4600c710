"""What somebody asks who leads to allow, at that one's own console. Scratch: it lasts some minutes; what it came to
stands in the event that was allowed."""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of, micros

SQL: Final = statements("sign_on")
ASKED: Final = "asked"
ALLOWED: Final = "allowed"
REFUSED: Final = "refused"


class ApprovalRecord(NamedTuple):
    """Somebody asks to be allowed one event of one ticket, as it was at its event ``seq``.

    ``state``: asked, allowed, refused. ``draft``: the half-filled form with what is to be recorded. ``word``: what
    whoever answered it said besides.
    """

    uuid: str
    number: str
    action: str
    seq: int
    draft: str | None
    asked_by: str
    asked_at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    word: str | None


def approvals(tx: ReadTransaction) -> list[ApprovalRecord]:
    """Everything that was asked for and is not forgotten yet, the oldest first."""
    return tx.records(ApprovalRecord, SQL.APPROVALS)


def allowed(tx: ReadTransaction, login: str, number: str, action: str) -> ApprovalRecord | None:
    """What was allowed to somebody last of one event of one ticket, and not used yet."""
    return tx.record(ApprovalRecord, SQL.ALLOWED, login=login, number=number, action=action)


def save_approval(tx: WriteTransaction, record: ApprovalRecord) -> None:
    """Ask, or answer what was asked."""
    tx.run(SQL.SAVE_APPROVAL, **columns_of(record))


def drop_approval(tx: WriteTransaction, uuid: str) -> None:
    """It is used, or not wanted any more."""
    tx.run(SQL.DROP_APPROVAL, uuid=uuid)


def drop_approvals_before(tx: WriteTransaction, at: datetime) -> None:
    """Forget what was asked for before an instant."""
    tx.run(SQL.DROP_APPROVALS_BEFORE, before=micros(at))
