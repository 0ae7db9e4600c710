"""The people of the desk, and the one place that says what a person may do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from deskconsole.desk.desk import Desk, as_staff, record_site_event
from deskconsole.desk.idempotency import answered
from deskconsole.desk.tickets.records import Staff
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import EVENTS, FIELD_LIMIT
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import idempotency, staff
from deskconsole.store.api import ReadTransaction
from deskconsole.store.records import StaffRecord
from deskconsole.text.clean import clean

#: Roles that may do everything to every ticket.
_ANYTHING: Final = frozenset({"administrator", "manager", "supervisor", "leader"})
#: What concerns all tickets at once and is for whoever receives.
_DESK: Final = frozenset({"ledger"})
#: The role whose department does not sit at the desk.
_SPECIALIST: Final = "specialist"
#: What anybody of the company may do to any ticket; ``show`` stands for looking at whatever there is,
#: ``article`` for writing articles, ``test`` for taking the test of the qualification, ``expect`` for saying who
#: will visit.
_EVERYBODY: Final = frozenset({"noted", "show", "article", "test", "expect"})
#: What only those who lead may do: to write articles that prices are read from, to know why somebody is watched for,
#: to say who has which duty.
_LEADING: Final = frozenset({"article_price", "watch", "roster"})
#: What those who lead do to tickets without receiving anybody themselves.
_SUPERVISING: Final = frozenset(
    {"attached", "classified", "declined", "merged", "reopened", "transferred", "undone", "withdrawn"}
)
#: Work of the desk beside the events of a ticket: to take a new one, to be given one, to have a shift.
_RECEIVING: Final = frozenset({"intake", "receive", "shift"})
#: What only those who run the site may do.
_SITE: Final = frozenset({"staff", "policy", "calendar", "rebuild_search"})


class NotQualified(DeskError):
    """Refused because no qualification of the person is on record; the test gives it."""


def can(person: Staff, action: str, ticket: Ticket | None = None, clocks: Sequence[Clock] = ()) -> DeskError | None:
    """Why ``person`` may not do ``action`` (an event kind or a command); ``None`` when they may.

    Who receives at the desk may work on every ticket, once their qualification is on record (R32, E20): without it
    nobody takes tickets, works on them or is given one (``receive``). A specialist may work on those that they or
    their department own, are assigned to by a clock, or were asked about in a hand-off.
    """
    if not person.enabled:
        return DeskError("'{login}' is disabled", login=person.login)
    if action in _SITE:
        if person.role in ("administrator", "manager"):
            return None
        return DeskError("{action}: only an administrator may do that", action=action)
    leads = person.role in _ANYTHING
    if action in _EVERYBODY or (leads and action in _LEADING | _SUPERVISING):
        return None
    if action in _LEADING:
        return DeskError("{action}: only who leads the desk may do that", action=action)
    if action == "receive" or person.role != _SPECIALIST:
        receives = action in _RECEIVING or action in EVENTS
        return _not_qualified(person) if receives and person.qualified_at is None else None
    if ticket is None and action in _DESK:
        return DeskError(
            "{action}: '{login}' is a specialist; only the desk may do that", action=action, login=person.login
        )
    if ticket is not None and concerns(person, ticket, clocks):
        return None
    return DeskError(
        "{action}: '{login}' is a specialist and has no part in this ticket", action=action, login=person.login
    )


def _not_qualified(person: Staff) -> NotQualified:
    return NotQualified(
        "'{login}' may not receive yet, no qualification is on record: pass the test (staff test, or the test in the "
        "console), or ask an administrator (staff qualify {login})",
        login=person.login,
    )


def require(person: Staff, action: str, ticket: Ticket | None = None, clocks: Sequence[Clock] = ()) -> None:
    """Raise the refusal of :func:`can`, if any."""
    refusal = can(person, action, ticket, clocks)
    if refusal is not None:
        raise refusal


def concerns(person: Staff, ticket: Ticket, clocks: Sequence[Clock]) -> bool:
    """Whether a ticket is a person's: owner, assignee of a clock (alone or by department), or asked for help."""
    if person.login in (ticket.owner, ticket.first_receiver):
        return True
    if any(clock.active and is_assignee(person, clock.assignee) for clock in clocks):
        return True
    return any(
        is_assignee(person, hand_off.to) or hand_off.specialist == person.login or hand_off.free
        for hand_off in ticket.hand_offs.values()
    )


