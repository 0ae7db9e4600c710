"""How many people a week needs, half hour by half hour, and where fewer are there (R35).

Calls are expected as on the last like days: of a weekday, or, where the site's calendar says so, of a holiday or a
make-up day. People are needed by Erlang C, with Erlang A beside it, for the goal of the rules. Who is there says
the roster, which names one person for each part of a day, and besides the record: whoever worked then on like days.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from statistics import median
from typing import Final

from deskconsole.desk.duty import duty_of
from deskconsole.desk.forecast.at_work import receives
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.use_cases import query
from deskconsole.domain.calendar.calendar import ONE_DAY, Calendar, DayReason
from deskconsole.domain.calendar.duty import watch_at
from deskconsole.domain.figures.periods import Period, period_at
from deskconsole.domain.staffing.arrivals import DAYS, PARTS, Day, usual
from deskconsole.domain.staffing.need import SMALL_DESK, Need, Question, achieved, check, needed
from deskconsole.domain.staffing.talks import UNKNOWN, mean_of, talks
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple
from deskconsole.store import shifts, staff
from deskconsole.store.figures import counting, forecast as store

#: So far back days are looked for: holidays come once a year.
MOST_BACK: Final = 400
#: The calls whose length and whose patience are looked at.
CALLS_BACK: Final = timedelta(days=56)
MOST_DEEDS: Final = 12_000
PART: Final = timedelta(minutes=30)
#: Of fewer that hung up nobody knows how patient people are.
_FEWEST_GIVEN_UP: Final = 5
#: Where it is known from who is there.
ROSTER: Final = "roster"
RECORD: Final = "record"


class HalfHour(NamedTuple):
    """Half an hour of a day: the calls expected, the load in erlangs, the people ``needed`` where everybody waits and
    ``needed_if_given_up`` where people hang up (``None``: nobody knows how soon they do); how many are there, and by
    what that is known. ``level``: the share answered in time by those who are there; ``alone``: one person cannot."""

    part: int
    at: datetime
    calls: float
    load: float
    needed: int
    needed_if_given_up: int | None
    there: int
    source: str
    level: float | None
    alone: bool

    @property
    def lacking(self) -> int:
        """So many more people would reach the goal."""
        return max(0, self.needed - self.there)


class StaffedDay(NamedTuple):
    """A day with its half hours; ``kind``: which days are like it, ``like``: how many of them were looked at."""

    day: date
    kind: str
    like: int
    parts: tuple[HalfHour, ...]


class StaffedWeek(NamedTuple):
    """A week; ``handling``: of a call, ``is_assumed`` where the record has too few; ``patience``: after how long people
    hang up in the mean; ``has_roster``: whether the roster names anybody in this week."""

    period: Period
    level: float
    target: float
    handling: timedelta
    is_assumed: bool
    patience: timedelta | None
    has_roster: bool
    days: tuple[StaffedDay, ...]

    @property
    def gaps(self) -> list[tuple[StaffedDay, HalfHour]]:
        """The half hours with fewer people than are needed."""
        return [(day, part) for day in self.days for part in day.parts if part.lacking]


@query(needs="read")
def staffing_week(
    look: Look, period: Period | None = None, *, level: float | None = None, target: float | None = None
) -> StaffedWeek:
    """What a week (default: this one) needs and has, for the goal of the desk's first pack or another one. Raises
    :class:`DeskError` for another period and for what is no goal."""
    goal = look.desk.packs[0]
    level = goal.answer_share if level is None else level
    target = float(goal.answer_seconds) if target is None else target
    period = period or period_at("week", look.desk.calendar.day(look.now))
    if period.kind != "week":
        raise DeskError("week: name a week, such as 2026-W49", field="week")
    until = min(look.now, period.instants(look.desk.zone)[0])
    handling = mean_of(talks(store.hands(look.tx, until - CALLS_BACK, until, MOST_DEEDS)))
    length = handling or UNKNOWN
    patience = _patience(look, until)
    question = Question(1, PART.total_seconds(), length.total_seconds(), target, level)
    check(question)
    roster = _roster(look, period)
    past = _Past(look)
    answers = _answers(question, patience)
    wanted = [period.first + ONE_DAY * n for n in range((period.after - period.first).days)]
    days = tuple(_day(look, day, past, roster, answers) for day in wanted)
    return StaffedWeek(
        period,
        level,
        target,
        length,
        handling is None,
        patience,
        any(day >= period.first.isoformat() for day, _part in roster),
        days,
    )


def _patience(look: Look, until: datetime) -> timedelta | None:
    """The time waited for each call that was given up: the mean of an exponential patience."""
    _calls, given_up, waited = store.waits(look.tx, until - CALLS_BACK, until)
    return waited / given_up if given_up >= _FEWEST_GIVEN_UP and waited > timedelta(0) else None


# --- what is usual -----------------------------------------------------------------------------------------------


def kind_of(calendar: Calendar, day: date) -> str:
    """Which days are like this one: of its weekday; a holiday, a make-up day, a date of the site's own are kinds of
    their own."""
    reason = calendar.reason(day)
    if reason in (DayReason.HOLIDAY, DayReason.MAKE_UP):
        return reason.value
    if reason is DayReason.SITE:
        return f"site {'open' if calendar.is_working_day(day) else 'closed'}"
    return f"weekday {day.isoweekday()}"


class _Past:
    """What the last like days were; each day is read once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._today = look.desk.calendar.day(look.now)
        begun = counting.first_came(look.tx)
        self._first = look.desk.calendar.day(begun) if begun is not None else self._today
        self._receivers = {record.login for record in staff.staff_list(look.tx) if receives(look, Staff.of(record))}
        self._read: dict[date, tuple[dict[int, int], dict[int, int]]] = {}

    def like(self, kind: str, day: date) -> tuple[list[Day], list[float]]:
        """The last days of a kind before a day, the latest last, and how many people were there in each half hour."""
        read = [self._of(each) for each in self._days(kind, min(day, self._today))]
        there = [people for _calls, people in read]
        usual_people = [float(median(each.get(part, 0) for each in there)) if there else 0.0 for part in range(PARTS)]
        return [Day(kind, calls) for calls, _people in read], usual_people

    def _days(self, kind: str, before: date) -> list[date]:
        days: list[date] = []
        for _back in range(MOST_BACK):
            before -= ONE_DAY
            if before < self._first or len(days) == DAYS:
                break
            if kind_of(self._look.desk.calendar, before) == kind:
                days.insert(0, before)
        return days

    def _of(self, day: date) -> tuple[dict[int, int], dict[int, int]]:
        """The calls of a day, and the people who were there, by half hour."""
        if day not in self._read:
            span = self._span(day)
            self._read[day] = (store.calls_by_part(self._look.tx, *span), self._there(span))
        return self._read[day]

    def _span(self, day: date) -> tuple[datetime, datetime]:
        zone = self._look.desk.zone
        return datetime.combine(day, time(), zone), datetime.combine(day + ONE_DAY, time(), zone)

    def _there(self, span: tuple[datetime, datetime]) -> dict[int, int]:
        people: dict[int, int] = {}
        for part, by in store.there_by_part(self._look.tx, *span):
            if by in self._receivers:
                people[part] = people.get(part, 0) + 1
        return people


