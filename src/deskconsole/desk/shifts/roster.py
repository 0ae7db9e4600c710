"""The roster of day, night and holiday duty with substitutes (R35), and who is on duty now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.idempotency import answered
from deskconsole.desk.shifts.records import Duty
from deskconsole.desk.staff.staff import require
from deskconsole.domain.calendar.duty import Part, parts_of, watch_at
from deskconsole.errors import DeskError
from deskconsole.store import shifts, staff
from deskconsole.store.api import ReadTransaction
from deskconsole.store.shift_records import DutyRecord
from deskconsole.text.clean import one_line

#: How many days one entry may cover.
MOST_DAYS: Final = 366


def roster(desk: Desk, since: date | None = None, days: int = 7) -> list[Duty]:
    """Who has which part of which day, from ``since`` (default: today) on; parts that nobody has are left out."""
    require(desk.actor, "show")
    since = since or desk.calendar.day(desk.now())
    with desk.store.reading() as tx:
        return [_duty(result) for result in shifts.duties(tx, since, since + timedelta(days=days - 1))]


def set_duty(
    desk: Desk,
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
    require(desk.actor, "roster")
    existing = _part(part)
    if not since <= until <= since + timedelta(days=MOST_DAYS - 1):
        raise DeskError("until: name a day from {since} on, within a year", field="until", since=since.isoformat())
    wanted = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    days = [
        day
        for day in wanted
        if (not weekdays or day.weekday() in weekdays)
        and any(watch.part is existing for watch in parts_of(desk.calendar, day))
    ]
    if not days:
        raise DeskError("part: none of these days has a part '{part}'", field="part", part=existing.value)
    now = desk.now()
    with desk.store.writing() as tx:
        content = ["set_duty", since, until, part, login, substitute, list(weekdays)]
        if answered(desk, tx, key, content) is not None:
            return [_duty(result) for result in shifts.duties(tx, days[0], days[-1]) if result.part == existing.value]
        if login is not None:
            _check_person(tx, login, "login")
        if substitute is not None:
            _check_person(tx, substitute, "substitute")
        for day in days:
            if login is None:
                shifts.clear_duty(tx, day, existing.value)
            else:
                shifts.save_duty(tx, DutyRecord(day.isoformat(), existing.value, login, substitute, False))
        fields = {"since": days[0].isoformat(), "until": days[-1].isoformat(), "part": existing.value}
        fields |= {"days": str(len(days)), "login": login or "", "substitute": substitute or ""}
        record_site_event(desk, tx, "roster_changed", now, fields, by=desk.actor.login)
        return [Duty(day, existing, login, substitute) for day in days] if login is not None else []


def stand_in(desk: Desk, day: date, part: str, *, absent: bool = True) -> Duty:
    """Who has the duty cannot come: the substitute has it. ``absent=False``: they are there after all."""
    require(desk.actor, "roster")
    existing = _part(part)
    now = desk.now()
    with desk.store.writing() as tx:
        result = next((each for each in shifts.duties(tx, day, day) if each.part == existing.value), None)
        if result is None:
            raise DeskError("day: nobody has that duty; enter somebody first", field="day")
        if absent and result.substitute is None:
            raise DeskError("substitute: none is named for that duty; enter somebody else", field="substitute")
        shifts.save_duty(tx, result._replace(absent=absent))
        fields = {"day": result.day, "part": result.part, "login": result.login, "absent": absent}
        record_site_event(desk, tx, "duty_absent", now, fields, by=desk.actor.login)
        return _duty(result._replace(absent=absent))


def rostered(desk: Desk, tx: ReadTransaction, at: datetime) -> Duty | None:
    """Who has the duty at an instant by the roster. Somebody whose account is disabled is taken for absent."""
    watch = watch_at(desk.calendar, at)
    result = next((_duty(d) for d in shifts.duties(tx, watch.day, watch.day) if d.part == watch.part.value), None)
    if result is None or result.absent:
        return result
    person = staff.staff_by_login(tx, result.login)
    gone = person is None or not person.enabled
    return Duty(result.day, result.part, result.login, result.substitute, absent=gone and result.substitute is not None)


def on_duty(desk: Desk, tx: ReadTransaction, at: datetime) -> str | None:
    """Whose shift it is: that of the open shift, else by the roster; ``None`` when nobody is named."""
    current = shifts.open_shift(tx)
    if current is not None and current.opened_at <= at:
        return current.login
    duty = rostered(desk, tx, at)
    return duty.on_duty if duty is not None else None


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


def _duty(result: DutyRecord) -> Duty:
    return Duty(date.fromisoformat(result.day), Part(result.part), result.login, result.substitute, result.absent)
