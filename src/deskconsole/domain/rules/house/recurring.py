"""The fields of a ticket of the house that the desk itself fills in."""

from collections.abc import Iterable
from typing import Any, Final

from deskconsole.domain.rules.forms import FieldChoice, FormField
from deskconsole.domain.rules.house.rounds import Recurring
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.texts import Text
from deskconsole.record import replace

#: Fields of a ticket of the house that the desk itself fills in: which recurring matter it is, of which period, whose.
RECURRING: Final = "recurring"
PERIOD: Final = "period"
PERSON: Final = "person"
_TITLES: Final = {
    RECURRING: Text(zh="定期事项", en="Recurring matter"),
    PERIOD: Text(zh="期间", en="Period"),
    PERSON: Text(zh="由谁完成", en="Whose it is"),
}


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
