"""Durations as a pack writes them (``time.md``, "Durations"): a text, its unit and its amount."""

import functools
import re
from enum import StrEnum
from fractions import Fraction
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.record import dataclass

#: The forms that a duration may have, as the refusal of any other names them.
FORMS: Final = (
    "3 rings, 45 seconds, 5 minutes, 24 hours, 30 working seconds, 90 working minutes, 8 working hours, "
    "1 working day, 7 days, 7 calendar days, 1 month, 1 calendar month, 1 year, today before closing, 10:00 tomorrow, "
    "10:00 next working day, 10:00 in 3 working days, 10:00 in 3 days, promised, 1 hour before promised"
)
#: What only a clock may say that counts from a date of the form.
FORMS_BEFORE: Final = (
    "7 days before, 7 calendar days before, 3 working days before, 1 month before, 2 hours before, until then"
)
#: What only a clock may say: a share of the time of another one, named by its rule and perhaps its own name.
FORMS_SHARE: Final = "50 % of C02, 1/3 of C02, 1/3 of C02 solve"
_SHARE: Final = re.compile(
    r"(?:([1-9][0-9]?|100) ?%|([1-9][0-9]?)/([1-9][0-9]?)) of (\S{1,40})(?: ([a-z0-9_-]{1,40}))?", re.ASCII
)
#: More digits are a slip of the finger; nine of them are already thirty years of seconds.
_FORM: Final = re.compile(
    r"([1-9][0-9]{0,8}) (working |calendar )?(ring|second|minute|hour|day|month|year)s?( before)?", re.ASCII
)
#: A time of a later day.
_AT: Final = re.compile(
    r"([01][0-9]|2[0-3]):([0-5][0-9]) (?:(tomorrow)|next (working) day|in ([1-9][0-9]{0,4}) (working )?days?)", re.ASCII
)
_BEFORE: Final = " before promised"
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}
_MONTHS: Final = {"month": 1, "year": 12}


class Unit(StrEnum):
    """What a duration counts."""

    RING = "ring"
    ELAPSED = "elapsed"
    WORKING = "working"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    CLOSING = "closing"
    PROMISED = "promised"
    UNTIL = "until"
    SHARE = "share"


#: What is due at some time of a day, so that the days on the way to it can be told.
IN_DAYS: Final = (Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.CLOSING)


@dataclass(frozen=True, slots=True)
class Duration:
    """So much of one unit. ``amount`` is rings, elapsed seconds, working seconds, days or months; for ``promised`` how
    many seconds before the time that was told, mostly 0; 0 for ``today before closing`` and ``until then``.

    ``minute``: of the day on which it is due, where that is neither closing nor 24:00. ``fixed``: a last day on a rest
    day stays there. ``before``: it is counted back from a date.
    """

    unit: Unit
    amount: int
    text: str
    minute: int | None = None
    fixed: bool = False
    before: bool = False
    share: Fraction | None = None
    #: of a share: the rule of the clock that it is one of, and that clock's own name where the rule has several
    of: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        """The text it was read from."""
        return self.text

    @property
    def of_a_date(self) -> bool:
        """Whether only a date of the form says when it is due."""
        return self.before or self.unit is Unit.UNTIL


@functools.lru_cache(maxsize=1024)
def parse_duration(text: str) -> Duration:
    """The duration that ``text`` means; singular and plural are the same.

    Raises ``DeskError`` (field ``within``) naming the accepted forms for anything else.
    """
    if text in _WORDS:
        return Duration(_WORDS[text], 0, text)
    if (at := _AT.fullmatch(text)) is not None:
        minute, working = int(at[1]) * 60 + int(at[2]), bool(at[4] or at[6])
        unit = Unit.WORKING_DAY if working else Unit.DAY
        return Duration(unit, int(at[5] or 1), text, minute=minute, fixed=not working)
    if (part := _SHARE.fullmatch(text)) is not None:
        share = Fraction(int(part[1]), 100) if part[1] else Fraction(int(part[2]), int(part[3]))
        return Duration(Unit.SHARE, 0, text, share=share, of=(part[4], part[5] or ""))
    bare = text.removesuffix(_BEFORE)
    form = _FORM.fullmatch(bare)
    if form is None or (bare != text and (form[2] or form[4] or form[3] not in _SECONDS)):
        raise _refused(text)
    if bare != text:
        return Duration(Unit.PROMISED, int(form[1]) * _SECONDS[form[3]], text)
    amount, sort, word, before = int(form[1]), (form[2] or "").strip(), form[3], form[4] is not None
    if word in _SECONDS and sort != "calendar" and not (sort and before):
        return Duration(Unit.WORKING if sort else Unit.ELAPSED, amount * _SECONDS[word], text, before=before)
    if word == "day":
        unit = Unit.WORKING_DAY if sort == "working" else Unit.DAY
        return Duration(unit, amount, text, fixed=sort == "calendar", before=before)
    if word in _MONTHS and sort != "working":
        return Duration(Unit.MONTH, amount * _MONTHS[word], text, fixed=sort == "calendar", before=before)
    if word != "ring" or sort or before:
        raise _refused(text)
    return Duration(Unit.RING, amount, text)


_WORDS: Final = {"promised": Unit.PROMISED, "today before closing": Unit.CLOSING, "until then": Unit.UNTIL}


def _refused(text: str) -> DeskError:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return DeskError("'{value}' is not a duration; accepted are: {forms}", field="within", value=shown, forms=FORMS)
