"""The telephone: it rings, is picked up, is given up; repeating a line changes nothing."""

from datetime import datetime
from typing import Any

from deskconsole.desk.desk import HOOK, Desk
from deskconsole.desk.duty import on_duty
from deskconsole.desk.identity import new_id
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NOBODY, NONE, NotQualified, Staff, need_of_event, refusal
from deskconsole.desk.records import TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.viewing import view_at
from deskconsole.desk.weeks import week_began
from deskconsole.desk.work import Work
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.customers.customer import FILE_OF
from deskconsole.domain.tickets.event import FIELD_LIMIT, Event
from deskconsole.domain.tickets.guards import check_time
from deskconsole.domain.tickets.ticket import Call
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace
from deskconsole.store import calls, customers, staff, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import digits
from deskconsole.text.clean import clean
from deskconsole.text.private import Private

#: What a telephone system says when the caller hides the number.
WITHHELD = frozenset({"", "withheld", "anonymous", "unknown", "private"})
#: So many calls that nobody has answered join one ticket; with the next one another begins. Each call costs what the
#: ticket has grown to, and whoever can dial could make everybody wait.
MOST_JOINED = 20
#: The channel of a telephone call.
PHONE = "phone"


@dataclass(frozen=True, slots=True)
class RingingCall:
    """A call that rings now, for the banner.

    ``open_numbers`` are the caller's other open tickets; ``blocked``: the site has chosen not to hear this caller;
    ``calls_this_week``: how often this number has rung since Monday, this time included.
    """

    call: str
    number: str
    caller: str | Private | None
    customer: str | None
    tier: str | None
    rang_at: datetime
    clocks: tuple[Clock, ...]
    open_numbers: tuple[str, ...] = ()
    blocked: bool = False
    calls_this_week: int = 1


def ring(desk: Desk | Work, caller: str | None, *, call: str | None = None, at: datetime | None = None) -> TicketView:
    """The telephone rings: a ticket opens, or the one whose missed call is still unanswered goes on.

    ``call`` is the telephone system's id; the same line again gives the first answer. No person is asked for: a
    machine says so.
    """
    number = clean(caller or "").strip()[:FIELD_LIMIT]
    withheld = number.lower() in WITHHELD
    call_id = call or new_id(desk.now if isinstance(desk, Work) else desk.now())
    return _ring(desk, call_id, None if withheld else number, at, key=f"ring {call_id}")


@command(needs=NOBODY)
def _ring(work: Work, call: str, caller: str | None, at: datetime | None, *, key: str | None = None) -> TicketView:
    tx, at = work.tx, at or work.now
    existing = customers.customer_by_digits(tx, digits(caller) or "") if caller else None
    stored = customers.file_of(tx, existing) if existing is not None else None
    fields: dict[str, Any] = {"call": call, "caller": caller or "withheld", "withheld": caller is None}
    joined = _unanswered(work, caller)
    if joined is not None:
        joined.record("rang", at=at, fields=fields, by_desk=True)
        return view_at(joined, work.now)
    pack = work.desk.pack_for(channel=PHONE)
    fields |= {
        "channel": PHONE,
        "kind": pack.kind_of_channel(PHONE).name,
        "tier": stored.tier if stored is not None and stored.tier else pack.default_tier,
        "customer": stored.name if stored is not None else None,
        FILE_OF: existing.uuid if existing is not None else None,
    }
    event = Event(1, "rang", at, work.now, fields=fields, source=work.desk.source)
    check_time(event, at, work.now)
    customer_id = existing.id if existing is not None else None
    return view_at(work.open_ticket([event], kind=None, channel=PHONE, at=at, customer_id=customer_id), work.now)


def pick_up(desk: Desk | Work, call: str, by: str, *, at: datetime | None = None) -> TicketView:
    """Somebody picks the call up. One that happened before its ``missed`` but is recorded later voids that.

    Who is not qualified is refused at the console; what the telephone system's hook reports has happened, and would
    count as a missed call if it were refused.
    """
    return _pick_up(desk, call, by, at)


@command(needs=NOBODY, settles=False)
def pick_up_for_shift(work: Work, call: str) -> TicketView:
    """The call is picked up at a console where nobody has signed on yet: whoever has the shift stands for it.

    Raises :class:`DeskError` where the shift is nobody's, and for a call that is picked up already.
    """
    login = on_duty(work, work.now)
    if login is None:
        raise DeskError("nobody has the shift now: sign on, then pick it up")
    ticket, rang_seq = _of_call(work, call, None)
    if ticket.ticket.calls[rang_seq].state == "picked_up":
        raise DeskError("picked_up: that call has been picked up already")
    return _pick_up(work, call, login, None)


