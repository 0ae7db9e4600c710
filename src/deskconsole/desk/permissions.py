"""Who may do what: roles × needs, asked in this one place (`architecture.md`, Permission and privacy).

Every use case names its need; the tables say how far each role's goes. A table is data: ``data/site/roles.toml``,
and a file of that name in the site's folder over it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Self

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field, replace
from deskconsole.store.staff import StaffRecord

#: How far a need goes, see ``data/site/roles.toml``.
ALL: Final = "all"
QUALIFIED: Final = "qualified"
OWN: Final = "own"
VISITORS: Final = "visitors"
DAY: Final = "day"
TEAM: Final = "team"
NONE: Final = "none"
SCOPES: Final = (ALL, QUALIFIED, OWN, VISITORS, DAY, TEAM, NONE)

#: A need of no person: what a telephone system reports, what time brings about, what a new site begins with.
NOBODY: Final = "nobody"
#: The need of recording an event is that of its kind.
BY_EVENT: Final = "by_event"

#: Kind of event → the need of who records it; any other is work on the ticket.
_OF_EVENT: Final[Mapping[str, str]] = {
    "noted": "note",
    **dict.fromkeys(("attached", "classified", "declined", "linked", "review_given", "undone", "unlinked"), "amend"),
    **dict.fromkeys(("withdrawn", "reopened", "transferred", "merged"), "steer"),
    **dict.fromkeys(("help_called", "taken_over", "place_changed"), "help"),
    **dict.fromkeys(("taken_in", "sent_back", "shelved"), "archive"),
    **dict.fromkeys(("improvement_accepted", "improvement_refused", "effect_seen"), "improve_decide"),
    "improvement_done": "improve",
    **{"looked_at": "see", "late_explained": "note", "lateness_judged": "lateness"},
}
#: What somebody may not do with a ticket that is about them, whatever their role.
_ON_TICKET: Final = frozenset({"tickets", *_OF_EVENT.values()}) - {"see"}
#: Whose needs somebody has who breaks the glass.
LEADER: Final = "leader"
#: The need of working on a ticket.
WORK: Final = "tickets"

#: Who leads the desk.
_LEADING: Final = frozenset({"leader", "supervisor", "manager", "administrator"})
_DEPARTMENT: Final = "dept:"


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the desk. ``role`` and ``department`` are machine names."""

    login: str
    name: str
    role: str
    department: str | None
    enabled: bool = True
    qualified_at: datetime | None = None
    os_account: str | None = None

    @classmethod
    def of(cls, record: StaffRecord) -> Self:
        """A person of the store as the desk hands them out."""
        return cls(
            login=record.login,
            name=record.name,
            role=record.role,
            department=record.department,
            enabled=record.enabled,
            qualified_at=record.qualified_at,
            os_account=record.os_account,
        )


@dataclass(frozen=True, slots=True)
class Roles:
    """How far each role's needs go: need → role → scope. ``counts_as``: a pack's own role → the role that it is."""

    needs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    counts_as: Mapping[str, str] = field(default_factory=dict)

    def scope(self, role: str, need: str) -> str:
        """How far ``need`` goes for somebody of ``role``; a role that no table names may do nothing."""
        return self.needs[need].get(self.counts_as.get(role, role), NONE)

    def with_scope(self, need: str, scope: str) -> frozenset[str]:
        """The roles for which a need goes exactly so far."""
        return frozenset(role for role, given in self.needs[need].items() if given == scope)


class NotQualified(DeskError):
    """Refused because no qualification of the person is on record; the test gives it."""


def need_of_event(kind: str) -> str:
    """The need of whoever records an event of ``kind``."""
    return _OF_EVENT.get(kind, WORK)


