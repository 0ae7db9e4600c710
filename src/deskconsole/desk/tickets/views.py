"""Looking: one ticket, the queue, the follow-ups, the figures of the top line. Nothing here writes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from deskconsole.desk.duty import on_duty
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import OWN, WORK, Staff, is_assignee
from deskconsole.desk.privacy import KEPT, hidden_from, may_be_hidden
from deskconsole.desk.records import Counts, FollowUpLine, QueueLine, TicketView
from deskconsole.desk.tickets.repeats import view_with_repeats
from deskconsole.desk.use_cases import query
from deskconsole.domain.clocks.derive import RUNNING, Clock, happened_by
from deskconsole.domain.rules.house.documents import naming_documents
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError, NotFound
from deskconsole.record import replace
from deskconsole.store import tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.care.care import not_to_contact
from deskconsole.store.mapping import parties_of
from deskconsole.store.tickets import QueueRow, TicketRecord
from deskconsole.text.masking import masked
from deskconsole.text.phones import first_digits
from deskconsole.text.private import Private

#: The action that the follow-up board is about.
FOLLOW_UP = "follow_up"
#: What is done by calling a customer, and stands on the board.
ON_BOARD = (FOLLOW_UP, "survey")


@query(needs="see")
def show(look: Look, number: str, at: datetime | None = None) -> TicketView:
    """One ticket, judged now or ``at`` an instant: only what had happened by then, missed calls included.

    What is private in it is masked; who has no part in it sees its number and state.
    """
    result = _as_of(look, look.find(number), at)
    if result is None:
        raise NotFound("number: '{number}' had not begun then", field="number", number=number)
    return result


@query(needs="see")
def queue(
    look: Look,
    *,
    mine: bool = False,
    overdue: bool = False,
    stage: str | None = None,
    limit: int | None = None,
    at: datetime | None = None,
) -> list[QueueLine]:
    """Every open ticket by (due, number) with its nearest running clock; ``limit`` ``None``: all of them."""
    now, desk = at or look.now, look.desk
    stages = dict.fromkeys(existing.name for pack in desk.packs for existing in pack.stages)
    if stage is not None and stage not in stages:
        raise DeskError(
            "stage: '{stage}' is not one of {allowed}", field="stage", stage=stage, allowed=", ".join(stages)
        )
    # Only what is left out by nobody can be counted off in the store.
    page = limit if not (overdue or mine or stage) and at is None else None
    duty = mine and on_duty(look, now) == look.actor.login
    results = list(seen_lines(look, _lines(look, now, at, page)))
    if overdue or mine or stage:
        results = [
            line
            for line in results
            if (not overdue or line.overdue)
            and (stage is None or line.stage == stage)
            and (not mine or is_mine(look.actor, line, on_duty=duty))
        ]
    results.sort(key=lambda line: (line.due, line.number))
    return results if limit is None else results[:limit]


def is_mine(person: Staff, line: QueueLine | FollowUpLine, *, on_duty: bool = False) -> bool:
    """Owner or asked for something is ``person``; what nobody owns belongs to whoever is on duty (`model.md`)."""
    if line.owner is None and on_duty:
        return True
    if line.owner == person.login or is_assignee(person, line.assignee):
        return True
    parties = line.parties if isinstance(line, QueueLine) else None
    return parties is not None and any(is_assignee(person, each) for each in parties.split("\n"))


def _sees_own(look: Look) -> bool:
    return look.desk.roles.scope(look.actor.role, "see") == OWN


def seen_lines(look: Look, lines: Iterable[QueueLine]) -> Iterable[QueueLine]:
    """The lines as the person at the desk may see them: of tickets in which they have no part, number and state; of
    others without what a pack keeps from them."""
    withheld = may_be_hidden(look.actor, look.desk.packs)
    if withheld:
        lines = (_without(line, withheld.get(line.kind or "", frozenset())) for line in lines)
    return (_seen(look, line) for line in lines) if _sees_own(look) else lines


def _without(line: QueueLine, withheld: Collection[str]) -> QueueLine:
    changed: dict[str, Any] = {
        name: KEPT for name in ("customer", "request") if name in withheld and getattr(line, name)
    }
    if "contact" in withheld:
        changed["caller"] = None
    return line._replace(**changed)


def _seen(look: Look, line: QueueLine) -> QueueLine:
    return line if is_mine(look.actor, line) else line._replace(customer=None, request=None, tier=None)


@query(needs="see")
def follow_ups(
    look: Look, *, due: str | None = None, mine: bool = False, at: datetime | None = None
) -> list[FollowUpLine]:
    """Follow-up clocks by due. ``due``: overdue; today (until the end of the local day, overdue included); week
    (until the end of the seventh day from today, overdue included); ``None``: all."""
    now = at or look.now
    until = _until(look, due, now)
    withheld = may_be_hidden(look.actor, look.desk.packs)
    results = [
        _kept_follow_up(look, line) if withheld else line
        for line in _follow_up_lines(look, now, at)
        if (not _sees_own(look) or is_mine(look.actor, line))
        and (until is None or line.due <= until)
        and (due != "overdue" or line.overdue)
        and (not mine or is_mine(look.actor, line))
    ]
    return sorted(results, key=lambda line: (line.due, line.number, line.rule, line.of))


def _kept_follow_up(look: Look, line: FollowUpLine) -> FollowUpLine:
    """A line without what the ticket's pack keeps from the person at the desk."""
    withheld = hidden_from(look.actor, line.pack, look.load(look.find(line.number)).ticket)
    if "customer" in withheld:
        line = replace(line, customer=KEPT)
    return replace(line, phone=None, contact=KEPT) if "contact" in withheld else line


