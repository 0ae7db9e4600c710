"""Rounds during the day, as a pack declares them: what is looked at, at which times of day."""

from datetime import time
from typing import ClassVar

from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundItem:
    """One thing to look at. ``department``: whom it is told to when it is not in order."""

    name: str
    title: Text
    department: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A checklist with times of day. ``minutes``: how long after each it may still be done, before it is missed.

    ``every_day``: on days too on which nobody works. ``kind``: of the ticket that is opened for what is not in order;
    none: it stands on record only.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    at: tuple[str, ...]
    item: tuple[RoundItem, ...]
    minutes: int = 60
    every_day: bool = False
    kind: str = ""

    @property
    def times(self) -> tuple[time, ...]:
        """Its times of day, the earliest first."""
        return tuple(sorted(time.fromisoformat(text) for text in self.at))
