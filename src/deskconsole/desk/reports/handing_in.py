"""Handing in and reading, on record (R29, R30): a report that is owed is a ticket, its clock says by when.

Whoever owes it writes their own words, which stand under the figures; that it was handed in and who has read it are
events of the ticket.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.matters.recurring import declared_recurring, given_of, open_of_house
from deskconsole.desk.permissions import NONE, OWN, TEAM
from deskconsole.desk.reports.rules import receives, report_named, reports
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.figures.periods import Period, read_period
from deskconsole.domain.reports.report import HandedIn
from deskconsole.domain.rules.house.reports import ReportRule
from deskconsole.domain.tickets.events.reports import HANDED_IN, READ
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import staff
from deskconsole.store.figures import reports as rows
from deskconsole.store.figures.reports import OwedRow
from deskconsole.text.clean import clean

#: So far back reports are listed that are handed in, and so many of each kind of ticket.
BACK: Final = timedelta(days=100)
MOST: Final = 400
#: What it asks, as its clocks call it.
DO: Final = "hand_in_report"
#: As what its ticket ends.
_DONE: Final = "received"


@dataclass(frozen=True, slots=True)
class Owed:
    """A report of a period that somebody owes, or has handed in. ``mine``: the person at the desk hands it in;
    ``for_me``: it is for them to read, and handed in."""

    rule: ReportRule
    period: Period
    state: HandedIn
    mine: bool
    for_me: bool


@query(needs="read")
def list_owed(look: Look) -> list[Owed]:
    """The reports that the person owes, receives or oversees: open ones, and those of the last hundred days."""
    lines = []
    for rule, period, row in _rows(look, look.now - BACK):
        mine = row.owner == look.actor.login
        theirs = receives(rule, look.actor)
        if mine or theirs or _oversees(look, row.owner):
            state = _state(look, look.load(look.find(row.number)))
            read = look.actor.login in {login for login, _at in state.read}
            lines.append(Owed(rule, period, state, mine, theirs and state.handed_in_at is not None and not read))
    return lines


def handed_in(look: Look, rule: ReportRule, period: Period, person: str | None) -> tuple[HandedIn, ...]:
    """What became of a report of a period, of ``person`` alone where everybody makes their own; the words are for who
    wrote them, receives the report or oversees them."""
    since, _until = period.instants(look.desk.zone)
    states = []
    for each, of, row in _rows(look, since):
        if each.name != rule.name or of != period or (rule.own and person is not None and row.owner != person):
            continue
        if row.owner == look.actor.login or receives(rule, look.actor) or _oversees(look, row.owner):
            states.append(_state(look, look.load(look.find(row.number))))
    return tuple(sorted(states, key=lambda state: state.number))


def is_handed_in(look: Look, rule: ReportRule, period: Period) -> bool:
    """Whether a report of a period was handed in."""
    return any(state.handed_in_at is not None for state in handed_in(look, rule, period, None))


@command(needs="figures", again=lambda work, number: work.ticket(number).number)
def begin_summary(work: Work, name: str, period: Period, *, key: str | None = None) -> str:
    """Begin the ticket of a report of a period that the person at the desk owes; the one that there is, where it was
    begun already. Its number."""
    rule = report_named(work.desk, name)
    if not rule.kind:
        raise DeskError("report: this report is not handed in; it is made whenever somebody asks", field="report")
    if work.actor.role not in rule.by:
        raise DeskError("report: those make it: {roles}", field="report", roles=", ".join(rule.by))
    since, _until = period.instants(work.desk.zone)
    if since > work.now:
        raise DeskError("period: '{value}' has not begun yet", field="period", value=period.name)
    for each, of, row in _rows(work, since):
        if each.name == rule.name and of == period and (not rule.own or row.owner == work.actor.login):
            work.answer(row.number)
            return row.number
    content = f"{rule.title.zh} {period.name} · {rule.title.en}"
    if rule.kind not in {each.name for each in work.desk.kinds}:
        raise DeskError("report: the rules of this site know no ticket that hands it in", field="report")
    login = work.actor.login
    fields = {"report": rule.name, **given_of(_begins_by_itself(work, rule), period, login)}
    ticket = open_of_house(work, rule.kind, content, fields, to=login, why=rule.title.zh)
    work.answer(ticket.number)
    return ticket.number


def _begins_by_itself(work: Work, rule: ReportRule) -> str | None:
    """The recurring matter whose tickets are of this report: what is begun by hand is not begun once more."""
    matters = declared_recurring(work.desk).values()
    return next(
        (each.name for each in matters if each.kind == rule.kind and each.fields.get("report") == rule.name), None
    )


@command(needs="figures", again=lambda work, number: _state(work, work.ticket(number)))
def hand_in_report(work: Work, number: str, text: str, *, key: str | None = None) -> HandedIn:
    """Hand in a report that is owed, with one's own words; its ticket ends. By whose it is."""
    ticket = work.ticket(number)
    rule, period = _of_ticket(work, ticket)
    if ticket.ticket.owner != work.actor.login:
        raise DeskError("number: who owes it hands it in", field="number")
    if any(event.kind == HANDED_IN for event in ticket.events):
        raise DeskError("number: it is handed in already", field="number")
    words = clean(text).strip()
    if not words:
        raise DeskError("text: missing; it must be given", field="text")
    ticket.record(HANDED_IN, text=words, fields={"report": rule.name, "period": period.name})
    if ticket.record_if_allowed("finished", outcome=_DONE):
        ticket.record_if_allowed("filed")
    work.answer(ticket.number)
    return _state(work, ticket)


