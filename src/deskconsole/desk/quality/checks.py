"""Checks as people may see them: their own, or all for whoever leads; what others scored stays hidden from who is still
to score the same ticket."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.quality.plans import cards, causes, plans
from deskconsole.desk.use_cases import query
from deskconsole.desk.work import Work
from deskconsole.domain.rules.house.checks import CheckPlan, Scorecard
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.site.checks import APPEALED, OPEN, SCORED, WHOLE, CheckRow
from deskconsole.domain.tickets.events.checks import FAILED, PUT_RIGHT
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple, dataclass
from deskconsole.store.care import checks as rows

#: So far back the list goes, and so many lines it has at most.
BACK: Final = timedelta(days=62)
MOST: Final = 500
#: What is to be done about a check, and by whom it is listed.
TO_SCORE: Final = "score"
TO_SEE: Final = "see"
TO_DECIDE: Final = "decide"
TO_COACH: Final = "coach"
NOTHING: Final = ""


class Words(NamedTuple):
    """What was written about a check."""

    finding: str | None = None
    appeal: str | None = None
    decision: str | None = None
    coached: str | None = None


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check as somebody may see it. ``hidden``: they are still to score the same ticket, or it is somebody's own
    check and another is not made yet. ``to_do``: what the person who looks has to do about it."""

    row: CheckRow
    title: Text
    card: Scorecard | None
    cause_title: Text | None
    hidden: bool
    to_do: str
    words: Words = Words()

    @property
    def score(self) -> float | None:
        """From 0 to 1; ``None`` where nobody has scored, or it is hidden."""
        return self._share(self.row.score)

    @property
    def plain(self) -> float | None:
        """The score without what is critical."""
        return self._share(self.row.plain)

    def _share(self, stored: int | None) -> float | None:
        return None if stored is None or self.hidden else stored / WHOLE

    def shown(self, name: str) -> Any:
        """A column of the row that tells the result; ``None`` while it is hidden."""
        return None if self.hidden else getattr(self.row, name)


@query(needs="checks")
def list_checks(look: Look, *, mine: bool = False, to_do: bool = False) -> list[CheckView]:
    """Checks that are not done, and those begun within two months, the nearest due first.

    Whoever leads sees all, others those that they make and those of their own work. ``mine``: the same for who leads;
    ``to_do``: those about which the person has to do something.
    """
    views = _views(look, rows.checks_since(look.tx, look.now - BACK, limit=MOST), mine=mine)
    return [view for view in views if view.to_do or not to_do]


@query(needs="checks")
def checks_begun(look: Look, since: datetime, until: datetime) -> list[CheckView]:
    """The checks that were begun in a period and that the person may see."""
    return _views(look, rows.checks_begun(look.tx, since, until), mine=False)


@query(needs="checks")
def show_checks(look: Look, number: str) -> list[CheckView]:
    """Every check of a ticket that the person may see, with what was written about it, the oldest first."""
    ticket = look.look_at(number)
    results = views_of(look, ticket)
    if not results:
        raise DeskError("number: this ticket was not checked, or it is not yours to see", field="number")
    return results


def view_of(look: Look, ticket: LoadedTicket, check: str) -> CheckView:
    """One check of a ticket."""
    return next(view for view in views_of(look, ticket) if view.row.check == check)


def check_again(work: Work, answer: str) -> CheckView:
    """The first answer of a write about a check, by its id: as it is now."""
    row = rows.find_check(work.tx, answer)
    if row is None:
        raise DeskError("number: there is no such check of yours", field="number")
    return view_of(work, work.ticket(row.number), answer)


def views_of(look: Look, ticket: LoadedTicket) -> list[CheckView]:
    """The checks of a ticket that the person may see."""
    existing = rows.checks_of(look.tx, ticket.number)
    login, leads = look.actor.login, look.may("draw_checks")
    seen = [row for row in existing if leads or login in (row.receiver, row.reviewer) or _theirs(look, row)]
    return [_view(look, row, existing, _words(ticket, row.of)) for row in seen]