def refusal(
    roles: Roles,
    person: Staff,
    need: str,
    ticket: Ticket | None = None,
    clocks: Sequence[Deadline] = (),
    *,
    action: str | None = None,
    visitor: bool = False,
) -> DeskError | None:
    """Why ``person`` may not do what needs ``need``; ``None`` when they may.

    Without a ``ticket`` a need that goes only for some is not refused: whoever loads one asks again. ``action`` names
    what was tried (an event, a command); ``visitor``: the ticket is of somebody who visits.
    """
    if need == NOBODY:
        return None
    action = action or need
    if not person.enabled:
        return DeskError("'{login}' is disabled", login=person.login)
    records = need in _ON_TICKET or action in _OF_EVENT
    if records and ticket is not None and person.login in ticket.kept_from:
        return DeskError("{action}: it is about '{login}'; somebody else handles it", action=action, login=person.login)
    scope = roles.scope(person.role, need)
    if scope in (ALL, DAY, TEAM):
        return None
    if scope == QUALIFIED:
        return not_qualified(person) if person.qualified_at is None else None
    if scope == OWN:
        if person.qualified_at is None and roles.scope(person.role, "take") == QUALIFIED:
            return not_qualified(person)
        if ticket is None or concerns(person, ticket, clocks) or (ticket.owner is None and _receives(roles, person)):
            return None
        return DeskError("{action}: '{login}' has no part in this ticket", action=action, login=person.login)
    if scope == VISITORS:
        return None if ticket is None or visitor else _refused(roles, person, need, action)
    return _refused(roles, person, need, action)


def refusal_through_glass(
    roles: Roles,
    person: Staff,
    need: str,
    ticket: Ticket | None = None,
    clocks: Sequence[Deadline] = (),
    *,
    broken: Callable[[], bool],
    **more: Any,
) -> DeskError | None:
    """The :func:`refusal` of somebody who may have broken the glass: while that lasts nothing that a leader may do.

    ``broken`` is asked only where the person's own role is refused.
    """
    why = refusal(roles, person, need, ticket, clocks, **more)
    if why is None or not broken():
        return why
    return refusal(roles, replace(person, role=LEADER), need, ticket, clocks, **more) and why


def _refused(roles: Roles, person: Staff, need: str, action: str) -> DeskError:
    who = {role for role, scope in roles.needs[need].items() if scope != NONE}
    if who == {"administrator"}:
        return DeskError("{action}: only an administrator may do that", action=action)
    if who <= _LEADING:
        return DeskError("{action}: only who leads the desk may do that", action=action)
    return DeskError(
        "{action}: '{login}' ({role}) may not do that", action=action, login=person.login, role=person.role
    )


def _receives(roles: Roles, person: Staff) -> bool:
    """Whether what belongs to nobody yet is theirs as well: it belongs to whoever is on shift."""
    return roles.scope(person.role, "take") != NONE


def not_qualified(person: Staff) -> NotQualified:
    """The refusal of somebody whose qualification is not on record (R32)."""
    return NotQualified(
        "'{login}' may not receive yet, no qualification is on record: pass the test (staff test, or the test in the "
        "console), or ask an administrator (staff qualify {login})",
        login=person.login,
    )


@dataclass(slots=True)
class Approval:
    """Somebody allows one event of one ticket, once, that is refused to the person at the desk.

    ``request``: what they were asked at their own console, in the store; without one they have typed their PIN here.
    """

    by: Staff
    number: str
    action: str
    used: bool = False
    request: str | None = None

    def covers(self, number: str, action: str) -> bool:
        """Whether it is of this event of this ticket, and was not used before."""
        return not self.used and (self.number, self.action) == (number, action)

    def check(self, roles: Roles, ticket: Ticket, clocks: Sequence[Deadline]) -> None:
        """Refuse what whoever allowed it may not do themselves any more."""
        why = refusal(roles, self.by, need_of_event(self.action), ticket, clocks, action=self.action)
        if why is not None:
            raise why


def concerns(person: Staff, ticket: Ticket, clocks: Sequence[Any]) -> bool:
    """Whether a ticket is a person's: owner, assignee of a clock (alone or by department), or asked for help."""
    if person.login in (ticket.owner, ticket.first_receiver):
        return True
    if any(clock.active and is_assignee(person, clock.assignee) for clock in clocks):
        return True
    return any(
        is_assignee(person, hand_off.to) or hand_off.specialist == person.login or hand_off.free
        for hand_off in ticket.hand_offs.values()
    ) or any(is_assignee(person, review.to) for review in ticket.current_reviews().values())


def is_assignee(person: Staff, assignee: str | None) -> bool:
    """Whether ``assignee`` (a login, or ``dept:A,B``) means this person."""
    if assignee is None:
        return False
    if assignee.startswith(_DEPARTMENT):
        return person.department in assignee.removeprefix(_DEPARTMENT).split(",")
    return assignee == person.login
