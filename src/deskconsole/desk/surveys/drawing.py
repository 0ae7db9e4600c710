"""Customers who were served in a period are drawn to be asked, so that anybody can draw the same again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final

from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.quality.beginning import had_hand_in
from deskconsole.desk.quality.drawing import checked_seed
from deskconsole.desk.surveys.plans import period_of, survey_named
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.counting import due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.quality.draw import Candidate, Draw, draw
from deskconsole.domain.rules.house.surveys import Survey
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.site.surveys import SurveyDrawRow
from deskconsole.domain.tickets.events.surveys import DRAWN
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple
from deskconsole.store import staff
from deskconsole.store.figures import surveys as rows
from deskconsole.store.figures.surveys import LeftAlone, ServedRow

#: So many customers at most are drawn at once: whoever else wants to write waits for it.
MOST: Final = 1000
#: By which way customers are asked; who has named others is left out.
_BY: Final = "phone"
#: Why a customer who was served is not in the population.
NO_CONTACT: Final = "no_contact"
NO_CONSENT: Final = "no_consent"
OTHER_WAY: Final = "other_way"
NO_TELEPHONE: Final = "no_telephone"
BEFORE: Final = "before"
OTHER_RULES: Final = "other_rules"


class DrawnCustomer(NamedTuple):
    """One customer who was drawn, by the ticket that they were last served by, with what proves the draw; ``size``: how
    many they were drawn from, ``left_out``: how many were not, by reason."""

    number: str
    draw: str
    survey: str
    period: str
    seed: str
    percent: str
    population: str
    size: int
    left_out: Mapping[str, int]
    category: str | None
    channel: str | None
    owner: str | None
    assignee: str | None
    due: datetime | None


class _Population(NamedTuple):
    """Who may be drawn, each by the ticket that they were last served by; who was left out, by reason."""

    served: tuple[ServedRow, ...]
    left_out: Mapping[str, int]


def _drawn_before(work: Work, answer: str) -> list[DrawnCustomer]:
    return _lines(work, answer)


@command(needs="draw_checks", again=_drawn_before)
def draw_survey(
    work: Work, survey: str, period: str, *, seed: str | None = None, key: str | None = None
) -> list[DrawnCustomer]:
    """Draw customers of a period to be asked, each given to somebody who had no hand in their ticket.

    Who wishes no contact unasked, does not agree, has named other ways, or has no telephone is left out and counted.
    Drawn again within the period: those who were served since the draw before.
    """
    plan = survey_named(work.desk, survey)
    named = period_of(work, plan, period)
    seed = checked_seed(seed)
    population = _population(work, plan, named)
    if not population.served:
        raise DeskError("period: there is nobody to draw: no customers, or they are drawn already", field="period")
    candidates = [_candidate(row) for row in population.served]
    drawn = draw(candidates, Fraction(str(plan.percent)), seed)
    if len(drawn.drawn) > MOST:
        raise DeskError("period: more than {most} customers would be drawn at once", field="period", most=MOST)
    return _begin(work, plan, named, drawn, population)


@query(needs="draw_checks")
def list_draws(look: Look) -> list[SurveyDrawRow]:
    """Every draw of customers, the oldest first."""
    return rows.draws(look.tx)


def _candidate(row: ServedRow) -> Candidate:
    return Candidate(row.uuid, (row.category or "-", row.channel or "-", row.owner or "-"))


def _population(look: Look, plan: Survey, period: Period) -> _Population:
    """The customers served in a period whom nobody has drawn or could have drawn before."""
    since, until = period.instants(look.desk.zone)
    before = rows.draws_of(look.tx, plan.name, period.name)
    drawn = {str(number) for each in before for number in each.drawn}
    newest = max((each.drawn_at for each in before), default=None)
    alone = _left_alone(rows.left_alone(look.tx))
    last: dict[int, ServedRow] = {}
    drawn_files: set[int] = set()
    for row in rows.served(look.tx, since, until):
        kind = _rules_of(look, row).kind_of(row.kind)
        if kind is None or not kind.aside:  # what is aside of the work of the desk served nobody
            last[row.file] = row
            drawn_files |= {row.file} if row.number in drawn else set()
    left_out: Counter[str] = Counter()
    served = []
    for file, row in sorted(last.items()):
        reason = alone.get(file) or ("" if row.telephone else NO_TELEPHONE)
        if not reason and (file in drawn_files or (newest is not None and row.finished_at <= newest)):
            reason = BEFORE
        if not reason and not any(each.name == plan.name for each in _rules_of(look, row).surveys):
            reason = OTHER_RULES  # an earlier edition, which asks nobody
        if reason:
            left_out[reason] += 1
        else:
            served.append(row)
    return _Population(tuple(served), dict(sorted(left_out.items())))


def _rules_of(look: Look, row: ServedRow) -> Pack:
    """The rules that a ticket goes by."""
    pack: Pack = look.desk.rules(look.tx, row.pack_hash, row.calendar_hash).pack
    return pack


def _left_alone(rows_: Sequence[LeftAlone]) -> dict[int, str]:
    """Why the customers of a file are not asked by telephone; one who says so is enough."""
    results: dict[int, str] = {}
    for each in rows_:
        if each.stopped_at is not None:
            results[each.file] = NO_CONTACT
        elif each.consent == "refused":
            results.setdefault(each.file, NO_CONSENT)
        elif each.channels and _BY not in each.channels:
            results.setdefault(each.file, OTHER_WAY)
    return results


def _begin(work: Work, plan: Survey, period: Period, drawn: Draw, population: _Population) -> list[DrawnCustomer]:
    """Put the draw on record, and a clock on the ticket of each customer."""
    id = new_id(work.now)
    by_uuid = {row.uuid: row for row in population.served}
    numbers = [by_uuid[uuid].number for uuid in drawn.drawn]
    work.note(
        "customers_drawn",
        draw=id,
        survey=plan.name,
        period=period.name,
        seed=drawn.seed,
        percent=drawn.percent,
        population=drawn.population,
        size=drawn.size,
        left_out=population.left_out,
        shares=[[list(share.stratum), share.size, share.drawn] for share in drawn.shares],
        drawn=numbers,
    )
    until = due(work.now, parse_duration(plan.within), work.desk.calendar).at
    counts: Counter[str] = Counter()
    for number in numbers:
        ticket = work.ticket(number)
        given = {"due": until.isoformat(), "survey": plan.name}
        if (to := _choose(work, plan, ticket, counts)) is not None:
            given["to"] = to
        ticket.record(DRAWN, fields=given)
    work.answer(id)
    return _lines(work, id)


def _choose(work: Work, plan: Survey, ticket: TicketWork, counts: Counter[str]) -> str | None:
    """Who asks: whoever of the roles has the fewest of this draw and had no hand in the ticket; ``None``: there is
    nobody else, and its owner does."""
    people = [Staff.of(each) for each in staff.staff_list(work.tx)]
    able = [each.login for each in people if _may_ask(work, plan, each) and not had_hand_in(ticket, each.login)]
    chosen = min(able, key=lambda login: (counts[login], login), default=None)
    if chosen is not None:
        counts[chosen] += 1
    return chosen


def _may_ask(work: Work, plan: Survey, person: Staff) -> bool:
    role = work.desk.roles.counts_as.get(person.role)
    return person.enabled and person.qualified_at is not None and (person.role in plan.by or role in plan.by)


def _lines(work: Work, id: str) -> list[DrawnCustomer]:
    """What a draw says of each customer, in the order of the draw."""
    row = rows.find_draw(work.tx, id)
    return [] if row is None else [_line(work, row, str(number)) for number in row.drawn]


def _line(work: Work, row: SurveyDrawRow, number: str) -> DrawnCustomer:
    ticket = work.ticket(number)
    of = next((event for event in reversed(ticket.events) if event.kind == DRAWN), None)
    record = ticket.ticket
    return DrawnCustomer(
        number, row.draw, row.survey, row.period, row.seed, row.percent, row.population, row.size, row.left_out,
        record.category, record.channel, record.owner, of.to if of is not None else None,
        of.due if of is not None else None,
    )  # fmt: skip