def _views(look: Look, existing: Sequence[CheckRow], *, mine: bool) -> list[CheckView]:
    own = mine or not look.may("draw_checks")
    login = look.actor.login
    seen = [row for row in existing if not own or login in (row.receiver, row.reviewer) or _theirs(look, row)]
    siblings = _siblings(look, existing, seen)
    return [_view(look, row, siblings[row.number]) for row in seen]


def _siblings(look: Look, existing: Sequence[CheckRow], seen: Sequence[CheckRow]) -> dict[str, list[CheckRow]]:
    """The checks of the same tickets: what one may see of one hangs on the others."""
    results: dict[str, list[CheckRow]] = {row.number: [] for row in seen}
    for row in existing:
        if row.number in results:
            results[row.number].append(row)
    return results


def _theirs(look: Look, row: CheckRow) -> bool:
    """Whether a check that nobody was asked for is theirs to make."""
    plan = plans(look.desk).get(row.level)
    return row.reviewer is None and plan is not None and look.actor.role in plan.by


def _view(look: Look, row: CheckRow, siblings: Sequence[CheckRow], words: Words | None = None) -> CheckView:
    plan = plans(look.desk).get(row.level)
    cause = causes(look.desk).get(row.cause or "")
    hidden = row.state != OPEN and _is_hidden(look, row, siblings, plan)
    return CheckView(
        row=row,
        title=plan.title if plan is not None else Text(zh=row.level, en=row.level),
        card=cards(look.desk).get(row.card),
        cause_title=cause.title if cause is not None and not hidden else None,
        hidden=hidden,
        to_do=_to_do(look, row, own=plan is not None and plan.own),
        words=words or Words(),
    )


def _is_hidden(look: Look, row: CheckRow, siblings: Sequence[CheckRow], plan: CheckPlan | None) -> bool:
    """Blind: what was scored is not seen by who is to score the same ticket; somebody's own check by nobody else until
    the others are made, and so what all score together, until all have."""
    login = look.actor.login
    others = [each for each in siblings if each.check != row.check and each.state == OPEN]
    if plan is not None and plan.together and login != row.reviewer:
        return any(each.draw == row.draw for each in others)
    if plan is not None and plan.own:
        return login != row.receiver and bool(others)
    return login != row.reviewer and any(each.reviewer == login or _theirs(look, each) for each in others)


def _to_do(look: Look, row: CheckRow, *, own: bool) -> str:
    """What the person has to do about a check."""
    login = look.actor.login
    if row.state == OPEN:
        return TO_SCORE if row.reviewer == login or (login != row.receiver and _theirs(look, row)) else NOTHING
    if row.state == APPEALED:
        third = login not in (row.receiver, row.reviewer)
        return TO_DECIDE if third and look.may("draw_checks") else NOTHING
    if row.receiver == login and row.seen_at is None and not own and row.state == SCORED:
        return TO_SEE
    if is_to_be_put_right(row) and row.reviewer == login:
        return TO_COACH
    return NOTHING


def is_to_be_put_right(row: CheckRow) -> bool:
    """Whether a finding waits to be looked at once more."""
    return row.outcome == FAILED and row.right_by is not None and row.coached != PUT_RIGHT


def _words(ticket: LoadedTicket, of: int) -> Words:
    """What was written in the thread of a check, each the last of its kind."""
    threads = {of, *_findings(ticket, of)}
    texts = {event.kind: event.text for event in ticket.events if event.of in threads and event.text}
    return Words(texts.get("finding_made"), texts.get("appealed"), texts.get("appeal_decided"), texts.get("coached"))


def last_finding(ticket: LoadedTicket, of: int) -> int | None:
    """The thread of what is to be put right by the check of a thread: the last that was existing."""
    return max(_findings(ticket, of), default=None)


def _findings(ticket: LoadedTicket, of: int) -> list[int]:
    return [event.seq for event in ticket.events if event.kind == "finding_made" and event.of == of]


def appeal_ends(row: CheckRow, days: int) -> datetime | None:
    """Until when somebody may object to a check; ``None`` before it is scored."""
    return None if row.scored_at is None else row.scored_at + timedelta(days=days)
