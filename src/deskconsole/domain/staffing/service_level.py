"""The service level of a telephone: the formula of this desk, and the four others in use.

They differ in what becomes of callers who gave up, by percentage points on one and the same day. So the formula is a
setting, and every report names it.
"""

from typing import Final

from deskconsole.record import NamedTuple


class Calls(NamedTuple):
    """Calls of a period: answered and given up, of these within the target, and given up within a few seconds."""

    answered: int
    abandoned: int
    answered_in_time: int
    abandoned_in_time: int
    abandoned_short: int = 0


#: What counts as met and of how many, by the name of the setting. ``patient`` is this desk's own.
FORMULAS: Final = {
    # answered in time ÷ (answered + given up after the target): who gave up before had not waited too long
    "patient": lambda c: (c.answered_in_time, c.answered + c.abandoned - c.abandoned_in_time),
    # answered in time ÷ answered: who gave up is left out
    "answered": lambda c: (c.answered_in_time, c.answered),
    # answered in time ÷ all: who gave up was not answered in time
    "offered": lambda c: (c.answered_in_time, c.answered + c.abandoned),
    # (answered + given up within the target) ÷ all
    "lenient": lambda c: (c.answered_in_time + c.abandoned_in_time, c.answered + c.abandoned),
    # (answered in time + given up within a few seconds) ÷ all
    "short": lambda c: (c.answered_in_time + c.abandoned_short, c.answered + c.abandoned),
}


def service_level(calls: Calls, formula: str = "patient") -> tuple[int, int]:
    """How many calls count as met, of how many, by one of :data:`FORMULAS`."""
    return FORMULAS[formula](calls)
