"""Loading a ticket, appending to it, and looking at it: what every use case shares, inside one transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from deskconsole.desk.desk import Desk
from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.clocks import settle
from deskconsole.domain.clocks.derive import RUNNING, Clock, RulesOf, evaluate as amount_to
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.window_verdicts import Verdict, verdicts
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Call, Ticket
from deskconsole.errors import DeskError, NotFound
from deskconsole.record import dataclass, replace
from deskconsole.store import calls, idempotency, recording as writes, tickets
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.records import Opened, TicketRecord
from deskconsole.text.clean import one_line


@dataclass(frozen=True, slots=True)
class Loaded:
    """One ticket inside a transaction: its row's identity, its events, and what they fold to."""

    record: TicketRecord | Opened
    events: tuple[Event, ...]
    ticket: Ticket
    clocks: tuple[Clock, ...]
    rules_of: RulesOf

    @property
    def closed(self) -> bool:
        """Filed, withdrawn or merged, and no clock runs."""
        return self.ticket.ended and not any(clock.state == RUNNING for clock in self.clocks)


def rules_lookup(desk: Desk, tx: ReadTransaction) -> RulesOf:
    """The look-up from an event's hashes to the texts it is judged by."""

    def look_up(pack: str, calendar: str) -> Any:
        return desk.rules(tx, pack, calendar)

    return look_up


def evaluate(desk: Desk, tx: ReadTransaction, record: TicketRecord | Opened, events: Sequence[Event]) -> Loaded:
    """What ``events`` (at least one) of a ticket amount to."""
    rules_of = rules_lookup(desk, tx)
    ticket, clocks = amount_to(events, rules_of)
    return Loaded(record, tuple(events), ticket, tuple(clocks), rules_of)


def find(desk: Desk, tx: ReadTransaction, number: str) -> TicketRecord:
    """The ticket with this number: whole, or its running number alone (of the newest day that has it)."""
    number = number.strip()
    record = tickets.find_ticket(tx, number)
    if record is None:
        today = desk.now().astimezone(desk.zone).date()
        record = next(iter(tickets.tickets_by_suffix(tx, number, today)), None)
    if record is None:
        raise NotFound("number: there is no ticket '{number}'", field="number", number=one_line(number)[:60])
    return record


def load(desk: Desk, tx: ReadTransaction, number: str) -> Loaded:
    """A ticket by its number; raises :class:`NotFound`."""
    record = find(desk, tx, number)
    return evaluate(desk, tx, record, tickets.ticket_events(tx, record.id))


def load_by_id(desk: Desk, tx: ReadTransaction, ticket_id: int) -> Loaded:
    """A ticket by its row key."""
    record = tickets.find_ticket_by_id(tx, ticket_id)
    if record is None:
        raise NotFound("number: there is no such ticket", field="number")
    return evaluate(desk, tx, record, tickets.ticket_events(tx, record.id))


def draft(
    loaded: Loaded,
    kind: str,
    *,
    at: datetime,
    now: datetime,
    desk: Desk,
    by: str | None,
    text: str | None = None,
    fields: Mapping[str, Any] | None = None,
    of: int | None = None,
    source: str = "desk",
) -> Event:
    """The next event of a ticket, not yet checked; ``by`` ``None``: the desk itself."""
    last = loaded.events[-1]
    actor = desk.actor if by is not None and by == desk.actor.login else None
    return Event(
        seq=last.seq + 1,
        kind=kind,
        happened_at=at,
        recorded_at=now,
        by=by,
        of=of,
        text=text,
        fields=dict(fields or {}),
        source=source,
        by_role=actor.role if actor else None,
        by_department=actor.department if actor else None,
        pack=last.pack,
        calendar=last.calendar,
    )


def append(desk: Desk, tx: WriteTransaction, loaded: Loaded, events: Sequence[Event]) -> Loaded:
    """Write ``events`` behind the ticket's own and bring its derived rows up to date."""
    if not events:
        return loaded
    writes.append_events(tx, loaded.record.id, events)
    after = evaluate(desk, tx, loaded.record, [*loaded.events, *events])
    _rejudge(tx, loaded, after)
    save(tx, after)
    _keep_calls(tx, loaded.ticket.calls, after)
    return after


def _rejudge(tx: WriteTransaction, before: Loaded, after: Loaded) -> None:
    """The row of the ticket says which texts judge it from now on, where an event has changed that."""
    one, last = before.events[-1], after.events[-1]
    if (one.pack, one.calendar) != (last.pack, last.calendar):
        name = after.rules_of(last.pack, last.calendar).pack.name
        writes.rejudge_ticket(tx, after.record.id, pack=name, pack_hash=last.pack, calendar_hash=last.calendar)


def first(
    desk: Desk,
    tx: WriteTransaction,
    events: Sequence[Event],
    *,
    uuid: str,
    pack: str,
    day: date,
    at: datetime,
    customer_id: int | None,
) -> Loaded:
    """Open a ticket, with the next number of the local ``day``, by its first events."""
    judged = evaluate(desk, tx, Opened(0, "", uuid), events)
    opened = writes.open_ticket(
        tx,
        uuid=uuid,
        pack=pack,
        pack_hash=events[-1].pack,
        calendar_hash=events[-1].calendar,
        day=day,
        opened_at=at,
        customer_id=customer_id,
        first=writes.First(events, judged.ticket, judged.clocks, *derived(judged)),
    )
    loaded = replace(judged, record=opened)
    _keep_calls(tx, {}, loaded)
    return loaded


