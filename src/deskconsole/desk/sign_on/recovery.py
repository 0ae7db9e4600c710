"""Recovery: where nobody is left who can let others sign on, a printed code makes an administrator able to again."""

from datetime import datetime
from typing import Final

from deskconsole.desk.accounts import os_account
from deskconsole.desk.desk import Desk
from deskconsole.desk.permissions import ALL, NOBODY, Staff
from deskconsole.desk.sign_on import digests
from deskconsole.desk.sign_on.pins import Code, give, made_code
from deskconsole.desk.staff.staff import find_staff
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.errors import DeskError
from deskconsole.store.sign_on import pins

#: How many recovery codes a site has, each counts once.
CODES: Final = 6


def make_recovery_codes(desk: Desk) -> list[str]:
    """New recovery codes, told once, here; those before no longer count. The store keeps digests of them."""
    codes = [digests.recovery_code() for _ in range(CODES)]
    _keep(desk, [digests.recovery_digest(code) for code in codes])
    return codes


@command(needs="site")
def _keep(work: Work, made: list[str]) -> None:
    pins.drop_recovery_code(work.tx, None)
    for digest in made:
        pins.save_recovery_code(work.tx, digest)
    work.note("recovery_codes_made", codes=len(made))


def recover(desk: Desk, login: str, recovery: str, *, account: bool = False) -> Code:
    """A one-time code for an administrator, who works here again if they were disabled; the recovery code is used up.

    ``account``: from now on the account of the system that asks means them. Raises :class:`DeskError` (``recovery``)
    for what is no code that is left, whoever asks.
    """
    code, digest, pepper = made_code(desk)
    until = _recover(desk, login, digests.recovery_digest(recovery), digest, pepper, account)
    return Code(login, code, until)


@command(needs=NOBODY, settles=False)
def _recover(work: Work, login: str, recovery: str, digest: str, pepper: str, account: bool) -> datetime:
    if not pins.drop_recovery_code(work.tx, recovery):
        raise DeskError("recovery: this is no recovery code, or it was used before", field="recovery")
    person = Staff.of(find_staff(work.tx, login))
    if work.desk.roles.scope(person.role, "site") != ALL:
        raise DeskError("login: '{login}' is no administrator; name one of them", field="login", login=login)
    means = {"account": os_account()} if account else {}
    left = len(pins.recovery_codes(work.tx))
    work.note("recovered", {"login": login, "asked_by": os_account(), "left": left, **means}, by=login)
    return give(work, login, digest, pepper, by=login)
