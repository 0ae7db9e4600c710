"""Trainings (S07, R32): the year's plan, what is due and who is missing; who was there and what came of it, on record.

Each training of the plan is a ticket of the house that the desk opens when its period begins. Who fails gets a measure,
and may not receive any more where the plan says so, until they have passed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.learning.measures import PersonalMeasure, begin_measures, measures_of
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.figures.periods import Period, period_of
from deskconsole.domain.rules.house.recurring import PERIOD, RECURRING
from deskconsole.domain.rules.house.rounds import TEST, Training
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.site.trainings import ABSENT, ATTENDED, FAILED, PASSED, AttendanceRow
from deskconsole.domain.tickets.filing import missing_for_filing
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple, dataclass
from deskconsole.store import staff, tickets
from deskconsole.store.care import trainings

#: How a training of a period stands: it is to come; due; everybody has had it; it was left out, or never begun.
TO_COME: Final = "to_come"
DUE: Final = "due"
HELD: Final = "held"
LEFT_OUT: Final = "left_out"
STATES: Final = (DUE, TO_COME, HELD, LEFT_OUT)
#: What may come of a training with a test, and of one without.
WITH_TEST: Final = (PASSED, FAILED, ABSENT)
WITHOUT_TEST: Final = (ATTENDED, ABSENT)
_THERE: Final = frozenset({ATTENDED, PASSED, FAILED})


@dataclass(frozen=True, slots=True)
class PlannedTraining:
    """A training of one period. ``must``: who has to come; ``missing``: who of them has not been there."""

    training: str
    title: Text
    period: str
    begins: date
    test: bool
    lapses: bool
    lecturer: str
    state: str
    number: str | None
    due: datetime | None
    started: datetime | None
    warn_at: datetime | None
    must: tuple[str, ...]
    missing: tuple[str, ...]
    results: tuple[AttendanceRow, ...]


class PersonTrained(NamedTuple):
    """What one person had, the newest first, what they still have to come to, and their measures."""

    login: str
    had: list[AttendanceRow]
    to_come_to: list[PlannedTraining]
    measures: list[PersonalMeasure]


def declared_trainings(desk: Desk) -> dict[str, Training]:
    """The trainings of all packs of the desk, each once."""
    results: dict[str, Training] = {}
    for pack in desk.packs:
        for each in pack.trainings:
            results.setdefault(each.name, each)
    return results


# --- the plan ------------------------------------------------------------------------------------------------------


@query(needs="training")
def plan_of_year(look: Look, year: int | None = None) -> list[PlannedTraining]:
    """Every training of a year (default: this one), what is due first, then what comes, then what was held."""
    today = look.desk.calendar.day(look.now)
    return _sorted(_planned(look, year or today.year, today))


@query(needs="training")
def trainings_due(look: Look) -> list[PlannedTraining]:
    """What is due now, of whatever year, the next first."""
    today = look.desk.calendar.day(look.now)
    years = (today.year - 1, today.year)
    return [each for year in years for each in _sorted(_planned(look, year, today)) if each.state == DUE]


@query(needs="training")
def show_training(look: Look, number: str) -> PlannedTraining:
    """One training, by its ticket."""
    return _shown(look, look.find(number).number)


@query(needs="training")
def person_trained(look: Look, login: str | None = None) -> PersonTrained:
    """What somebody had (by default oneself); of others only who leads sees it."""
    login = login or look.actor.login
    if login != look.actor.login:
        look.require("training_lead")
    if staff.staff_by_login(look.tx, login) is None:
        raise DeskError("login: no staff member has the login '{login}'", field="login", login=login[:80])
    to_come_to = [each for each in trainings_due(look) if login in each.missing]
    return PersonTrained(login, trainings.attendance_of_person(look.tx, login), to_come_to, measures_of(look, login))


@query(needs="training")
def open_measures(look: Look) -> list[PersonalMeasure]:
    """The personal measures that have not ended, those to be done first: of everybody for who leads, else one's own."""
    leads = look.may("training_lead")
    return measures_of(look, None if leads else look.actor.login, open_only=True)


