"""Who reviews an order before it is taken on: which departments, and whose word is the last."""

from collections.abc import Iterable
from typing import ClassVar, Protocol

from deskconsole.domain.calendar.duration import Duration, parse_duration
from deskconsole.domain.rules.clock_rules import Conditions
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets.event import DEPARTMENT
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field


class Titled(Protocol):
    """A department or a role, as a pack calls it."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Text: ...


def named(error: DeskError, departments: Iterable[Titled], roles: Iterable[Titled]) -> DeskError:
    """A refusal that says whose review is missing, with what the pack calls them."""
    who = error.values.get("reviewers")
    if isinstance(who, str):
        titles = {f"{DEPARTMENT}{each.name}": each.title for each in departments} | {r.name: r.title for r in roles}
        texts = [titles.get(name, Text(zh=name, en=name)) for name in who.split(", ")]
        zh, en = "、".join(text.zh for text in texts), ", ".join(text.en for text in texts)
        error.values["reviewers"] = Text(zh=zh, en=en)
    return error


def _always() -> Conditions:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """The review of those tickets of a kind of which ``when`` holds (their fields and attributes).

    Each of the ``departments`` says yes, no or on condition; once none has said no and all have said something, a
    person of the role ``last`` is asked. ``within``: how much time all of them have together, from the order, or its
    last change. ``last_title``: what whoever says the last word is called on the paper.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    departments: tuple[str, ...]
    within: str
    when: Conditions = field(default_factory=_always, hash=False)
    last: str | None = None
    last_title: Text | None = None

    @property
    def time(self) -> Duration:
        """How much time there is."""
        return parse_duration(self.within)
