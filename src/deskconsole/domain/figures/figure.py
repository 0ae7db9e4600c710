"""What a figure is: its name, title, formula, unit, date basis, whose it is, and by what it can be cut."""

from collections.abc import Mapping
from typing import Final

from deskconsole.record import dataclass
from deskconsole.text.marked import N_, Marked

#: What came in the period, whenever it ended; what happened in it; how it stood at its end.
COHORT: Final = "cohort"
EVENT: Final = "event"
INSTANT: Final = "instant"
BASES: Final[Mapping[str, Marked]] = {
    COHORT: N_("of what came in the period"),
    EVENT: N_("of what happened in the period"),
    INSTANT: N_("at the end of the period"),
}
#: What a figure is: how many, which share of them, their mean, or how long they took.
COUNT: Final = "count"
RATE: Final = "rate"
MEAN: Final = "mean"
MEDIAN: Final = "median"
P90: Final = "p90"
AVERAGE: Final = "average"
DURATIONS: Final = frozenset({MEDIAN, P90, AVERAGE})

OF_TICKETS: Final = frozenset(
    {"channel", "tier", "category", "kind", "person", "department", "hour", "weekday", "cause"}
)
OF_CLOCKS: Final = frozenset({"rule", "channel", "tier", "category", "kind", "person", "department", "hour", "weekday"})
OF_CALLS: Final = OF_CLOCKS - {"rule"}
OF_CHECKS: Final = frozenset({"channel", "tier", "category", "kind", "person", "department"})
OF_SURVEYS: Final = OF_CALLS | {"question"}
#: Whose most figures of tickets are.
OF_OWNER: Final = N_("of the owner at the end")

#: By what figures can be cut, and what that is called.
CUTS: Final[Mapping[str, Marked]] = {
    "rule": N_("Rule"),
    "channel": N_("Channel"),
    "tier": N_("Tier"),
    "category": N_("Category"),
    "kind": N_("Kind"),
    "person": N_("Person"),
    "department": N_("Department"),
    "hour": N_("Hour"),
    "weekday": N_("Weekday"),
    "cause": N_("Cause"),
    "age": N_("Age"),
    "scoring": N_("Score asked"),
    "question": N_("Question"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. ``measure``: what it is; ``counted``: under which name the store counts it (its own, unless several
    are of the same); ``more``: whether more of it is better, ``None`` where that says nothing; ``whole``: how much a
    one is in what the store sums."""

    name: str
    title: Marked
    formula: Marked
    basis: str
    unit: str
    measure: str
    whose: Marked
    cuts: frozenset[str]
    more: bool | None = None
    of: str = ""
    whole: int = 1

    @property
    def counted(self) -> str:
        """The name under which the store counts it."""
        return self.of or self.name


def count(
    name: str, title: Marked, formula: Marked, basis: str, whose: Marked, cuts: frozenset[str], **more: object
) -> Figure:
    unit = str(more.pop("unit", "tickets"))
    return Figure(
        name=name, title=title, formula=formula, basis=basis, unit=unit, measure=COUNT, whose=whose, cuts=cuts
    )


def rate(
    name: str,
    title: Marked,
    formula: Marked,
    basis: str,
    whose: Marked,
    cuts: frozenset[str],
    *,
    more: bool | None = True,
) -> Figure:
    return Figure(
        name=name,
        title=title,
        formula=formula,
        basis=basis,
        unit="share",
        measure=RATE,
        whose=whose,
        cuts=cuts,
        more=more,
    )


def durations(name: str, titles: tuple[Marked, Marked, Marked], formula: Marked, whose: Marked) -> tuple[Figure, ...]:
    """A duration three times: its median, what nine of ten do not exceed, and its mean."""
    return tuple(
        Figure(
            name=name + ending,
            title=title,
            formula=formula,
            basis=COHORT,
            unit="seconds",
            measure=measure,
            whose=whose,
            cuts=OF_TICKETS,
            more=False,
            of=name,
        )
        for ending, title, measure in zip(("", "_p90", "_mean"), titles, (MEDIAN, P90, AVERAGE), strict=True)
    )
