"""Deriving each ticket again from its events, naming each difference: its row, its clocks, its calls, whose it is."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.ticket_work import facts_of_ticket
from deskconsole.desk.verifying.progress import Progress
from deskconsole.desk.verifying.run import Verification, checked
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.customers.customer import FILE_OF
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.store import calls, customers, mapping, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.calls import CallRecord
from deskconsole.store.figures import facts as figures
from deskconsole.store.record import chain, checking
from deskconsole.store.tickets import TicketRecord

#: Rows that are looked at in one transaction.
_TICKETS: Final = 250
_CALLS: Final = 5_000
_NUMBER: Final = re.compile(r".+-([0-9]{8})-([0-9]{4,})", re.ASCII)
_COMPARED: Final = (
    "do",
    "name",
    "role",
    "assignee",
    "started",
    "due",
    "first_due",
    "ended",
    "state",
    "breaches",
    "provisional",
    "reclassified",
    "warn_at",
    "every",
    "cause",
    "cause_by",
    "cause_state",
)


def ticket_differences(run: Verification) -> Iterator[DeskError]:
    """Every ticket, in the order in which they were opened."""
    after: int | None = checking.FIRST
    while after is not None:
        with run.look() as look:
            differences, after = chain.ticket_differences(look.tx, after)
        yield from differences
    progress = Progress(run)
    if run.resume:
        progress.take_up()
        yield from progress.problems
    yield from run.keyed(
        checking.tickets_after,
        lambda look, key: checked(f"ticket {key}", _ticket(run, look, key)),
        _TICKETS,
        after=progress.after,
        reached=progress.reached,
    )
    progress.end()


def call_differences(run: Verification) -> Iterator[DeskError]:
    """Calls of which no event tells."""
    after, portion = checking.FIRST, None
    while portion is None or portion:
        with run.look() as look:
            portion = checking.calls_after(look.tx, after, _CALLS)
        for call in portion:
            after = call.id
            if not call.rang:
                yield DeskError("call {call}: is stored, but no event says so", call=call.call)
    with run.look() as look:
        stray = figures.strays(look.tx)
    for table, ticket in stray:
        yield DeskError("{table}: a row is of ticket {key}, which does not exist", table=table, key=ticket)


def _ticket(run: Verification, look: Look, ticket_id: int) -> Iterator[DeskError]:
    tx = look.tx
    record = tickets.find_ticket_by_id(tx, ticket_id)
    events = tickets.ticket_events(tx, ticket_id)
    if record is None or not events:
        return  # the chain has told of it
    yield from _number(run, look, record, events[0])
    yield from _row(run, record, events)
    yield from _customer(tx, record, events)
    loaded = look.load(record, events)
    run.uses.count(ticket_id, events)
    yield from _columns(tx, loaded)
    yield from _facts(tx, loaded)
    yield from _calls(tx, loaded)
    if run.clocks:
        yield from _clocks(tx, loaded)


def _number(run: Verification, look: Look, record: TicketRecord, first: Event) -> Iterator[DeskError]:
    """Numbers of a day have no gaps and follow the order in which the tickets were opened."""
    zone = look.rules_of(first.pack, first.calendar).calendar.zone
    day = f"{first.recorded_at.astimezone(zone):%Y%m%d}"
    expected = f"{look.tx.site_code}-{day}-{run.numbers.get(day, 0) + 1:04}"
    if record.number != expected:
        yield _difference(record.number, "number", record.number, expected)
    if (parts := _NUMBER.fullmatch(record.number)) is not None and parts[1] == day:
        run.numbers[day] = int(parts[2])
    else:
        run.numbers[day] = run.numbers.get(day, 0) + 1


def _row(run: Verification, record: TicketRecord, events: Sequence[Event]) -> Iterator[DeskError]:
    """When a ticket was opened, and the rules and the calendar that judge it: those of its last event."""
    expected = {
        "opened_at": events[0].happened_at,
        "pack_hash": events[-1].pack,
        "calendar_hash": events[-1].calendar,
        "pack": run.pack_names.get(events[-1].pack, record.pack),
    }
    for name, value in expected.items():
        if (stored := getattr(record, name)) != value:
            yield _difference(record.number, name, str(stored), str(value))


def _customer(tx: ReadTransaction, record: TicketRecord, events: Sequence[Event]) -> Iterator[DeskError]:
    """Whose ticket it is, as the last event says that says so; those of older versions do not."""
    saying = [event for event in events if FILE_OF in event.fields and not event.retold]
    if not saying or saying[-1].erased:
        return
    expected = saying[-1].fields[FILE_OF]
    customer = customers.find_customer(tx, record.customer_id) if record.customer_id is not None else None
    stored = customer.uuid if customer is not None else None
    if stored != expected:
        yield _difference(record.number, "customer_id", str(stored), str(expected))


def _columns(tx: ReadTransaction, loaded: LoadedTicket) -> Iterator[DeskError]:
    closed_at, settle_at = loaded.derived()
    expected = mapping.ticket_columns(loaded.ticket, loaded.clocks, closed_at, settle_at)
    stored = tickets.stored_columns(tx, loaded.row.id, expected)
    for name, value in expected.items():
        if stored[name] != value:
            yield _difference(loaded.row.number, name, repr(stored[name]), repr(value))


def _facts(tx: ReadTransaction, loaded: LoadedTicket) -> Iterator[DeskError]:
    """What figures count of it."""
    expected = facts_of_ticket(loaded)
    for what, stored, value in figures.differences(figures.stored_facts(tx, loaded.row.id), expected):
        yield _difference(loaded.row.number, f"figures: {what}", repr(stored), repr(value))


def _calls(tx: ReadTransaction, loaded: LoadedTicket) -> Iterator[DeskError]:
    """What a telephone system's line is found by."""
    for of, call in loaded.ticket.calls.items():
        number = mapping.digits(call.caller) if call.caller else None
        expected = CallRecord(call.call, loaded.row.id, of, number, call.rang_at, call.state)
        stored = calls.find_call(tx, call.call)
        if stored is None:
            yield DeskError("{number}: call {call} is missing", number=loaded.row.number, call=call.call)
            continue
        for name, value in expected._asdict().items():
            if (column := getattr(stored, name)) != value:
                yield _difference(loaded.row.number, f"call {call.call} {name}", repr(column), repr(value))


