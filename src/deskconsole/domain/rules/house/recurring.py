"""What comes again each week, month or quarter and becomes a ticket of the house when its time has come."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal

from deskconsole.domain.plain import Value
from deskconsole.domain.rules.forms import FieldChoice, FormField
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field, replace

#: Fields of a ticket of the house that the desk itself fills in: which recurring matter it is, of which period, whose.
RECURRING: Final = "recurring"
PERIOD: Final = "period"
PERSON: Final = "person"
_TITLES: Final = {
    RECURRING: Text(zh="定期事项", en="Recurring matter"),
    PERIOD: Text(zh="期间", en="Period"),
    PERSON: Text(zh="由谁完成", en="Whose it is"),
}


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


def with_given(kind: Kind, recurring: Iterable[Recurring]) -> Kind:
    """A kind of the house with the fields that the desk fills in by itself, unless it has them as its own."""
    if not kind.house:
        return kind
    own = {each.name for each in kind.field}
    values = tuple(FieldChoice(name=each.name, title=each.title) for each in recurring if each.kind == kind.name)
    types: dict[str, Any] = {RECURRING: "choice", PERIOD: "text", PERSON: "person"}
    given = tuple(
        FormField(name=name, title=title, type=types[name], given=True, values=values if name == RECURRING else ())
        for name, title in _TITLES.items()
        if name not in own
    )
    return replace(kind, field=(*kind.field, *given))
