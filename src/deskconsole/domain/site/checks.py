"""Quality checks, as the site's events say (R33, E22): each draw with what proves it, and each check as it stands.

What was written about a check (the finding, the objection, the decision) are words of the ticket's own events; here
are facts alone, so that nothing personal is left when a ticket is erased.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.site.row import Change, Row, Table, at, begun, by, changed
from deskconsole.domain.tickets.event import Event, instant_of
from deskconsole.record import NamedTuple

#: How a check stands: to be scored; scored; objected to; the objection decided; another record is checked instead.
OPEN: Final = "open"
SCORED: Final = "scored"
APPEALED: Final = "appealed"
DECIDED: Final = "decided"
REPLACED: Final = "replaced"
#: A score of 1 in the parts that are kept of it: whole numbers, so that every engine keeps them alike.
WHOLE: Final = 10_000


class DrawRow(NamedTuple):
    """What was drawn, and what proves it: of one level and period (``2026-10-05``, ``2026-W41``, ``2026-10``).

    ``shares``: each stratum with how many there were and how many are drawn; ``drawn``: the numbers in the order of the
    draw; ``always``: those that are checked anyway. ``population``: the digest of all that might have been drawn.
    """

    draw: str
    level: str
    period: str
    seed: str
    percent: str
    population: str
    size: int
    shares: tuple[Any, ...]
    drawn: tuple[Any, ...]
    always: tuple[Any, ...]
    drawn_by: str
    drawn_at: datetime


class CheckRow(NamedTuple):
    """One check. ``of``: the thread of the ticket; ``score`` and ``plain`` in ten thousandths, ``plain`` without what
    is critical. ``points``: criterion → points, ``null``: not applicable."""

    check: str
    draw: str | None
    number: str
    of: int
    level: str
    card: str
    receiver: str | None
    reviewer: str | None
    due: datetime
    always: bool
    state: str
    begun_at: datetime
    scored_at: datetime | None
    points: Mapping[str, Any] | None
    score: int | None
    plain: int | None
    outcome: str | None
    cause: str | None
    right_by: datetime | None
    coached: str | None
    seen_at: datetime | None
    appealed_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    decision: str | None
    instead: str | None


def _drawn(event: Event) -> dict[str, Any]:
    fields = event.fields
    plain = {name: fields.get(name) for name in ("draw", "level", "period", "seed", "percent", "population", "size")}
    lists = {name: tuple(fields.get(name) or ()) for name in ("shares", "drawn", "always")}
    return {**plain, **lists, "drawn_by": event.by, "drawn_at": at(event)}


def _begun(event: Event) -> dict[str, Any]:
    fields = event.fields
    given = {
        name: fields.get(name) for name in ("check", "draw", "number", "of", "level", "card", "receiver", "reviewer")
    }
    empty = dict.fromkeys(name for name in CheckRow._fields if name not in given)
    due = instant_of(fields.get("due"))
    return {**empty, **given, "due": due, "always": bool(fields.get("always")), "state": OPEN, "begun_at": at(event)}


def _scored(_row: Row, event: Event) -> Mapping[str, Any]:
    fields = event.fields
    columns = {name: fields.get(name) for name in ("reviewer", "points", "score", "plain", "outcome", "cause")}
    return {**columns, "state": SCORED, "scored_at": at(event), "right_by": instant_of(fields.get("right_by"))}


def _decided(row: Row, event: Event) -> Mapping[str, Any]:
    changed_to = {name: event.fields[name] for name in ("points", "score", "plain") if name in event.fields}
    outcome = event.fields.get("outcome")
    verdict = {"outcome": "passed"} if outcome == "overturned" else {}
    return {
        **changed_to, **verdict, "state": DECIDED, "decided_by": event.by, "decided_at": at(event), "decision": outcome,
    }  # fmt: skip


def _coached(_row: Row, event: Event) -> Mapping[str, Any]:
    again = instant_of(event.fields.get("right_by"))
    return {"coached": event.fields.get("outcome"), **({"right_by": again} if again is not None else {})}


def _when(state: str | None, column: str) -> Change:
    return changed(lambda _row, event: {column: at(event), **({"state": state} if state else {})})


DRAWS: Final = Table("quality_draw", DrawRow, ("draw",), by("draw"), {"checks_drawn": begun(_drawn)})

CHECKS: Final = Table(
    "quality_check",
    CheckRow,
    ("check",),
    by("check"),
    {
        "check_begun": begun(_begun),
        "check_scored": changed(_scored),
        "check_replaced": changed(lambda _row, event: {"state": REPLACED, "instead": event.fields.get("instead")}),
        "check_seen": _when(None, "seen_at"),
        "check_appealed": _when(APPEALED, "appealed_at"),
        "check_decided": changed(_decided),
        "check_coached": changed(_coached),
    },
)
