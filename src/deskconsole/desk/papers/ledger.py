"""The ledger 客户服务台账: every inquiry of some days with its problem, handler, solution and feedback (E18).

Read a page at a time, each in a short transaction of its own: a long export holds up nobody and fits into memory.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import DAY
from deskconsole.desk.privacy import KEPT, may_be_hidden
from deskconsole.desk.use_cases import query
from deskconsole.domain.tickets.vocabulary import FIRST_RESPONSES
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import papers
from deskconsole.store.papers import LedgerEvent, LedgerTicket

#: Tickets read at once.
_PAGE: Final = 500
_SOLUTIONS: Final = frozenset({"answered", "proposed", "replied", "solved"})
_FEEDBACK: Final = frozenset({"followed_up", "rated"})


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the customer said afterwards."""

    outcome: str | None
    score: int | None
    text: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One ticket as the ledger tells it. ``late``: how many deadlines were missed; ``place``: where its papers lie."""

    ticket: LedgerTicket
    first_response: datetime | None
    solutions: tuple[str, ...]
    outcome: str | None
    outcome_text: str | None
    finished_at: datetime | None
    feedback: tuple[Feedback, ...]
    withdrawn: bool
    merged_into: str | None
    late: int
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Whole local days, both included."""

    first: date
    last: date

    def bounds(self, desk: Desk) -> tuple[datetime, datetime]:
        """The instant they begin with, and the one before which they end."""
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), desk.zone), datetime.combine(after, time(), desk.zone)


def days(first: date, last: date) -> Days:
    """The days from ``first`` to ``last``; refuses a period that ends before it begins."""
    if last < first:
        raise DeskError("to: {last} lies before {first}", field="to", first=first.isoformat(), last=last.isoformat())
    if last.year > 9000:
        raise DeskError("to: {last} is no day of a calendar", field="to", last=last.isoformat())
    return Days(first, last)


@query(needs="export")
def ledger_size(look: Look, period: Days) -> int:
    """How many lines the ledger of a period has now."""
    _check_period(look, period)
    return papers.ledger_count(look.tx, *period.bounds(look.desk))


def ledger_lines(desk: Desk, period: Days) -> Iterator[LedgerLine]:
    """The tickets that began within a period, the oldest first. What is recorded meanwhile may be in it or not."""
    now = desk.now()
    last: LedgerTicket | None = None
    while True:
        page = _page(desk, period, now, last)
        for ticket in page.tickets:
            yield _line(ticket, page.events.get(ticket.id, ()), page.late.get(ticket.id, 0))
        if len(page.tickets) < _PAGE:
            return
        last = page.tickets[-1]


@query(needs="export")
def _page(look: Look, period: Days, now: datetime, after: LedgerTicket | None) -> papers.LedgerPage:
    _check_period(look, period)
    since, until = period.bounds(look.desk)
    page = papers.ledger_page(look.tx, since, until, now, after=after, limit=_PAGE)
    withheld = may_be_hidden(look.actor, look.desk.packs)
    return page._replace(tickets=[_without(each, withheld.get(each.kind or "", ())) for each in page.tickets])


def _without(ticket: LedgerTicket, withheld: Collection[str]) -> LedgerTicket:
    """A ticket without what a pack may keep from whoever has the ledger written."""
    if not withheld:
        return ticket
    words = ("customer", "contact", "content", "request")
    changed: dict[str, Any] = {name: KEPT for name in words if name in withheld and getattr(ticket, name)}
    return ticket._replace(**changed, fields={n: v for n, v in ticket.fields.items() if n not in withheld})


def _check_period(look: Look, period: Days) -> None:
    """Who may hand out their own day alone asks for no other."""
    today = look.now.astimezone(look.desk.zone).date()
    if look.desk.roles.scope(look.actor.role, "export") == DAY and (period.first, period.last) != (today, today):
        raise DeskError("ledger: '{login}' may hand out today's only", field="from", login=look.actor.login)


def _line(ticket: LedgerTicket, recorded: Sequence[LedgerEvent], late: int) -> LedgerLine:
    events: list[LedgerEvent] = []
    for event in recorded:
        if event.kind == "undone":
            events = [before for before in events if before.seq < (event.of or 0)]
        else:
            events.append(event)
    responses = [e.happened_at for e in events if e.kind in FIRST_RESPONSES and e.by is not None]
    finished = next((e for e in reversed(events) if e.kind == "finished"), None)
    ends = [e.kind for e in events if e.kind in ("withdrawn", "reopened")]
    merged = next((e for e in reversed(events) if e.kind == "merged"), None)
    return LedgerLine(
        ticket=ticket,
        first_response=min(responses, default=None),
        solutions=tuple(e.text for e in events if e.kind in _SOLUTIONS and e.text),
        outcome=str(finished.fields.get("outcome") or "") if finished is not None else None,
        outcome_text=finished.text if finished is not None else None,
        finished_at=finished.happened_at if finished is not None else None,
        feedback=tuple(_feedback(e) for e in events if e.kind in _FEEDBACK),
        withdrawn=ends[-1:] == ["withdrawn"],
        merged_into=str(merged.fields.get("into")) if merged is not None else None,
        late=late,
        place=next((str(e.fields["kept_at"]) for e in reversed(events) if e.fields.get("kept_at")), None),
    )


def _feedback(event: LedgerEvent) -> Feedback:
    score = event.fields.get("score")
    words = (event.fields.get("remark"), event.text)
    return Feedback(
        outcome=str(event.fields.get("outcome") or "") or None,
        score=score if isinstance(score, int) else None,
        text=" ".join(str(word) for word in words if word),
    )
