"""What figures are counted from: facts in columns, a row a ticket, a clock, a call and a survey.

Derived from the events of a ticket and saved with them. What a ticket is stands in the rows of its clocks and calls
too, so that a year of them is counted in one pass over one table.
"""

from sqlalchemy import String, literal_column, select, union_all
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint, column

from deskconsole.domain.figures.facts import CallFacts, ClockFacts, TicketFacts
from deskconsole.domain.figures.surveys import SurveyFacts
from deskconsole.store.schema.parts import (
    also_here,
    columns,
    delete_row,
    given,
    here,
    insert_row,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
    update_row,
    upsert,
)
from deskconsole.store.schema.tickets import TICKET


class TicketFactRow(SQLModel, table=True):
    """What is counted of a ticket (``domain.figures.facts.TicketFacts``)."""

    __tablename__ = "ticket_fact"
    __table_args__ = (
        # None of these is touched when a ticket comes in: it is found by the index of tickets, and by that of clocks.
        Index("ticket_fact_closed", "site_id", "closed_at", sqlite_where=column("closed_at").is_not(None)),
        Index("ticket_fact_finished", "site_id", "finished_at", sqlite_where=column("finished_at").is_not(None)),
        Index("ticket_fact_justified", "site_id", "justified_at", sqlite_where=column("justified_at").is_not(None)),
        Index("ticket_fact_rated", "site_id", "rated_at", sqlite_where=column("rated_at").is_not(None)),
    )
    ticket_id: int = Field(primary_key=True, foreign_key="ticket.id", sa_column_kwargs={"autoincrement": False})
    site_id: int = reference("site")
    counts: bool
    came_at: int = instant()
    hour: int
    weekday: int
    channel: str | None = None
    tier: str | None = None
    category: str | None = None
    kind: str | None = None
    edition: str
    responder: str | None = None
    responder_department: str | None = None
    response_seconds: int | None = None
    owner: str | None = None
    owner_department: str | None = None
    finished_at: int | None = maybe_instant()
    resolution_seconds: int | None = None
    filed_at: int | None = maybe_instant()
    closed_at: int | None = maybe_instant()
    away_from: int | None = maybe_instant()
    away_until: int | None = maybe_instant()
    reopened: int
    contacts: int
    scoring: str | None = None
    rated_at: int | None = maybe_instant()
    score: int | None = None
    cause: str | None = None
    justified: bool | None = None
    against: str | None = None
    justified_at: int | None = maybe_instant()


class ClockFactRow(SQLModel, table=True):
    """What is counted of a clock (``domain.figures.facts.ClockFacts``)."""

    __tablename__ = "clock_fact"
    __table_args__ = (
        UniqueConstraint("ticket_id", "rule", "of"),
        CheckConstraint("result IN ('running', 'paused', 'met', 'late', 'none')", name="clock_fact_result"),
        Index("clock_fact_late", "site_id", "due", "duty", sqlite_where=column("result") == "late"),
        Index("clock_fact_ended", "site_id", "ended", "duty", sqlite_where=column("ended").is_not(None)),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    ticket_id: int = reference("ticket")
    rule: str
    of: int
    duty: str
    leading: bool
    counts: bool
    came_at: int = instant()
    due: int = instant()
    first_due: int = instant()
    ended: int | None = maybe_instant()
    result: str
    accepted: bool
    person: str | None = None
    department: str | None = None
    hour: int
    weekday: int
    channel: str | None = None
    tier: str | None = None
    category: str | None = None
    kind: str | None = None


class CallFactRow(SQLModel, table=True):
    """What is counted of a telephone call (``domain.figures.facts.CallFacts``)."""

    __tablename__ = "call_fact"
    __table_args__ = (UniqueConstraint("ticket_id", "of"), Index("call_fact_rang", "site_id", "rang_at"))
    id: int | None = row_key()
    site_id: int = reference("site")
    ticket_id: int = reference("ticket")
    of: int
    rang_at: int = instant()
    answered: bool
    ended: int | None = maybe_instant()
    person: str | None = None
    department: str | None = None
    hour: int
    weekday: int
    channel: str | None = None
    tier: str | None = None
    category: str | None = None
    kind: str | None = None


class SurveyFactRow(SQLModel, table=True):
    """What is counted of a survey and of each answer (``domain.figures.facts.SurveyFacts``)."""

    __tablename__ = "survey_fact"
    __table_args__ = (UniqueConstraint("ticket_id", "of", "question"), Index("survey_fact_at", "site_id", "at"))
    id: int | None = row_key()
    site_id: int = reference("site")
    ticket_id: int = reference("ticket")
    of: int
    question: str
    survey: str
    counts: bool
    outcome: str
    at: int = instant()
    score: int | None = None
    person: str | None = None
    department: str | None = None
    hour: int
    weekday: int
    channel: str | None = None
    tier: str | None = None
    category: str | None = None
    kind: str | None = None


TICKET_FACTS = table_of(TicketFactRow)
CLOCKS = table_of(ClockFactRow)
CALLS = table_of(CallFactRow)
SURVEYS = table_of(SurveyFactRow)
_NAMES = tuple(c.name for c in TICKET_FACTS.c if c.name not in ("ticket_id", "site_id"))

TICKET_FACT = select(*columns(TicketFacts, TICKET_FACTS)).where(
    TICKET_FACTS.c.ticket_id == given("ticket_id"), also_here(TICKET_FACTS)
)
INSERT_TICKET_FACT = insert_row(TICKET_FACTS)
UPDATE_TICKET_FACT = update_row(TICKET_FACTS, TICKET_FACTS.c.ticket_id == given("ticket_id"), names=_NAMES)
CLOCK_FACTS = select(*columns(ClockFacts, CLOCKS)).where(CLOCKS.c.ticket_id == given("ticket_id"), also_here(CLOCKS))
SAVE_CLOCK_FACT = upsert(CLOCKS, "ticket_id", "rule", "of")
DROP_CLOCK_FACT = delete_row(
    CLOCKS,
    *(CLOCKS.c.ticket_id == given("ticket_id"), CLOCKS.c.rule == given("rule"), CLOCKS.c.of == given("of")),
)
CALL_FACTS = select(*columns(CallFacts, CALLS)).where(CALLS.c.ticket_id == given("ticket_id"), also_here(CALLS))
SAVE_CALL_FACT = upsert(CALLS, "ticket_id", "of")
DROP_CALL_FACT = delete_row(CALLS, CALLS.c.ticket_id == given("ticket_id"), CALLS.c.of == given("of"))
SURVEY_FACTS = select(*columns(SurveyFacts, SURVEYS)).where(
    SURVEYS.c.ticket_id == given("ticket_id"), also_here(SURVEYS)
)
SAVE_SURVEY_FACT = upsert(SURVEYS, "ticket_id", "of", "question")
DROP_SURVEY_FACT = delete_row(
    SURVEYS,
    *(SURVEYS.c.ticket_id == given("ticket_id"), SURVEYS.c.of == given("of"), SURVEYS.c.question == given("question")),
)
STRAY_FACTS = union_all(
    *(
        select(literal_column(f"'{table.name}'", String()).label("what"), table.c.ticket_id)
        .select_from(table.outerjoin(TICKET, TICKET.c.id == table.c.ticket_id))
        .where(here(table), TICKET.c.id.is_(None))
        for table in (TICKET_FACTS, CLOCKS, CALLS, SURVEYS)
    )
)
