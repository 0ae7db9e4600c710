"""What may be drawn to be checked: what people from outside have brought and what is filed."""

from sqlalchemy import exists, or_, select

from deskconsole.store.care.checks import CandidateRow
from deskconsole.store.schema.events import EVENT
from deskconsole.store.schema.figures.facts import TICKET_FACTS as FACTS
from deskconsole.store.schema.parts import also_here, given, here, word, words
from deskconsole.store.schema.tickets import TICKET

#: A score of 1 or 2 from the customer, as the facts of its event say it.
_LOW = exists().where(
    EVENT.c.ticket_id == TICKET.c.id,
    EVENT.c.kind.in_(words(("rated", "followed_up"))),
    or_(EVENT.c.facts.like(word('%"score"_1%')), EVENT.c.facts.like(word('%"score"_2%'))),
)
#: Somebody from outside has brought it.
_BROUGHT = exists().where(FACTS.c.ticket_id == TICKET.c.id, FACTS.c.counts.is_(True), also_here(FACTS))
_CANDIDATE = tuple(TICKET.c[name] for name in CandidateRow._fields if name != "low")
CHECK_CANDIDATES = (
    select(*_CANDIDATE, _LOW.label("low"))
    .where(here(TICKET), TICKET.c.filed_at >= given("since"), TICKET.c.filed_at < given("until"), _BROUGHT)
    .order_by(TICKET.c.number)
)
