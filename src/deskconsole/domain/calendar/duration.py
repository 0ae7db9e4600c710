"""Durations as a pack writes them (``time.md``, "Durations"): a text, its unit and its amount."""

import functools
import re
from enum import StrEnum
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.record import dataclass

#: The forms that a duration may have, as the refusal of any other names them.
FORMS: Final = (
    "3 rings, 45 seconds, 5 minutes, 24 hours, 30 working seconds, 90 working minutes, 8 working hours, "
    "1 working day, 7 days, promised, 1 hour before promised"
)
#: More digits are a slip of the finger; nine of them are already thirty years of seconds.
_FORM: Final = re.compile(r"([1-9][0-9]{0,8}) (working )?(ring|second|minute|hour|day)s?", re.ASCII)
_BEFORE: Final = " before promised"
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}


class Unit(StrEnum):
    """What a duration counts."""

    RING = "ring"
    ELAPSED = "elapsed"
    WORKING = "working"
    WORKING_DAY = "working_day"
    DAY = "day"
    PROMISED = "promised"


@dataclass(frozen=True, slots=True)
class Duration:
    """So much of one unit. ``amount`` is rings, elapsed seconds, working seconds or days; for ``promised`` how many
    seconds before the time that was told, mostly 0."""

    unit: Unit
    amount: int
    text: str

    def __str__(self) -> str:
        """The text it was read from."""
        return self.text


@functools.lru_cache(maxsize=1024)
def parse_duration(text: str) -> Duration:
    """The duration that ``text`` means; singular and plural are the same.

    Raises ``DeskError`` (field ``within``) naming the accepted forms for anything else.
    """
    if text == "promised":
        return Duration(Unit.PROMISED, 0, text)
    before = text.removesuffix(_BEFORE)
    form = _FORM.fullmatch(before)
    if form is None:
        raise _refused(text)
    if before != text:
        if form[2] is not None or form[3] not in _SECONDS:
            raise _refused(text)
        return Duration(Unit.PROMISED, int(form[1]) * _SECONDS[form[3]], text)
    amount, working, word = int(form[1]), form[2] is not None, form[3]
    if word in _SECONDS:
        return Duration(Unit.WORKING if working else Unit.ELAPSED, amount * _SECONDS[word], text)
    if word == "day":
        return Duration(Unit.WORKING_DAY if working else Unit.DAY, amount, text)
    if working:
        raise _refused(text)
    return Duration(Unit.RING, amount, text)


def _refused(text: str) -> DeskError:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return DeskError("'{value}' is not a duration; accepted are: {forms}", field="within", value=shown, forms=FORMS)
