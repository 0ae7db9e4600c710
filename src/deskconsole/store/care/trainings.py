"""Trainings: who was there, and what came of it."""

from typing import Final

from deskconsole.domain.site.trainings import AttendanceRow
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements

SQL: Final = statements("staff")


def attendance_of_training(tx: ReadTransaction, number: str) -> list[AttendanceRow]:
    """Who is on record for one training, by login."""
    return tx.records(AttendanceRow, SQL.ATTENDANCE_OF_TRAINING, number=number)


def attendance_of_person(tx: ReadTransaction, login: str) -> list[AttendanceRow]:
    """The trainings of one person, the newest first."""
    return tx.records(AttendanceRow, SQL.ATTENDANCE_OF_PERSON, login=login)


def attendance_since(tx: ReadTransaction, since: str) -> list[AttendanceRow]:
    """Everybody at every training since a local day (ISO)."""
    return tx.records(AttendanceRow, SQL.ATTENDANCE_SINCE, since=since)
