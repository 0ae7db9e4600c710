"""Several packs on one desk: the same thing named by two of them is one thing, unless they mean something else by it.

Two packs contradict each other where the same name means two things:

* a tier, channel, category, department, kind or rule whose titles differ in both languages (one that differs in one
  language only is another wording of the same thing; the first pack's is shown),
* a tier that has bought before (``existing``) in one pack and not in the other,
* a calendar that counts otherwise in the other pack,
* a field of tickets, or of the form of one event, that has another ``type`` in the other pack.

Stages are the way that a pack's own tickets go, and a role is what the program lets its holders do, whatever a pack
calls it. What a pack does with a thing (which steps a kind has, which events a channel adds, who answers within which
time) is its own business: each ticket goes by one pack.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from deskconsole.domain.problems import PacksContradict, Place, Problem
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.tables import TABLES
from deskconsole.record import dataclass

#: The tables whose names are seen beside those of other packs: in lists, filters, figures and people's places.
SHARED: Final = ("tier", "channel", "category", "department", "kind", "rule", "calendar")


@dataclass(frozen=True, slots=True)
class _Found:
    """One field of a pack's forms and where it stands."""

    field: FormField
    place: Place
    key: str


def conflicts(packs: Sequence[Pack]) -> list[Problem]:
    """Every contradiction between packs that are used together, named at the later one; both places are told."""
    return [
        problem for one, other in combinations(packs, 2) for problem in (*_things(one, other), *_fields(one, other))
    ]


def refuse_conflicts(packs: Sequence[Pack]) -> None:
    """Refuse packs that contradict each other; raises :class:`PacksContradict` with every contradiction."""
    if problems := conflicts(packs):
        raise PacksContradict([pack.name for pack in packs], problems)


def _things(one: Pack, other: Pack) -> Iterator[Problem]:
    for table in SHARED:
        _file, attribute, record = TABLES[table]
        existing = {getattr(entry, record.KEY): entry for entry in getattr(one, attribute)}
        for entry in getattr(other, attribute):
            name = getattr(entry, record.KEY)
            if name in existing:
                yield from _thing(table, name, (one, existing[name]), (other, entry))


def _thing(table: str, name: str, first: tuple[Pack, Any], second: tuple[Pack, Any]) -> Iterator[Problem]:
    (one, mine), (other, theirs) = first, second
    there = _where(_place(one, table, name))
    if mine.title.zh != theirs.title.zh and mine.title.en != theirs.title.en:
        values = {"name": name, "title": theirs.title, "other": f"{there}: title", "other_title": mine.title}
        yield Problem(
            "'{name}' is “{title}” here and “{other_title}” in {other}", _place(other, table, name), "title", values
        )
    if table == "tier" and mine.existing != theirs.existing:
        values = {"name": name, "value": str(theirs.existing).lower(), "other": f"{there}: existing"}
        yield Problem("'{name}' is {value} here and not so in {other}", _place(other, table, name), "existing", values)
    if table == "calendar" and mine.table(None) != theirs.table(None):
        values = {"name": name, "other": f"{there}: hours"}
        yield Problem("'{name}' has other hours or holidays in {other}", _place(other, table, name), "hours", values)


def _fields(one: Pack, other: Pack) -> Iterator[Problem]:
    existing = _fields_of(one)
    for (event, name), result in _fields_of(other).items():
        first = existing.get((event, name))
        if first is not None and first.field.type != result.field.type:
            values = {
                "name": name,
                "type": result.field.type,
                "other": f"{_where(first.place)}: {first.key}.type",
                "other_type": first.field.type,
            }
            yield Problem(
                "'{name}' is of type {type} here and {other_type} in {other}",
                result.place,
                f"{result.key}.type",
                values,
            )


def _fields_of(pack: Pack) -> Mapping[tuple[str, str], _Found]:
    """Every field that a pack's kinds ask: by event and name, where it stands first."""
    results: dict[tuple[str, str], _Found] = {}
    for kind in pack.kinds:
        place = _place(pack, "kind", kind.name)
        for number, field in enumerate(kind.field, start=1):
            results.setdefault(("received", field.name), _Found(field, place, f"field[{number}]"))
        for at, form in enumerate(kind.form, start=1):
            for number, field in enumerate(form.field, start=1):
                results.setdefault((form.event, field.name), _Found(field, place, f"form[{at}].field[{number}]"))
    return results


def _where(place: Place) -> str:
    return f"{place.file}: {place.table}"


def _place(pack: Pack, table: str, name: str) -> Place:
    return Place(f"{pack.name}/{TABLES[table][0]}", f"{table} {name}")
