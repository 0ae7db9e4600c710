"""What an action of the console is, and where it works."""

from enum import StrEnum
from typing import Final

from deskconsole.present.catalogue import Marked
from deskconsole.record import dataclass


class Scope(StrEnum):
    """Where an action works."""

    EVERYWHERE = "everywhere"
    QUEUE = "queue"
    TICKET = "ticket"
    FOLLOW_UPS = "follow_ups"
    CUSTOMER = "customer"
    CARE = "care"
    VISITORS = "visitors"
    ROOMS = "rooms"
    SHIFT = "shift"
    COUNTERS = "counters"
    INTAKE = "intake"
    FORM = "form"
    KNOWLEDGE = "knowledge"
    ROUNDS = "rounds"
    THINGS = "things"
    FIGURES = "figures"
    REPORTS = "reports"
    REPORT = "report"
    ARCHIVE = "archive"
    QUALITY = "quality"
    FORECAST = "forecast"
    STAFFING = "staffing"
    ASSESSMENT = "assessment"
    IMPROVEMENTS = "improvements"
    TRAINING = "training"


#: Screens on which letters are free for actions, because nothing is typed there.
LISTS: Final = frozenset(Scope) - {Scope.EVERYWHERE, Scope.INTAKE, Scope.FORM}
#: Where a ticket is at hand.
TICKETS: Final = frozenset({Scope.QUEUE, Scope.TICKET})


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    ``keys``: the first is the one that is shown. ``event``: the kind that it records; without one it is a command
    of a screen or of the whole console. ``first``: its keys go before those of the field that is typed in.
    """

    name: str
    title: Marked
    keys: tuple[str, ...]
    scopes: frozenset[Scope]
    event: str | None = None
    first: bool = False
