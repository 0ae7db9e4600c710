"""Rounds during the day, as the site's events say: each item of each round looked at, in order or not."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.site.row import Row, Table, at, begun, by
from deskconsole.domain.tickets.event import Event

#: An item is in order; it is not; the tick was taken away.
IN_ORDER: Final = "in_order"
NOT_IN_ORDER: Final = "not_in_order"
UNTICKED: Final = "unticked"


class RoundTick(NamedTuple):
    """One item of the round of a local day (ISO) and time (``09:30``). ``number``: the ticket opened for it."""

    day: str
    round: str
    time: str
    item: str
    state: str
    login: str
    at: datetime
    number: str | None
    text: str | None


def _ticked(event: Event) -> dict[str, Any]:
    fields = event.fields
    plain = {name: fields.get(name) for name in ("day", "round", "time", "item", "state", "number", "text")}
    return {**plain, "login": event.by, "at": at(event)}


def _ticked_or_not(row: Row | None, event: Event) -> Row | None:
    return None if event.fields.get("state") == UNTICKED else begun(_ticked)(row, event)


ROUND_TICKS: Final = Table(
    "round_tick",
    RoundTick,
    ("day", "round", "time", "item"),
    by("day", "round", "time", "item"),
    {"round_ticked": _ticked_or_not},
)