def _sorted(plan: Iterator[PlannedTraining]) -> list[PlannedTraining]:
    return sorted(plan, key=lambda each: (STATES.index(each.state), each.begins, each.training))


def _planned(look: Look, year: int, today: date) -> Iterator[PlannedTraining]:
    people = [Staff.of(each) for each in staff.staff_list(look.tx) if each.enabled]
    made_on = look.desk.calendar.day(look.desk.store.site.created_at)
    for training in declared_trainings(look.desk).values():
        begun = _begun(look, training, year)
        for period in _periods(training, year):
            if period.name not in begun and period.after <= made_on:
                continue  # nobody was here yet
            yield _of_period(look, training, period, begun.get(period.name), people, today)


def _periods(training: Training, year: int) -> Iterator[Period]:
    period = period_of(training.every, date(year, 1, 1))
    while period.first.year == year:
        yield period
        period = period_of(training.every, period.after)


def _begun(look: Look, training: Training, year: int) -> Mapping[str, tickets.TicketRecord]:
    """The tickets of a training by their periods."""
    since = period_of("year", date(year, 1, 1)).instants(look.desk.zone)[0]
    return {
        str(each.fields.get(PERIOD)): each
        for each in tickets.tickets_begun(look.tx, training.kind, since)
        if each.fields.get(RECURRING) == training.name
    }


def _of_period(
    look: Look,
    training: Training,
    period: Period,
    record: tickets.TicketRecord | None,
    people: Sequence[Staff],
    today: date,
) -> PlannedTraining:
    results = tuple(trainings.attendance_of_training(look.tx, record.number)) if record is not None else ()
    there = {row.login for row in results if row.outcome in _THERE}
    ended = record is not None and (record.finished is not None or record.closed_at is not None)
    must = tuple(each.login for each in people if _must(look.desk, training, each))
    if ended:  # who came later did not have to
        must = tuple(row.login for row in results)
    clock = record if record is not None and record.open and not ended else None
    return PlannedTraining(
        training=training.name,
        title=training.title,
        period=period.name,
        begins=period.first,
        test=training.test,
        lapses=training.lapses,
        lecturer=training.lecturer,
        state=_state(period, record is not None, ended, bool(there), today),
        number=record.number if record is not None else None,
        due=clock.next_due if clock is not None and clock.next_rule is not None else None,
        started=clock.next_started if clock is not None else None,
        warn_at=clock.next_warn_at if clock is not None else None,
        must=must,
        missing=tuple(login for login in must if login not in there),
        results=results,
    )


def _state(period: Period, begun: bool, ended: bool, held: bool, today: date) -> str:
    if begun:
        return (HELD if held else LEFT_OUT) if ended else DUE
    return TO_COME if period.first > today or period.after > today else LEFT_OUT


def _must(desk: Desk, training: Training, person: Staff) -> bool:
    return bool({person.role, desk.roles.counts_as.get(person.role)} & {*training.roles})


def _shown(look: Look, number: str) -> PlannedTraining:
    record = look.find(number)
    training = declared_trainings(look.desk).get(str(record.fields.get(RECURRING)))
    if training is None or record.kind != training.kind:
        raise DeskError("number: {number} is no training of the plan", field="number", number=record.number)
    today = look.desk.calendar.day(look.now)
    year = look.desk.calendar.day(record.opened_at).year
    period = next((each for each in _periods(training, year) if each.name == record.fields.get(PERIOD)), None)
    people = [Staff.of(each) for each in staff.staff_list(look.tx) if each.enabled]
    period = period or period_of(training.every, look.desk.calendar.day(record.opened_at))
    return _of_period(look, training, period, record, people, today)


# --- what is recorded ----------------------------------------------------------------------------------------------


def _again(work: Work, answer: str) -> PlannedTraining:
    return _shown(work, answer)


