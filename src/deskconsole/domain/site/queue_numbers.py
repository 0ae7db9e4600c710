"""Queue numbers by kind of business, as the site's events say (M13)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.site.row import Change, Row, Table, at, begun, by, changed
from deskconsole.domain.tickets.event import Event

WAITING: Final = "waiting"
CALLED: Final = "called"
SERVED: Final = "served"
SKIPPED: Final = "skipped"


class QueueNumber(NamedTuple):
    """A number that somebody waits with, on one local day (ISO); ``counter``: the business that it waits for now."""

    day: str
    code: str
    counter: str
    state: str
    number: int
    taken_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
    window: str | None
    calls: int


def _taken(event: Event) -> dict[str, Any]:
    code = str(event.fields.get("code"))
    return {
        "day": event.fields.get("day"),
        "code": code,
        "counter": event.fields.get("counter"),
        "state": WAITING,
        "number": int("".join(c for c in code if c.isdigit()) or 0),
        "taken_at": at(event),
        "called_at": None,
        "ended_at": None,
        "window": None,
        "calls": 0,
    }


def _called(_row: Row, event: Event) -> Mapping[str, Any]:
    return {"state": CALLED, "called_at": at(event), "window": event.fields.get("window"), "calls": 1}


def _recalled(row: Row, event: Event) -> Mapping[str, Any]:
    called_at = row["called_at"] or at(event)
    return {"state": CALLED, "calls": row["calls"] + 1, "ended_at": None, "called_at": called_at}


def _ended(state: str) -> Change:
    return changed(lambda _row, event: {"state": state, "ended_at": at(event)})


def _sent_on(_row: Row, event: Event) -> Mapping[str, Any]:
    waiting = {"state": WAITING, "called_at": None, "ended_at": None, "window": None, "calls": 0}
    return {**waiting, "counter": event.fields.get("counter")}


QUEUE_NUMBERS: Final = Table(
    "queue_ticket",
    QueueNumber,
    ("day", "code"),
    by("day", "code"),
    {
        "queue_taken": begun(_taken),
        "queue_called": changed(_called),
        "queue_recalled": changed(_recalled),
        "queue_served": _ended(SERVED),
        "queue_skipped": _ended(SKIPPED),
        "queue_sent_on": changed(_sent_on),
    },
    began="taken_at",
)
