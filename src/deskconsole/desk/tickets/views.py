"""Looking: one ticket, the queue, the follow-ups, the figures of the top line. Nothing here writes."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from deskconsole.desk.desk import Desk
from deskconsole.desk.shifts.roster import on_duty
from deskconsole.desk.staff.staff import is_assignee, require
from deskconsole.desk.tickets.records import Counts, FollowUpLine, QueueLine, TicketView
from deskconsole.desk.tickets.repeats import view_with_repeats
from deskconsole.desk.work import evaluate, find
from deskconsole.domain.clocks.derive import RUNNING, Clock, happened_by
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.records import QueueRow, TicketRecord

#: The action that the follow-up board is about.
FOLLOW_UP = "follow_up"


def show(desk: Desk, number: str, at: datetime | None = None) -> TicketView:
    """One ticket, judged now or ``at`` an instant: only what had happened by then, missed calls included."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        record = find(desk, tx, number)
        result = _as_of(desk, tx, record, at)
        if result is None:
            raise NotFound("number: '{number}' had not begun then", field="number", number=number)
        return result


def queue(
    desk: Desk,
    *,
    mine: bool = False,
    overdue: bool = False,
    stage: str | None = None,
    limit: int | None = None,
    at: datetime | None = None,
) -> list[QueueLine]:
    """Every open ticket by (due, number) with its nearest running clock; ``limit`` ``None``: all of them."""
    require(desk.actor, "show")
    now = at or desk.now()
    if stage is not None and stage not in {existing.name for pack in desk.packs for existing in pack.stages}:
        names = ", ".join(dict.fromkeys(existing.name for pack in desk.packs for existing in pack.stages))
        raise DeskError("stage: '{stage}' is not one of {allowed}", field="stage", stage=stage, allowed=names)
    # Only what is left out by nobody can be counted off in the store.
    page = limit if not (overdue or mine or stage) and at is None else None
    with desk.store.reading() as tx:
        duty = mine and on_duty(desk, tx, now) == desk.actor.login
        results = [
            line
            for line in _lines(desk, tx, now, at, page)
            if (not overdue or line.overdue)
            and (stage is None or line.stage == stage)
            and (not mine or is_mine(desk, line, on_duty=duty))
        ]
    results.sort(key=lambda line: (line.due, line.number))
    return results if limit is None else results[:limit]


def is_mine(desk: Desk, line: QueueLine, *, on_duty: bool = False) -> bool:
    """Owner or assignee is me; what nobody owns belongs to whoever is on duty (`model.md`)."""
    if line.owner is None and on_duty:
        return True
    return line.owner == desk.actor.login or is_assignee(desk.actor, line.assignee)


def follow_ups(
    desk: Desk, *, due: str | None = None, mine: bool = False, at: datetime | None = None
) -> list[FollowUpLine]:
    """Follow-up clocks by due. ``due``: overdue; today (until the end of the local day, overdue included); week
    (until the end of the seventh day from today, overdue included); ``None``: all."""
    require(desk.actor, "show")
    now = at or desk.now()
    until = _until(desk, due, now)
    with desk.store.reading() as tx:
        results = [
            line
            for line in _follow_up_lines(desk, tx, now, at)
            if (until is None or line.due <= until)
            and (due != "overdue" or line.overdue)
            and (not mine or line.owner == desk.actor.login or is_assignee(desk.actor, line.assignee))
        ]
    return sorted(results, key=lambda line: (line.due, line.number, line.rule, line.of))


def counts(desk: Desk, at: datetime | None = None) -> Counts:
    """The figures of the top line."""
    require(desk.actor, "show")
    now = at or desk.now()
    with desk.store.reading() as tx:
        everything, overdue, due_soon = tickets.queue_counts(tx, now)
        today = tickets.follow_up_clocks(tx, _until(desk, "today", now), do=FOLLOW_UP)
    return Counts(overdue, due_soon, everything, len(today))


def _until(desk: Desk, due: str | None, now: datetime) -> datetime | None:
    days = {"today": 1, "week": 7}.get(due or "")
    if days is None:
        return None
    last = now.astimezone(desk.zone).date() + timedelta(days=days)
    return datetime.combine(last, time(), desk.zone) - timedelta(microseconds=1)


def _as_of(desk: Desk, tx: ReadTransaction, record: TicketRecord, at: datetime | None) -> TicketView | None:
    events = tickets.ticket_events(tx, record.id)
    if at is not None:
        events = happened_by(events, at)
    if not events:
        return None
    return view_with_repeats(desk, tx, evaluate(desk, tx, record, events), at or desk.now())


def rebuilt(desk: Desk, tx: ReadTransaction, now: datetime, at: datetime | None) -> dict[int, TicketView | None]:
    """Tickets whose stored row does not show what is true at the instant asked for, looked at whole.

    Those with a ringing call that time alone has settled; and, for an instant in the past, all that changed since.
    """
    ids = set(tickets.ringing_to_settle(tx, now))
    if at is not None:
        ids |= set(tickets.changed_after(tx, at))
    results: dict[int, TicketView | None] = {}
    for ticket_id in ids:
        record = tickets.find_ticket_by_id(tx, ticket_id)
        if record is not None:
            results[ticket_id] = _as_of(desk, tx, record, at)
    return results


