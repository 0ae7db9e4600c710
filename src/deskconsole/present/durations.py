"""Durations in words, as people say them: ``2 working hours``, ``1 个工作日``."""

from typing import TYPE_CHECKING, Final

from deskconsole.present.catalogue import _, ngettext

if TYPE_CHECKING:
    from deskconsole.domain.calendar.duration import Duration

_MINUTE: Final = 60
_HOUR: Final = 3600


def duration_words(duration: "Duration") -> str:
    """A duration of a rule in the language in use."""
    n = duration.amount
    match duration.unit.value:
        case "ring":
            text = ngettext("{n} ring", "{n} rings", n)
        case "working_day":
            text = ngettext("{n} working day", "{n} working days", n)
        case "day":
            text = ngettext("{n} calendar day", "{n} calendar days", n)
        case "promised" if n:
            return _("{time} before the time that was told").format(time=_seconds(n, working=False))
        case "promised":
            return _("the time that was told")
        case unit:
            return _seconds(n, working=unit == "working")
    return text.format(n=n)


def _seconds(seconds: int, *, working: bool) -> str:
    """The largest unit that leaves nothing over."""
    if seconds % _HOUR == 0:
        n = seconds // _HOUR
        words = (
            ngettext("{n} working hour", "{n} working hours", n) if working else ngettext("{n} hour", "{n} hours", n)
        )
    elif seconds % _MINUTE == 0:
        n = seconds // _MINUTE
        words = _("{n} working min") if working else _("{n} min")
    else:
        n = seconds
        words = _("{n} working s") if working else _("{n} s")
    return words.format(n=n)
