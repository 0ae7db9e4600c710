"""What people read of improvements and trainings: where they stand, where they come from, what came of them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from deskconsole.domain.site.trainings import ABSENT, ATTENDED, FAILED, PASSED
from deskconsole.domain.tickets.events.checks import EFFECTIVE, PARTLY, WITHOUT
from deskconsole.present.catalogue import N_, Marked, _, ngettext

#: How an improvement stands, as `desk/learning/improvements.py` names it.
STATES: Final[Mapping[str, Marked]] = {
    "proposed": N_("Proposed"),
    "under_way": N_("Under way"),
    "done": N_("Effect to be looked at"),
    "ended": N_("Ended"),
}
EFFECTS: Final[Mapping[str, Marked]] = {
    EFFECTIVE: N_("effective"),
    PARTLY: N_("partly effective"),
    WITHOUT: N_("without effect"),
}
#: How a training of a period stands, as `desk/learning/training.py` names it.
TRAINING_STATES: Final[Mapping[str, Marked]] = {
    "due": N_("Due now"),
    "to_come": N_("To come"),
    "held": N_("Held this year"),
    "left_out": N_("Left out"),
}
OUTCOMES: Final[Mapping[str, Marked]] = {
    ATTENDED: N_("was there"),
    ABSENT: N_("was not there"),
    PASSED: N_("passed"),
    FAILED: N_("failed"),
}
#: After what a measure was given to somebody.
AFTER: Final[Mapping[str, Marked]] = {"test": N_("after a failed test"), "check": N_("after a failed check")}


def described(words: Mapping[str, Marked], name: str | None) -> str:
    """What a name of the program is called; the name itself where it is none of these."""
    title = words.get(name or "")
    return _(title) if title is not None else name or ""


def period_name(period: str, begins: date) -> str:
    """A period as people say it; a half-year is a span, and has a name nevertheless."""
    if ".." not in period:
        return period
    return (_("{year} 1st half") if begins.month <= 6 else _("{year} 2nd half")).format(year=begins.year)


def there_of(must: int, missing: int) -> str:
    """How many of those who have to come were there."""
    return ngettext("{n} of {must} was there", "{n} of {must} were there", must).format(n=must - missing, must=must)
