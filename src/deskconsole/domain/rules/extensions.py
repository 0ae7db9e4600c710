"""Extensions of a deadline that a pack limits: how many there may be, and whose approval each needs (T7)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from deskconsole.domain.rules.clock_rules import ClockRule, Extension
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.state import Ticket
from deskconsole.errors import DeskError
from deskconsole.record import replace

#: The field of an extension that says who approved it.
APPROVED_BY: Final = "approved_by"
#: Roles that may do everything, the highest first: each may approve what a lower one may.
_LEADING: Final = ("administrator", "manager", "supervisor", "leader")


def asks_for_approval(pack: Pack, clocks: Sequence[Deadline]) -> bool:
    """Whether an extension of one of these clocks needs somebody's approval."""
    return any(limit.approved_by is not None for _rule, limit in _limits(pack, clocks))


def check_extension(
    event: Event,
    pack: Pack,
    ticket: Ticket,
    clocks: Sequence[Deadline],
    earlier: Sequence[Event],
    role_of: Callable[[str], str | None],
) -> Event:
    """An extension as it may be recorded: with who approved it, where that is needed.

    ``earlier``: what happened before; ``role_of`` gives the role of a login, ``None`` where there is no such person.
    Who may approve need not name themselves. Raises :class:`DeskError` for one time too many, and without the
    approval of somebody who may give it.
    """
    approver = event.fields.get(APPROVED_BY) or None
    role = event.by_role if approver is None else role_of(str(approver))
    if approver is not None and role is None:
        raise DeskError("{event}: approved_by: no staff member has the login '{login}'", **_at(event), login=approver)
    before = sum(past.kind == "extended" and past.of == event.of for past in earlier)
    limits = list(_limits(pack, [c for c in clocks if ticket.thread_of(c.of) == event.of]))
    for rule, limit in limits:
        if limit.most is not None and before >= limit.most:
            raise DeskError(
                "{event}: {title} was extended {n} times; more is not allowed",
                event=event.kind,
                title=rule.title,
                n=before,
            )
        if limit.approved_by is None or _may(role, limit.approved_by):
            continue
        title = next((each.title for each in pack.roles if each.name == limit.approved_by), limit.approved_by)
        if approver is None:
            raise DeskError("{event}: approved_by: needs the approval of: {role}", **_at(event), role=title)
        raise DeskError(
            "{event}: approved_by: '{login}' may not approve this; it needs: {role}",
            **_at(event),
            login=approver,
            role=title,
        )
    needed = approver is None and any(limit.approved_by for _rule, limit in limits)
    return replace(event, fields={**event.fields, APPROVED_BY: event.by}) if needed else event


def _at(event: Event) -> dict[str, str]:
    return {"field": APPROVED_BY, "event": event.kind}


def _may(role: str | None, needed: str) -> bool:
    least = _LEADING.index(needed) if needed in _LEADING else len(_LEADING) - 1
    return role is not None and (role == needed or role in _LEADING[: least + 1])


def _limits(pack: Pack, clocks: Sequence[Deadline]) -> Iterator[tuple[ClockRule, Extension]]:
    """The limited clocks among those that run, with their limits."""
    for clock in clocks:
        if clock.active and clock.extendable:
            for rule in pack.clocks_of(clock.rule):
                if rule.do == clock.do and isinstance(rule.extendable, Extension):
                    yield rule, rule.extendable