@command(needs="read", again=lambda work, number: _state(work, work.ticket(number)))
def read_report(work: Work, number: str, *, key: str | None = None) -> HandedIn:
    """Put on record that somebody who receives a report has read it; a second time changes nothing."""
    ticket = work.ticket(number)
    rule, period = _of_ticket(work, ticket)
    if not receives(rule, work.actor) and not _oversees(work, ticket.ticket.owner):
        raise DeskError("number: this report is not for you", field="number")
    state = _state(work, ticket)
    if state.handed_in_at is None:
        raise DeskError("number: it is not handed in yet", field="number")
    if work.actor.login not in {login for login, _at in state.read}:
        ticket.record(READ, fields={"report": rule.name, "period": period.name})
    work.answer(ticket.number)
    return _state(work, ticket)


def _of_ticket(look: Look, ticket: LoadedTicket) -> tuple[ReportRule, Period]:
    fields = ticket.ticket.fields
    result = _named(look, fields.get("report"), fields.get("period"))
    if result is None:
        raise DeskError("number: no report is handed in by this ticket", field="number")
    return result


def _rows(look: Look, since: datetime) -> Iterable[tuple[ReportRule, Period, OwedRow]]:
    """Tickets by which reports are handed in, with which report of which period that is."""
    for kind in dict.fromkeys(rule.kind for rule in reports(look.desk).values() if rule.kind):
        for row in rows.of_kind(look.tx, kind, since, limit=MOST):
            named = _named(look, row.fields.get("report"), row.fields.get("period"))
            if named is not None and not (row.ended and row.owner is None):
                yield *named, row


def _named(look: Look, name: object, period: object) -> tuple[ReportRule, Period] | None:
    existing = reports(look.desk)
    if name not in existing or not isinstance(period, str):
        return None
    try:
        return existing[str(name)], read_period(period)
    except DeskError:
        return None


def _oversees(look: Look, login: str | None) -> bool:
    """Whether somebody's reports are the person's to see: everybody's, or those of their team."""
    if login == look.actor.login:
        return True
    scope = look.desk.roles.scope(look.actor.role, "figures_persons")
    if scope == TEAM:
        record = staff.staff_by_login(look.tx, login) if login is not None else None
        return record is not None and record.department == look.actor.department
    return scope not in (OWN, NONE)


def _state(look: Look, ticket: LoadedTicket) -> HandedIn:
    """How a report stands by the events of its ticket."""
    given = next((event for event in ticket.events if event.kind == HANDED_IN), None)
    read = [(event.by, event.happened_at) for event in ticket.events if event.kind == READ and event.by is not None]
    clock = _clock(ticket.clocks)
    return HandedIn(
        number=ticket.number,
        owner=ticket.ticket.owner,
        due=clock.due if clock is not None else None,
        overdue=clock is not None and given is None and clock.due < look.now,
        handed_in_at=given.happened_at if given is not None else None,
        handed_in_by=given.by if given is not None else None,
        words=given.text if given is not None else None,
        read=tuple(read),
    )


def _clock(clocks: Iterable[Clock]) -> Clock | None:
    return next((clock for clock in clocks if clock.do == DO), None)
