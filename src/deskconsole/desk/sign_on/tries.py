"""Counting tries: before anything is compared, in one short write, per person and per console."""

from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.accounts import os_account
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.sign_on.digests import made_up_login
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.people.pins import MOST_TRIES, next_try
from deskconsole.errors import DeskError
from deskconsole.store import staff
from deskconsole.store.sign_on import pins
from deskconsole.store.sign_on.pins import PinRecord, TriesRecord
from deskconsole.text.marked import N_

_PERSON, _CONSOLE, _MADE_UP = "person ", "console ", "unknown "
#: So long after the last try a console has no tries behind it, and one at a login that nobody has is forgotten.
_CONSOLE_FORGETS: Final = timedelta(hours=1)
_MADE_UP_FORGOTTEN: Final = timedelta(days=1)


class TooManyTries(DeskError):
    """Refused before anything was compared: ``again_at`` says from when on the next try is taken."""

    def __init__(self, again_at: datetime, now: datetime) -> None:
        seconds = max(1, -int((now - again_at).total_seconds() // 1))
        super().__init__(N_("too many tries; again in {seconds} s"), field="pin", seconds=seconds)
        self.again_at = again_at


@command(needs=NOBODY, settles=False)
def count_try(work: Work, pepper: bytes, login: str) -> PinRecord | None:
    """Count one try of ``login`` at this console; what the digits are to be compared with (``None``: nothing, which
    must take as long). Raises :class:`TooManyTries`; that counts for nothing."""
    person = staff.staff_by_login(work.tx, login)
    works_here = person is not None and person.enabled
    who = (f"{_PERSON}{login}" if works_here else f"{_MADE_UP}{made_up_login(pepper, login)}", console())
    counted = [_counted(work, each) for each in who]
    again_at = max(next_try(each.tries, each.last_at, work.now) for each in counted)
    if again_at > work.now:
        raise TooManyTries(again_at, work.now)
    for each in counted:
        pins.save_tries(work.tx, each._replace(tries=each.tries + 1, last_at=work.now))
    pins.drop_tries_before(work.tx, _MADE_UP, work.now - _MADE_UP_FORGOTTEN)
    if works_here and counted[0].tries == MOST_TRIES:
        pins.drop_pin(work.tx, login)
        work.note("pin_disabled", login=login, tries=MOST_TRIES, by=login)
    return pins.pin_of(work.tx, login) if works_here else None


def was_right(work: Work, login: str) -> None:
    """The next try of somebody is their first again; at the console this one did not happen."""
    begin_anew(work, login)
    at_console = pins.tries_of(work.tx, console())
    if at_console is not None and at_console.tries > 0:
        pins.save_tries(work.tx, at_console._replace(tries=at_console.tries - 1))


def begin_anew(work: Work, login: str) -> None:
    """Somebody has a new code: nothing that was tried before counts."""
    pins.drop_tries(work.tx, f"{_PERSON}{login}")


def console() -> str:
    """Which console this is: that of an account. Nobody gets another by ending this one and starting it again."""
    return f"{_CONSOLE}{os_account()}"


def _counted(work: Work, who: str) -> TriesRecord:
    stored = pins.tries_of(work.tx, who)
    if stored is None or (who.startswith(_CONSOLE) and work.now - stored.last_at >= _CONSOLE_FORGETS):
        return TriesRecord(who, 0, work.now)
    return stored
