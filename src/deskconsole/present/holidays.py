"""The days of a calendar as people read them: names of holidays, and why a day is open or closed."""

from typing import TYPE_CHECKING, Final

from deskconsole.present.catalogue import N_, _
from deskconsole.text.clean import one_line

if TYPE_CHECKING:
    from deskconsole.domain.calendar.calendar import Calendar, DayReason

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


def dates_missing(calendar: "Calendar", year: int) -> str:
    """What the top line says when ``calendar.missing_year`` finds next year's dates missing (T5)."""
    return _("the holidays of {year} are not published here yet ({country})").format(
        year=year, country=calendar.country
    )
