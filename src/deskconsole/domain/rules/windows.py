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

The forms of the kinds' events may ask ``may_return``, ``may_exchange`` … : whether some window allows it.
"""

from types import MappingProxyType
from typing import ClassVar, Final

from deskconsole.domain.rules.clock_rules import Conditions
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field

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
