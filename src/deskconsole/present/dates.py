"""Instants as people read them, and as machines do: short local dates, and RFC 3339.

``now`` and the time zone are parameters; nothing here reads a clock.
"""

from datetime import date, datetime, time, tzinfo
from typing import Final

from deskconsole.present.catalogue import N_, _
from deskconsole.text.dates import clock_time, due_day, short_date

_WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def weekday_name(number: int) -> str:
    """A weekday by its number, Monday is 1."""
    return _(_WEEKDAYS[number - 1])


def weekday(day: date) -> str:
    """``周五`` or ``Fri``."""
    return _(_WEEKDAYS[day.weekday()])


def day_name(day: date, today: date) -> str:
    """``昨天``, ``今天``, ``明天``, a weekday for the five days after tomorrow, else the date."""
    ahead = (day - today).days
    if ahead in (-1, 0, 1):
        return (_("today"), _("tomorrow"), _("yesterday"))[ahead]
    return weekday(day) if 1 < ahead < 7 else short_date(day, today)


def short(at: datetime, now: datetime, zone: tzinfo) -> str:
    """An instant as people say it: ``今天 17:30``, ``明天 10:00``, ``周五 09:00``, ``10-08 18:00``."""
    return f"{day_name(at.astimezone(zone).date(), now.astimezone(zone).date())} {clock_time(at, zone)}"


def understood(at: datetime, now: datetime, zone: tzinfo) -> str:
    """An instant as a form says that it understood one: ``12-02 周三 18:00（3 小时后）``."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    day = f"{short_date(local.date(), today)} {weekday(local.date())} {clock_time(at, zone)}"
    away = distance(at, now)
    return _("{when} ({away})").format(when=day, away=away) if away else day


def distance(at: datetime, now: datetime) -> str:
    """How far away an instant is, in the unit that it is thought of in; empty where it is now."""
    minutes = round((at - now).total_seconds() / 60)
    texts = (_("in {n}"), _("{n} ago"))
    amount = abs(minutes)
    if amount < 1:
        return ""
    if amount < 60:
        words = _("{n} min").format(n=amount)
    elif amount < 24 * 60:
        hours, rest = divmod(amount, 60)
        words = _("{n} h").format(n=hours) + (" " + _("{n} min").format(n=rest) if rest else "")
    else:
        words = _("{n} days").format(n=round(amount / 1440))
    return texts[minutes < 0].format(n=words)


def short_due(due: datetime, now: datetime, zone: tzinfo) -> str:
    """A deadline as people say it: as `short`, but midnight is ``24:00`` of the day it ends (T4)."""
    local = due.astimezone(zone)
    message = "24:00" if local.time() == time.min else f"{local:%H:%M}"
    return f"{day_name(due_day(due, zone), now.astimezone(zone).date())} {message}"


def top_line(now: datetime, zone: tzinfo) -> str:
    """Date, weekday and time for the line on top of the screen: ``2026-11-21 周六 17:30``."""
    local = now.astimezone(zone)
    return f"{local:%Y-%m-%d} {weekday(local.date())} {local:%H:%M}"
