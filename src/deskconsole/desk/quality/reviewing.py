"""A record is scored, without what others scored; what failed has its cause, and the time by which it is put right."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from deskconsole.desk.learning.measures import begin_measures
from deskconsole.desk.quality.beginning import begin_check, had_hand_in
from deskconsole.desk.quality.checks import CheckView, check_again, view_of
from deskconsole.desk.quality.plans import cards, causes, expanded, may_check, named, plans
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.quality.scorecard import Review, review
from deskconsole.domain.rules.house.checks import CheckPlan, Scorecard
from deskconsole.domain.rules.house.rounds import CHECK
from deskconsole.domain.site.checks import OPEN, WHOLE, CheckRow
from deskconsole.domain.tickets.events.checks import FAILED, PASSED
from deskconsole.errors import DeskError
from deskconsole.store.care import checks as rows
from deskconsole.text.clean import clean

#: Longest finding, in characters.
TEXT_LIMIT: Final = 500


@command(needs="checks", again=check_again)
def review_check(
    work: Work,
    number: str,
    points: Mapping[str, int | None],
    *,
    card: str | None = None,
    level: str | None = None,
    cause: str | None = None,
    finding: str | None = None,
    right_by: datetime | None = None,
    key: str | None = None,
) -> CheckView:
    """Score a record that one is asked to check; ``points`` by criterion, or by section for all of its criteria.

    Whoever may check at any time need not be asked. Nobody checks what they received, their own check apart. What
    failed has a ``cause`` of the list, and, of others' work, a ``finding`` and the time by which it is put right.
    """
    ticket = work.ticket(number)
    row = _meant(work, ticket, level, card)
    plan = named("level", row.level, plans(work.desk))
    used = _card(work, row, card)
    given = expanded(used, points)
    result = review(used.section, given)
    failed = _failed(result, used)
    text = words(finding)
    _check_finding(work, plan, failed and not plan.together, cause, text, right_by)
    # What all score together is about them: the record neither passes nor fails by it.
    outcome = {} if plan.together else {"outcome": FAILED if failed else PASSED}
    # Of one's own check the history of the ticket says nothing but that it was made.
    ticket.record("reviewed", of=row.of, fields={"level": row.level, **({} if plan.own else outcome)})
    until = right_by.astimezone(UTC).isoformat() if right_by is not None and failed and not plan.own else None
    if until is not None:
        ticket.record("finding_made", of=row.of, text=text, fields={"due": until, "to": work.actor.login})
        if row.receiver is not None:
            begin_measures(work, CHECK, row.receiver, ticket.number)
    reasons = {name: value for name, value in (("cause", cause), ("right_by", until)) if value}
    work.note(
        "check_scored",
        {**reasons, **scores(result), **outcome},
        check=row.check,
        reviewer=work.actor.login,
        points=given,
    )
    work.answer(row.check)
    return view_of(work, ticket, row.check)


def scores(result: Review) -> dict[str, int | None]:
    """A review as it is kept."""
    return {name: _stored(value) for name, value in (("score", result.score), ("plain", result.plain))}


def _stored(share: float | None) -> int | None:
    return None if share is None else round(WHOLE * share)


def _failed(result: Review, card: Scorecard) -> bool:
    return result.score is not None and round(WHOLE * result.score) < card.passes * WHOLE // 100


def _meant(work: Work, ticket: TicketWork, level: str | None, card: str | None) -> CheckRow:
    """The open check that is the person's own to make; where none is, one begins, for whoever may check any time."""
    actor, existing = work.actor, plans(work.desk)
    open_ = [row for row in rows.checks_of(work.tx, ticket.number) if row.state == OPEN and level in (None, row.level)]
    mine = [row for row in open_ if row.reviewer == actor.login]
    mine = mine or [
        row
        for row in open_
        if row.reviewer is None and row.level in existing and may_check(work.desk, existing[row.level], actor)
    ]
    levels = ", ".join(dict.fromkeys(row.level for row in mine))
    if "," in levels:  # of one level the oldest is meant: a record that was filed again may be drawn again
        raise DeskError("level: say which check is meant; open are: {levels}", field="level", levels=levels)
    if mine:
        _not_ones_own(ticket, existing.get(mine[0].level), actor.login)
        return mine[0]
    plan = next(
        (p for p in existing.values() if p.spot and may_check(work.desk, p, actor) and level in (None, p.name)), None
    )
    if plan is None or not work.may("draw_checks"):
        raise DeskError("number: nobody has asked you to check this ticket", field="number")
    _not_ones_own(ticket, plan, actor.login)
    return _spot(work, plan, ticket)


def _not_ones_own(ticket: TicketWork, plan: CheckPlan | None, login: str) -> None:
    if (plan is None or not plan.own) and had_hand_in(ticket, login):
        raise DeskError("number: nobody checks a ticket that they received themselves", field="number")


def _spot(work: Work, plan: CheckPlan, ticket: TicketWork) -> CheckRow:
    """A check that nobody drew begins."""
    check, _due = begin_check(work, plan, ticket, work.actor.login, draw=None, always=False)
    return next(row for row in rows.checks_of(work.tx, ticket.number) if row.check == check)


def _card(work: Work, row: CheckRow, card: str | None) -> Scorecard:
    existing = cards(work.desk)
    if card is not None and card != row.card:
        named("card", card, existing)
        raise DeskError("card: this check is scored by {card}", field="card", card=row.card)
    return named("card", row.card, existing)


def _check_finding(
    work: Work, plan: CheckPlan, failed: bool, cause: str | None, finding: str | None, right_by: datetime | None
) -> None:
    """What failed says why, and by when it is put right; what did not says neither."""
    given = {"cause": cause, "finding": finding, "right_by": right_by}
    if not failed:
        if any(value is not None for value in given.values()):
            raise DeskError("cause: the record has passed; there is nothing to be put right", field="cause")
        return
    if cause is None:
        allowed = ", ".join(causes(work.desk))
        raise DeskError("cause: it has failed; say why: {allowed}", field="cause", allowed=allowed)
    named("cause", cause, causes(work.desk))
    if plan.own:
        return
    for name in ("finding", "right_by"):
        if given[name] is None:
            raise DeskError("{name}: it has failed; say what is put right, and by when", field=name, name=name)
    if right_by is not None and right_by <= work.now:
        raise DeskError("right_by: must lie ahead", field="right_by")


def words(text: str | None) -> str | None:
    """What was written, made clean; ``None`` where nothing was."""
    if text is None:
        return None
    result = clean(text).strip()
    if len(result) > TEXT_LIMIT:
        raise DeskError("text: must be 1 to {limit} characters", field="text", limit=TEXT_LIMIT)
    return result or None
