"""Quality checks as a pack says them: how much of the work is looked at by whom, and by which scorecard."""

from typing import ClassVar, Final, Literal

from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass

#: Stands for a role: everybody checks their own work.
SELF: Final = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What is looked at, from ``least`` points (the worst) to ``most``. ``critical``: under half of its scale the whole
    review is 0."""

    name: str
    title: Text
    least: int = 1
    most: int = 5
    weight: float = 1.0
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Criteria that belong together; ``critical`` as a criterion."""

    name: str
    title: Text
    criterion: tuple[Criterion, ...]
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """How a record is scored. Under ``passes`` per cent it has failed."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    section: tuple[Section, ...]
    passes: int = 60

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in the order of the card."""
        return tuple(each for section in self.section for each in section.criterion)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlwaysChecked:
    """What is checked anyway: these kinds of work; ``major``: grave matters; ``low``: a score of 1 or 2."""

    kinds: tuple[str, ...] = ()
    major: bool = False
    low: bool = False

    def holds(self, kind: str | None, *, major: bool, low: bool) -> bool:
        """Whether a record is checked anyway."""
        return kind in self.kinds or (self.major and major) or (self.low and low)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPlan:
    """A level of checks: ``percent`` of the records filed ``every`` day, week or month, by the roles ``by`` (``self``:
    by whoever received it), ``within`` a time. ``spot``: whoever has the role may also check a record at any time.
    ``together``: instead, so many records that everybody of these roles scores, to see whether they score alike; it is
    about them, and nothing of it about whoever received the record.

    ``always``: what is checked anyway, outside the percentage. ``appeal_days``: so many days whoever was checked may
    object.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    percent: float = 0
    every: Literal["day", "week", "month"]
    by: tuple[str, ...]
    card: str
    within: str = "2 working days"
    always: tuple[AlwaysChecked, ...] = ()
    appeal_days: int = 5
    spot: bool = False
    together: int = 0

    @property
    def own(self) -> bool:
        """Whether everybody checks their own work."""
        return self.by == (SELF,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCause:
    """Why a record failed; one of the pack's list."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
