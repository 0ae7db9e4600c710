"""What comes again, as a pack declares it: rounds of the day, tickets of a period, trainings; measures after them."""

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType
from typing import ClassVar, Final, Literal

from deskconsole.domain.plain import Value
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field

#: What opens a measure: a failed test of a training, a failed check of quality.
TEST: Final = "test"
CHECK: Final = "check"


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


def _no_fields() -> Mapping[str, Value]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A ticket of ``kind`` for each day, week, month, quarter, half-year or year: when it begins, or when it has ended.

    ``roles``: one for each person who has one of them; none named: one that is nobody's yet. ``fields``: what its form
    says; ``content``: what is to be done (none: its title). ``rule``: which rule asks for it.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    kind: str
    every: Literal["day", "week", "month", "quarter", "half_year", "year"]
    at: Literal["begin", "end"] = "end"
    roles: tuple[str, ...] = ()
    content: Text | None = None
    fields: Mapping[str, Value] = field(default_factory=_no_fields, hash=False)
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """A subject that is taught each month, quarter, half-year or year to everybody who has one of ``roles``.

    ``lecturer``: the role of who teaches it; ``test``: it ends with one, whose results are kept. ``lapses``: who fails
    it may not receive until they have passed. ``kind``: of the ticket, which the desk opens when the period begins.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    every: Literal["month", "quarter", "half_year", "year"]
    roles: tuple[str, ...]
    lecturer: str
    kind: str = "training"
    content: Text | None = None
    test: bool = False
    lapses: bool = False
    rule: str | None = None

    @property
    def as_recurring(self) -> Recurring:
        """The ticket that it becomes each time."""
        return Recurring(
            name=self.name,
            title=self.title,
            kind=self.kind,
            every=self.every,
            at="begin",
            content=self.content,
            rule=self.rule,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one person does after a failed test or check (``on``), ``within`` a time; then somebody looks once more.

    ``kind``: of the ticket, which is theirs.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    on: tuple[Literal["test", "check"], ...]
    kind: str
    within: str = "10 working days"
