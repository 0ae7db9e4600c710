"""The questions that customers ask most, from the words of the tickets behind a figure."""

from collections.abc import Mapping, Sequence
from typing import Final

from deskconsole.desk.figures.figures import Behind
from deskconsole.desk.look import Look
from deskconsole.desk.privacy import may_be_hidden
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.questions import MOST, Question, Questions, frequent
from deskconsole.store.figures import reports
from deskconsole.store.figures.reports import AskedRow

#: So many rows are looked at for those that are put together: some are of nobody's figure, or say nothing.
_ROWS: Final = 2 * MOST


def frequent_questions(look: Look, period: Period, behind: Sequence[Behind], person: str | None) -> Questions:
    """Tickets of a period whose words are alike; the newest, where there are more than are put together."""
    numbers = {each.number for each in behind}
    since, until = period.instants(look.desk.zone)
    withheld = may_be_hidden(look.actor, look.desk.packs)
    aside = {kind.name for kind in look.desk.kinds if kind.aside or kind.visitor}
    rows = [
        row
        for row in reports.asked_between(look.tx, since, until, limit=_ROWS, whose=person)
        if row.number in numbers and row.kind not in aside
    ]
    kinds = {kind.name: frozenset(kind.private) for kind in look.desk.kinds}
    questions = [question for row in reversed(rows[:MOST]) if (question := _question(row, withheld, kinds)) is not None]
    return frequent(questions, len(questions) if len(numbers) <= MOST else len(numbers))


def _question(
    row: AskedRow, withheld: Mapping[str, frozenset[str]], private: Mapping[str, frozenset[str]]
) -> Question | None:
    """What a ticket asks, without what is private of its kind or kept from the person."""
    hidden = withheld.get(row.kind or "", frozenset()) | private.get(row.kind or "", frozenset())
    parts = [text for name, text in (("request", row.request), ("content", row.content)) if text and name not in hidden]
    text = " ".join(dict.fromkeys(parts))
    return Question(row.number, row.category, text) if text else None
