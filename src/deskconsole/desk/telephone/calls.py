"""The telephone: it rings, is picked up, is given up; repeating a line changes nothing."""

from datetime import datetime
from typing import Any

from deskconsole.desk.desk import Desk, as_staff
from deskconsole.desk.identity import new_id
from deskconsole.desk.staff.staff import NotQualified, can
from deskconsole.desk.tickets.opening import open_ticket
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.tickets.settling import settle_ticket, settle_within
from deskconsole.desk.weeks import week_began
from deskconsole.desk.work import Loaded, append, draft, evaluate, load_by_id, once, view
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import FIELD_LIMIT, Event
from deskconsole.domain.tickets.guards import check, check_time, prepare
from deskconsole.domain.tickets.ticket import Call
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace
from deskconsole.store import calls, customer_history, customers, staff, tickets
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.mapping import digits
from deskconsole.text.clean import clean

#: What a telephone system says when the caller hides the number.
WITHHELD = frozenset({"", "withheld", "anonymous", "unknown", "private"})
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
    caller: str | None
    customer: str | None
    tier: str | None
    rang_at: datetime
    clocks: tuple[Clock, ...]
    open_numbers: tuple[str, ...] = ()
    blocked: bool = False
    calls_this_week: int = 1


def ring(
    desk: Desk, caller: str | None, *, call: str | None = None, at: datetime | None = None, source: str = "hook"
) -> TicketView:
    """The telephone rings: a ticket opens, or the one whose missed call is still unanswered goes on.

    ``call`` is the telephone system's id; the same line again gives the first answer.
    """
    number = clean(caller or "").strip()[:FIELD_LIMIT]
    withheld = number.lower() in WITHHELD
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        call_id = call or new_id(now)
        content = ["ring", call_id, None if withheld else number, at]
        return once(
            desk,
            tx,
            f"ring {call_id}",
            content,
            lambda: _ring(desk, tx, call_id, None if withheld else number, at or now, now, source),
        )


def pick_up(desk: Desk, call: str, by: str, *, at: datetime | None = None, source: str = "hook") -> TicketView:
    """Somebody picks the call up. One that happened before its ``missed`` but is recorded later voids that.

    Who is not qualified is refused at the console; what the telephone system's hook reports has happened, and would
    count as a missed call if it were refused.
    """
    with desk.store.writing() as tx:
        now = desk.now()
        loaded, rang_seq = _of_call(desk, tx, call, at or now)
        person = staff.staff_by_login(tx, by)
        if person is None or not person.enabled:
            raise DeskError("by: no staff member has the login '{login}'", field="by", login=by)
        refusal = can(as_staff(person), "picked_up", loaded.ticket, loaded.clocks)
        if refusal is not None and not (source == "hook" and isinstance(refusal, NotQualified)):
            raise refusal
        if loaded.ticket.calls[rang_seq].state == "picked_up":
            return _answer(desk, tx, loaded, now)
        event = replace(
            draft(
                loaded,
                "picked_up",
                at=at or now,
                now=now,
                desk=desk,
                by=by,
                fields={"call": call},
                of=rang_seq,
                source=source,
            ),
            by_role=person.role,
            by_department=person.department,
        )
        return _answer(desk, tx, _record(desk, tx, loaded, event, now), now)


def hang_up(desk: Desk, call: str, *, at: datetime | None = None, source: str = "hook") -> TicketView:
    """The caller gives up before anybody answers: missed at that instant. After that, repeating changes nothing."""
    with desk.store.writing() as tx:
        now = desk.now()
        loaded, rang_seq = _of_call(desk, tx, call, at or now)
        if loaded.ticket.calls[rang_seq].state != "ringing":
            return _answer(desk, tx, loaded, now)
        event = draft(
            loaded,
            "hung_up",
            at=at or now,
            now=now,
            desk=desk,
            by=None,
            fields={"call": call},
            of=rang_seq,
            source=source,
        )
        return _answer(desk, tx, _record(desk, tx, loaded, event, now), now)


def ringing(desk: Desk) -> list[RingingCall]:
    """The calls that ring now, the longest first."""
    results: list[RingingCall] = []
    now = desk.now()
    with desk.store.reading() as tx:
        for ticket_id in dict.fromkeys(call.ticket_id for call in calls.ringing_calls(tx)):
            seen = view(desk, load_by_id(desk, tx, ticket_id), now)
            for of, call in seen.ticket.calls.items():
                if call.state == "ringing":
                    results.append(_ringing(desk, tx, seen, of, call))
    return sorted(results, key=lambda call: call.rang_at)


