"""Telephone calls."""

from datetime import datetime
from typing import Final

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import Shape, digits, micros, storable
from deskconsole.store.records import CallRecord, StaffRecord

_STAFF: Final = Shape(StaffRecord, StaffRecord._fields)
_CALL: Final = Shape(CallRecord, CallRecord._fields)


def record_call(
    tx: WriteTransaction, call: str, *, ticket_id: int, rang_seq: int, caller: str | None, rang_at: datetime
) -> None:
    """A telephone that rings; ``caller`` is ``None`` when withheld. The call must be new: :func:`find_call` first."""
    tx.insert(
        statements.INSERT_CALL,
        site_id=tx.site_id,
        call=storable(call),
        ticket_id=ticket_id,
        rang_seq=rang_seq,
        digits=digits(caller) if caller else None,
        rang_at=micros(rang_at),
        state="ringing",
    )


def set_call_state(tx: WriteTransaction, call: str, state: str) -> None:
    """What became of a call: ``picked_up``, ``hung_up`` or ``missed`` (``ringing`` again when that was undone)."""
    tx.run(statements.SAVE_CALL_STATE, site_id=tx.site_id, call=call, state=state)


def find_call(tx: ReadTransaction, call: str) -> CallRecord | None:
    """A call by the telephone system's name for it."""
    row = tx.one(statements.FIND_CALL, site_id=tx.site_id, call=call)
    return _CALL(row) if row else None


def ringing_calls(tx: ReadTransaction) -> list[CallRecord]:
    """Calls that neither were answered nor given up nor missed yet, longest ringing first."""
    return [_CALL(row) for row in tx.all(statements.RINGING_CALLS)]


def calls_of_caller(tx: ReadTransaction, number: str, *, limit: int = 20) -> list[CallRecord]:
    """Calls from exactly these digits, newest first."""
    return [_CALL(row) for row in tx.all(statements.CALLS_OF_CALLER, site_id=tx.site_id, digits=number, limit=limit)]
