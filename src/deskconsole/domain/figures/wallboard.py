"""What may stand on the wallboard: any figure, of today, and what waits now."""

from collections.abc import Collection
from typing import Final

#: What waits now: counted by the top line of every console.
OVERDUE: Final = "overdue"
RINGING: Final = "ringing"
NOW: Final = (OVERDUE, RINGING)
#: What a wallboard shows unless the site says otherwise.
WALLBOARD: Final = ("backlog", OVERDUE, RINGING, "received", "response_on_time", "service_level")


def tiles() -> Collection[str]:
    """The names of everything that may be shown."""
    from deskconsole.domain.figures.registry import FIGURES  # the console starts without the figures

    return (*NOW, *FIGURES)