@command(needs="training_lead", again=_again)
def record_training(
    work: Work,
    number: str,
    results: Mapping[str, str],
    *,
    lecturer: str | None = None,
    held_on: date | None = None,
    key: str | None = None,
) -> PlannedTraining:
    """Who was at a training, and what came of it: login → outcome; whoever is named again is corrected.

    Once nobody is missing any more the ticket is finished and filed. Who fails gets what the rules say. Nobody records
    the result of their own test.
    """
    shown = _shown(work, number)
    ticket = work.ticket(shown.number or number)
    training = declared_trainings(work.desk)[shown.training]
    given = _checked(work, training, results)
    taught_by = _lecturer(work, lecturer)
    day = _day(work, held_on)
    before = {row.login: row.outcome for row in shown.results}
    for login, outcome in given.items():
        fields = {"lecturer": taught_by} if taught_by is not None else {}
        work.note(
            "training_recorded",
            fields,
            number=ticket.number,
            login=login,
            training=training.name,
            period=shown.period,
            outcome=outcome,
            held_on=day.isoformat(),
        )
        if training.test and before.get(login) != outcome:
            _follow(work, training, ticket, login, outcome, before.get(login))
    _end(ticket, _shown(work, ticket.number))
    work.answer(ticket.number)
    work.flush()
    return _shown(work, ticket.number)


def _checked(work: Work, training: Training, results: Mapping[str, str]) -> dict[str, str]:
    outcomes = WITH_TEST if training.test else WITHOUT_TEST
    if not results:
        raise DeskError("results: nobody is named", field="results")
    for login, outcome in results.items():
        person = staff.staff_by_login(work.tx, login)
        if person is None:
            raise DeskError("login: no staff member has the login '{login}'", field=login[:80], login=login[:80])
        if outcome not in outcomes:
            allowed = ", ".join(outcomes)
            values: dict[str, Any] = {"name": login, "value": outcome[:40], "allowed": allowed}
            raise DeskError("{name}: '{value}' is not one of {allowed}", field=login, **values)
        if training.test and login == work.actor.login and outcome != ABSENT:
            raise DeskError("{name}: nobody records the result of their own test", field=login, name=login)
    return dict(results)


def _lecturer(work: Work, lecturer: str | None) -> str | None:
    if lecturer is not None and staff.staff_by_login(work.tx, lecturer) is None:
        raise DeskError("lecturer: no staff member has the login '{login}'", field="lecturer", login=lecturer[:80])
    return lecturer


def _day(work: Work, held_on: date | None) -> date:
    today = work.desk.calendar.day(work.now)
    if held_on is not None and not today - timedelta(days=366) <= held_on <= today:
        raise DeskError("held_on: must lie within the last year", field="held_on")
    return held_on or today


def _follow(work: Work, training: Training, ticket: TicketWork, login: str, outcome: str, before: str | None) -> None:
    """What a test brings along: a measure for who has failed; a qualification that lapses, or comes back to whom it was
    this test that took it away."""
    person = staff.staff_by_login(work.tx, login)
    if outcome == FAILED:
        begin_measures(work, TEST, login, ticket.number, training.title.zh)
    if not training.lapses or person is None:
        return
    if outcome == FAILED and person.qualified_at is not None:
        work.note("qualification_withdrawn", {"login": login})
    elif outcome == PASSED and person.qualified_at is None and (before == FAILED or _failed(work, training, login)):
        work.note("staff_qualified", {"login": login, "how": "training"})


def _failed(work: Work, training: Training, login: str) -> bool:
    """Whether somebody has failed it in an earlier period."""
    mine = [row for row in trainings.attendance_of_person(work.tx, login) if row.training == training.name]
    return any(row.outcome == FAILED for row in mine)


def _end(ticket: TicketWork, now: PlannedTraining) -> None:
    """Nobody is missing: the training is over."""
    if now.missing or ticket.ticket.finished is not None:
        return
    ticket.record("finished", fields={"outcome": HELD})
    if not missing_for_filing(ticket.ticket, ticket.clocks):
        ticket.record_if_allowed("filed")