def _keep_calls(tx: WriteTransaction, before: Mapping[int, Call], after: Loaded) -> None:
    """The look-up from a telephone system's id to the ticket follows the fold."""
    for of, call in after.ticket.calls.items():
        if of not in before:
            calls.record_call(
                tx, call.call, ticket_id=after.record.id, rang_seq=of, caller=call.caller, rang_at=call.rang_at
            )
        if call.state != (before[of].state if of in before else "ringing"):
            calls.set_call_state(tx, call.call, call.state)


def save(tx: WriteTransaction, loaded: Loaded) -> None:
    """Write the derived columns and clock rows of a ticket."""
    closed_at, settle_at = derived(loaded)
    writes.save_derived(tx, loaded.record.id, loaded.ticket, loaded.clocks, closed_at, settle_at)


def derived(loaded: Loaded) -> tuple[datetime | None, datetime | None]:
    """When the ticket closed (``None`` while open), and when time alone will next bring something about."""
    closed_at = None
    if loaded.closed:
        ends = [clock.ended for clock in loaded.clocks if clock.ended is not None]
        closed_at = max([loaded.events[-1].happened_at, *ends])
    last = loaded.events[-1]
    rules = loaded.rules_of(last.pack, last.calendar)
    return closed_at, settle.next_at(loaded.events, loaded.ticket, loaded.clocks, rules)


def view(desk: Desk, loaded: Loaded, at: datetime, *, settled: bool = False) -> TicketView:
    """A ticket as people see it at ``at``, with what time alone has brought about by then."""
    pending: list[Event] = []
    if not settled:
        pending = settle.settle(loaded.events, loaded.rules_of, at, (loaded.ticket, loaded.clocks))
    if pending:
        events = (*loaded.events, *pending)
        ticket, clocks = amount_to(events, loaded.rules_of)
        loaded = replace(loaded, events=events, ticket=ticket, clocks=tuple(clocks))
    last = loaded.events[-1]
    return TicketView(
        number=loaded.record.number,
        id=loaded.record.uuid,
        at=at,
        ticket=loaded.ticket,
        clocks=loaded.clocks,
        events=loaded.events,
        pack=loaded.rules_of(last.pack, last.calendar).pack,
        closed=loaded.closed,
        pending=len(pending),
        earlier=_earlier(loaded),
        windows=windows_of(loaded),
    )


def _earlier(loaded: Loaded) -> tuple[Pack, ...]:
    """The packs that judged the ticket before it went by its present one; mostly none."""
    last = loaded.events[-1]
    texts = dict.fromkeys((e.pack, e.calendar) for e in loaded.events if e.pack != last.pack)
    return tuple(loaded.rules_of(pack, calendar).pack for pack, calendar in texts)


def windows_of(loaded: Loaded) -> tuple[Verdict, ...]:
    """What may be claimed of a ticket until when, by the texts it is judged by; claimed when it came in."""
    last, ticket = loaded.events[-1], loaded.ticket
    rules = loaded.rules_of(last.pack, last.calendar)
    if not rules.pack.windows:
        return ()
    facts = {**ticket.fields, **ticket.attributes()}
    return verdicts(rules.pack.windows, ticket.kind, facts, ticket.received_at or ticket.opened_at, rules.calendar)


def once(
    desk: Desk, tx: WriteTransaction, key: str | None, content: object, write: Callable[[], TicketView]
) -> TicketView:
    """Do ``write`` unless ``key`` has been written before: then the first answer, if the content is the same.

    The first answer is looked at again as it was: the same events, judged at the same instant.
    """
    return once_all(desk, tx, key, content, lambda: [write()])[0]


def once_all(
    desk: Desk, tx: WriteTransaction, key: str | None, content: object, write: Callable[[], list[TicketView]]
) -> list[TicketView]:
    """The same for what is written to several tickets under one key."""
    if key is None:
        return write()
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    existing = idempotency.recall_key(tx, key)
    if existing is not None:
        if existing.digest != digest:
            raise DeskError("key: '{key}' has been used for something else", field="key", key=key)
        return [replay(desk, tx, stored) for stored in json.loads(existing.answer)]
    answers = write()
    stored = [
        {"number": answer.number, "seq": answer.ticket.seq - answer.pending, "at": answer.at.isoformat()}
        for answer in answers
    ]
    idempotency.remember_key(tx, key, digest, json.dumps(stored), at=desk.now())
    return answers


def replay(desk: Desk, tx: ReadTransaction, stored: Mapping[str, Any]) -> TicketView:
    """An earlier answer: the ticket as it was after event ``seq``, judged ``at`` that time."""
    record = find(desk, tx, stored["number"])
    events = [event for event in tickets.ticket_events(tx, record.id) if event.seq <= stored["seq"]]
    return view(desk, evaluate(desk, tx, record, events), datetime.fromisoformat(stored["at"]))