def _lines(
    desk: Desk, tx: ReadTransaction, now: datetime, at: datetime | None, page: int | None = None
) -> Iterator[QueueLine]:
    """Every open ticket; with ``page`` at least so many of those that come first, if there are as many."""
    others = rebuilt(desk, tx, now, at)
    for row in _rows(tx, None if page is None else page + len(others)):
        if row.id not in others:
            yield line_of_row(desk, tx, row, now)
    for seen in others.values():
        if seen is not None and not seen.closed and (clock := seen.next_clock) is not None:
            yield line_of_view(seen, clock)


def _rows(tx: ReadTransaction, least: int | None) -> Iterator[QueueRow]:
    """Rows by due; with ``least`` at least so many, and all that are due at the same instant as the last of these."""
    if least is None:
        yield from tickets.queue_page(tx, limit=None)
        return
    page = max(2, least + 1)
    rows = tickets.queue_page(tx, limit=page)
    yield from rows
    while len(rows) == page and rows[-1].due == rows[-2].due:
        rows = tickets.queue_page(tx, after=(rows[-1].due, rows[-1].id), limit=page)
        yield from rows


def title_of(pack: Pack, rule: str, do: str) -> Text:
    """The title of a clock in its pack."""
    return pack.clock_title(rule, do)


def line_of_row(desk: Desk, tx: ReadTransaction, row: QueueRow, now: datetime) -> QueueLine:
    """A stored row as a line of the queue."""
    pack = desk.rules(tx, row.pack_hash, row.calendar_hash).pack
    rule, do = row.rule or "", row.do or ""
    if not pack.clocks_of(rule):  # late already when the ticket became of another pack's kind
        pack = next((other for other in desk.packs if other.clocks_of(rule)), pack)
    return QueueLine(  # by place, for there may be ten thousand
        row.number,
        do,
        pack.clock_title(rule, do),
        rule,
        row.of or 0,
        row.due,
        row.warn_at or row.due,
        now > row.due,
        row.tier,
        row.channel,
        row.kind,
        row.category,
        row.customer,
        row.owner,
        row.assignee,
        row.role or "",
        row.stage or "",
        row.request,
        row.urgent,
        row.provisional,
        row.waiting,
        row.ended,
    )


def line_of_view(seen: TicketView, clock: Clock) -> QueueLine:
    """A ticket looked at whole, as a line of the queue."""
    ticket = seen.ticket
    return QueueLine(
        number=seen.number,
        do=clock.do,
        title=seen.title(clock.rule, clock.do) or title_of(seen.pack, clock.rule, clock.do),
        rule=clock.rule,
        of=clock.of,
        due=clock.due,
        warn_at=clock.warn_at,
        overdue=clock.overdue(seen.at),
        tier=ticket.tier,
        channel=ticket.channel,
        kind=ticket.kind,
        category=ticket.category,
        customer=ticket.customer,
        owner=ticket.owner,
        assignee=clock.assignee,
        role=clock.role,
        stage=ticket.stage or "",
        request=ticket.request,
        urgent=ticket.urgent,
        provisional=clock.provisional,
        waiting=ticket.waiting is not None,
        ended=ticket.ended,
    )


def _follow_up_lines(desk: Desk, tx: ReadTransaction, now: datetime, at: datetime | None) -> Iterator[FollowUpLine]:
    others = rebuilt(desk, tx, now, at) if at is not None else {}
    for row in tickets.follow_up_clocks(tx, do=FOLLOW_UP):
        if row.ticket_id not in others:
            pack = desk.rules(tx, row.pack_hash, row.calendar_hash).pack
            yield FollowUpLine(
                number=row.number,
                rule=row.rule,
                of=row.of,
                do=row.do,
                title=title_of(pack, row.rule, row.do),
                due=row.due,
                assignee=row.assignee,
                role=row.role,
                customer=row.customer,
                phone=row.contact,
                last_words=row.last_words,
                overdue=now > row.due,
                tier=row.tier,
                owner=row.owner,
                pack=pack,
            )
    for seen in others.values():
        if seen is not None:
            yield from _follow_ups_of(seen)


def _follow_ups_of(seen: TicketView) -> Iterator[FollowUpLine]:
    ticket = seen.ticket
    for clock in seen.clocks:
        if clock.state == RUNNING and clock.do == FOLLOW_UP:
            yield FollowUpLine(
                number=seen.number,
                rule=clock.rule,
                of=clock.of,
                do=clock.do,
                title=title_of(seen.pack, clock.rule, clock.do),
                due=clock.due,
                assignee=clock.assignee,
                role=clock.role,
                customer=ticket.customer,
                phone=ticket.contact,
                last_words=ticket.last_words,
                overdue=clock.overdue(seen.at),
                tier=ticket.tier,
                owner=ticket.owner,
                pack=seen.pack,
            )
