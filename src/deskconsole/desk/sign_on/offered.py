"""What a console shows at which nobody is signed on: who may be, and that the telephone rings; no customer's name."""

from typing import Final, NamedTuple

from deskconsole.desk.duty import duty_of
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NOBODY, NONE
from deskconsole.desk.use_cases import query
from deskconsole.store import shifts, staff

#: So many have a digit.
MOST: Final = 9


class Offered(NamedTuple):
    """Somebody who may sign on by one digit."""

    login: str
    name: str


@query(needs=NOBODY)
def offered(look: Look) -> list[Offered]:
    """Whom the roster has today; where it has nobody, everybody who may receive. As many as there are digits."""
    people = {record.login: record for record in staff.staff_list(look.tx) if record.enabled}
    receive = [login for login, record in people.items() if look.desk.roles.scope(record.role, "take") != NONE]
    day = look.desk.calendar.day(look.now)
    duties = [duty_of(record) for record in shifts.duties(look.tx, day, day)]
    named = [login for duty in duties for login in (duty.on_duty, duty.login, duty.substitute) if login is not None]
    logins = [login for login in dict.fromkeys(named) if login in people] or receive
    return [Offered(login, people[login].name) for login in logins[:MOST]]
