"""Assessments: what was frozen of a period, objections, titles, awards and violations."""

from typing import Final

from deskconsole.domain.site.assessments import AssessmentEntry, FrozenRow
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements

SQL: Final = statements("figures.assessments")


def frozen(tx: ReadTransaction, period: str) -> list[FrozenRow]:
    """What was frozen of a period; empty while it is not closed."""
    return tx.records(FrozenRow, SQL.FROZEN_OF, period=period)


def entries(tx: ReadTransaction) -> list[AssessmentEntry]:
    """Everything beside the figures, the oldest first."""
    return tx.records(AssessmentEntry, SQL.ASSESSMENT_ENTRIES)


def entries_of(tx: ReadTransaction, subject: str) -> list[AssessmentEntry]:
    """What is about one person or department."""
    return tx.records(AssessmentEntry, SQL.ENTRIES_OF, subject=subject)