def _roster(look: Look, period: Period) -> dict[tuple[str, str], bool]:
    """Day and part → whether somebody comes; the night before the week belongs to the day before."""
    records = shifts.duties(look.tx, period.first - ONE_DAY, period.after - ONE_DAY)
    return {(each.day, each.part): not each.absent or duty_of(each).on_duty != each.login for each in records}


# --- what is needed ----------------------------------------------------------------------------------------------

#: From the calls of half an hour and the people there: what is needed, the same where people hang up, what is achieved.
_Answers = Callable[[float, int], tuple[Need, int | None, float]]


def _answers(question: Question, patience: timedelta | None) -> _Answers:
    @cache
    def needs(calls: float) -> tuple[Need, int | None]:
        wanted = question._replace(calls=calls)
        impatient = needed(wanted._replace(patience=patience.total_seconds())).agents if patience is not None else None
        return needed(wanted), impatient

    @cache
    def answer(calls: float, there: int) -> tuple[Need, int | None, float]:
        wanted = question._replace(calls=calls)
        level = achieved(wanted, there).achieved.service_level if there > wanted.load else 0.0
        return *needs(calls), level

    return answer


def _day(look: Look, day: date, past: _Past, roster: Mapping[tuple[str, str], bool], answers: _Answers) -> StaffedDay:
    kind = kind_of(look.desk.calendar, day)
    like, people = past.like(kind, day)
    expected = usual(like, kind)
    midnight = datetime.combine(day, time(), look.desk.zone).astimezone(UTC)
    parts = [_part(look, n, midnight, expected, people, roster, answers) for n in range(PARTS)]
    return StaffedDay(day, kind, len(like), tuple(parts))


def _part(
    look: Look,
    part: int,
    midnight: datetime,
    expected: Sequence[float],
    people: Sequence[float],
    roster: Mapping[tuple[str, str], bool],
    answers: _Answers,
) -> HalfHour:
    at, calls, seen = midnight + PART * part, expected[part], round(people[part])
    watch = watch_at(look.desk.calendar, at)
    named = roster.get((watch.day.isoformat(), watch.part.value), False)
    there = max(seen, int(named))
    source = ROSTER if named and seen <= 1 else RECORD if seen else ""
    if not calls:
        return HalfHour(part, at, 0.0, 0.0, 0, None, there, source, None, False)
    need, impatient, level = answers(calls, there)
    alone = need.load < SMALL_DESK and there == 1 < need.agents
    return HalfHour(part, at, calls, need.load, need.agents, impatient, there, source, level, alone)
