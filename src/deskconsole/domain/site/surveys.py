"""Surveys, as the site's events say (E21): each draw of customers with what proves it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.site.row import Table, at, begun, by
from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple


class SurveyDrawRow(NamedTuple):
    """What was drawn of the customers served in a period, and what proves it; each stands for the ticket that they were
    last served by. ``left_out``: reason → how many were not in the population; ``drawn``: the tickets' numbers."""

    draw: str
    survey: str
    period: str
    seed: str
    percent: str
    population: str
    size: int
    left_out: Mapping[str, Any]
    shares: tuple[Any, ...]
    drawn: tuple[Any, ...]
    drawn_by: str
    drawn_at: datetime


def _drawn(event: Event) -> dict[str, Any]:
    fields = event.fields
    plain = {name: fields.get(name) for name in ("draw", "survey", "period", "seed", "percent", "population", "size")}
    lists = {name: tuple(fields.get(name) or ()) for name in ("shares", "drawn")}
    left_out = dict(fields.get("left_out") or {})
    return {**plain, **lists, "left_out": left_out, "drawn_by": event.by, "drawn_at": at(event)}


SURVEY_DRAWS: Final = Table("survey_draw", SurveyDrawRow, ("draw",), by("draw"), {"customers_drawn": begun(_drawn)})
