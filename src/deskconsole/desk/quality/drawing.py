"""Records are drawn to be checked, so that anybody can draw the same again, and given to whoever checks them."""

import re
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.quality.beginning import begin_check, choose_reviewer, put_on_record
from deskconsole.desk.quality.calibrating import draw_together
from deskconsole.desk.quality.plans import named, plans, span
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.quality.draw import Candidate, Draw, draw, replacement
from deskconsole.domain.rules.house.checks import CheckPlan
from deskconsole.domain.site.checks import OPEN, CheckRow, DrawRow
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple
from deskconsole.store.care import checks as rows
from deskconsole.store.care.checks import CandidateRow
from deskconsole.text.clean import clean

#: So many records at most are drawn at once: whoever else wants to write waits for it.
MOST: Final = 500
#: Longest seed and reason, in characters.
SEED_LIMIT: Final = 80
REASON_LIMIT: Final = 200
_SEED: Final = re.compile(rf"[A-Za-z0-9._:-]{{1,{SEED_LIMIT}}}")


class DrawnCheck(NamedTuple):
    """One record that was drawn, with what proves the draw; ``size``: how many it was drawn from."""

    number: str
    check: str
    draw: str
    level: str
    period: str
    seed: str
    percent: str
    population: str
    size: int
    category: str | None
    channel: str | None
    receiver: str | None
    reviewer: str | None
    due: datetime
    always: bool


def _drawn_before(work: Work, answer: str) -> list[DrawnCheck]:
    return _lines(work, answer)


@command(needs="checks", again=_drawn_before)
def draw_checks(
    work: Work, level: str, period: str, *, seed: str | None = None, key: str | None = None
) -> list[DrawnCheck]:
    """Draw the records of a level of checks filed in a period, each given to somebody who checks it by a due time.

    Whoever does not draw for others draws their own records of the level on which everybody checks themselves. Drawn
    once: whose records of that period are drawn already take no part. Without ``seed`` one is made, and recorded.
    """
    plan = named("level", level, plans(work.desk))
    if not plan.own or not work.may("draw_checks"):
        work.require("checks" if plan.own else "draw_checks")
    whose = work.actor.login if plan.own and not work.may("draw_checks") else None
    seed = checked_seed(seed)
    records = _open_to(work, plan, period, whose)
    if not records:
        raise DeskError("period: there is nothing to draw: no records, or they are drawn already", field="period")
    candidates = _candidates(plan, records)
    if plan.together:
        numbers = {row.uuid: row.number for row in records}
        id = draw_together(work, plan, period.strip(), candidates, numbers, seed)
        work.answer(id)
        return _lines(work, id)
    drawn = draw(candidates, Fraction(str(plan.percent)), seed)
    if len(drawn.drawn) + len(drawn.always) > MOST:
        raise DeskError("period: more than {most} records would be drawn at once", field="period", most=MOST)
    return _begin(work, plan, period.strip(), drawn, {row.uuid: row for row in records})


def checked_seed(seed: str | None) -> str:
    """A seed as it is kept, a new one where none is given."""
    if seed is None:
        return secrets.token_hex(8)
    if not _SEED.fullmatch(seed):  # it is kept for ever: nobody's name is written there
        raise DeskError("seed: 1 to {limit} letters and digits", field="seed", limit=SEED_LIMIT)
    return seed


def _open_to(look: Look, plan: CheckPlan, period: str, whose: str | None) -> list[CandidateRow]:
    """The records that may be drawn: of people of whom none were, on this level and of this period."""
    before = rows.draws_of(look.tx, plan.name, period.strip())
    if plan.together and before:
        return []
    done = {share[0][2] for each in before for share in each.shares} | _always_of(look, before)
    records = rows.candidates(look.tx, *span(look, plan, period))
    return [row for row in records if (who := _receiver(row)) and who not in done and whose in (None, who)]


def _always_of(look: Look, draws: Sequence[DrawRow]) -> set[str]:
    """Whose records were drawn because they always are."""
    numbers = {str(number) for each in draws for number in each.always}
    return {row.receiver for number in numbers for row in rows.checks_of(look.tx, number) if row.receiver}


def _receiver(row: CandidateRow) -> str | None:
    return row.first_receiver or row.owner


def _candidates(plan: CheckPlan, records: Sequence[CandidateRow]) -> list[Candidate]:
    return [
        Candidate(
            row.uuid,
            (row.category or "-", row.channel or "-", _receiver(row) or "-"),
            any(each.holds(row.kind, major=row.major, low=row.low) for each in plan.always),
        )
        for row in records
    ]


