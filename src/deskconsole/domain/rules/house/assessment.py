"""The assessment of people and departments, as a pack says it: indicators with weights, who is named, what is given for
good work, and what follows a violation. Percentages of the regulation are texts: they are shown, never computed."""

from typing import ClassVar, Literal

from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass

#: What is assessed.
Of = Literal["person", "department"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: a ``figure`` of the registry, which counts ``weight``. A value of ``full`` or beyond has 100
    points, one of ``none`` or beyond 0, in between they lie on a straight line; where less is better ``full`` is the
    smaller one. Of fewer than ``fewest`` cases it is not assessed. ``of``: whom it is counted for."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    figure: str
    weight: float
    full: float
    none: float
    fewest: int = 5
    of: tuple[Of, ...] = ("person", "department")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPlan:
    """How assessments are made: for each period of ``every``; the first ``people`` and ``departments`` are named.
    Whoever could be judged by less than ``least_weight`` per cent of the weights is not assessed."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    every: tuple[Literal["month", "year"], ...] = ("month", "year")
    people: int = 3
    departments: int = 1
    least_weight: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """A title or an award, for a person or a department; ``every``: of a month, of a year, or at any time. ``text``:
    what the regulation says of it."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    of: Of
    every: Literal["month", "year", "any"]
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """What follows a violation: the first of the list a first one, the last a repeated one, or one that has caused a
    complaint."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    text: Text
