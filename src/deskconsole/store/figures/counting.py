"""What each figure comes to, counted in the store: how many, how many of them well, by whatever it is cut."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from deskconsole.domain.calendar.instant import from_micros
from deskconsole.domain.figures.service_level import DEFAULT, NUMBERS
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("figures.counting")
MORE: Final = statements("figures.supervision")
#: By what figures can be cut, with the number that the statements know it by.
CUTS: Final[Mapping[str, int]] = {
    name: number
    for number, name in enumerate(
        (
            *("rule", "channel", "tier", "category", "kind", "person", "department", "hour", "weekday"),
            *("cause", "age", "scoring", "question"),
        ),
        start=1,
    )
}
#: As many rows as there are.
_ALL: Final = 2**63 - 1
_NO_CUT: Final = ("", "")


class Counted(NamedTuple):
    """A part of a figure: what it is cut by, how many there are, how many of them are well, and the sum of a mean."""

    first: str | None
    second: str | None
    n: int
    good: int
    total: int


#: The part that a ticket belongs to, by one cut and by the other, and how long it took, in seconds.
Length = tuple[str | None, str | None, int]


class Behind(NamedTuple):
    """A ticket behind a figure: the part that it belongs to, whether it counts as well, and what it is."""

    first: str | None
    second: str | None
    number: str
    good: bool
    opened_at: datetime
    channel: str | None
    kind: str | None
    category: str | None
    owner: str | None


class Span(NamedTuple):
    """What is counted: from ``since`` up to before ``until``, as judged at ``now``; ``whose``: one person's alone;
    ``team``: one department's alone. ``answer_within``: of a call; ``formula``: of the service level of calls;
    ``back_within``: so soon after it was finished a customer with the same category has come again."""

    since: datetime
    until: datetime
    now: datetime
    whose: str | None = None
    team: str | None = None
    answer_within: timedelta = timedelta(seconds=20)
    formula: str = DEFAULT
    back_within: timedelta = timedelta(days=7)

    def values(self, cut: tuple[str, str] = _NO_CUT) -> dict[str, Any]:
        """What the statements are given."""
        return {
            "since": micros(self.since),
            "until": micros(self.until),
            "now": micros(self.now),
            "at": micros(min(self.now, self.until)),
            "whose": self.whose,
            "team": self.team,
            "answer_within": self.answer_within // timedelta(microseconds=1),
            "formula": NUMBERS[self.formula],
            "back_within": self.back_within // timedelta(microseconds=1),
            "by_1": CUTS.get(cut[0], 0),
            "by_2": CUTS.get(cut[1], 0),
        }


def counted(tx: ReadTransaction, figure: str, span: Span, cut: tuple[str, str] = _NO_CUT) -> list[Counted]:
    """A figure that counts: one part, or as many as its cuts have, none where nothing is to be counted."""
    whole, parts, _behind = _counting()[figure]
    if cut == _NO_CUT:
        return tx.records(Counted, whole, **span.values())
    return tx.records(Counted, parts, **span.values(cut))


def lengths(tx: ReadTransaction, figure: str, span: Span, cut: tuple[str, str] = _NO_CUT) -> list[Length]:
    """How long each ticket of a figure took; rows as they are, for there may be a million."""
    return tx.all(_lengths()[figure][0], **span.values(cut))


def behind(
    tx: ReadTransaction,
    figure: str,
    span: Span,
    cut: tuple[str, str] = _NO_CUT,
    *,
    part: tuple[str | None, str | None] | None = None,
    limit: int | None = None,
) -> list[Behind]:
    """The tickets behind a figure, those that do not count as well first; ``part``: of one part of its cuts alone."""
    statement = {name: each[-1] for name, each in {**_counting(), **_lengths()}.items()}[figure]
    first, second = part or (None, None)
    values = {
        "part": 1 if part is not None else None,
        "is_1": first or "",
        "is_2": second or "",
        "limit": _ALL if limit is None else limit,
    }
    return tx.records(Behind, statement, **span.values(cut), **values)


def editions(tx: ReadTransaction, span: Span) -> list[tuple[str, datetime]]:
    """Under which rules the tickets of a period ran, by their hashes, and since when; the earliest first."""
    rows = tx.all(SQL.EDITIONS, since=micros(span.since), until=micros(span.until))
    return [(str(edition), from_micros(came)) for edition, came in rows]


def first_came(tx: ReadTransaction) -> datetime | None:
    """When the first ticket of the site came; ``None`` before there is any."""
    row = tx.one(SQL.FIRST_CAME)
    return None if row is None or row[0] is None else from_micros(row[0])


def _counting() -> Mapping[str, tuple[str, str, str]]:
    """Figure → its statements: as a whole, by its cuts, the tickets behind."""
    return {
        "received": (SQL.RECEIVED, SQL.RECEIVED_PARTS, SQL.RECEIVED_BEHIND),
        "finished": (SQL.FINISHED, SQL.FINISHED_PARTS, SQL.FINISHED_BEHIND),
        "backlog": (SQL.BACKLOG, SQL.BACKLOG_PARTS, SQL.BACKLOG_BEHIND),
        "response_on_time": (SQL.RESPONSE, SQL.RESPONSE_PARTS, SQL.RESPONSE_BEHIND),
        "resolved": (SQL.RESOLVED, SQL.RESOLVED_PARTS, SQL.RESOLVED_BEHIND),
        "resolution_on_time": (SQL.RESOLUTION, SQL.RESOLUTION_PARTS, SQL.RESOLUTION_BEHIND),
        "first_contact": (SQL.FIRST_CONTACT, SQL.FIRST_CONTACT_PARTS, SQL.FIRST_CONTACT_BEHIND),
        "reopened": (SQL.REOPENED, SQL.REOPENED_PARTS, SQL.REOPENED_BEHIND),
        "promises_kept": (SQL.PROMISES, SQL.PROMISES_PARTS, SQL.PROMISES_BEHIND),
        "promises_kept_as_moved": (SQL.PROMISES_MOVED, SQL.PROMISES_MOVED_PARTS, SQL.PROMISES_MOVED_BEHIND),
        "hand_offs_answered": (SQL.HAND_OFFS, SQL.HAND_OFFS_PARTS, SQL.HAND_OFFS_BEHIND),
        "hand_offs_passed_on": (SQL.PASSED_ON, SQL.PASSED_ON_PARTS, SQL.PASSED_ON_BEHIND),
        "calls": (SQL.CALLS, SQL.CALLS_PARTS, SQL.CALLS_BEHIND),
        "missed_calls": (SQL.MISSED, SQL.MISSED_PARTS, SQL.MISSED_BEHIND),
        "service_level": (SQL.SERVICE_LEVEL, SQL.SERVICE_LEVEL_PARTS, SQL.SERVICE_LEVEL_BEHIND),
        "short_give_ups": (SQL.GIVE_UPS, SQL.GIVE_UPS_PARTS, SQL.GIVE_UPS_BEHIND),
        "calls_returned": (SQL.RETURNED, SQL.RETURNED_PARTS, SQL.RETURNED_BEHIND),
        "follow_ups": (SQL.FOLLOW_UPS, SQL.FOLLOW_UPS_PARTS, SQL.FOLLOW_UPS_BEHIND),
        "filed_on_time": (SQL.FILING, SQL.FILING_PARTS, SQL.FILING_BEHIND),
        "filed": (SQL.FILED, SQL.FILED_PARTS, SQL.FILED_BEHIND),
        "answered_score": (SQL.ANSWERED, SQL.ANSWERED_PARTS, SQL.ANSWERED_BEHIND),
        "satisfied": (SQL.SATISFIED, SQL.SATISFIED_PARTS, SQL.SATISFIED_BEHIND),
        "content": (SQL.CONTENT, SQL.CONTENT_PARTS, SQL.CONTENT_BEHIND),
        "score": (SQL.SCORE, SQL.SCORE_PARTS, SQL.SCORE_BEHIND),
        "on_time": (SQL.ON_TIME, SQL.ON_TIME_PARTS, SQL.ON_TIME_BEHIND),
        "on_time_excused": (SQL.EXCUSED, SQL.EXCUSED_PARTS, SQL.EXCUSED_BEHIND),
        "late": (SQL.LATE, SQL.LATE_PARTS, SQL.LATE_BEHIND),
        "late_accepted": (SQL.LATE_ACCEPTED, SQL.LATE_ACCEPTED_PARTS, SQL.LATE_ACCEPTED_BEHIND),
        "reception_complaints": (MORE.RECEPTION, MORE.RECEPTION_PARTS, MORE.RECEPTION_BEHIND),
        "survey_answered": (MORE.SURVEYED, MORE.SURVEYED_PARTS, MORE.SURVEYED_BEHIND),
        "survey_satisfied": (MORE.SURVEY_4, MORE.SURVEY_4_PARTS, MORE.SURVEY_4_BEHIND),
        "survey_content": (MORE.SURVEY_3, MORE.SURVEY_3_PARTS, MORE.SURVEY_3_BEHIND),
        "survey_score": (MORE.SURVEY_SCORE, MORE.SURVEY_SCORE_PARTS, MORE.SURVEY_SCORE_BEHIND),
        "overdue": (SQL.RAN_OUT, SQL.RAN_OUT_PARTS, SQL.RAN_OUT_BEHIND),
        "overdue_day": (SQL.STOOD, SQL.STOOD_PARTS, SQL.STOOD_BEHIND),
        "complaints": (SQL.COMPLAINTS, SQL.COMPLAINTS_PARTS, SQL.COMPLAINTS_BEHIND),
        "complaints_justified": (SQL.JUSTIFIED, SQL.JUSTIFIED_PARTS, SQL.JUSTIFIED_BEHIND),
        "check_score": (MORE.CHECK_SCORE, MORE.CHECK_SCORE_PARTS, MORE.CHECK_SCORE_BEHIND),
        "checks_passed": (MORE.PASSED, MORE.PASSED_PARTS, MORE.PASSED_BEHIND),
        "appeals_upheld": (MORE.APPEALS, MORE.APPEALS_PARTS, MORE.APPEALS_BEHIND),
        "reviews": (MORE.REVIEWS, MORE.REVIEWS_PARTS, MORE.REVIEWS_BEHIND),
        "review_score": (MORE.REVIEW_SCORE, MORE.REVIEW_SCORE_PARTS, MORE.REVIEW_SCORE_BEHIND),
        "appeals_lost": (MORE.LOST, MORE.LOST_PARTS, MORE.LOST_BEHIND),
    }


def _lengths() -> Mapping[str, tuple[str, str]]:
    """Figure → its statements: how long each took, the tickets behind."""
    return {
        "response_time": (SQL.RESPONSE_TIME, SQL.RESPONSE_TIME_BEHIND),
        "resolution_time": (SQL.RESOLUTION_TIME, SQL.RESOLUTION_TIME_BEHIND),
        "review_time": (MORE.REVIEW_TIME, MORE.REVIEW_TIME_BEHIND),
    }
