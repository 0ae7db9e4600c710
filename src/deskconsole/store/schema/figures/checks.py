"""The figures of quality checks, one's own apart: of who was checked, and of who checked."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, and_, cast, literal_column, or_, select

from deskconsole.store.schema.figures.parts import figure, length, within
from deskconsole.store.schema.parts import SITE_ID, here, word
from deskconsole.store.schema.shifts import CHECK
from deskconsole.store.schema.staff import STAFF
from deskconsole.store.schema.tickets import TICKET


def _is_of(ticket: Any) -> Any:
    """The ticket of a check, which names its number."""
    return and_(ticket.c.number == CHECK.c.number, ticket.c.site_id == SITE_ID)


def _of_ticket(name: str) -> Any:
    ticket = TICKET.alias("checked")
    return select(ticket.c[name]).where(_is_of(ticket)).correlate(CHECK).scalar_subquery()


def _of_check(login: Any) -> Mapping[str, Any]:
    department = select(STAFF.c.department).where(STAFF.c.login == login, here(STAFF)).correlate(CHECK)
    own = {name: _of_ticket(name) for name in ("channel", "tier", "category", "kind")}
    return {**own, "person": login, "department": department.scalar_subquery()}


_RECEIVER, _REVIEWER = _of_check(CHECK.c.receiver), _of_check(CHECK.c.reviewer)
#: Nobody's own check counts.
_OTHERS = or_(CHECK.c.receiver.is_(None), CHECK.c.receiver != CHECK.c.reviewer)
_MADE = and_(here(CHECK), within(CHECK.c.scored_at), _OTHERS, CHECK.c.score.is_not(None))
_DECIDED = and_(here(CHECK), within(CHECK.c.decided_at), _OTHERS)
_PASSED = CHECK.c.outcome == word("passed")
_CHANGED = CHECK.c.decision == word("overturned")

CHECK_SCORE, CHECK_SCORE_PARTS, CHECK_SCORE_BEHIND = figure(CHECK, _RECEIVER, _MADE, _PASSED, CHECK.c.score, of=_is_of)
PASSED, PASSED_PARTS, PASSED_BEHIND = figure(CHECK, _RECEIVER, _MADE, _PASSED, of=_is_of)
APPEALS, APPEALS_PARTS, APPEALS_BEHIND = figure(CHECK, _RECEIVER, _DECIDED, _CHANGED, of=_is_of)
REVIEWS, REVIEWS_PARTS, REVIEWS_BEHIND = figure(CHECK, _REVIEWER, _MADE, of=_is_of)
REVIEW_SCORE, REVIEW_SCORE_PARTS, REVIEW_SCORE_BEHIND = figure(CHECK, _REVIEWER, _MADE, total=CHECK.c.score, of=_is_of)
LOST, LOST_PARTS, LOST_BEHIND = figure(CHECK, _REVIEWER, _DECIDED, _CHANGED, bad=True, of=_is_of)
_TAKEN = (CHECK.c.scored_at - CHECK.c.begun_at) / literal_column("1000000", BigInteger())
REVIEW_TIME, REVIEW_TIME_BEHIND = length(CHECK, _REVIEWER, _MADE, cast(_TAKEN, BigInteger()), of=_is_of)
