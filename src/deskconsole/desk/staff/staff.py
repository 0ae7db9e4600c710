"""The people of the desk: who works here, in which role, and since when no more."""

from typing import TYPE_CHECKING

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.use_cases import command, query
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import staff
from deskconsole.store.api import ReadTransaction
from deskconsole.store.staff import StaffRecord
from deskconsole.text.clean import clean

if TYPE_CHECKING:
    from deskconsole.desk.work import Work


def _again(work: "Work", answer: str) -> Staff:
    return Staff.of(find_staff(work.tx, answer))


@query(needs="read")
def staff_list(look: Look) -> list[Staff]:
    """Everybody, by login."""
    return [Staff.of(record) for record in staff.staff_list(look.tx)]


@command(needs="site", again=_again)
def add_staff(
    work: "Work",
    login: str,
    *,
    name: str,
    role: str,
    department: str | None,
    os_account: str | None = None,
    qualified: bool = False,
    key: str | None = None,
) -> Staff:
    """Add a person; role and department are the packs' own. Raises :class:`DeskError` naming the field."""
    login, name = _checked_names(login, name)
    _require_name(work.desk, "role", role)
    if department is not None:
        _require_name(work.desk, "department", department)
    if staff.staff_by_login(work.tx, login) is not None:
        raise DeskError("login: '{login}' is taken", field="login", login=login)
    work.note(
        "staff_added",
        login=login,
        name=name,
        role=role,
        department=department,
        os_account=os_account,
        qualified=qualified,
    )
    work.answer(login)
    return _again(work, login)


def disable_staff(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Somebody no longer works here: nothing they did changes, nothing more is let them do. Kept with the reason.

    Nobody disables themselves, so that there is always one left who runs the site.
    """
    return _enable(desk, login, False, reason, key=key)


def enable_staff(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Somebody who was disabled works here again; their qualification is as it was."""
    return _enable(desk, login, True, reason, key=key)


@command(needs="site", again=_again)
def _enable(work: "Work", login: str, enabled: bool, reason: str | None, *, key: str | None = None) -> Staff:
    words = checked_reason(reason)
    if login == work.actor.login:
        raise DeskError("login: '{login}' is yourself; let another administrator do that", field="login", login=login)
    record = find_staff(work.tx, login)
    work.answer(login)
    if record.enabled != enabled:
        work.note("staff_enabled" if enabled else "staff_disabled", {"login": login, **words})
    return _again(work, login)


def checked_reason(reason: str | None) -> dict[str, str]:
    """The reason of a change as it is recorded; nothing where none is given. Raises :class:`DeskError` (``reason``)."""
    if reason is None:
        return {}
    words = " ".join(clean(reason).split())
    if not words or len(words) > FIELD_LIMIT:
        raise DeskError("reason: must be 1 to {limit} characters", field="reason", limit=FIELD_LIMIT)
    return {"reason": words}


def find_staff(tx: ReadTransaction, login: str) -> StaffRecord:
    """The staff member who signs on as ``login``; raises :class:`NotFound`."""
    record = staff.staff_by_login(tx, login)
    if record is None:
        shown = clean(login)[:64]
        raise NotFound("login: no staff member has the login '{login}'; see: staff list", field="login", login=shown)
    return record


def _checked_names(login: str, name: str) -> tuple[str, str]:
    """Login and name as they are kept; refuses what cannot be either."""
    login, name = login.strip(), " ".join(clean(name).split())
    if not login or len(login) > 64 or not all(c.isalnum() or c in "._-" for c in login):
        shown = clean(login)[:64]
        raise DeskError("login: '{login}' is not 1 to 64 letters, digits, dots or hyphens", field="login", login=shown)
    if not name or len(name) > FIELD_LIMIT:
        raise DeskError("name: must be 1 to {limit} characters", field="name", limit=FIELD_LIMIT)
    return login, name


def _require_name(desk: Desk, what: str, name: str) -> None:
    names = [entry.name for pack in desk.packs for entry in (pack.roles if what == "role" else pack.departments)]
    if name not in names:
        allowed = ", ".join(dict.fromkeys(names))
        raise DeskError("{what}: '{name}' is not one of {allowed}", field=what, what=what, name=name, allowed=allowed)