@query(needs="see")
def counts(look: Look, at: datetime | None = None) -> Counts:
    """The figures of the top line."""
    now = at or look.now
    everything, overdue, due_soon = tickets.queue_counts(look.tx, now)
    until = _until(look, "today", now)
    today = sum(len(tickets.follow_up_clocks(look.tx, until, do=do)) for do in ON_BOARD)
    return Counts(overdue, due_soon, everything, today)


def _until(look: Look, due: str | None, now: datetime) -> datetime | None:
    days = {"today": 1, "week": 7}.get(due or "")
    if days is None:
        return None
    last = now.astimezone(look.desk.zone).date() + timedelta(days=days)
    return datetime.combine(last, time(), look.desk.zone) - timedelta(microseconds=1)


def _as_of(look: Look, record: TicketRecord, at: datetime | None) -> TicketView | None:
    if at is None:
        return view_with_repeats(look, look.load(record))
    whole = tickets.ticket_events(look.tx, record.id)
    events = happened_by(whole, at)
    return view_with_repeats(look, look.load(record, events), at, whole=whole) if events else None


def rebuilt(look: Look, now: datetime, at: datetime | None) -> dict[int, TicketView | None]:
    """Tickets whose stored row does not show what is true at the instant asked for, looked at whole.

    Those with a ringing call that time alone has settled; and, for an instant in the past, all that changed since.
    """
    ids = set(tickets.ringing_to_settle(look.tx, now))
    if at is not None:
        ids |= set(tickets.changed_after(look.tx, at))
    results: dict[int, TicketView | None] = {}
    for ticket_id in ids:
        record = tickets.find_ticket_by_id(look.tx, ticket_id)
        if record is not None:
            results[ticket_id] = _as_of(look, record, at)
    return results


def _lines(look: Look, now: datetime, at: datetime | None, page: int | None = None) -> list[QueueLine]:
    """Every open ticket; with ``page`` at least so many of those that come first, if there are as many."""
    others = rebuilt(look, now, at)
    rows = _rows(look.tx, None if page is None else page + len(others))
    lines = lines_of(look, [row for row in rows if row.id not in others] if others else rows, now)
    for seen in others.values():
        if seen is not None and not seen.closed and (clock := seen.next_clock) is not None:
            lines.append(line_of_view(seen, clock))
    return lines


def _rows(tx: ReadTransaction, least: int | None) -> list[QueueRow]:
    """Rows by due; with ``least`` at least so many, and all that are due at the same instant as the last of these."""
    if least is None:
        return tickets.queue_page(tx, limit=None)
    page = max(2, least + 1)
    rows = tickets.queue_page(tx, limit=page)
    results = list(rows)
    while len(rows) == page and rows[-1].due == rows[-2].due:
        rows = tickets.queue_page(tx, after=(rows[-1].due, rows[-1].id), limit=page)
        results += rows
    return results


