"""A check of a record begins: who makes it, by when, and what proves that it was drawn."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskconsole.desk.identity import new_id
from deskconsole.desk.permissions import Staff
from deskconsole.desk.quality.plans import may_check
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.counting import due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.quality.draw import Draw
from deskconsole.domain.rules.house.checks import CheckPlan
from deskconsole.store import staff


def put_on_record(work: Work, plan: CheckPlan, period: str, drawn: Draw, numbers: Mapping[str, str]) -> str:
    """What was drawn, with everything that proves it; its id. ``numbers``: of the records, by their ids."""
    id = new_id(work.now)
    work.note(
        "checks_drawn",
        draw=id,
        level=plan.name,
        period=period,
        seed=drawn.seed,
        percent=drawn.percent,
        population=drawn.population,
        size=drawn.size,
        shares=[[list(share.stratum), share.size, share.drawn] for share in drawn.shares],
        drawn=[numbers[uuid] for uuid in drawn.drawn],
        always=[numbers[uuid] for uuid in drawn.always],
    )
    return id


def receiver_of(ticket: TicketWork) -> str | None:
    """Whose work a ticket is."""
    return ticket.ticket.first_receiver or ticket.ticket.owner


def had_hand_in(ticket: TicketWork, login: str) -> bool:
    """Whether somebody received the ticket or has it."""
    return login in (ticket.ticket.first_receiver, ticket.ticket.owner)


def choose_reviewer(work: Work, plan: CheckPlan, ticket: TicketWork, counts: Counter[str]) -> str | None:
    """Who checks a record: whoever of the roles has the fewest of this draw, never whoever received it; ``None``:
    nobody is there yet, and whoever has such a role may."""
    if plan.own:
        return receiver_of(ticket)
    people = [Staff.of(each) for each in staff.staff_list(work.tx)]
    able = [each.login for each in people if may_check(work.desk, plan, each) and not had_hand_in(ticket, each.login)]
    chosen = min(able, key=lambda login: (counts[login], login), default=None)
    if chosen is not None:
        counts[chosen] += 1
    return chosen


def begin_check(
    work: Work, plan: CheckPlan, ticket: TicketWork, reviewer: str | None, *, draw: str | None, always: bool
) -> tuple[str, datetime]:
    """A check of a ticket begins, with its clock; its id, and when it is due."""
    until = due(work.now, parse_duration(plan.within), work.desk.calendar).at
    given: dict[str, Any] = {"due": until.isoformat(), "level": plan.name}
    if reviewer is not None:
        given["to"] = reviewer
    of = ticket.record("sampled", fields=given).seq
    check = new_id(work.now)
    receiver = None if plan.together else receiver_of(ticket)  # it is about those who score
    fields = {"draw": draw, "receiver": receiver, "reviewer": reviewer}
    work.note(
        "check_begun",
        {name: value for name, value in fields.items() if value is not None},
        check=check,
        number=ticket.number,
        of=of,
        level=plan.name,
        card=plan.card,
        due=until.isoformat(),
        always=always,
    )
    return check, until