@command(needs=NOBODY, settles=False)
def _pick_up(work: Work, call: str, by: str, at: datetime | None) -> TicketView:
    ticket, rang_seq = _of_call(work, call, at)
    record = staff.staff_by_login(work.tx, by)
    if record is None or not record.enabled:
        raise DeskError("by: no staff member has the login '{login}'", field="by", login=by)
    person = Staff.of(record)
    why = refusal(work.desk.roles, person, need_of_event("picked_up"), ticket.ticket, ticket.clocks, action="picked_up")
    if why is not None and not (work.desk.source == HOOK and isinstance(why, NotQualified)):
        raise why
    if ticket.ticket.calls[rang_seq].state != "picked_up":
        ticket.record("picked_up", at=at, fields={"call": call}, of=rang_seq, by=person)
    work.settle()
    return view_at(ticket, work.now)


@command(needs=NOBODY, settles=False)
def hang_up(work: Work, call: str, *, at: datetime | None = None) -> TicketView:
    """The caller gives up before anybody answers: missed at that instant. After that, repeating changes nothing."""
    ticket, rang_seq = _of_call(work, call, at)
    if ticket.ticket.calls[rang_seq].state == "ringing":
        ticket.record("hung_up", at=at, fields={"call": call}, of=rang_seq, by_desk=True)
    work.settle()
    return view_at(ticket, work.now)


@query(needs="read")
def ringing(look: Look) -> list[RingingCall]:
    """The calls that ring now, the longest first; none for somebody whose role takes no calls.

    Who takes calls but is not qualified yet hears the telephone too, to fetch a colleague.
    """
    return [] if look.desk.roles.scope(look.actor.role, "take") == NONE else _all_ringing(look)


@query(needs=NOBODY)
def ringing_for_nobody(look: Look) -> list[RingingCall]:
    """The calls that ring, for a console at which nobody is signed on: no names, numbers masked."""
    return [
        replace(
            call,
            caller=Private(str(call.caller)) if call.caller is not None else None,
            customer=None,
            tier=None,
            open_numbers=(),
        )
        for call in _all_ringing(look)
    ]


def _all_ringing(look: Look) -> list[RingingCall]:
    results: list[RingingCall] = []
    for ticket_id in dict.fromkeys(call.ticket_id for call in calls.ringing_calls(look.tx)):
        record = tickets.find_ticket_by_id(look.tx, ticket_id)
        if record is not None:
            seen, _pending = look.load(record).settled(look.now)
            results += [
                _ringing(look, seen, of, call) for of, call in seen.ticket.calls.items() if call.state == "ringing"
            ]
    return sorted(results, key=lambda call: call.rang_at)


def _ringing(look: Look, seen: LoadedTicket, of: int, call: Call) -> RingingCall:
    number = digits(call.caller) if call.caller else None
    others = _open_of(look.tx, number) if number else []
    return RingingCall(
        call=call.call,
        number=seen.number,
        caller=call.caller if not look.desk.faces_counter or call.caller is None else Private(call.caller),
        customer=seen.ticket.customer,
        tier=seen.ticket.tier,
        rang_at=call.rang_at,
        clocks=tuple(clock for clock in seen.clocks if clock.of == of),
        open_numbers=tuple(other for other in others if other != seen.number),
        blocked=number is not None and number in look.desk.settings.blocked,
        calls_this_week=customers.calls_since(look.tx, number, week_began(look.desk)) if number else 1,
    )


def _open_of(tx: ReadTransaction, number: str) -> list[str]:
    """The open tickets of a caller: by this number, and of everybody who is in one file with whom it belongs to."""
    results = {ticket.number for ticket in tickets.tickets_of_caller(tx, number, open_only=True)}
    for customer in customers.customers_by_digits(tx, number):
        members = customers.members_of(tx, customers.file_of(tx, customer))
        for member in members if len(members) > 1 else ():
            results |= {ticket.number for ticket in tickets.tickets_of_customer(tx, member.id) if ticket.open}
    return sorted(results, reverse=True)


def _unanswered(work: Work, caller: str | None) -> TicketWork | None:
    """The open ticket of this caller whose missed call nobody has answered yet."""
    if caller is None:
        return None
    for record in tickets.tickets_of_caller(work.tx, digits(caller) or "", open_only=True):
        ticket = work.ticket_of(record)
        owed = any(clock.active and clock.do == "call_back" for clock in ticket.clocks)
        if owed and not ticket.ticket.ended and any(c.state == "missed" for c in ticket.ticket.calls.values()):
            return ticket if len(ticket.ticket.calls) < MOST_JOINED else None
    return None


def _of_call(work: Work, call: str, at: datetime | None) -> tuple[TicketWork, int]:
    """The ticket of a call as it was ``at`` the hook's event, and the call's thread: what had been missed by then is,
    but a line that comes late is not overtaken by what time would have brought about after it."""
    existing = calls.find_call(work.tx, call)
    if existing is None:
        raise DeskError("id: there is no call '{call}'", field="id", call=clean(call)[:80])
    ticket = work.ticket_by_id(existing.ticket_id)
    ticket.settle(at)
    return ticket, existing.rang_seq
