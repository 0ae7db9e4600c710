"""The tickets of a made-up year while it happens: taken, worked on, settled by time, explained where they were late."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from deskconsole.desk.alarms.lateness import explain_late, judge_late
from deskconsole.desk.demo.year.arrivals import next_working
from deskconsole.desk.demo.year.moving import Moves
from deskconsole.desk.demo.year.people import Customers, Team
from deskconsole.desk.demo.year.stories import PHONE, Case, Deed, Stories
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.telephone import calls
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.act import record_fully
from deskconsole.desk.tickets.entered import clean_fields
from deskconsole.desk.tickets.intake import take
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.clocks.clock import LATE
from deskconsole.errors import DeskError
from deskconsole.record import replace

Later = Callable[[datetime, Callable[[Moves], None]], None]
#: What is refused, as a filing before a call-back has its end, is tried once more so much later.
_AGAIN: Final = timedelta(minutes=30)
_MISSED_AFTER: Final = timedelta(seconds=30)


class Playing:
    """Plays the stories of tickets; ``later`` keeps what is still to happen."""

    def __init__(
        self,
        stories: Stories,
        customers: Customers,
        team: Team,
        data: Mapping[str, Any],
        calendar: Calendar,
        later: Later,
    ) -> None:
        self._stories, self._customers, self._team, self._data = stories, customers, team, data
        self._calendar, self._later = calendar, later

    def begin(self, moves: Moves, at: datetime, random: Random) -> None:
        """Somebody comes."""
        case = self._stories.begin(at, self._customers.next(), random)
        if case.channel == PHONE and case.story["kind"] != "desk_complaint":
            self._rings(moves, case, random)
        else:
            self._taken(moves, case, at, random)

    # --- the telephone -----------------------------------------------------------------------------------------------

    def _rings(self, moves: Moves, case: Case, random: Random) -> None:
        wanted = self._data["calls"]
        case.call = f"demo-{moves.now.timestamp():.3f}"
        view = moves.do(calls.ring, case.at, case.taker.login, case.customer.contact, call=case.call)
        case.number = view.number
        moves.write(moves.ticket(case.number))  # the telephone asks the store whose call it was
        self._watch(moves, case)
        if random.randrange(100) < wanted["lost"]:
            self._lost(case, random)
            return
        picked = case.at + timedelta(seconds=random.randint(*wanted["picked_up"]))
        self._later(picked, lambda moves: self._picked(moves, case))
        taken = picked + timedelta(seconds=random.randrange(40, 240))
        self._later(taken, lambda moves: self._taken(moves, case, taken, random))

    def _picked(self, moves: Moves, case: Case) -> None:
        self._of_call(moves, case, "picked_up", by_desk=False)

    def _hung_up(self, moves: Moves, case: Case) -> None:
        self._of_call(moves, case, "hung_up", by_desk=True)

    def _of_call(self, moves: Moves, case: Case, kind: str, *, by_desk: bool) -> None:
        """What a telephone system tells of a call, as its use cases record it."""
        moves.go_to(moves.now, case.taker.login)
        ticket = moves.ticket(case.number)
        of = next(of for of, call in ticket.ticket.calls.items() if call.call == case.call)
        ticket.record(kind, fields={"call": case.call}, of=of, by_desk=by_desk)
        self._watch(moves, case)

    def _lost(self, case: Case, random: Random) -> None:
        """Given up, or missed; called back, sometimes at the second try."""
        wanted = self._data["calls"]
        gone = case.at + timedelta(seconds=random.randint(*wanted["given_up"]))
        if gone - case.at < _MISSED_AFTER:
            self._later(gone, lambda moves: self._hung_up(moves, case))
        back = gone + timedelta(minutes=random.randint(*wanted["called_back"]))
        if random.randrange(100) < wanted["nobody"]:
            first, back = back, back + timedelta(minutes=random.randrange(30, 200))
            self._later(first, lambda moves: self._back(moves, case, "no_answer"))
        self._later(back, lambda moves: self._back(moves, case, "reached"))
        taken = back + timedelta(seconds=random.randrange(60, 300))
        self._later(taken, lambda moves: self._taken(moves, case, taken, random))

    def _back(self, moves: Moves, case: Case, outcome: str) -> None:
        self._act(moves, case, Deed(moves.now, case.taker.login, "called_back", fields={"outcome": outcome}))

    # --- a ticket ----------------------------------------------------------------------------------------------------

    def _taken(self, moves: Moves, case: Case, at: datetime, random: Random) -> None:
        moves.go_to(at, case.taker.login)
        moves.work.require("take")
        case.number = take(moves.work, _form(case)).number
        self._watch(moves, case)
        for deed in self._stories.deeds(case, at, random):
            self._later(deed.at, partial(self._act_later, case, deed))

    def _act_later(self, case: Case, deed: Deed, moves: Moves) -> None:
        self._act(moves, case, deed)

    def _act(self, moves: Moves, case: Case, deed: Deed) -> None:
        """Record one event as `act` does, without its view."""
        moves.go_to(moves.now, deed.by)
        ticket = moves.ticket(case.number)
        if ticket.kind is not None and ticket.kind.repeat:
            moves.work.flush()  # what is alike is asked of the store
        ticket.require_event(deed.kind)
        try:
            self._record(moves, ticket, deed, deed.fields)
        except DeskError as refusal:
            if any((each.field or "").split(".")[-1] in deed.more for each in getattr(refusal, "errors", [refusal])):
                self._record(moves, ticket, deed, {**deed.fields, **deed.more})
            elif deed.again:
                later = replace(deed, again=False)
                self._later(moves.now + _AGAIN, lambda moves: self._act(moves, case, later))
            else:
                raise
        self._watch(moves, case)

    def _record(self, moves: Moves, ticket: TicketWork, deed: Deed, fields: Mapping[str, Any]) -> None:
        event = ticket.draft_event(deed.kind, text=deed.text, fields=clean_fields(fields))
        record_fully(moves.work, ticket, event)

    def _watch(self, moves: Moves, case: Case) -> None:
        """What time alone will bring about has its moment; who was late says why, or does not."""
        ticket = moves.ticket(case.number)
        settles = ticket.derived()[1]
        if settles is not None and settles != case.settles:
            case.settles = settles
            self._later(max(settles, moves.now), lambda moves: self._settle(moves, case, settles))
        for clock in ticket.clocks:
            if clock.state == LATE and (clock.rule, clock.of) not in case.late and not clock.aside:
                case.late.add((clock.rule, clock.of))
                self._explain(moves.now, case, clock.rule, clock.of)

    def _settle(self, moves: Moves, case: Case, moment: datetime) -> None:
        if case.settles == moment:
            case.settles = None
            moves.ticket(case.number).settle()
            self._watch(moves, case)

    def _explain(self, now: datetime, case: Case, rule: str, of: int) -> None:
        wanted = self._data["lateness"]
        random = Random(f"{case.number} {rule} {of}")
        leader = self._team.of("leader", now, random)
        if random.randrange(100) >= wanted["explained"] or leader is None:
            return
        cause = random.choices(list(wanted["causes"]), list(wanted["causes"].values()))[0]
        good = random.randrange(100) < wanted["accepted"]
        explained_at = now + timedelta(minutes=random.randrange(2, 90))
        decided_at = next_working(self._calendar, explained_at + timedelta(minutes=random.randrange(30, 2000)), random)
        who, number = case.taker.login, case.number

        def explain(moves: Moves) -> None:
            moves.do(explain_late, moves.now, who, number, rule, cause, of=of)
            self._watch(moves, case)

        def decide(moves: Moves) -> None:
            moves.do(judge_late, moves.now, leader.login, number, rule, good, of=of)
            self._watch(moves, case)

        self._later(explained_at, explain)
        self._later(decided_at, decide)


def _form(case: Case) -> IntakeForm:
    phone = case.channel == PHONE
    return IntakeForm(
        channel=case.channel,
        kind=case.story["kind"],
        tier=case.customer.tier,
        customer=case.customer.name,
        contact=case.customer.contact if phone or case.channel != "email" else case.customer.address,
        category=case.category,
        content=case.content,
        request=case.request,
        call=case.call or None,
    )
