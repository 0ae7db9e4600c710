"""Conditions of a pack as people read them: ``Tier: Core or Important, Urgent: yes``."""

from collections.abc import Iterator

from deskconsole.domain.rules.clock_rules import GIVEN, Conditions
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.present.event_fields import OUTCOMES
from deskconsole.present.event_titles import field_title
from deskconsole.present.titles import Titles


def describe_conditions(conditions: Conditions, pack: Pack) -> str:
    """Conditions in the language in use; all of them must hold."""
    fields = {field.name: field for field in _fields(pack)}
    titles = Titles([pack])
    parts: list[str] = []
    for name, allowed in conditions.items():
        title = fields[name].title.get(language()) if name in fields else _(field_title("", name))
        values = _(" or ").join(_value(name, value, fields.get(name), titles) for value in allowed)
        parts.append(_("{name}: {value}").format(name=title, value=values))
    return _(", ").join(parts)


def _value(name: str, value: str | int, field: FormField | None, titles: Titles) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == GIVEN:
        return _("given")
    if field is not None and (title := field.title_of(value)) is not None:
        return title.get(language())
    if name in ("tier", "channel", "category", "kind"):
        return titles.title(name, str(value))
    return _(OUTCOMES[str(value)]) if name == "outcome" and value in OUTCOMES else str(value)


def _fields(pack: Pack) -> Iterator[FormField]:
    for kind in pack.kinds:
        yield from kind.field
        for form in kind.form:
            yield from form.field
