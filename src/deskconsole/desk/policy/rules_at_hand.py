"""Which rules of the site there are, what each brings and asks of a pack, which packs go by them (`policy rules`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.policy.packs import find_pack, layers_of, pack_names
from deskconsole.desk.policy.site_rules import layers_of_rule, rule_names
from deskconsole.domain.plain import PlainReader, read
from deskconsole.domain.problems import Problem
from deskconsole.domain.rules.clock_rules import CLOCK_ROLES
from deskconsole.domain.rules.kinds import Rule
from deskconsole.domain.rules.reading.overlay import Entry, Layer, gather, site_rules_of
from deskconsole.domain.rules.tables import TABLES
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace

#: Keys of entries that name roles, one or several.
_ROLES: Final = ("role", "roles", "escalate_to", "tell", "to", "by", "approved_by", "last")
#: Names that stand where roles stand and are none of a pack: whose the record is.
_NO_ROLES: Final = {*CLOCK_ROLES, "self"}


@dataclass(frozen=True, slots=True)
class Brought:
    """An entry that a rule brings; ``needs``: what a pack must have, else it is left out (table → names)."""

    table: str
    name: str
    title: Text | None
    needs: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RuleAtHand:
    """A folder of rules of the site: the numbered rules in it that can be read, and the packs that switch it on.

    ``roles``: those that a pack must have, for it to be switched on; ``lacking``: packs that lack some, with those.
    """

    name: str
    rules: tuple[Rule, ...]
    packs: tuple[str, ...]
    brings: tuple[Brought, ...] = ()
    roles: tuple[str, ...] = ()
    lacking: Mapping[str, tuple[str, ...]] | None = None


def rules_at_hand(site_folder: Path | None = None, names: Sequence[str] = ()) -> list[RuleAtHand]:
    """Every folder of rules of the site, or those of these names with what they bring and ask of a pack; mistakes in
    them are told by `policy check`.

    Raises :class:`DeskError` for a name that is none.
    """
    names = _existing(names, site_folder)
    ignored: list[Problem] = []
    of_packs = {pack: layers_of(find_pack(pack, site_folder), site_folder, ignored) for pack in pack_names(site_folder)}
    on = {pack: site_rules_of(each)[0] for pack, each in of_packs.items()}
    results = []
    for name in names or rule_names(site_folder):
        # read as a pack of its own, so that what only some packs get is there too
        layers = [replace(each, site_rule="") for each in layers_of_rule(name, site_folder, ignored)]
        entries = gather(layers).entries
        packs = tuple(pack for pack, switched in on.items() if name in switched)
        rules = (read(Rule, entry.data, PlainReader(entry.place)) for entry in entries["rule"])
        at_hand = RuleAtHand(name, tuple(rule for rule in rules if rule is not None), packs)
        results.append(_looked_into(at_hand, entries, _roles_had(of_packs)) if names else at_hand)
    return results


def _existing(names: Sequence[str], site_folder: Path | None) -> list[str]:
    existing = rule_names(site_folder)
    for name in names:
        if name not in existing:
            allowed = ", ".join(existing)
            text = "{name}: '{value}' is not one of {allowed}"
            raise DeskError(text, field="name", name="rules", value=name[:60], allowed=allowed)
    return list(dict.fromkeys(names))


def _roles_had(of_packs: Mapping[str, Sequence[Layer]]) -> dict[str, set[str]]:
    return {
        pack: {str(entry.data.get("name")) for entry in gather(layers).entries["role"]}
        for pack, layers in of_packs.items()
    }


def _looked_into(rule: RuleAtHand, entries: Mapping[str, Sequence[Entry]], own: Mapping[str, set[str]]) -> RuleAtHand:
    """With what it brings and asks for; ``own``: the roles of each pack."""
    brings = tuple(_brought(entry) for table, each in entries.items() if table != "rule" for entry in each)
    roles = _roles_of(entries)
    lacking = {pack: lack for pack, has in own.items() if (lack := tuple(role for role in roles if role not in has))}
    return replace(rule, brings=brings, roles=roles, lacking=lacking)


def _brought(entry: Entry) -> Brought:
    data = entry.data
    key = TABLES[entry.table][2].KEY
    given = data.get("title")
    readable = isinstance(given, Mapping) and all(isinstance(given.get(lang), str) for lang in ("zh", "en"))
    title = Text(zh=given["zh"], en=given["en"]) if readable and isinstance(given, Mapping) else None
    name = " ".join(str(data[part]) for part in dict.fromkeys((key, "name", "do")) if data.get(part))
    needs = data.get("needs")
    listed = needs.items() if isinstance(needs, Mapping) else ()
    return Brought(entry.table, name, title, {str(table): tuple(map(str, names)) for table, names in listed})


def _roles_of(entries: Mapping[str, Iterable[Entry]]) -> tuple[str, ...]:
    """The roles that entries name and do not bring themselves; those of what is only brought where it fits too."""
    brought = {str(entry.data.get("name")) for entry in entries["role"]}
    fields = {str(field) for entry in entries["kind"] for field in _field_names(entry.data)}
    named = (
        role for table, each in entries.items() if table != "role" for entry in each for role in _roles(entry.data)
    )
    return tuple(role for role in dict.fromkeys(named) if role not in _NO_ROLES | brought | fields)


def _roles(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if key in _ROLES and isinstance(value, str):
            yield value
        elif key in _ROLES and isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield from value
        else:
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, Mapping):
                    yield from _roles(part)


def _field_names(data: Mapping[str, Any]) -> Iterator[str]:
    """The fields of a kind's forms: a clock may ask whom one of them names."""
    for field in data.get("field", ()):
        if isinstance(field, Mapping) and field.get("name"):
            yield str(field["name"])
