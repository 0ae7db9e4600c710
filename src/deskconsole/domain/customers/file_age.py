"""When a customer's file must be gone through again."""

import calendar
from collections.abc import Iterable
from datetime import datetime, tzinfo

from deskconsole.domain.rules.customers.customer_care import FileCheck

_YEAR = 12


def months_after(at: datetime, months: int, zone: tzinfo) -> datetime:
    """The same local day and time so many months later (before, where negative); the last of a shorter month."""
    local = at.astimezone(zone)
    index = local.year * _YEAR + local.month - 1 + months
    year, month = divmod(index, _YEAR)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def months_of(checks: Iterable[FileCheck], tier: str | None) -> int | None:
    """Every how many months the files of a tier are gone through; ``None`` where nothing says so."""
    every = [check.months for check in checks if not check.tiers or tier in check.tiers]
    return min(every, default=None)
