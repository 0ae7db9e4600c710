"""Telephone calls."""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of, digits

SQL: Final = statements("calls")


class CallRecord(NamedTuple):
    """A telephone call; ``state`` is ringing, picked_up, hung_up or missed."""

    call: str
    ticket_id: int
    rang_seq: int
    digits: str | None
    rang_at: datetime
    state: str


def record_call(
    tx: WriteTransaction, call: str, *, ticket_id: int, rang_seq: int, caller: str | None, rang_at: datetime
) -> None:
    """A telephone that rings; ``caller`` is ``None`` when withheld. The call must be new: :func:`find_call` first."""
    number = digits(caller) if caller else None
    tx.insert(SQL.INSERT_CALL, **columns_of(CallRecord(call, ticket_id, rang_seq, number, rang_at, "ringing")))


def set_call_state(tx: WriteTransaction, call: str, state: str) -> None:
    """What became of a call: ``picked_up``, ``hung_up`` or ``missed`` (``ringing`` again when that was undone)."""
    tx.run(SQL.SAVE_CALL_STATE, call=call, state=state)


def find_call(tx: ReadTransaction, call: str) -> CallRecord | None:
    """A call by the telephone system's name for it."""
    return tx.record(CallRecord, SQL.FIND_CALL, call=call)


def ringing_calls(tx: ReadTransaction) -> list[CallRecord]:
    """Calls that neither were answered nor given up nor missed yet, longest ringing first."""
    return tx.records(CallRecord, SQL.RINGING_CALLS)


def calls_of_caller(tx: ReadTransaction, number: str, *, limit: int = 20) -> list[CallRecord]:
    """Calls from exactly these digits, newest first."""
    return tx.records(CallRecord, SQL.CALLS_OF_CALLER, digits=number, limit=limit)