def is_assignee(person: Staff, assignee: str | None) -> bool:
    """Whether ``assignee`` (a login, or ``dept:A,B``) means this person."""
    if assignee is None:
        return False
    if assignee.startswith("dept:"):
        return person.department in assignee.removeprefix("dept:").split(",")
    return assignee == person.login


def change_operator(desk: Desk, login: str) -> Desk:
    """The same desk with somebody else at it; the change is on record. Refuses an unknown login."""
    other = replace(desk, login=login, _actor=None)
    now = desk.now()
    with desk.store.writing() as tx:
        record_site_event(desk, tx, "signed_on", now, {"login": login}, by=other.actor.login)
    return other


def staff_list(desk: Desk) -> list[Staff]:
    """Everybody, by login."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        return [as_staff(result) for result in staff.staff_list(tx)]


def add_staff(
    desk: Desk,
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
    require(desk.actor, "staff")
    login, name = _checked_names(login, name)
    _require_name(desk, "role", role)
    if department is not None:
        _require_name(desk, "department", department)
    now = desk.now()
    with desk.store.writing() as tx:
        content = f"staff {login} {name} {role} {department} {os_account}"
        if key is not None and (existing := idempotency.recall_key(tx, key)) is not None:
            if existing.digest != content:
                raise DeskError("key: '{key}' has been used for something else", field="key", key=key)
            return next(as_staff(person) for person in staff.staff_list(tx) if person.login == existing.answer)
        if staff.staff_by_login(tx, login) is not None:
            raise DeskError("login: '{login}' is taken", field="login", login=login)
        added = staff.add_staff_row(
            tx,
            login=login,
            name=name,
            role=role,
            department=department,
            os_account=os_account,
            qualified_at=now if qualified else None,
            created_at=now,
        )
        record_site_event(
            desk,
            tx,
            "staff_added",
            now,
            {"login": login, "name": name, "role": role, "department": department},
            by=desk.actor.login,
        )
        if key is not None:
            idempotency.remember_key(tx, key, content, login, at=now)
        return as_staff(added)


def disable_staff(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Somebody no longer works here: nothing they did changes, nothing more is let them do. Kept with the reason.

    Nobody disables themselves, so that there is always one left who runs the site.
    """
    return _enable(desk, login, False, reason, key)


def enable_staff(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Somebody who was disabled works here again; their qualification is as it was."""
    return _enable(desk, login, True, reason, key)


def checked_reason(reason: str | None) -> dict[str, str]:
    """The reason of a change as it is recorded; nothing where none is given. Raises :class:`DeskError` (``reason``)."""
    if reason is None:
        return {}
    message = " ".join(clean(reason).split())
    if not message or len(message) > FIELD_LIMIT:
        raise DeskError("reason: must be 1 to {limit} characters", field="reason", limit=FIELD_LIMIT)
    return {"reason": message}


def _enable(desk: Desk, login: str, enabled: bool, reason: str | None, key: str | None) -> Staff:
    require(desk.actor, "staff")
    message = checked_reason(reason)
    if login == desk.actor.login:
        raise DeskError("login: '{login}' is yourself; let another administrator do that", field="login", login=login)
    with desk.store.writing() as tx:
        result = find_staff(tx, login)
        kind = "staff_enabled" if enabled else "staff_disabled"
        if answered(desk, tx, key, [kind, login, message]) is None and result.enabled != enabled:
            result = result._replace(enabled=enabled)
            staff.save_staff(tx, result)
            record_site_event(desk, tx, kind, desk.now(), {"login": login, **message}, by=desk.actor.login)
    return as_staff(result)


def find_staff(tx: ReadTransaction, login: str) -> StaffRecord:
    """The staff member who signs on as ``login``; raises :class:`NotFound`."""
    result = staff.staff_by_login(tx, login)
    if result is None:
        shown = clean(login)[:64]
        raise NotFound("login: no staff member has the login '{login}'; see: staff list", field="login", login=shown)
    return result


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
