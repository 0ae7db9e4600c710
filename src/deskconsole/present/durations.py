"""Durations in words, as people say them: ``2 working hours``, ``1 个工作日``."""

from typing import TYPE_CHECKING, Final

from deskconsole.present.catalogue import _, ngettext
from deskconsole.record import replace

if TYPE_CHECKING:
    from deskconsole.domain.calendar.duration import Duration

_MINUTE: Final = 60
_HOUR: Final = 3600


def duration_words(duration: "Duration") -> str:
    """A duration of a rule in the language in use."""
    n = duration.amount
    if duration.share is not None:
        share = f"{duration.share.numerator}/{duration.share.denominator}"
        return _("{share} of the time of {rule}").format(share=share, rule=" ".join(filter(None, duration.of)))
    if duration.before:
        return _before(duration)
    if duration.minute is not None:
        return _at(duration)
    match duration.unit.value:
        case "ring":
            text = ngettext("{n} ring", "{n} rings", n)
        case "working_day":
            text = ngettext("{n} working day", "{n} working days", n)
        case "day" if duration.fixed:
            text = ngettext("{n} day, rest days counted to the last", "{n} days, rest days counted to the last", n)
        case "day":
            text = ngettext("{n} calendar day", "{n} calendar days", n)
        case "month":
            return _months(duration)
        case "closing":
            return _("before closing today")
        case "until":
            return _("until the date itself")
        case "promised" if n:
            return _("{time} before the time that was told").format(time=_seconds(n, working=False))
        case "promised":
            return _("the time that was told")
        case unit:
            return _seconds(n, working=unit == "working")
    return text.format(n=n)


def _months(duration: "Duration") -> str:
    n = duration.amount
    text = ngettext("{n} month", "{n} months", n).format(n=n)
    if n % 12 == 0:
        text = ngettext("{n} year", "{n} years", n // 12).format(n=n // 12)
    return _("{time}, rest days counted to the last").format(time=text) if duration.fixed else text


def _at(duration: "Duration") -> str:
    """A time of a later day."""
    n, minute = duration.amount, duration.minute or 0
    time = f"{minute // 60:02}:{minute % 60:02}"
    if duration.unit.value == "working_day":
        text = _("{time} of the next working day") if n == 1 else _("{time}, {n} working days after")
    else:
        text = _("{time} of the next day") if n == 1 else _("{time}, {n} days after")
    return text.format(n=n, time=time)


def _before(duration: "Duration") -> str:
    """So long before a date."""
    forward = duration_words(replace(duration, before=False))
    return _("{time} before the date").format(time=forward)


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
