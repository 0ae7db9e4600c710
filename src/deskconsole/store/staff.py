"""Staff and telephone calls."""

from datetime import datetime
from typing import Final

from deskconsole.store.compiled import statements
from deskconsole.store.mapping import Shape, digits, maybe_micros, micros, storable
from deskconsole.store.records import CallRecord, StaffRecord
from deskconsole.store.sqlite.connection import ReadTransaction, WriteTransaction

_STAFF: Final = Shape(StaffRecord, StaffRecord._fields)
_CALL: Final = Shape(CallRecord, CallRecord._fields)


def staff_by_login(tx: ReadTransaction, login: str) -> StaffRecord | None:
    """The staff member who signs on by this name, enabled or not."""
    row = tx.one(statements.STAFF_BY_LOGIN, site_id=tx.site_id, login=login)
    return _STAFF(row) if row else None


def staff_by_os_account(tx: ReadTransaction, os_account: str) -> StaffRecord | None:
    """The staff member of an account of the system; an enabled one before a disabled one."""
    row = tx.one(statements.STAFF_BY_OS_ACCOUNT, site_id=tx.site_id, os_account=os_account)
    return _STAFF(row) if row else None


def staff_list(tx: ReadTransaction) -> list[StaffRecord]:
    """All staff by login."""
    return [_STAFF(row) for row in tx.all(statements.STAFF_LIST, site_id=tx.site_id)]


def add_staff_row(
    tx: WriteTransaction,
    *,
    login: str,
    name: str,
    role: str,
    created_at: datetime,
    department: str | None = None,
    os_account: str | None = None,
    qualified_at: datetime | None = None,
) -> StaffRecord:
    """A new staff member, enabled. The login must be free: ask :func:`staff_by_login` first."""
    key = tx.insert(
        statements.INSERT_STAFF,
        site_id=tx.site_id,
        login=storable(login),
        name=storable(name),
        role=role,
        department=department,
        os_account=os_account,
        enabled=True,
        qualified_at=maybe_micros(qualified_at),
        created_at=micros(created_at),
    )
    return StaffRecord(key, login, name, role, department, os_account, True, qualified_at, created_at)


def save_staff(tx: WriteTransaction, staff: StaffRecord) -> None:
    """Save name, role, department, account, enabled and qualification of a staff member (``replace`` the record)."""
    tx.run(
        statements.SAVE_STAFF,
        staff_id=staff.id,
        name=storable(staff.name),
        role=staff.role,
        department=staff.department,
        os_account=staff.os_account,
        enabled=staff.enabled,
        qualified_at=maybe_micros(staff.qualified_at),
    )


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
