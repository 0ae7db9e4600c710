"""The days of a calendar as people read them: names of holidays, and why a day is open or closed."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING, Final

from deskconsole.present.catalogue import N_, _
from deskconsole.present.dates import weekday
from deskconsole.text.clean import one_line

if TYPE_CHECKING:
    from deskconsole.domain.calendar.calendar import Calendar, DayReason
    from deskconsole.domain.calendar.explanation import Explanation

_NAMES: Final = frozenset(
    (
        N_("New Year's Day"),
        N_("Spring Festival"),
        N_("Tomb-sweeping Day"),
        N_("Labour Day"),
        N_("Dragon Boat Festival"),
        N_("Mid-autumn Festival"),
        N_("National Day"),
        N_("Anti-Fascist 70th Day"),
    )
)
_REASONS: Final = {
    "weekday": N_("working day"),
    "rest_day": N_("rest day"),
    "holiday": N_("holiday"),
    "make_up": N_("make-up working day"),
    "site": N_("the site's own date"),
    "before_opening": N_("before opening"),
    "break": N_("in the break"),
    "after_closing": N_("after closing"),
}
#: Between the names of festivals that fall on one day.
_AND: Final = " / "


def holiday_name(name: str | None) -> str | None:
    """The name of a holiday in the language in use; one that a site's own file gave stays as it is, made safe."""
    if name is None:
        return None
    return _AND.join(_(part) if part in _NAMES else one_line(part) for part in name.split(_AND))


def day_reason(reason: "DayReason", name: str | None) -> str:
    """Why a day is open or closed: ``holiday: National Day``, ``rest day``."""
    title = holiday_name(name) if reason.value in ("holiday", "make_up") else None
    return f"{_(_REASONS[reason.value])}: {title}" if title else _(_REASONS[reason.value])


def describe_way(way: "Explanation", zone: tzinfo, *, make_up: bool = False) -> Iterator[str]:
    """What was not counted on the way to a due and why, a line each; with ``make_up`` the make-up days that were."""
    if way.closed is not None:
        time = f"{way.intervals[0][0].astimezone(zone):%H:%M}"
        yield _("counted from {time}: {reason}").format(time=time, reason=day_reason(way.closed, None))
    for day in way.days:
        line = _("skipped {day}: {reason}") if not day.counted else _("counted {day}: {reason}")
        if not day.counted or (make_up and day.reason.value == "make_up"):
            name = f"{day.day.isoformat()} {weekday(day.day)}"
            reason = _("stood still") if day.paused and not day.counted else day_reason(day.reason, day.name)
            yield line.format(day=name, reason=reason)


def dates_missing(calendar: "Calendar", year: int) -> str:
    """What the top line says when ``calendar.missing_year`` finds next year's dates missing (T5)."""
    return _("the holidays of {year} are not published here yet ({country})").format(
        year=year, country=calendar.country
    )
