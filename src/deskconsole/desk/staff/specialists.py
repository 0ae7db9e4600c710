"""How specialists keep the times that they agreed to: shown where one is chosen (R13, R24)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import query
from deskconsole.record import dataclass
from deskconsole.store import staff

#: How far back agreed times count: what somebody did years ago says little of tomorrow.
LOOK_BACK: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Times agreed to that have come, and how many of them were kept."""

    agreed: int
    in_time: int

    @property
    def rate(self) -> float:
        """The share that was kept, 0 to 1."""
        return self.in_time / self.agreed


@query(needs="read")
def rates(look: Look) -> Mapping[str, Agreed]:
    """By login, and by ``dept:NAME`` for a department with all its people; who agreed to no time is not there."""
    result = staff.agreed_times(look.tx, look.now - LOOK_BACK, look.now)
    departments = {person.login: person.department for person in staff.staff_list(look.tx)}
    rates: dict[str, Agreed] = {}
    for assignee, agreed, stored in result:
        names = [assignee]
        if assignee.startswith("dept:"):
            names = [f"dept:{name}" for name in assignee.removeprefix("dept:").split(",")]
        elif (department := departments.get(assignee)) is not None:
            names.append(f"dept:{department}")
        for name in names:
            before = rates.get(name, Agreed(0, 0))
            rates[name] = Agreed(before.agreed + agreed, before.in_time + stored)
    return rates