def _ringing(desk: Desk, tx: ReadTransaction, seen: TicketView, of: int, call: Call) -> RingingCall:
    number = digits(call.caller) if call.caller else None
    others = _open_of(tx, number) if number else []
    return RingingCall(
        call=call.call,
        number=seen.number,
        caller=call.caller,
        customer=seen.ticket.customer,
        tier=seen.ticket.tier,
        rang_at=call.rang_at,
        clocks=tuple(clock for clock in seen.clocks if clock.of == of),
        open_numbers=tuple(other for other in others if other != seen.number),
        blocked=number is not None and number in desk.settings.blocked,
        calls_this_week=customer_history.calls_since(tx, number, week_began(desk)) if number else 1,
    )


def _open_of(tx: ReadTransaction, number: str) -> list[str]:
    """The open tickets of a caller: by this number, and of everybody who is in one file with whom it belongs to."""
    results = {ticket.number for ticket in tickets.tickets_of_caller(tx, number, open_only=True)}
    for customer in customers.customers_by_digits(tx, number):
        members = customers.members_of(tx, customers.file_of(tx, customer))
        for member in members if len(members) > 1 else ():
            results |= {ticket.number for ticket in tickets.tickets_of_customer(tx, member.id) if ticket.open}
    return sorted(results, reverse=True)


def _ring(
    desk: Desk, tx: WriteTransaction, call: str, caller: str | None, at: datetime, now: datetime, source: str
) -> TicketView:
    existing = customers.customer_by_digits(tx, digits(caller) or "") if caller else None
    stored = customers.file_of(tx, existing) if existing is not None else None
    fields: dict[str, Any] = {"call": call, "caller": caller or "withheld", "withheld": caller is None}
    joined = _unanswered(desk, tx, caller)
    if joined is not None:
        event = draft(joined, "rang", at=at, now=now, desk=desk, by=None, fields=fields, source=source)
        check(joined.ticket, joined.clocks, event, now)
        loaded = append(desk, tx, joined, [event])
    else:
        pack = desk.pack_for(channel=PHONE)
        kind = pack.kind_of_channel(PHONE).name
        fields |= {
            "channel": PHONE,
            "kind": kind,
            "tier": stored.tier if stored is not None and stored.tier else pack.default_tier,
            "customer": stored.name if stored is not None else None,
        }
        event = Event(1, "rang", at, now, fields=fields, source=source)
        check_time(event, at, now)
        write = open_ticket(
            desk,
            tx,
            kind=kind,
            channel=PHONE,
            at=at,
            now=now,
            existing_kind=False,
            customer_id=existing.id if existing is not None else None,
        )
        loaded = write([event])
    return view(desk, loaded, now)


def _unanswered(desk: Desk, tx: WriteTransaction, caller: str | None) -> Loaded | None:
    """The open ticket of this caller whose missed call nobody has answered yet."""
    if caller is None:
        return None
    for record in tickets.tickets_of_caller(tx, digits(caller) or "", open_only=True):
        loaded = evaluate(desk, tx, record, tickets.ticket_events(tx, record.id))
        calls = loaded.ticket.calls.values()
        owed = any(clock.active and clock.do == "call_back" for clock in loaded.clocks)
        if owed and not loaded.ticket.ended and any(call.state == "missed" for call in calls):
            return loaded
    return None


def _of_call(desk: Desk, tx: WriteTransaction, call: str, at: datetime) -> tuple[Loaded, int]:
    """The ticket of a call as it was ``at`` the hook's event, and the call's thread: what had been missed by then is,
    but a line that comes late is not overtaken by what time would have brought about after it."""
    result = calls.find_call(tx, call)
    if result is None:
        raise DeskError("id: there is no call '{call}'", field="id", call=clean(call)[:80])
    return settle_ticket(desk, tx, load_by_id(desk, tx, result.ticket_id), min(at, desk.now())), result.rang_seq


def _record(desk: Desk, tx: WriteTransaction, loaded: Loaded, event: Event, now: datetime) -> Loaded:
    event = prepare(loaded.ticket, loaded.clocks, event)
    check(loaded.ticket, loaded.clocks, event, now)
    return append(desk, tx, loaded, [event])


def _answer(desk: Desk, tx: WriteTransaction, loaded: Loaded, now: datetime) -> TicketView:
    """The ticket after a line of the hook, everything settled by ``now``."""
    settle_within(desk, tx, now)
    return view(desk, load_by_id(desk, tx, loaded.record.id), now)
