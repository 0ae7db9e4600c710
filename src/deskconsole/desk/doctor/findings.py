"""One thing that was looked at, how it is, and what to do."""

from typing import Final

from deskconsole.errors import DeskError
from deskconsole.record import dataclass

OK: Final = "ok"
WARNING: Final = "warning"
PROBLEM: Final = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """``what``: its machine name. ``state``: ok, warning (something to do in time), problem (something to do now).

    ``message`` and ``advice`` are templates with their values, as refusals are.
    """

    what: str
    state: str
    message: DeskError
    advice: DeskError | None = None


def graded(what: str, bad: str | None, message: DeskError, advice: DeskError) -> Finding:
    """A finding that is fine, or else ``bad`` (a state) with advice."""
    return Finding(what, bad or OK, message, advice if bad else None)
