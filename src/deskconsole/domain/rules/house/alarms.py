"""What makes a matter grave, why something may have been late, and what to say in hard moments, as a pack says it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from deskconsole.domain.rules.clock_rules import Conditions, holds
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field


def _no_conditions() -> Conditions:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Major:
    """A condition that makes a matter grave: all of ``when`` hold of a ticket of these ``kinds`` (none named: all), and
    the ``number`` of its form is at least ``least``. It is asked when one of the events ``on`` is recorded."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    kinds: tuple[str, ...] = ()
    when: Conditions = field(default_factory=_no_conditions, hash=False)
    number: str | None = None
    least: float | None = None
    on: tuple[str, ...] = ("received", "classified")

    def applies(self, event: str, kind: str | None, facts: Mapping[str, Any]) -> bool:
        """Whether an event of a ticket with these facts makes it grave."""
        if event not in self.on or (self.kinds and kind not in self.kinds) or not holds(self.when, facts):
            return False
        return self.number is None or _at_least(facts.get(self.number), self.least or 0)


def _at_least(value: object, least: float) -> bool:
    """A number as it is kept: money as a text."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return False
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= least


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCause:
    """Why a clock may have ended late; chosen by one key."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A situation that is hard, and what to say in it, line by line, empathy first. ``events``: the lines stand on the
    screen of whoever has recorded one of them, until it is over."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    lines: tuple[Text, ...]
    events: tuple[str, ...] = ()
