"""What becomes of a check: seen by whom it is about, objected to, decided by a third person, looked at once more."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from deskconsole.desk.quality.beginning import had_hand_in
from deskconsole.desk.quality.checks import (
    CheckView,
    appeal_ends,
    check_again,
    is_to_be_put_right,
    last_finding,
    view_of,
)
from deskconsole.desk.quality.plans import cards, expanded, named, plans
from deskconsole.desk.quality.reviewing import scores, words
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.quality.scorecard import review
from deskconsole.domain.site.checks import APPEALED, SCORED, CheckRow
from deskconsole.domain.tickets.events.checks import NOT_NEEDED, NOT_YET, OVERTURNED, PUT_RIGHT, UPHELD
from deskconsole.errors import DeskError
from deskconsole.store.care import checks as rows


@command(needs="checks", again=check_again)
def see_check(work: Work, number: str, *, level: str | None = None, key: str | None = None) -> CheckView:
    """Whoever was checked has looked at the result."""
    ticket = work.ticket(number)
    row = _one(work, ticket, level, lambda each: each.seen_at is None and _about(work, each))
    ticket.record("review_seen", of=row.of)
    work.note("check_seen", check=row.check)
    work.answer(row.check)
    return view_of(work, ticket, row.check)


@command(needs="checks", again=check_again)
def appeal_check(work: Work, number: str, text: str, *, level: str | None = None, key: str | None = None) -> CheckView:
    """Whoever was checked objects, within the days of the level; the result counts as seen."""
    ticket = work.ticket(number)
    row = _one(work, ticket, level, lambda each: each.state == SCORED and _about(work, each))
    plan = named("level", row.level, plans(work.desk))
    last = appeal_ends(row, plan.appeal_days)
    if last is not None and work.now > last:
        raise DeskError("number: an objection was possible for {days} days", field="number", days=plan.appeal_days)
    message = _message(text)
    if row.seen_at is None:
        ticket.record("review_seen", of=row.of)
        work.note("check_seen", check=row.check)
    ticket.record("appealed", of=row.of, text=message)
    work.note("check_appealed", check=row.check)
    work.answer(row.check)
    return view_of(work, ticket, row.check)


@command(needs="draw_checks", again=check_again)
def decide_appeal(
    work: Work,
    number: str,
    changed: bool,
    text: str,
    *,
    points: Mapping[str, int | None] | None = None,
    level: str | None = None,
    key: str | None = None,
) -> CheckView:
    """Decide an objection, with the reason: the check stands, or is ``changed`` (with ``points``: scored anew).

    By a third person, who neither had a hand in the ticket nor scored it.
    """
    ticket = work.ticket(number)
    row = _one(work, ticket, level, lambda each: each.state == APPEALED)
    if work.actor.login in (row.reviewer, row.receiver) or had_hand_in(ticket, work.actor.login):
        raise DeskError("number: a third person decides, who neither received nor scored it", field="number")
    if points is not None and not changed:
        raise DeskError("score: the check stands; it is not scored anew", field="score")
    outcome = OVERTURNED if changed else UPHELD
    given: dict[str, Any] = {}
    if points is not None:
        card = named("card", row.card, cards(work.desk))
        new = expanded(card, points)
        given = {"points": new, **scores(review(card.section, new))}
    ticket.record("appeal_decided", of=row.of, text=_message(text), fields={"outcome": outcome})
    if changed and is_to_be_put_right(row):
        ticket.record("coached", of=last_finding(ticket, row.of), fields={"outcome": NOT_NEEDED})
    work.note("check_decided", given, check=row.check, outcome=outcome)
    work.answer(row.check)
    return view_of(work, ticket, row.check)


@command(needs="checks", again=check_again)
def coach_check(
    work: Work,
    number: str,
    put_right: bool,
    *,
    text: str | None = None,
    right_by: datetime | None = None,
    level: str | None = None,
    key: str | None = None,
) -> CheckView:
    """Look once more whether a finding was put right; where not yet, by when it is. By whoever meant it or leads."""
    ticket = work.ticket(number)
    row = _one(work, ticket, level, is_to_be_put_right)
    login = work.actor.login
    if login != row.reviewer:
        work.require("draw_checks")
    if login == row.receiver or had_hand_in(ticket, login):
        raise DeskError("number: nobody checks a ticket that they received themselves", field="number")
    if put_right == (right_by is not None):
        raise DeskError("right_by: goes with what is not put right yet", field="right_by")
    message = words(text)
    outcome = PUT_RIGHT if put_right else NOT_YET
    ticket.record("coached", of=last_finding(ticket, row.of), text=message, fields={"outcome": outcome})
    until: dict[str, Any] = {}
    if right_by is not None:
        if right_by <= work.now:
            raise DeskError("right_by: must lie ahead", field="right_by")
        until = {"right_by": right_by.astimezone(UTC).isoformat()}
        again = message or view_of(work, ticket, row.check).words.finding or "-"
        ticket.record("finding_made", of=row.of, text=again, fields={"due": until["right_by"], "to": login})
    work.note("check_coached", until, check=row.check, outcome=outcome)
    work.answer(row.check)
    return view_of(work, ticket, row.check)


def _about(work: Work, row: CheckRow) -> bool:
    """Whether a check that was made is about the person's work, and not their own."""
    plan = plans(work.desk).get(row.level)
    return row.receiver == work.actor.login and row.scored_at is not None and not (plan is not None and plan.own)


def _one(work: Work, ticket: TicketWork, level: str | None, fits: Any) -> CheckRow:
    meant = [row for row in rows.checks_of(work.tx, ticket.number) if level in (None, row.level) and fits(row)]
    if not meant:
        raise DeskError("number: there is no such check of yours", field="number")
    levels = ", ".join(dict.fromkeys(row.level for row in meant))
    if "," in levels:
        raise DeskError("level: say which check is meant; open are: {levels}", field="level", levels=levels)
    return meant[0]


def _message(text: str) -> str:
    message = words(text)
    if message is None:
        raise DeskError("text: missing; it must be given", field="text")
    return message
