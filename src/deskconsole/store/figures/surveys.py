"""Surveys of customers: who was served in a period and may be asked, and what was drawn."""

from datetime import datetime
from typing import Final

from deskconsole.domain.site.surveys import SurveyDrawRow
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("figures.surveys")


class ServedRow(NamedTuple):
    """A ticket of a known customer that was finished in a period; ``file``: whose, ``telephone``: whether there is a
    number to call."""

    uuid: str
    number: str
    pack_hash: str
    calendar_hash: str
    kind: str | None
    category: str | None
    channel: str | None
    owner: str | None
    finished_at: datetime
    file: int
    telephone: bool


class LeftAlone(NamedTuple):
    """What somebody in a file has said of being contacted: no, not unasked, or only by these ways."""

    file: int
    consent: str | None
    channels: tuple[str, ...]
    stopped_at: datetime | None


def served(tx: ReadTransaction, since: datetime, until: datetime) -> list[ServedRow]:
    """The tickets that customers were served by in a period, in the order in which they were finished."""
    return tx.records(ServedRow, SQL.SERVED, since=micros(since), until=micros(until))


def left_alone(tx: ReadTransaction) -> list[LeftAlone]:
    """Those who have said something of it."""
    return tx.records(LeftAlone, SQL.LEFT_ALONE)


def draws_of(tx: ReadTransaction, survey: str, period: str) -> list[SurveyDrawRow]:
    """The draws of a survey and period, the oldest first."""
    return tx.records(SurveyDrawRow, SQL.SURVEY_DRAWS_OF, survey=survey, period=period)


def draws(tx: ReadTransaction) -> list[SurveyDrawRow]:
    """Every draw, the oldest first."""
    return tx.records(SurveyDrawRow, SQL.SURVEY_DRAWS)


def find_draw(tx: ReadTransaction, draw: str) -> SurveyDrawRow | None:
    """The draw with this id."""
    return tx.record(SurveyDrawRow, SQL.SURVEY_DRAW_BY_ID, draw=draw)
