"""Which rules of the site there are, and which packs go by them (`policy rules`)."""

from pathlib import Path

from deskconsole.desk.policy.packs import find_pack, layers_of, pack_names
from deskconsole.desk.policy.site_rules import layers_of_rule, rule_names
from deskconsole.domain.plain import PlainReader, read
from deskconsole.domain.problems import Problem
from deskconsole.domain.rules.kinds import Rule
from deskconsole.domain.rules.reading.overlay import gather, site_rules_of
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True)
class RuleAtHand:
    """A folder of rules of the site: the numbered rules in it that can be read, and the packs that switch it on."""

    name: str
    rules: tuple[Rule, ...]
    packs: tuple[str, ...]


def rules_at_hand(site_folder: Path | None = None) -> list[RuleAtHand]:
    """Every folder of rules of the site; mistakes in them are told by `policy check`."""
    ignored: list[Problem] = []
    on = {
        pack: site_rules_of(layers_of(find_pack(pack, site_folder), site_folder, ignored))[0]
        for pack in pack_names(site_folder)
    }
    results = []
    for name in rule_names(site_folder):
        entries = gather(layers_of_rule(name, site_folder, ignored)).entries["rule"]
        rules = (read(Rule, entry.data, PlainReader(entry.place)) for entry in entries)
        packs = tuple(pack for pack, names in on.items() if name in names)
        results.append(RuleAtHand(name, tuple(rule for rule in rules if rule is not None), packs))
    return results
