"""The service level of calls: the formulas in use, of which a site chooses one. The choice moves the number by several
points, so that the formula is told with the figure wherever it stands."""

from collections.abc import Mapping
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.text.marked import N_, Marked

#: What a site chooses → what is counted, in words; the first is ours unless it says otherwise.
FORMULAS: Final[Mapping[str, Marked]] = {
    "late_give_ups": N_("answered within 20 seconds ÷ (answered + given up after 20 seconds)"),
    "all_calls": N_("answered within 20 seconds ÷ all calls"),
    "answered_calls": N_("answered within 20 seconds ÷ answered calls"),
    "give_ups_met": N_("(answered + given up within 20 seconds) ÷ all calls"),
    "short_calls_apart": N_("answered within 20 seconds ÷ (answered + given up after 5 seconds)"),
}
DEFAULT: Final = next(iter(FORMULAS))
#: The number by which the store knows each.
NUMBERS: Final[Mapping[str, int]] = {name: number for number, name in enumerate(FORMULAS, start=1)}


def formula_named(name: str) -> str:
    """The formula that a site has chosen, ours where it has chosen none; refused where there is no such one."""
    if name and name not in FORMULAS:
        raise DeskError(
            "figures.service_level: '{value}' is not one of {allowed}",
            field="service_level",
            value=name[:40],
            allowed=", ".join(FORMULAS),
        )
    return name or DEFAULT
