"""Instants as machines and papers write them: RFC 3339, days, times of day; in no language.

The time zone is a parameter; nothing here reads a clock.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line

_RFC3339: Final = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[Tt ](?P<time>\d\d:\d\d:\d\d)(?P<fraction>\.\d+)?(?P<offset>[Zz]|[+-]\d\d:\d\d)?",
    re.ASCII,
)


def short_date(day: date, today: date) -> str:
    """``10-08``, with the year where it is not today's: ``2027-01-04``."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def clock_time(at: datetime, zone: tzinfo) -> str:
    """The local time of day: ``17:30``."""
    return f"{at.astimezone(zone):%H:%M}"


def clock_or_day(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The local time of day, with its date in front where that is not today's: ``17:30``, ``10-08 17:30``."""
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    return clock_time(at, zone) if day == today else f"{short_date(day, today)} {clock_time(at, zone)}"


def due_day(due: datetime, zone: tzinfo) -> date:
    """The local day a deadline belongs to: one at midnight ends the day before (T4: due at 24:00)."""
    local = due.astimezone(zone)
    return local.date() - timedelta(days=1) if local.time() == time.min else local.date()


def printed(at: datetime, zone: tzinfo) -> str:
    """An instant as it stands on paper, where there is no today: ``2026-11-20 08:31``."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def rfc3339(at: datetime, zone: tzinfo) -> str:
    """``at`` in RFC 3339 with the offset of ``zone``; fractions of a second only where there are any (T11)."""
    return at.astimezone(zone).isoformat()


def parse_instant(text: str, *, field: str | None = None) -> datetime:
    """The instant (UTC) that an RFC 3339 text names; digits beyond the microsecond are cut off.

    Raises `DeskError` for anything else, in particular for a time without an offset: it would mean another instant in
    every time zone.
    """
    result = _RFC3339.fullmatch(text.strip())
    text = clip(one_line(text), 40)
    if result is None:
        raise DeskError(
            "“{text}” is no time in RFC 3339: write for example 2026-10-08T18:00:00+08:00", field=field, text=text
        )
    if result["offset"] is None:
        raise DeskError(
            "“{text}” has no offset: add +08:00, or Z for UTC, so that it means one instant everywhere",
            field=field,
            text=text,
        )
    offset = "+00:00" if result["offset"] in "Zz" else result["offset"]
    try:
        written = f"{result['date']}T{result['time']}{(result['fraction'] or '')[:7]}{offset}"
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
