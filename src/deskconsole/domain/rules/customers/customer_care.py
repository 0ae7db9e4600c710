"""How customers are cared for: what they are told of their data, how often files are checked, who is at risk."""

from typing import ClassVar

from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a customer's data are for: ``text`` is told when their file is made, and they agree to it or not."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """The files of customers of these ``tiers`` (without any: of all) are gone through every so many ``months``."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    months: int
    tiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSign:
    """What counts, by ``points``, as a sign that a customer may be lost; exactly one of the four says what it is.

    ``kinds``: an inquiry of one of these kinds. ``score_below``: a rating or a follow-up with a lower score. ``late``:
    a deadline that asked for one of these actions and was not kept. ``unreached``: a follow-up that nobody answered.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    points: int = 1
    kinds: tuple[str, ...] = ()
    score_below: int | None = None
    late: tuple[str, ...] = ()
    unreached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRisk:
    """Whoever has had so many ``points`` of signs within so many ``days`` is at risk: a ticket of ``kind`` begins, of
    their account owner, through ``channel``; its clocks say by when what is to be done about it must stand."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    points: int
    days: int
    kind: str
    channel: str
    category: str | None = None
