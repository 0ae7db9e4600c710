"""The people of the desk, and how specialists keep the times that they agree to."""

from datetime import datetime
from typing import Final

from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("staff")


class StaffRecord(NamedTuple):
    """Somebody who works at the desk."""

    id: int
    login: str
    name: str
    role: str
    department: str | None
    os_account: str | None
    enabled: bool
    qualified_at: datetime | None
    created_at: datetime


class AgreedRecord(NamedTuple):
    """The agreed times of one assignee (a login or ``dept:NAME``) that have ended or passed, how many in time."""

    assignee: str
    agreed: int
    in_time: int


def staff_by_login(tx: ReadTransaction, login: str) -> StaffRecord | None:
    """The staff member who signs on by this name, enabled or not."""
    return tx.record(StaffRecord, SQL.STAFF_BY_LOGIN, login=login)


def staff_by_os_account(tx: ReadTransaction, os_account: str) -> StaffRecord | None:
    """The staff member of an account of the system; an enabled one before a disabled one."""
    return tx.record(StaffRecord, SQL.STAFF_BY_OS_ACCOUNT, os_account=os_account)


def staff_list(tx: ReadTransaction) -> list[StaffRecord]:
    """All staff by login."""
    return tx.records(StaffRecord, SQL.STAFF_LIST)


def agreed_times(tx: ReadTransaction, since: datetime, now: datetime) -> list[AgreedRecord]:
    """Of every assignee with a time agreed to since then; what still runs and is not due counts for nothing."""
    return tx.records(AgreedRecord, SQL.AGREED_TIMES, since=micros(since), now=micros(now))
