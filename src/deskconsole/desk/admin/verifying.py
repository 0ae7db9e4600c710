"""Recomputing everything that can be recomputed, and naming each difference."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from deskconsole.desk.admin.verifying_customers import customer_differences
from deskconsole.desk.admin.verifying_site import site_differences, site_row_differences
from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.sources import sources_of, verify_articles
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.papers.attachments import verify_attachments
from deskconsole.desk.use_cases import looking
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.store import mapping, search_checking, texts, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.record import chain
from deskconsole.store.tickets import TicketRecord

#: Of what a library says of damaged data, in characters.
_LONGEST: Final = 200
_COMPARED = (
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
)


def verify(desk: Desk, *, clocks: bool = False) -> Iterator[DeskError]:
    """Each difference between the store and what its events say: the chain, the customers, the rows of the site, the
    derived columns of every ticket, the articles, the attached files, the words of the search, and with ``clocks``
    every clock row."""
    used: Counter[int] = Counter()
    with looking(desk, needs="verify") as look:
        tx = look.tx
        yield from _checked("the record", chain.verify_chain(tx))
        yield from _checked("the site", site_row_differences(tx))
        yield from _checked("customers", customer_differences(tx))
        yield from _checked("the site", site_differences(tx))
        names = {text.hash: text.name for text in texts.texts(tx)}
        for ticket_id in list(tickets.all_ticket_ids(tx)):
            yield from _checked(f"ticket {ticket_id}", _ticket(look, ticket_id, names, used, clocks))
        yield from _checked("articles", verify_articles(tx, used))
        yield from _checked("the search", _words(tx))
    yield from _checked("attached files", verify_attachments(desk))


def _checked(what: str, part: Iterator[DeskError]) -> Iterator[DeskError]:
    """A part of the check. What is stored may be anything: where it cannot even be read, that is what is told, and the
    check goes on."""
    try:
        yield from part
    except StoreUnusable:
        raise
    except DeskError as error:
        yield error
    except Exception as error:
        yield DeskError(
            "{what}: cannot be checked, something there was changed ({kind}: {error})",
            what=what,
            kind=type(error).__name__,
            error=str(error)[:_LONGEST],
        )


def _ticket(
    look: Look, ticket_id: int, names: Mapping[str, str], used: Counter[int], clocks: bool
) -> Iterator[DeskError]:
    tx = look.tx
    record = tickets.find_ticket_by_id(tx, ticket_id)
    events = tickets.ticket_events(tx, ticket_id)
    if record is None or not events:
        return  # the chain has told of it
    yield from _row(record, events, names)
    loaded = look.load(record, events)
    used.update(sources_of(events))
    yield from _columns(tx, loaded)
    if clocks:
        yield from _clocks(tx, loaded)


def _row(record: TicketRecord, events: Sequence[Event], names: Mapping[str, str]) -> Iterator[DeskError]:
    """When a ticket was opened, and the rules and the calendar that judge it: those of its last event."""
    expected = {
        "opened_at": events[0].happened_at,
        "pack_hash": events[-1].pack,
        "calendar_hash": events[-1].calendar,
        "pack": names.get(events[-1].pack, record.pack),
    }
    for name, value in expected.items():
        if (stored := getattr(record, name)) != value:
            yield _difference(record.number, name, str(stored), str(value))


def _difference(number: str, column: str, stored: str, expected: str) -> DeskError:
    return DeskError(
        "{number}: {column} is {stored}, but its events say {expected}",
        number=number,
        column=column,
        stored=stored,
        expected=expected,
    )


def _words(tx: ReadTransaction) -> Iterator[DeskError]:
    """What the search would not find, or would find wrongly."""
    for differing in search_checking.words_differ(tx):
        yield DeskError(
            "search: the words of {what} differ: missing {missing}, too many {extra}",
            what=differing.what,
            missing=" ".join(differing.missing) or "-",
            extra=" ".join(differing.extra) or "-",
        )


def _columns(tx: ReadTransaction, loaded: LoadedTicket) -> Iterator[DeskError]:
    closed_at, settle_at = loaded.derived()
    expected = mapping.ticket_columns(loaded.ticket, loaded.clocks, closed_at, settle_at)
    stored = tickets.stored_columns(tx, loaded.row.id, expected)
    for name, value in expected.items():
        if stored[name] != value:
            yield _difference(loaded.row.number, name, repr(stored[name]), repr(value))


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