def _difference(number: str, column: str, stored: Any, expected: Any) -> DeskError:
    return DeskError(
        "{number}: {column} is {stored}, but its events say {expected}",
        number=number,
        column=column,
        stored=stored,
        expected=expected,
    )


def _clocks(tx: ReadTransaction, loaded: LoadedTicket) -> Iterator[DeskError]:
    number = loaded.row.number
    stored = {(clock.rule, clock.of): clock for clock in tickets.clock_rows(tx, loaded.row.id)}
    expected = {(clock.rule, clock.of): clock for clock in loaded.clocks}
    for rule, of in sorted(stored.keys() - expected.keys()):
        yield DeskError(
            "{number}: clock {rule} of {of} is stored, but no event starts it", number=number, rule=rule, of=of
        )
    for key in sorted(expected.keys() - stored.keys()):
        yield DeskError("{number}: clock {rule} of {of} is missing", number=number, rule=key[0], of=key[1])
    for key in sorted(expected.keys() & stored.keys()):
        yield from _differences(number, stored[key], expected[key])


def _differences(number: str, stored: Clock, expected: Clock) -> Iterator[DeskError]:
    for name in _COMPARED:
        if getattr(stored, name) != getattr(expected, name):
            yield DeskError(
                "{number}: clock {rule} of {of}: {column} is {stored}, but its events say {expected}",
                number=number,
                rule=expected.rule,
                of=expected.of,
                column=name,
                stored=str(getattr(stored, name)),
                expected=str(getattr(expected, name)),
            )
