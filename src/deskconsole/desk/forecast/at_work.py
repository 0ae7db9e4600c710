"""Who is there: by the shift or the roster, and by what they have recorded; and which steps each of them may do.

The roster names one person for each part of a day (R35). Whoever works beside them is known by what they do.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.duty import on_duty, rostered
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import ALL, QUALIFIED, Staff, is_assignee
from deskconsole.domain.calendar.duty import watch_at
from deskconsole.record import dataclass
from deskconsole.store import staff
from deskconsole.store.figures import forecast as store

#: Whoever has recorded something within this time is there.
LATELY: Final = timedelta(hours=2)
#: Whom a clock asks that is of the desk itself.
_OF_THE_DESK: Final = ("duty", "owner", "first_receiver")


@dataclass(frozen=True, slots=True)
class Present:
    """Who is there until when, everybody by login, when each has recorded something last, and who stands in by the
    roster but is not there."""

    people: tuple[Staff, ...]
    until: datetime
    everybody: Mapping[str, Staff]
    last: Mapping[str, datetime]
    substitute: Staff | None = None


def present_at(look: Look, at: datetime) -> Present:
    """Who is there at an instant, until the part of the day ends that it falls into."""
    watch = watch_at(look.desk.calendar, at)
    everybody = {record.login: Staff.of(record) for record in staff.staff_list(look.tx)}
    lately = store.at_work(look.tx, at - LATELY, at)
    logins = dict.fromkeys(filter(None, (on_duty(look, at), *sorted(lately))))
    there = [person for login in logins if (person := everybody.get(login)) is not None and person.enabled]
    duty = rostered(look, at)
    stands_in = everybody.get(duty.substitute) if duty is not None and duty.substitute else None
    if stands_in is not None and (stands_in in there or not stands_in.enabled):
        stands_in = None
    return Present(tuple(there), watch.ends, everybody, lately, stands_in)


def who_may(look: Look, people: Sequence[Staff], role: str, assignee: str | None, present: Present) -> frozenset[str]:
    """Which of the people may do what a clock asks for: whom it names; of the desk's own work whoever may work on any
    ticket; of a role whoever has it."""
    named = [person.login for person in people if is_assignee(person, assignee)]
    if assignee is None and role not in _OF_THE_DESK:
        named = [person.login for person in people if has_role(look, person, role)]
    if role in _OF_THE_DESK and (assignee is None or assignee in present.everybody):
        named += [person.login for person in people if receives(look, person)]
    return frozenset(named)


def has_role(look: Look, person: Staff, role: str) -> bool:
    """Whether somebody has a role, by its own name or by the one that it counts as."""
    return role in (person.role, look.desk.roles.counts_as.get(person.role))


def receives(look: Look, person: Staff) -> bool:
    """Whether somebody may work on any ticket."""
    scope = look.desk.roles.scope(person.role, "tickets")
    return scope == ALL or (scope == QUALIFIED and person.qualified_at is not None)
