"""What a PIN must be, and how long somebody waits who has tried too often."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from deskconsole.errors import DeskError

#: How many digits a PIN has at least, and at most.
SHORTEST: Final = 6
LONGEST: Final = 32
#: So many tries are free; after each further one the wait doubles.
FREE_TRIES: Final = 5
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
#: After so many tries a PIN no longer counts: an administrator gives a new code.
MOST_TRIES: Final = 100
_DIGITS: Final = "0123456789"


def check_pin(pin: str) -> None:
    """Refuse what is no PIN, or one that is tried first: all digits the same, ascending or descending."""
    if not pin.isascii() or not pin.isdecimal() or not SHORTEST <= len(pin) <= LONGEST:
        raise DeskError("must be {least} to {most} digits", field="pin", least=SHORTEST, most=LONGEST)
    steps = {(int(after) - int(before)) % len(_DIGITS) for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, len(_DIGITS) - 1}:
        raise DeskError("is tried first by everybody (111111, 123456, 654321); choose another", field="pin")


def next_try(tries: int, last_at: datetime | None, now: datetime) -> datetime:
    """From when on somebody may try again who has tried so often, the last time at ``last_at``.

    A clock that was set back makes nobody wait longer than they would have waited.
    """
    if tries < FREE_TRIES or last_at is None:
        return now
    doubled = min(tries - FREE_TRIES, 10)  # beyond this the longest wait holds, and the number would grow for nothing
    wait = min(FIRST_WAIT * (1 << doubled), LONGEST_WAIT)
    return min(last_at, now) + wait
