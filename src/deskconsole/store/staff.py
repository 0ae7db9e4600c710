"""The people of the desk."""

from datetime import datetime
from typing import Final

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import Shape, maybe_micros, micros, storable
from deskconsole.store.records import CallRecord, StaffRecord

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
