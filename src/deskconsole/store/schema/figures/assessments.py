"""Assessments: what was frozen of a period, and what stands beside the figures."""

from sqlalchemy import select
from sqlmodel import CheckConstraint, Index, SQLModel, UniqueConstraint

from deskconsole.domain.site.assessments import AssessmentEntry, FrozenRow
from deskconsole.store.schema.parts import columns, given, here, instant, maybe_instant, reference, row_key, table_of


class AssessmentResultRow(SQLModel, table=True):
    """One person or department of a period that is closed (``domain.site.assessments.FrozenRow``)."""

    __tablename__ = "assessment_result"
    __table_args__ = (UniqueConstraint("site_id", "period", "of", "subject"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    period: str
    of: str
    subject: str
    points: int | None = None
    low: int | None = None
    high: int | None = None
    share: int
    place: int | None = None
    named: bool
    results: str
    tickets: str
    closed_by: str
    closed_at: int = instant()


class AssessmentEntryRow(SQLModel, table=True):
    """An objection, an honour or a violation (``domain.site.assessments.AssessmentEntry``)."""

    __tablename__ = "assessment_entry"
    __table_args__ = (
        UniqueConstraint("site_id", "entry"),
        CheckConstraint("what IN ('objection', 'honour', 'violation')", name="assessment_entry_what"),
        Index("assessment_entry_subject", "site_id", "subject"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    entry: str
    what: str
    of: str
    subject: str
    period: str | None = None
    name: str | None = None
    number: str | None = None
    caused_complaint: bool
    text: str | None = None
    noted_by: str
    noted_at: int = instant()
    answer: str | None = None
    answered_by: str | None = None
    answered_at: int | None = maybe_instant()


RESULT = table_of(AssessmentResultRow)
ENTRY = table_of(AssessmentEntryRow)

FROZEN_OF = (
    select(*columns(FrozenRow, RESULT)).where(here(RESULT), RESULT.c.period == given("period")).order_by(RESULT.c.id)
)
ASSESSMENT_ENTRIES = select(*columns(AssessmentEntry, ENTRY)).where(here(ENTRY)).order_by(ENTRY.c.id)
ENTRIES_OF = (
    select(*columns(AssessmentEntry, ENTRY))
    .where(here(ENTRY), ENTRY.c.subject == given("subject"))
    .order_by(ENTRY.c.id)
)