def lines_of(look: Look, rows: Sequence[QueueRow], now: datetime) -> list[QueueLine]:
    """Stored rows as lines of the queue. There may be ten thousand: column by column takes half the time."""
    if not rows:
        return []
    column: dict[str, Sequence[Any]] = dict(zip(QueueRow._fields, zip(*rows, strict=True), strict=True))
    columns = {name: column[name] for name in QueueLine._fields if name in column}
    for name, missing in (("do", ""), ("rule", ""), ("of", 0), ("role", ""), ("stage", "")):
        columns[name] = [value or missing for value in column[name]]
    columns["started"] = [at or due for at, due in zip(column["started"], column["due"], strict=True)]
    columns["warn_at"] = [at or due for at, due in zip(column["warn_at"], column["due"], strict=True)]
    columns["caller"] = [
        _caller(customer, digits) for customer, digits in zip(column["customer"], column["contact_digits"], strict=True)
    ]
    columns["overdue"] = [now > due for due in column["due"]]
    columns["title"] = _titles(look, zip(*(column[name] for name in _TITLED_BY), strict=True))
    return list(map(QueueLine._make, zip(*(columns[name] for name in QueueLine._fields), strict=True)))


def _caller(customer: str | None, digits: str | None) -> str | None:
    return masked(digits) if digits and not customer else None


#: What the title of a line follows from.
_TITLED_BY: Final = ("pack_hash", "calendar_hash", "rule", "name", "do", "papers_open")


def _titles(look: Look, keys: Iterable[tuple[Any, ...]]) -> list[Text]:
    keys = list(keys)
    titles = {key: _title_of(look, *key) for key in set(keys)}
    return [titles[key] for key in keys]


def _title_of(
    look: Look,
    pack_hash: str,
    calendar_hash: str,
    rule: str | None,
    name: str | None,
    do: str | None,
    missing: str | None,
) -> Text:
    pack: Pack = look.rules_of(pack_hash, calendar_hash).pack
    if not pack.clocks_of(rule or ""):  # late already when the ticket became of another pack's kind
        pack = next((other for other in look.desk.packs if other.clocks_of(rule or "")), pack)
    return naming_documents(pack.clock_title(rule or "", name or do or ""), do or "", pack.documents, missing)


def line_of_view(seen: TicketView, clock: Clock) -> QueueLine:
    """A ticket looked at whole, as a line of the queue."""
    ticket = seen.ticket
    contact: str | Private | None = ticket.contact
    digits = first_digits(contact) if not isinstance(contact, Private) else None
    caller = str(contact) if isinstance(contact, Private) and not ticket.customer else _caller(ticket.customer, digits)
    return QueueLine(
        number=seen.number,
        do=clock.do,
        title=seen.title(clock),
        rule=clock.rule,
        of=clock.of,
        started=clock.started,
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
        caller=caller,
        major=bool(ticket.major),
        parties=parties_of(ticket, seen.clocks),
    )


def _follow_up_lines(look: Look, now: datetime, at: datetime | None) -> Iterator[FollowUpLine]:
    others = rebuilt(look, now, at) if at is not None else {}
    person, works = look.actor, look.may(WORK) and not look.desk.faces_counter
    own = look.desk.roles.scope(person.role, WORK) == OWN
    left_alone = not_to_contact(look.tx)
    for row in (row for do in ON_BOARD for row in tickets.follow_up_clocks(look.tx, do=do)):
        if row.ticket_id not in others:
            pack = look.desk.rules(look.tx, row.pack_hash, row.calendar_hash).pack
            phone = Private(row.contact) if row.contact else None
            whole = works and (not own or row.owner == person.login or is_assignee(person, row.assignee))
            yield FollowUpLine(
                number=row.number,
                rule=row.rule,
                of=row.of,
                do=row.do,
                title=pack.clock_title(row.rule, row.name or row.do),
                due=row.due,
                assignee=row.assignee,
                role=row.role,
                customer=row.customer,
                phone=phone,
                last_words=row.last_words,
                overdue=now > row.due,
                tier=row.tier,
                owner=row.owner,
                pack=pack,
                contact=row.contact if whole else phone,
                no_contact=row.number in left_alone,
            )
    for seen in others.values():
        if seen is not None:
            yield from _follow_ups_of(seen)


def _follow_ups_of(seen: TicketView) -> Iterator[FollowUpLine]:
    ticket = seen.ticket
    for clock in seen.clocks:
        if clock.state == RUNNING and clock.do in ON_BOARD:
            yield FollowUpLine(
                number=seen.number,
                rule=clock.rule,
                of=clock.of,
                do=clock.do,
                title=seen.title(clock),
                due=clock.due,
                assignee=clock.assignee,
                role=clock.role,
                customer=ticket.customer,
                phone=seen.hidden_contact,
                last_words=ticket.last_words,
                overdue=clock.overdue(seen.at),
                tier=ticket.tier,
                owner=ticket.owner,
                pack=seen.pack,
                contact=seen.contact,
            )
