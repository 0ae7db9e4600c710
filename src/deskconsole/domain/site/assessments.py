"""The assessment as the site's events say (R34, R39): what was frozen at the end of a period; objections, titles,
awards, violations. Figures are whole numbers of ten thousandths, so that every engine keeps them alike."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.site.row import Table, at, begun, by, changed
from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple

#: One of a value in the parts that are kept of it.
WHOLE: Final = 10_000
OBJECTION: Final = "objection"
HONOUR: Final = "honour"
VIOLATION: Final = "violation"


class FrozenRow(NamedTuple):
    """One person or department of a period that is closed. ``results``: indicator → its weight, figure, n, good, value,
    low, high, points; ``tickets``: indicator → the numbers behind it."""

    period: str
    of: str
    subject: str
    points: int | None
    low: int | None
    high: int | None
    share: int
    place: int | None
    named: bool
    results: Mapping[str, Any]
    tickets: Mapping[str, Any]
    closed_by: str
    closed_at: datetime


class AssessmentEntry(NamedTuple):
    """What stands beside the figures: an objection with its answer, an honour, a violation with what follows it.

    ``name``: of the honour or sanction; ``number``: a ticket that it is about."""

    entry: str
    what: str
    of: str
    subject: str
    period: str | None
    name: str | None
    number: str | None
    caused_complaint: bool
    text: str | None
    noted_by: str
    noted_at: datetime
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None


def _closed(event: Event) -> dict[str, Any]:
    fields = event.fields
    plain = {name: fields.get(name) for name in ("period", "of", "subject", "points", "low", "high", "share", "place")}
    tables = {name: dict(fields.get(name) or {}) for name in ("results", "tickets")}
    return {**plain, **tables, "named": bool(fields.get("named")), "closed_by": event.by, "closed_at": at(event)}


def _noted(what: str) -> Any:
    def make(event: Event) -> dict[str, Any]:
        fields = event.fields
        same = {name: fields.get(name) for name in ("entry", "subject", "period", "name", "number", "text")}
        return {
            **same,
            "what": what,
            "of": fields.get("of") or "person",
            "caused_complaint": bool(fields.get("caused_complaint")),
            "noted_by": event.by,
            "noted_at": at(event),
            **dict.fromkeys(("answer", "answered_by", "answered_at")),
        }

    return begun(make)


FROZEN: Final = Table(
    "assessment_result",
    FrozenRow,
    ("period", "of", "subject"),
    by("period", "of", "subject"),
    {"assessment_closed": begun(_closed)},
)
ENTRIES: Final = Table(
    "assessment_entry",
    AssessmentEntry,
    ("entry",),
    by("entry"),
    {
        "assessment_objected": _noted(OBJECTION),
        "honour_given": _noted(HONOUR),
        "violation_noted": _noted(VIOLATION),
        "assessment_answered": changed(
            lambda _row, event: {
                "answer": event.fields.get("text"),
                "answered_by": event.by,
                "answered_at": at(event),
            }
        ),
    },
)
