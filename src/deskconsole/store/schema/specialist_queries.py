"""The statements about times that specialists agreed to; see ``queries.py``."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import and_, case, func, literal_column, or_, select

from deskconsole.store.schema.query_parts import CLOCK, TICKET, Statement, given, word

_DONE = CLOCK.c.state.in_((word("met"), word("late")))
_OVERDUE = and_(CLOCK.c.state == word("running"), CLOCK.c.due < given("now"))
_KEPT = case((CLOCK.c.state == word("met"), literal_column("1")), else_=literal_column("0"))

STATEMENTS: Final[Mapping[str, Statement]] = {
    "agreed_times": select(CLOCK.c.assignee, func.count(), func.sum(_KEPT))
    .select_from(CLOCK.join(TICKET, TICKET.c.id == CLOCK.c.ticket_id))
    .where(
        CLOCK.c.do == word("specialist_answer"),
        CLOCK.c.started >= given("since"),
        CLOCK.c.assignee.is_not(None),
        or_(_DONE, _OVERDUE),
        TICKET.c.site_id == given("site_id"),
    )
    .group_by(CLOCK.c.assignee),
}
