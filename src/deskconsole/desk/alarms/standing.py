"""What somebody is told of at once, and for how long: the clocks of the packs that tell (``tell``), while they run."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.use_cases import query
from deskconsole.domain.clocks.clock import RUNNING, Clock
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets.events.alarms import CALLED_OFF
from deskconsole.record import dataclass, field
from deskconsole.store import tickets
from deskconsole.store.clocks import told

#: So many of one sort are told at most, the nearest due first.
MOST: Final = 50
#: So long whoever called somebody reads who has come.
COME_FOR: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that stands until somebody does something about it; nothing that a customer said.

    ``do``: what ends it; ``banner``: over everything, else on the top line. ``caller``: who called for help, ``owner``:
    whose the ticket is. ``mine``: whoever sits here has called. ``major``: why it is grave, in the words of the pack.
    """

    number: str
    rule: str
    of: int
    do: str
    title: Text
    since: datetime
    due: datetime
    banner: bool
    caller: str | None = None
    owner: str | None = None
    place: str | None = None
    mine: bool = False
    major: tuple[Text, ...] = ()

    def overdue(self, now: datetime) -> bool:
        """Whether nobody has reacted in time."""
        return now > self.due


@dataclass(frozen=True, slots=True)
class Come:
    """Somebody has come to whoever called: who, to which ticket, what became of it."""

    number: str
    by: str | None
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Alarms:
    """What stands: told to the person at the desk, called by them, and who has come to them."""

    waiting: tuple[Alarm, ...] = ()
    called: tuple[Alarm, ...] = ()
    come: tuple[Come, ...] = field(default=())

    @property
    def banners(self) -> tuple[Alarm, ...]:
        """What is told over everything."""
        return tuple(alarm for alarm in self.waiting if alarm.banner)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The tickets on which the person has called, and of which they still read."""
        return tuple(dict.fromkeys((*(each.number for each in self.called), *(each.number for each in self.come))))

    @property
    def lines(self) -> tuple[Alarm, ...]:
        """What is told on the top line."""
        return tuple(alarm for alarm in self.waiting if not alarm.banner)


STANDS_NOTHING: Final = Alarms()


@query(needs="help")
def alarms(look: Look, recent: Sequence[str] = ()) -> Alarms:
    """What stands for the person at the desk. ``recent``: the tickets on which they have called for help lately."""
    person = look.actor
    rows = list(_standing(look))
    return Alarms(
        tuple(alarm for roles, alarm in rows if not alarm.mine and tells(look, roles, person)),
        tuple(alarm for _roles, alarm in rows if alarm.mine or (alarm.banner and alarm.number in recent)),
        tuple(come for number in recent if (come := _come(look, number)) is not None),
    )


def _standing(look: Look) -> Iterator[tuple[frozenset[str], Alarm]]:
    """Everything that stands, with the roles that are told of it by now."""
    actions = dict.fromkeys(clock.do for pack in look.desk.packs for clock in pack.clocks if clock.tell)
    for do in actions:
        for ticket_id in told.tickets_with_clock(look.tx, do, limit=MOST):
            record = tickets.find_ticket_by_id(look.tx, ticket_id)
            if record is not None:
                yield from _of_ticket(look, look.load(record), do)


def _of_ticket(look: Look, loaded: LoadedTicket, do: str) -> Iterator[tuple[frozenset[str], Alarm]]:
    ticket = loaded.ticket
    for clock in loaded.clocks:
        spec = spec_of(loaded, clock)
        if clock.state != RUNNING or clock.do != do or spec is None or not spec.tell:
            continue
        call = ticket.help_calls.get(clock.of)
        majors = {major.name: major.title for major in loaded.pack.majors}
        alarm = Alarm(
            number=loaded.number,
            rule=clock.rule,
            of=clock.of,
            do=do,
            title=spec.title,
            since=clock.started,
            due=clock.due,
            banner=spec.tell_by == "banner",
            caller=call.caller if call is not None else None,
            owner=ticket.owner,
            place=ticket.place,
            mine=call is not None and call.caller == look.actor.login,
            major=tuple(majors[name] for name in ticket.major if name in majors),
        )
        yield roles_by_now(spec, clock, look.now), alarm


def spec_of(loaded: LoadedTicket, clock: Clock) -> ClockRule | None:
    """The rule of one of a ticket's clocks, by the text that judges it."""
    specs = loaded.pack.clocks_of(clock.rule)
    return next((spec for spec in specs if (spec.name, spec.do) == (clock.name, clock.do)), None)


def roles_by_now(spec: ClockRule, clock: Clock, now: datetime) -> frozenset[str]:
    """The roles that are told of a clock: at once, and those to whom it has gone up since it is overdue."""
    length = clock.due - clock.started
    further = [role for step, role in enumerate(spec.escalate_to) if now > clock.due + length * step]
    return frozenset((*spec.tell, *further))


def tells(look: Look, roles: frozenset[str], person: Staff) -> bool:
    """Whether a person has one of these roles, by its own name or as what it counts as."""
    return bool({person.role, look.desk.roles.counts_as.get(person.role, person.role)} & roles)


def _come(look: Look, number: str) -> Come | None:
    """Who came to the last call for help on a ticket, if that was not long ago."""
    record = tickets.find_ticket(look.tx, number)
    calls = [*look.load(record).ticket.help_calls.values()] if record is not None else []
    if not calls or calls[-1].open or calls[-1].at is None or look.now - calls[-1].at > COME_FOR:
        return None
    call = calls[-1]
    if call.outcome in (None, CALLED_OFF) or call.at is None or call.caller != look.actor.login:
        return None
    return Come(number, call.by, call.outcome or "", call.at)
