"""What the people who are there cannot do in time, named before it is late, each with what would help (R35)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from deskconsole.desk.forecast.at_work import Present, present_at, who_may
from deskconsole.desk.forecast.usual_times import usual_times
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.tickets.views import rebuilt
from deskconsole.desk.use_cases import query
from deskconsole.domain.clocks.clock import RUNNING, Clock
from deskconsole.domain.clocks.not_before import wait_of
from deskconsole.domain.forecast.certain import Certain, certainly_late
from deskconsole.domain.forecast.fitting import MOST_MORE, Missed, Person, Task, Usual
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.record import NamedTuple
from deskconsole.store.figures import forecast as store
from deskconsole.store.figures.forecast import OpenClock

#: What is overdue for longer is nobody's next step.
BACK: Final = timedelta(days=1)
#: States of a line.
MISSED: Final = "missed"
AT_RISK: Final = "at_risk"
NOBODY: Final = "nobody"
#: What helps.
EXTEND: Final = "extend"
SUBSTITUTE: Final = "substitute"
PEOPLE: Final = "people"
ORDER: Final = "order"
FIRST: Final = "first"
NAME: Final = "name"
#: A ringing call has a banner of its own, and seconds.
_RINGING: Final = EVENTS["picked_up"].action or ""


class Help(NamedTuple):
    """Something that helps: a later time that the rule allows, the substitute of the roster, so many more people,
    another order, doing it before what is overdue already, somebody being named at all."""

    what: str
    login: str | None = None
    people: int | None = None


class ForecastLine(NamedTuple):
    """A clock that will be late, or may: ``possible``, when it could be done (``None``: nobody is there for that, or
    only if another is late instead)."""

    number: str
    rule: str
    of: int
    do: str
    title: Text
    state: str
    due: datetime
    possible: datetime | None
    role: str
    assignee: str | None
    helps: tuple[Help, ...] = ()


class Forecast(NamedTuple):
    """What cannot be met, by state and due; ``people``: who is there, until when that is looked ahead; ``exact``: there
    is a plan that meets everything else but what is at risk."""

    at: datetime
    until: datetime
    people: tuple[str, ...]
    lines: tuple[ForecastLine, ...]
    exact: bool

    @property
    def missed(self) -> tuple[ForecastLine, ...]:
        """What cannot be met, the nearest due first."""
        return tuple(line for line in self.lines if line.state == MISSED)

    @property
    def by(self) -> datetime | None:
        """Until when all that cannot be met is due."""
        return max((line.due for line in self.missed), default=None)


class _OfRule(NamedTuple):
    """What a rule says of a clock; ``is_own``: what it asks for counts for its own thread alone."""

    spec: ClockRule | None
    title: Text
    is_own: bool


class _Open(NamedTuple):
    clock: OpenClock
    rule: _OfRule


class _Plan(NamedTuple):
    """What is planned: tasks by key, and who does them."""

    tasks: Mapping[str, Task]
    people: tuple[Person, ...]
    now: datetime

    def judged(self, more: Sequence[str] = (), for_whom: Mapping[str, frozenset[str]] | None = None) -> Certain:
        """What cannot be met, with more people: ``for_whom``, what each task may be done by besides."""
        tasks: Iterable[Task] = self.tasks.values()
        if for_whom is not None:
            tasks = [task._replace(who=(task.who or frozenset()) | for_whom[task.key]) for task in tasks]
        return certainly_late(tasks, [*self.people, *(Person(login, self.now) for login in more)], self.now)


@query(needs="see")
def forecast(look: Look, at: datetime | None = None, *, usual: Usual | None = None, helps: bool = True) -> Forecast:
    """What will be late by the end of this part of the day as things stand at ``at`` (default: now).

    ``usual``: how long steps take, where somebody has it at hand; ``helps``: also what would help, which takes longer.
    """
    now = at or look.now
    present = present_at(look, now)
    clocks = _clocks(look, now, at, present.until)
    return forecast_of(look, clocks, now, present, usual if usual is not None else usual_times(look, at), helps=helps)


def forecast_of(
    look: Look, clocks: Iterable[OpenClock], now: datetime, present: Present, lengths: Usual, *, helps: bool
) -> Forecast:
    """The forecast of these clocks, whatever store they are from."""
    entries = {_key(each): each for each in reversed(_to_do(look, clocks, now))}
    tasks = _tasks(look, entries, present, lengths)
    plan = _Plan(tasks, _people(present, tasks.values(), now), now)
    certain = plan.judged()
    lines = [
        *(_line(entries[each.task.key], MISSED, each) for each in certain.missed),
        *(_line(entries[each.task.key], AT_RISK, each) for each in certain.at_risk),
        *(_line(entries[task.key], NOBODY, Missed(task, None)) for task in certain.nobody),
    ]
    if helps and lines:
        lines = list(_helped(look, plan, certain, lines, entries, present))
    return Forecast(now, present.until, tuple(person.login for person in present.people), tuple(lines), certain.exact)


def _people(present: Present, tasks: Iterable[Task], now: datetime) -> tuple[Person, ...]:
    """Who does what there is to do. Nobody writes down that they have begun: whoever has recorded something lately may
    have been at any one step since."""
    longest = max((task.takes for task in tasks), default=timedelta(0))
    return tuple(
        Person(person.login, max(present.last.get(person.login, now), now - longest), present.until)
        for person in present.people
    )


# --- what is open ------------------------------------------------------------------------------------------------


def _clocks(look: Look, now: datetime, at: datetime | None, until: datetime) -> list[OpenClock]:
    """The clocks that run and are due by then; nothing that has been overdue for long."""
    others = rebuilt(look, now, at)
    clocks = [each for each in store.open_clocks(look.tx, now - BACK, until) if each.ticket_id not in others]
    for ticket_id, view in others.items():
        if view is not None:
            running = (clock for clock in view.clocks if clock.state == RUNNING and now - BACK <= clock.due <= until)
            last, ticket = view.events[-1], view.ticket
            clocks += [
                open_clock(ticket_id, view.number, clock, last.pack, last.calendar, ticket.kind, ticket.owner)
                for clock in running
            ]
    return clocks


def open_clock(
    ticket_id: int, number: str, clock: Clock, pack: str, calendar: str, kind: str | None, owner: str | None
) -> OpenClock:
    """A clock that was derived, as the store has it."""
    return OpenClock(
        *(ticket_id, number, clock.rule, clock.name, clock.of, clock.do, clock.role, clock.assignee),
        *(clock.started, clock.due, pack, calendar, kind, owner),
    )


def _to_do(look: Look, clocks: Iterable[OpenClock], now: datetime) -> list[_Open]:
    """What is to be done, by due; none that cannot be done yet, or rings."""

    @cache
    def rule_of(pack: str, calendar: str, rule: str, name: str, do: str) -> _OfRule:
        return _rule_of(look, pack, calendar, rule, name, do)

    entries = [
        _Open(each, rule_of(each.pack_hash, each.calendar_hash, each.rule, each.name, each.do))
        for each in clocks
        if each.do != _RINGING
    ]
    return sorted(
        (each for each in entries if each.rule.spec is None or each.clock.started + wait_of(each.rule.spec) <= now),
        key=lambda each: (each.clock.due, each.clock.number),
    )


def _rule_of(look: Look, pack_hash: str, calendar_hash: str, rule: str, name: str, do: str) -> _OfRule:
    pack = look.rules_of(pack_hash, calendar_hash).pack
    specs = pack.clocks_of(rule)
    if not specs:  # it began when the ticket was of another pack's kind
        pack = next((other for other in look.desk.packs if other.clocks_of(rule)), pack)
        specs = pack.clocks_of(rule)
    spec = next((each for each in specs if (each.name, each.do) == (name, do)), None)
    own = spec is not None and any(stop.of == "same" for stop in spec.stops_on)
    return _OfRule(spec, pack.clock_title(rule, name or do), own)


def _key(each: _Open) -> str:
    """What one deed does is one task, whatever asks for it: what counts for its own thread alone is several."""
    clock = each.clock
    return f"{clock.number} {clock.do} {clock.of if each.rule.is_own else ''}"


def _tasks(look: Look, entries: Mapping[str, _Open], present: Present, lengths: Usual) -> dict[str, Task]:
    """What there is to plan, by key."""

    @cache
    def who(role: str, assignee: str | None) -> frozenset[str]:
        return who_may(look, present.people, role, assignee, present)

    return {
        key: Task(
            *(key, each.clock.due, lengths.least(each.clock.kind, each.clock.do)),
            who(each.clock.role, each.clock.assignee),
            bool(each.rule.spec and each.rule.spec.extendable),
        )
        for key, each in entries.items()
    }


# --- what helps --------------------------------------------------------------------------------------------------


def _line(each: _Open, state: str, missed: Missed) -> ForecastLine:
    clock = each.clock
    return ForecastLine(
        *(clock.number, clock.rule, clock.of, clock.do, each.rule.title, state),
        *(clock.due, missed.done, clock.role, clock.assignee),
    )


def _helped(
    look: Look,
    plan: _Plan,
    certain: Certain,
    lines: Sequence[ForecastLine],
    entries: Mapping[str, _Open],
    present: Present,
) -> Iterable[ForecastLine]:
    """The lines, each with what would help it."""
    keys = [each.task.key for each in (*certain.missed, *certain.at_risk)] + [task.key for task in certain.nobody]
    stands_in = present.substitute
    saved = _saved_by(look, plan, entries, present, stands_in) if stands_in is not None else set()
    more, waits = (_people_for(plan), _missed_first(plan)) if certain.missed else ({}, frozenset())
    for key, line in zip(keys, lines, strict=True):
        helps = [Help(SUBSTITUTE, stands_in.login)] if stands_in is not None and key in saved else []
        if line.state == AT_RISK:
            helps.append(Help(ORDER))
        elif line.state == NOBODY:
            helps.append(Help(NAME))
        else:
            helps += [Help(FIRST)] if key not in waits else []
            helps += [Help(PEOPLE, people=more[key])] if key in more else []
        if plan.tasks[key].extendable:
            helps.append(Help(EXTEND))
        yield line._replace(helps=tuple(helps))


def _saved_by(look: Look, plan: _Plan, entries: Mapping[str, _Open], present: Present, person: Staff) -> set[str]:
    """What would be met if the substitute of the roster came."""
    may = {
        key: who_may(look, (person,), each.clock.role, each.clock.assignee, present) for key, each in entries.items()
    }
    with_them = plan.judged((person.login,), may)
    late = {each.task.key for each in (*with_them.missed, *with_them.at_risk)} | {t.key for t in with_them.nobody}
    return plan.tasks.keys() - late


def _missed_first(plan: _Plan) -> frozenset[str]:
    """What cannot be met even if all that is overdue waits."""
    to_come = {key: task for key, task in plan.tasks.items() if task.due >= plan.now}
    return frozenset(each.task.key for each in plan._replace(tasks=to_come).judged().missed)


def _people_for(plan: _Plan) -> dict[str, int]:
    """How many more people, able to do anything, each needs that cannot be met otherwise."""
    results: dict[str, int] = {}
    for more in range(1, MOST_MORE + 1):
        logins = [f"\0{number}" for number in range(more)]
        late = {each.task.key for each in plan.judged(logins, dict.fromkeys(plan.tasks, frozenset(logins))).missed}
        results |= {key: more for key in plan.tasks if key not in late and key not in results}
        if not late:
            break
    return results
