"""Quality checks: what may be drawn, what was drawn, and how each check stands."""

from datetime import datetime
from typing import Final

from deskconsole.domain.site.checks import CheckRow, DrawRow
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("shifts")
FIGURES: Final = statements("figures.candidates")


class CandidateRow(NamedTuple):
    """A record filed in a period: whose it is, of which stratum, and what makes it checked anyway."""

    uuid: str
    number: str
    kind: str | None
    category: str | None
    channel: str | None
    first_receiver: str | None
    owner: str | None
    major: bool
    low: bool


def candidates(tx: ReadTransaction, since: datetime, until: datetime) -> list[CandidateRow]:
    """The records filed in a period, by number."""
    return tx.records(CandidateRow, FIGURES.CHECK_CANDIDATES, since=micros(since), until=micros(until))


def draws_of(tx: ReadTransaction, level: str, period: str) -> list[DrawRow]:
    """The draws of a level and period, the oldest first."""
    return tx.records(DrawRow, SQL.DRAWS_OF, level=level, period=period)


def last_draw(tx: ReadTransaction, level: str, period: str | None = None) -> DrawRow | None:
    """The last draw of a level, or of one ``period`` of it."""
    return tx.record(DrawRow, SQL.LAST_DRAW, level=level, period=period)


def checks_of(tx: ReadTransaction, number: str) -> list[CheckRow]:
    """The checks of a ticket, the oldest first."""
    return tx.records(CheckRow, SQL.CHECKS_OF, number=number)


def checks_since(tx: ReadTransaction, since: datetime, *, limit: int) -> list[CheckRow]:
    """What is not done yet, and what was begun since, the nearest due first."""
    return tx.records(CheckRow, SQL.CHECKS_SINCE, since=micros(since), limit=limit)


def checks_begun(tx: ReadTransaction, since: datetime, until: datetime) -> list[CheckRow]:
    """The checks that were begun in a period, the oldest first."""
    return tx.records(CheckRow, SQL.CHECKS_BEGUN, since=micros(since), until=micros(until))


def find_draw(tx: ReadTransaction, draw: str) -> DrawRow | None:
    """The draw with this id."""
    return tx.record(DrawRow, SQL.DRAW_BY_ID, draw=draw)


def checks_of_draw(tx: ReadTransaction, draw: str) -> list[CheckRow]:
    """The checks that a draw began, in its order."""
    return tx.records(CheckRow, SQL.CHECKS_OF_DRAW, draw=draw)


def find_check(tx: ReadTransaction, check: str) -> CheckRow | None:
    """The check with this id."""
    return tx.record(CheckRow, SQL.CHECK_BY_ID, check=check)
