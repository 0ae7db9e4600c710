"""Approval by a leader: their PIN, here, for one action on one ticket; the session stays whose it is."""

from dataclasses import replace

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Approval, Staff, need_of_event, refusal
from deskconsole.desk.sign_on.pins import refuse_code, right, right_digits
from deskconsole.desk.use_cases import query
from deskconsole.errors import DeskError
from deskconsole.store import staff


def approved(desk: Desk, login: str, pin: str, number: str, action: str) -> Desk:
    """The desk of the same person, for whom somebody who may do it allows one event of one ticket, by their PIN.

    It counts once; the event says by whom it was allowed. Raises as signing on does, and :class:`DeskError` where that
    person may not do it either.
    """
    record = right_digits(desk, login, pin)
    refuse_code(desk, record)
    right(desk, record)
    number, leader = _who_may(desk, login, number, action)
    return replace(desk, approval=Approval(leader, number, action))


@query(needs="see")
def who_may_approve(look: Look, number: str, action: str) -> list[Staff]:
    """Who may do to a ticket what is refused to the person at the desk, by login; they need a PIN. Nobody may allow
    somebody what is about themselves."""
    loaded = look.load(look.find(number))
    if look.actor.login in loaded.ticket.kept_from:
        return []
    people = [Staff.of(record) for record in staff.staff_list(look.tx) if record.login != look.actor.login]
    need = need_of_event(action)
    return [
        person
        for person in people
        if refusal(look.desk.roles, person, need, loaded.ticket, loaded.clocks, action=action) is None
    ]


@query(needs="see")
def _who_may(look: Look, login: str, number: str, action: str) -> tuple[str, Staff]:
    leader = next((person for person in who_may_approve(look, number, action) if person.login == login), None)
    if leader is None:
        raise DeskError("{action}: '{login}' may not allow that", action=action, login=login)
    return look.find(number).number, leader
