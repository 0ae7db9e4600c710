"""Recurring plans: RFC 5545 recurrence rules, counted in the desk's own time zone."""

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from deskconsole.errors import DeskError

#: Tasks of people: at most daily. A rule of no interval would never come to its next occurrence.
_SENSIBLE: Final = re.compile(
    r"(?:RRULE:)?(?!.*INTERVAL=0+(?:;|$))(?:[A-Z]+=[^;=]+;)*FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)\b.*"
)


def check_recurrence(text: str) -> None:
    """Refuse a text that is no recurrence rule of days, weeks, months or years; names an example."""
    try:
        if _SENSIBLE.fullmatch(text) is None:
            raise ValueError(text)
        rrulestr(text, dtstart=datetime(2026, 1, 1))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise DeskError(
            "recurrence: '{text}' is not a recurrence rule such as FREQ=MONTHLY;BYDAY=2MO",
            field="recurrence",
            text=text,
        ) from error


def first_after(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first occurrence later than ``now`` (UTC) of a rule that nothing has begun yet, at the present time of day
    to the minute; ``None`` when it has none."""
    return next_after(text, now.replace(second=0, microsecond=0), now, zone)


def next_after(text: str, first: datetime, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first occurrence later than ``after`` of the rule that began at ``first``; ``None`` when it has ended.

    Wall-clock times repeat in ``zone`` (ten o'clock stays ten o'clock across a change of offset); UTC in and out.
    """
    local = first.astimezone(zone).replace(tzinfo=None)
    result = rrulestr(text, dtstart=local).after(after.astimezone(zone).replace(tzinfo=None))
    return result.replace(tzinfo=zone).astimezone(UTC) if result is not None else None
