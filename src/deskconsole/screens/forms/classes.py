"""The classes of an inquiry (kind, channel, tier, category, level, urgency) as rows, and the fields of its pack."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from deskconsole.domain.rules.field_values import Moment
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.present.catalogue import N_, Marked, language
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow, yes_no
from deskconsole.widgets.forms.pack_fields import PackFields

LABELS: Final[Mapping[str, Marked]] = {
    "kind": N_("Kind"),
    "channel": N_("Channel"),
    "tier": N_("Tier"),
    "category": N_("Category"),
    "level": N_("Level"),
    "urgent": N_("Urgent"),
}


class Titled(Protocol):
    """One value of a class, as packs describe it."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Text: ...


def class_row(name: str, titles: Callable[[str], list[tuple[str, str]]], value: str = "") -> FormRow:
    """The row of a class; ``titles`` gives its values as they are now."""
    return FormRow(name, LABELS[name], Entry.CHOICE, choices=lambda: titles(name), value=value)


def class_titles(name: str, pack: Pack, kind: Kind | None, kinds: Sequence[Kind]) -> list[tuple[str, str]]:
    """What a class can be, with titles, for an inquiry of this kind; ``kinds`` are all that the site knows."""
    if name == "urgent":
        return yes_no()
    if name == "level":
        levels = kind.level if kind is not None else ()
        return [(str(each.level), each.title.get(language())) for each in levels] or [
            (str(n), "") for n in range(1, 10)
        ]
    tables: Mapping[str, Sequence[Titled]] = {
        "kind": kinds,
        "channel": pack.channels,
        "tier": pack.tiers,
        "category": pack.categories,
    }
    return [(entry.name, entry.title.get(language())) for entry in tables[name]]


def pack_group(
    session: Session, facts: Callable[[], Mapping[str, object]], fields: Sequence[FormField] = ()
) -> PackFields:
    """The rows of a pack's fields as they are read at this desk; ``facts``: what their conditions may ask besides."""

    def moment() -> Moment:
        people = {person.login: person.name for person in session.staff if person.enabled}
        return Moment(session.now(), session.zone, lambda: people)

    return PackFields(moment, facts, session.desk.calendar, fields)
