"""Trainings as a pack plans them, and what a failed test or check opens for one person."""

from typing import ClassVar, Final, Literal

from deskconsole.domain.rules.house.recurring import Recurring
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass

#: What opens a measure: a failed test of a training, a failed check of quality.
TEST: Final = "test"
CHECK: Final = "check"


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
