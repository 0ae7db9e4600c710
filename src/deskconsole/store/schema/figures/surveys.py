"""Surveys of customers: what was drawn, and who might be drawn."""

from sqlalchemy import and_, exists, func, or_, select
from sqlmodel import Index, SQLModel, UniqueConstraint

from deskconsole.domain.site.surveys import SurveyDrawRow as Row
from deskconsole.store.schema.customers import CARE, CONTACT, CUSTOMER
from deskconsole.store.schema.figures.facts import TICKET_FACTS as FACT
from deskconsole.store.schema.parts import columns, given, here, instant, reference, row_key, table_of, word
from deskconsole.store.schema.tickets import TICKET


class SurveyDrawTable(SQLModel, table=True):
    """A draw of customers to be asked, with what proves it: seed, percentage, strata, the digest of all candidates."""

    __tablename__ = "survey_draw"
    __table_args__ = (UniqueConstraint("site_id", "draw"), Index("survey_draw_of", "site_id", "survey", "period"))
    id: int | None = row_key()
    site_id: int = reference("site")
    draw: str
    survey: str
    period: str
    seed: str
    percent: str
    population: str
    size: int
    left_out: str
    shares: str
    drawn: str
    drawn_by: str
    drawn_at: int = instant()


SURVEY_DRAW = table_of(SurveyDrawTable)

#: A file holds several customers together.
_FILE = func.coalesce(CUSTOMER.c.merged_into, CUSTOMER.c.id)
_OTHER = CUSTOMER.alias("other")
_OTHER_FILE = func.coalesce(_OTHER.c.merged_into, _OTHER.c.id)
_HAS_TELEPHONE = exists().where(
    CONTACT.c.customer_id == _OTHER.c.id, _OTHER_FILE == _FILE, CONTACT.c.kind == word("phone")
)
SERVED = (
    select(
        TICKET.c.uuid,
        TICKET.c.number,
        TICKET.c.pack_hash,
        TICKET.c.calendar_hash,
        FACT.c.kind,
        FACT.c.category,
        FACT.c.channel,
        FACT.c.owner,
        FACT.c.finished_at,
        _FILE.label("file"),
        or_(TICKET.c.contact_digits.is_not(None), _HAS_TELEPHONE).label("telephone"),
    )
    .select_from(
        FACT.join(TICKET, TICKET.c.id == FACT.c.ticket_id).join(CUSTOMER, CUSTOMER.c.id == TICKET.c.customer_id)
    )
    .where(
        here(FACT), FACT.c.finished_at >= given("since"), FACT.c.finished_at < given("until"), FACT.c.counts.is_(True)
    )
    .order_by(FACT.c.finished_at, TICKET.c.number)
)
LEFT_ALONE = (
    select(_FILE.label("file"), CARE.c.consent, CARE.c.channels, CARE.c.stopped_at)
    .select_from(CARE.join(CUSTOMER, and_(CUSTOMER.c.uuid == CARE.c.customer, CUSTOMER.c.site_id == CARE.c.site_id)))
    .where(
        here(CARE),
        or_(CARE.c.stopped_at.is_not(None), CARE.c.consent == word("refused"), CARE.c.channels != word("[]")),
    )
)
_DRAWS = select(*columns(Row, SURVEY_DRAW)).where(here(SURVEY_DRAW))
SURVEY_DRAWS_OF = _DRAWS.where(
    SURVEY_DRAW.c.survey == given("survey"), SURVEY_DRAW.c.period == given("period")
).order_by(SURVEY_DRAW.c.id)
SURVEY_DRAW_BY_ID = _DRAWS.where(SURVEY_DRAW.c.draw == given("draw"))
SURVEY_DRAWS = _DRAWS.order_by(SURVEY_DRAW.c.id)
