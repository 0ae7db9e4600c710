"""Windows of time in which a customer may have goods taken back, exchanged or repaired, as rows of a pack (M03, M04).

How a pack's author says it, in ``kinds.toml``::

    [[window]]
    name = "return_7"
    title = { zh = "7 日内退货、换货或修理", en = "Return, exchange or repair within 7 days" }
    kinds = ["return", "exchange", "repair"]
    when = { category = ["appliance"], fault = [true] }   # attributes and fields of the ticket; all must hold
    basis = "bought"                                      # the date field that the days count from
    within = "7 days"
    plus = "repair_days"                                  # a number field: so many days are added
    remedies = ["return", "exchange", "repair"]
    clause = { zh = "……", en = "…" }                      # what the decision rests on, told and printed

The forms of the kinds' events may ask ``may_return``, ``may_exchange`` … : whether some window allows it. What the
windows say of one ticket are their :func:`verdicts`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, ClassVar, Final

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import due
from deskconsole.domain.calendar.duration import Duration, Unit, parse_duration
from deskconsole.domain.rules.clock_rules import Conditions, holds
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field, replace

#: What the name of a remedy stands behind in conditions.
MAY: Final = "may_"


def _no_conditions() -> Conditions:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One row: who may claim what, how long after which date."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    kinds: tuple[str, ...]
    basis: str
    within: str
    remedies: tuple[str, ...]
    clause: Text
    when: Conditions = field(default_factory=_no_conditions, hash=False)
    plus: str | None = None

    @property
    def field_names(self) -> tuple[str, ...]:
        """What conditions of forms may ask of it."""
        return tuple(MAY + remedy for remedy in self.remedies)


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
