"""What the windows of a pack say of one ticket: which remedies may still be claimed, until when, by which clause."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import due
from deskconsole.domain.calendar.duration import Duration, Unit, parse_duration
from deskconsole.domain.rules.clock_rules import holds
from deskconsole.domain.rules.windows import MAY, Window
from deskconsole.record import dataclass, replace


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a window says of one ticket: claimed in time (``open``) until ``until``; ``added`` days were added."""

    window: Window
    basis: date
    until: datetime
    open: bool
    added: int = 0


def verdicts(
    windows: Sequence[Window], kind: str | None, facts: Mapping[str, Any], at: datetime, calendar: Calendar
) -> tuple[Verdict, ...]:
    """The windows whose conditions hold for a claim made at ``at``, each with its last instant (T4).

    ``facts``: attributes and fields of the ticket as they are kept. A window whose date is not known says nothing.
    """
    results: list[Verdict] = []
    for window in windows:
        basis = _date(facts.get(window.basis))
        if kind not in window.kinds or basis is None or not holds(window.when, facts):
            continue
        added = int(facts.get(window.plus or "") or 0)
        start = datetime.combine(basis, time(), calendar.zone)
        until = due(start, _longer(parse_duration(window.within), added), calendar).at
        results.append(Verdict(window, basis, until, at <= until, added))
    return tuple(results)


def allowed(results: Sequence[Verdict], windows: Sequence[Window], kind: str | None) -> dict[str, bool]:
    """What conditions may ask: ``may_return`` and the like, of every remedy that windows of the kind know."""
    existing = {remedy for window in windows if kind in window.kinds for remedy in window.remedies}
    granted = {remedy for verdict in results if verdict.open for remedy in verdict.window.remedies}
    return {MAY + remedy: remedy in granted for remedy in sorted(existing)}


def _longer(duration: Duration, days: int) -> Duration:
    return replace(duration, amount=duration.amount + days) if duration.unit is Unit.DAY else duration


def _date(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
