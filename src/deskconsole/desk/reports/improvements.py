"""Improvements that are still open, where the rules of the site know that kind of ticket; every report has them."""

from typing import Final

from deskconsole.desk.look import Look
from deskconsole.domain.reports.report import Improvement
from deskconsole.store.figures import reports
from deskconsole.store.mapping import NEVER

#: The kind of work whose open tickets they are.
KIND: Final = "improvement"
#: So many stand in a report.
_MOST: Final = 100


def open_improvements(look: Look) -> tuple[Improvement, ...]:
    """The open ones, the nearest due first."""
    if KIND not in {each.name for each in look.desk.kinds}:
        return ()
    rows = [row for row in reports.of_kind(look.tx, KIND, look.now, limit=_MOST) if row.closed_at is None]
    lines = [
        Improvement(
            row.number,
            row.owner,
            None if row.next_due >= NEVER else row.next_due,
            row.opened_at,
            row.content or "",
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda each: (each.due is None, each.due or each.opened_at, each.number)))
