"""Trainings, as the site's events say (S07, R32): who was there, what came of it, who taught."""

from datetime import datetime
from typing import Any, Final

from deskconsole.domain.site.row import Table, at, begun, by
from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple

#: What came of a training for one person: there, not there; where it ends with a test, passed or not.
ATTENDED: Final = "attended"
ABSENT: Final = "absent"
PASSED: Final = "passed"
FAILED: Final = "failed"


class AttendanceRow(NamedTuple):
    """One person at one training. ``number``: its ticket; ``training`` and ``period``: which of the plan, or ``None``
    for one that nobody planned; ``held_on``: the local day (ISO)."""

    number: str
    login: str
    training: str | None
    period: str | None
    outcome: str
    lecturer: str | None
    held_on: str
    recorded_by: str
    recorded_at: datetime


def _recorded(event: Event) -> dict[str, Any]:
    names = ("number", "login", "training", "period", "outcome", "lecturer", "held_on")
    return {**{name: event.fields.get(name) for name in names}, "recorded_by": event.by, "recorded_at": at(event)}


ATTENDANCE: Final = Table(
    "training_attendance",
    AttendanceRow,
    ("number", "login"),
    by("number", "login"),
    {"training_recorded": begun(_recorded)},
)
