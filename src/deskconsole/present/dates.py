"""Instants as people read them, and as machines do: short local dates, and RFC 3339.

``now`` and the time zone are parameters; nothing here reads a clock.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from deskconsole.domain.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.cells import clip
from deskconsole.present.safe import one_line

_WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

_RFC3339: Final = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[Tt ](?P<time>\d\d:\d\d:\d\d)(?P<fraction>\.\d+)?(?P<offset>[Zz]|[+-]\d\d:\d\d)?",
    re.ASCII,
)


def weekday(day: date) -> str:
    """``周五`` or ``Fri``."""
    return _(_WEEKDAYS[day.weekday()])


def short_date(day: date, today: date) -> str:
    """``10-08``, with the year where it is not today's: ``2027-01-04``."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def day_name(day: date, today: date) -> str:
    """``昨天``, ``今天``, ``明天``, a weekday for the five days after tomorrow, else the date."""
    ahead = (day - today).days
    if ahead in (-1, 0, 1):
        return (_("today"), _("tomorrow"), _("yesterday"))[ahead]
    return weekday(day) if 1 < ahead < 7 else short_date(day, today)


def clock_time(at: datetime, zone: tzinfo) -> str:
    """The local time of day: ``17:30``."""
    return f"{at.astimezone(zone):%H:%M}"


def due_day(due: datetime, zone: tzinfo) -> date:
    """The local day a deadline belongs to: one at midnight ends the day before (T4: due at 24:00)."""
    local = due.astimezone(zone)
    return local.date() - timedelta(days=1) if local.time() == time.min else local.date()


def short(at: datetime, now: datetime, zone: tzinfo) -> str:
    """An instant as people say it: ``今天 17:30``, ``明天 10:00``, ``周五 09:00``, ``10-08 18:00``."""
    return f"{day_name(at.astimezone(zone).date(), now.astimezone(zone).date())} {clock_time(at, zone)}"


def short_due(due: datetime, now: datetime, zone: tzinfo) -> str:
    """A deadline as people say it: as `short`, but midnight is ``24:00`` of the day it ends (T4)."""
    local = due.astimezone(zone)
    said = "24:00" if local.time() == time.min else f"{local:%H:%M}"
    return f"{day_name(due_day(due, zone), now.astimezone(zone).date())} {said}"


def printed(at: datetime, zone: tzinfo) -> str:
    """An instant as it stands on paper, where there is no today: ``2026-11-20 08:31``."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def top_line(now: datetime, zone: tzinfo) -> str:
    """Date, weekday and time for the line on top of the screen: ``2026-11-21 周六 17:30``."""
    local = now.astimezone(zone)
    return f"{local:%Y-%m-%d} {weekday(local.date())} {local:%H:%M}"


def rfc3339(at: datetime, zone: tzinfo) -> str:
    """``at`` in RFC 3339 with the offset of ``zone``; fractions of a second only where there are any (T11)."""
    return at.astimezone(zone).isoformat()


def parse_instant(text: str, *, field: str | None = None) -> datetime:
    """The instant (UTC) that an RFC 3339 text names; digits beyond the microsecond are cut off.

    Raises `DeskError` for anything else, in particular for a time without an offset: it would mean another instant in
    every time zone.
    """
    found = _RFC3339.fullmatch(text.strip())
    text = clip(one_line(text), 40)
    if found is None:
        raise DeskError(
            "“{text}” is no time in RFC 3339: write for example 2026-10-08T18:00:00+08:00", field=field, text=text
        )
    if found["offset"] is None:
        raise DeskError(
            "“{text}” has no offset: add +08:00, or Z for UTC, so that it means one instant everywhere",
            field=field,
            text=text,
        )
    offset = "+00:00" if found["offset"] in "Zz" else found["offset"]
    try:
        written = f"{found['date']}T{found['time']}{(found['fraction'] or '')[:7]}{offset}"
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        raise DeskError("“{text}” is no date and time that exists", field=field, text=text) from None


def parse_day(text: str, *, field: str | None = None) -> date:
    """The day that ``2026-11-20`` names; raises `DeskError` for anything else."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        text = clip(one_line(text), 40)
        raise DeskError("{field}: “{text}” is no day; write for example 2026-11-20", field=field, text=text) from None
