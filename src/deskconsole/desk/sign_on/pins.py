"""Signing on with a PIN, setting one with a one-time code, and giving that code.

What is typed is compared outside of every transaction: it takes a while, and others write meanwhile.
"""

from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.accounts import os_account
from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NOBODY, Staff
from deskconsole.desk.sign_on import digests
from deskconsole.desk.sign_on.tries import begin_anew, count_try, was_right
from deskconsole.desk.staff.staff import find_staff
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.people.pins import check_pin
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import staff
from deskconsole.store.sign_on import pins
from deskconsole.store.sign_on.pins import HasPin, PinRecord
from deskconsole.text.marked import N_

#: How long a one-time code counts.
CODE_COUNTS: Final = timedelta(days=3)


class NotSignedOn(DeskError):
    """Login and PIN do not go together: the same for a login that nobody has, a PIN that is wrong and none at all."""

    def __init__(self) -> None:
        super().__init__(
            N_("login or PIN is wrong; who has no PIN yet, or no longer, asks the administrator for a code"),
            field="pin",
        )


class SetPinFirst(DeskError):
    """What was typed is the one-time code: it signs nobody on, it sets a PIN."""

    def __init__(self, login: str) -> None:
        super().__init__(N_("this is the one-time code of '{login}': set a PIN with it"), field="pin", login=login)


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code to set a PIN with; told once, here. ``login``: whose."""

    login: str
    code: str
    until: datetime


def sign_on(desk: Desk, login: str, pin: str) -> Desk:
    """The same desk with somebody else at it, who has typed their PIN; both names stand on record.

    Raises :class:`TooManyTries`, :class:`NotSignedOn`, and :class:`SetPinFirst` where it was a one-time code.
    """
    record = right_digits(desk, login, pin)
    refuse_code(desk, record)
    _signed_on(desk, record, _before(desk))
    return desk.signed_on_as(login)


def refuse_code(desk: Desk, record: PinRecord) -> None:
    """Raise :class:`SetPinFirst` where what was right was the one-time code; that uses up no try."""
    if record.one_time:
        right(desk, record)
        raise SetPinFirst(record.login)


def set_pin(desk: Desk, login: str, before: str, pin: str) -> Desk:
    """Somebody sets their PIN with the one-time code, or with the PIN ``before``, and is signed on by it.

    Raises as :func:`sign_on` does, and :class:`DeskError` (``pin``) for one that is no good.
    """
    check_pin(pin)
    if pin == before:
        raise DeskError("this is the one before; choose another", field="pin")
    record = right_digits(desk, login, before)
    made = _record_of(desk, login, pin)
    _set(desk, record, made)
    _signed_on(desk, made, _before(desk))
    return desk.signed_on_as(login)


def right_digits(desk: Desk, login: str, digits: str) -> PinRecord:
    """What the digits of somebody were found to be: their PIN, or their code; the try is counted before.

    Raises :class:`TooManyTries`, or :class:`NotSignedOn`, whatever of it is wrong.
    """
    pepper = digests.Pepper(desk.folder).read()
    record = count_try(desk, pepper, login)
    right = digests.matches(pepper, record, digits)
    if record is None or not right or (record.until is not None and record.until <= desk.now()):
        raise NotSignedOn
    return record


def give_code(desk: Desk, login: str) -> Code:
    """A one-time code for somebody to set their PIN with; their PIN, if they had one, no longer counts."""
    code, digest, pepper = made_code(desk)
    return Code(login, code, _give(desk, login, digest, pepper))


def set_known_pin(desk: Desk, login: str, pin: str) -> None:
    """Give somebody made up the PIN that a demo tells; a real person sets their own."""
    _set_known(desk, _record_of(desk, login, pin))


@command(needs="site")
def _set_known(work: Work, record: PinRecord) -> None:
    pins.save_pin(work.tx, record)
    work.note("pin_set", login=record.login, by=record.login)


@query(needs="read")
def who_has_pins(look: Look) -> dict[str, HasPin]:
    """Who has a PIN, or a code to set one with, by login."""
    return {each.login: each for each in pins.who_has_pins(look.tx)}


def made_code(desk: Desk) -> tuple[str, str, str]:
    """A one-time code, what is kept of it, and of which pepper."""
    pepper, code = digests.Pepper(desk.folder).read(), digests.one_time_code()
    return code, digests.digest_of(pepper, code), digests.name_of(pepper)


def _record_of(desk: Desk, login: str, pin: str) -> PinRecord:
    pepper = digests.Pepper(desk.folder).read()
    return PinRecord(login, digests.digest_of(pepper, pin), False, None, digests.name_of(pepper))


def _before(desk: Desk) -> str | None:
    """Who was at the console, if anybody."""
    person: Staff | None = desk.known_actor
    return person.login if person is not None else None


@command(needs=NOBODY, settles=False)
def _signed_on(work: Work, record: PinRecord, before: str | None) -> None:
    """The digits were right; refused where the PIN was changed or the person disabled while they were compared."""
    right(work, record)
    who = {"before": before} if before is not None else {}
    work.note("signed_on", {"login": record.login, "account": os_account(), **who}, by=record.login)


@command(needs=NOBODY, settles=False)
def right(work: Work, record: PinRecord) -> None:
    """The digits were right, and still are: nothing was changed while they were compared."""
    _check_still(work, record)
    was_right(work, record.login)


@command(needs=NOBODY, settles=False)
def _set(work: Work, before: PinRecord, record: PinRecord) -> None:
    """A code is used up by the first who sets a PIN with it."""
    _check_still(work, before)
    pins.save_pin(work.tx, record)
    work.note("pin_set", login=record.login, by=record.login)


@command(needs="site")
def _give(work: Work, login: str, digest: str, pepper: str) -> datetime:
    return give(work, login, digest, pepper, by=work.actor.login)


def give(work: Work, login: str, digest: str, pepper: str, *, by: str) -> datetime:
    """Keep a one-time code of somebody who may sign on; until when it counts."""
    person = find_staff(work.tx, login)
    if not person.enabled:
        raise DeskError("login: '{login}' is disabled; see: staff enable", field="login", login=login)
    until = work.now + CODE_COUNTS
    pins.save_pin(work.tx, PinRecord(login, digest, True, until, pepper))
    begin_anew(work, login)
    work.note("code_given", login=login, until=until.isoformat(), by=by)
    return until


def _check_still(work: Work, record: PinRecord) -> None:
    person = staff.staff_by_login(work.tx, record.login)
    stored = pins.pin_of(work.tx, record.login)
    if person is None or not person.enabled or stored is None or stored.digest != record.digest:
        raise NotSignedOn
