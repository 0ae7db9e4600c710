"""The roster of day, night and holiday duty with substitutes (R35)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from deskconsole.desk.duty import Duty, duty_of
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.duty import Part, parts_of
from deskconsole.errors import DeskError
from deskconsole.store import shifts, staff
from deskconsole.store.api import ReadTransaction
from deskconsole.store.shifts import DutyRecord
from deskconsole.text.clean import one_line

#: How many days one entry may cover.
MOST_DAYS: Final = 366


@query(needs="read")
def roster(look: Look, since: date | None = None, days: int = 7) -> list[Duty]:
    """Who has which part of which day, from ``since`` (default: today) on; parts that nobody has are left out."""
    since = since or look.desk.calendar.day(look.now)
    return [duty_of(record) for record in shifts.duties(look.tx, since, since + timedelta(days=days - 1))]


def _again(work: Work, answer: str) -> list[Duty]:
    first, last, part = answer.split()
    duties = shifts.duties(work.tx, date.fromisoformat(first), date.fromisoformat(last))
    return [duty_of(record) for record in duties if record.part == part]


@command(needs="roster", again=_again)
def set_duty(
    work: Work,
    since: date,
    until: date,
    part: str,
    login: str | None,
    substitute: str | None = None,
    *,
    weekdays: Sequence[int] = (),
    key: str | None = None,
) -> list[Duty]:
    """Give a part of each day from ``since`` to ``until`` to somebody; ``login`` ``None``: to nobody.

    ``weekdays`` (0 is Monday): only on those. Daytime duty is entered as ``day`` for working days and as ``holiday``
    for rest days; a day that has no such part is left out. Gives the days that it was entered for. Raises
    :class:`DeskError` naming the field.
    """
    existing, tx = _part(part), work.tx
    if not since <= until <= since + timedelta(days=MOST_DAYS - 1):
        raise DeskError("until: name a day from {since} on, within a year", field="until", since=since.isoformat())
    wanted = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    days = [
        day
        for day in wanted
        if (not weekdays or day.weekday() in weekdays)
        and any(watch.part is existing for watch in parts_of(work.desk.calendar, day))
    ]
    if not days:
        raise DeskError("part: none of these days has a part '{part}'", field="part", part=existing.value)
    if login is not None:
        _check_person(tx, login, "login")
    if substitute is not None:
        _check_person(tx, substitute, "substitute")
    first, last = days[0].isoformat(), days[-1].isoformat()
    work.note(
        "roster_changed",
        since=first,
        until=last,
        part=existing.value,
        days=[day.isoformat() for day in days],
        login=login or "",
        substitute=substitute or "",
    )
    work.answer(f"{first} {last} {existing.value}")
    return [Duty(day, existing, login, substitute) for day in days] if login is not None else []


def _duty_again(work: Work, answer: str) -> Duty:
    day, part = answer.split()
    return duty_of(_duty(work.tx, date.fromisoformat(day), part))


@command(needs="roster", again=_duty_again)
def stand_in(work: Work, day: date, part: str, *, absent: bool = True, key: str | None = None) -> Duty:
    """Who has the duty cannot come: the substitute has it. ``absent=False``: they are there after all."""
    existing = _part(part)
    record = _duty(work.tx, day, existing.value)
    if absent and record.substitute is None:
        raise DeskError("substitute: none is named for that duty; enter somebody else", field="substitute")
    work.note("duty_absent", day=record.day, part=record.part, login=record.login, absent=absent)
    work.answer(f"{record.day} {record.part}")
    return duty_of(record._replace(absent=absent))


def _duty(tx: ReadTransaction, day: date, part: str) -> DutyRecord:
    record = next((each for each in shifts.duties(tx, day, day) if each.part == part), None)
    if record is None:
        raise DeskError("day: nobody has that duty; enter somebody first", field="day")
    return record


def _part(part: str) -> Part:
    try:
        return Part(part)
    except ValueError:
        allowed = ", ".join(each.value for each in Part)
        raise DeskError(
            "part: '{value}' is not one of {allowed}", field="part", value=one_line(part)[:40], allowed=allowed
        ) from None


def _check_person(tx: ReadTransaction, login: str, field: str) -> None:
    person = staff.staff_by_login(tx, login)
    if person is None or not person.enabled:
        raise DeskError(
            "{field}: no staff member has the login '{login}'; see: staff list", field=field, login=one_line(login)[:60]
        )
    if person.qualified_at is None:
        raise DeskError("{field}: '{login}' is not qualified to receive", field=field, login=login)
