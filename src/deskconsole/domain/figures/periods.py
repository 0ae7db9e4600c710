"""The periods that figures are asked for: a day, a week, a month, a quarter, a year, any span of days."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple

Kind = Literal["day", "week", "month", "quarter", "year", "span"]
#: From the shortest to the longest; a span is none of them.
KINDS: Final[tuple[Kind, ...]] = ("day", "week", "month", "quarter", "year")

_SHAPES: Final = (
    ("year", re.compile(r"(\d{4})", re.ASCII)),
    ("quarter", re.compile(r"(\d{4})-?[Qq]([1-4])", re.ASCII)),
    ("month", re.compile(r"(\d{4})-(\d{2})", re.ASCII)),
    ("week", re.compile(r"(\d{4})-?[Ww](\d{2})", re.ASCII)),
    ("day", re.compile(r"(\d{4}-\d{2}-\d{2})", re.ASCII)),
    ("span", re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)),
)
_DAY: Final = timedelta(days=1)


class Period(NamedTuple):
    """Whole local days from ``first`` up to before ``after``; ``kind``: what they are together."""

    kind: Kind
    first: date
    after: date

    @property
    def name(self) -> str:
        """As it is typed: ``2026``, ``2026-Q4``, ``2026-10``, ``2026-W40``, a day, ``2026-10-01..2026-10-05``."""
        first = self.first
        if self.kind == "year":
            return f"{first.year:04}"
        if self.kind == "quarter":
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        if self.kind == "month":
            return f"{first.year:04}-{first.month:02}"
        if self.kind == "week":
            year, week, _day = first.isocalendar()
            return f"{year:04}-W{week:02}"
        return first.isoformat() if self.kind == "day" else f"{first.isoformat()}..{(self.after - _DAY).isoformat()}"

    @property
    def before(self) -> "Period":
        """The period before it: the like one, of a span as many days."""
        if self.kind == "span":
            return Period("span", self.first - (self.after - self.first), self.first)
        return period_at(self.kind, self.first - _DAY)

    @property
    def next(self) -> "Period":
        """The period after it."""
        if self.kind == "span":
            return Period("span", self.after, self.after + (self.after - self.first))
        return period_at(self.kind, self.after)

    def earlier(self, count: int) -> list["Period"]:
        """So many periods before it, the oldest first; fewer where the calendar begins."""
        periods: list[Period] = []
        period = self
        while len(periods) < count:
            try:
                period = period.before
            except (OverflowError, ValueError):
                break
            periods.insert(0, period)
        return periods

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """From when up to before when, UTC."""
        return _midnight(self.first, zone), _midnight(self.after, zone)


def period_at(kind: Kind, day: date) -> Period:
    """The period of a kind that a local day lies in; of a span the day alone."""
    if kind == "year":
        return Period(kind, date(day.year, 1, 1), date(day.year + 1, 1, 1))
    if kind == "quarter":
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return Period(kind, first, _months_on(first, 3))
    if kind == "month":
        first = day.replace(day=1)
        return Period(kind, first, _months_on(first, 1))
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Period(kind, first, first + 7 * _DAY)
    return Period(kind, day, day + _DAY)


def period_of(every: str, day: date) -> Period:
    """The period that a local day lies in of what comes again ``every`` day … year; a half-year is a span."""
    if every == "half_year":
        first = date(day.year, 1 if day.month <= 6 else 7, 1)
        return Period("span", first, _months_on(first, 6))
    return next(period_at(kind, day) for kind in KINDS if kind == every)


def read_period(text: str) -> Period:
    """The period that a text names; raises :class:`DeskError` for anything else."""
    for kind, shape in _SHAPES:
        match = shape.fullmatch(text.strip())
        if match is not None:
            try:
                return _read(kind, match)
            except (ValueError, OverflowError):
                break
    raise DeskError(
        "period: '{value}' is none; one is written 2026, 2026-Q4, 2026-10, 2026-W40, 2026-10-03 or "
        "2026-10-01..2026-10-15",
        field="period",
        value=text[:40],
    )


def _read(kind: str, match: re.Match[str]) -> Period:
    first = match[1]
    if kind == "year":
        return period_at("year", date(int(first), 1, 1))
    if kind == "quarter":
        return period_at("quarter", date(int(first), int(match[2]) * 3, 1))
    if kind == "month":
        return period_at("month", date(int(first), int(match[2]), 1))
    if kind == "week":
        return period_at("week", date.fromisocalendar(int(first), int(match[2]), 1))
    if kind == "day":
        return period_at("day", date.fromisoformat(first))
    begin, end = date.fromisoformat(first), date.fromisoformat(match[2])
    if end < begin:
        raise ValueError("a span ends before it begins")
    return Period("span", begin, end + _DAY)


def _months_on(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