def _begin(
    work: Work, plan: CheckPlan, period: str, drawn: Draw, records: Mapping[str, CandidateRow]
) -> list[DrawnCheck]:
    """Put the draw on record, and begin a check of each record."""
    numbers, always = ([records[uuid].number for uuid in ids] for ids in (drawn.drawn, drawn.always))
    id = put_on_record(work, plan, period, drawn, {uuid: row.number for uuid, row in records.items()})
    counts: Counter[str] = Counter()
    for number in (*numbers, *always):
        ticket = work.ticket(number)
        reviewer = choose_reviewer(work, plan, ticket, counts)
        begin_check(work, plan, ticket, reviewer, draw=id, always=number in always)
    work.answer(id)
    return _lines(work, id)


def _lines(look: Look, id: str) -> list[DrawnCheck]:
    """What a draw says of each check that it began, those in the place of others too, in the order of the draw."""
    draw = rows.find_draw(look.tx, id)
    return [] if draw is None else [_line(look, draw, check) for check in rows.checks_of_draw(look.tx, id)]


def _line(look: Look, draw: DrawRow, check: CheckRow) -> DrawnCheck:
    record = look.find(check.number)
    return DrawnCheck(
        check.number, check.check, draw.draw, draw.level, draw.period, draw.seed, draw.percent, draw.population,
        draw.size, record.category, record.channel, check.receiver, check.reviewer, check.due, check.always,
    )  # fmt: skip


def _replaced_before(work: Work, answer: str) -> DrawnCheck | None:
    check = rows.find_check(work.tx, answer)
    draw = rows.find_draw(work.tx, check.draw or "") if check is not None else None
    return _line(work, draw, check) if check is not None and draw is not None else None


@command(needs="draw_checks", again=_replaced_before)
def replace_check(
    work: Work,
    number: str,
    reason: str,
    *,
    level: str | None = None,
    reviewer: str | None = None,
    key: str | None = None,
) -> DrawnCheck | None:
    """A drawn record cannot be checked: say why, and the next of its stratum is drawn in its place (``None``: there is
    none left). That it was replaced stays on record and is counted. ``reviewer``: whose check is meant, where several
    score the record; nobody comes in their place."""
    text = clean(reason).strip()
    if not text or len(text) > REASON_LIMIT:
        raise DeskError("reason: must be 1 to {limit} characters", field="reason", limit=REASON_LIMIT)
    ticket = work.ticket(number)
    row = drawn_check(work, ticket.number, level, reviewer)
    plan = named("level", row.level, plans(work.desk))
    drawing = rows.find_draw(work.tx, row.draw or "")
    if drawing is None:
        raise DeskError("number: nothing of this ticket was drawn", field="number")
    result = _instead(work, plan, drawing, ticket)
    ticket.record("check_dropped", of=row.of, fields={"reason": text})
    instead = {"instead": result.check} if result is not None else {}
    work.note("check_replaced", {"check": row.check, "reason": text, **instead})
    work.answer(result.check if result is not None else "")
    return result


def drawn_check(work: Work, number: str, level: str | None, reviewer: str | None = None) -> CheckRow:
    """The one open check of a ticket that was drawn, of a level and of who makes it if one is named."""
    records = [
        row
        for row in rows.checks_of(work.tx, number)
        if row.state == OPEN
        and row.draw is not None
        and level in (None, row.level)
        and reviewer in (None, row.reviewer)
    ]
    # Of one level the oldest is meant: a record that was filed again may be drawn again. Not where several score it.
    meant = list(dict.fromkeys((row.level, row.reviewer) for row in records))
    if not records or len(meant) > 1:
        levels = ", ".join(" ".join(filter(None, each)) for each in meant) or "-"
        raise DeskError("level: say which check is meant; open are: {levels}", field="level", levels=levels)
    return records[0]


def _instead(work: Work, plan: CheckPlan, drawing: DrawRow, ticket: TicketWork) -> DrawnCheck | None:
    """The next record of the same stratum, by the seed of the draw."""
    records = {row.uuid: row for row in rows.candidates(work.tx, *span(work, plan, drawing.period))}
    taken = [
        uuid
        for uuid, row in records.items()
        if any(each.draw == drawing.draw for each in rows.checks_of(work.tx, row.number))
    ]
    if plan.together:
        return None  # the others have scored it already, or still will
    uuid = replacement(_candidates(plan, list(records.values())), taken, ticket.row.uuid, drawing.seed)
    if uuid is None:
        return None
    other = work.ticket(records[uuid].number)
    reviewer = choose_reviewer(work, plan, other, Counter())
    check, _until = begin_check(work, plan, other, reviewer, draw=drawing.draw, always=False)
    begun = rows.find_check(work.tx, check)
    return _line(work, drawing, begun) if begun is not None else None
