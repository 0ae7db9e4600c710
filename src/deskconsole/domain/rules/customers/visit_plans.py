"""Regular visits: how often the customers of a tier are seen to by their account owner."""

from typing import ClassVar, Final, Literal

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.record import dataclass

RestDays = Literal["keep", "next", "previous"]
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """The visits to customers of ``tier`` who have an account owner; with a ``department`` they are that department's,
    and go to whoever has none too.

    ``recurrence`` is a rule of RFC 5545 (``FREQ=MONTHLY;BYDAY=1TU``), ``at`` the local time of day; a visit that falls
    on a day on which the desk is closed is kept, or moved to the ``next`` or the ``previous`` working day by
    ``rest_days``. Each visit is a planned task on a ticket of ``kind``, which comes through ``channel``.
    """

    KEY: ClassVar[str] = "tier"
    tier: str
    title: Text
    recurrence: str
    kind: str
    channel: str
    category: str | None = None
    at: str = "10:00"
    rest_days: RestDays = "keep"
    department: str | None = None

    @property
    def hour_and_minute(self) -> tuple[int, int]:
        """The time of day; raises ``DeskError`` for a text that is none."""
        hour, colon, minute = self.at.partition(":")
        digits = hour.isdecimal() and minute.isdecimal() and hour.isascii() and minute.isascii()
        if not colon or not digits or len(minute) != 2 or int(hour) > 23 or int(minute) >= _MINUTES:
            raise DeskError("'{text}' is not a time of day such as 10:00", text=self.at)
        return int(hour), int(minute)


def check_visit_plan(plan: VisitPlan, place: Place) -> list[Problem]:
    """What cannot be understood of a plan by itself: its recurrence and its time of day."""
    from deskconsole.domain.calendar.recurrence import check_recurrence  # with dateutil's rules, which are heavy

    problems: list[Problem] = []
    try:
        check_recurrence(plan.recurrence)
    except DeskError as error:
        problems.append(Problem("{error}", place, "recurrence", {"error": error}))
    try:
        _read = plan.hour_and_minute
    except DeskError as error:
        problems.append(Problem("{error}", place, "at", {"error": error}))
    return problems
