"""Rules of the site: folders in the grammar of a pack, each laid under every pack that switches it on.

Those that come with the program lie in its data, a site's own in ``rules/`` beside the store; of one name, the site's
is laid over the program's.
"""

import functools
from collections.abc import Sequence
from pathlib import Path

from deskconsole.data_files import data_folder
from deskconsole.desk.policy.folders import layer_of
from deskconsole.domain.problems import PackError, Problem, unknown_name
from deskconsole.domain.rules.reading.overlay import Layer, site_rules_of
from deskconsole.record import replace

#: The folder of the rules, beside a store and in the program's ``site``.
RULES = "rules"


def rule_names(site_folder: Path | None = None) -> list[str]:
    """The rules of the site at hand, sorted."""
    children = (child for folder in _homes(site_folder) if folder.is_dir() for child in folder.iterdir())
    return sorted({child.name for child in children if child.is_dir() and not child.name.startswith(".")})


def rule_folders(names: Sequence[str], site_folder: Path | None = None) -> list[Path]:
    """The folders of rules of the site, each before what is laid over it; of an unknown name none."""
    folders = [home / name for name in names for home in _homes(site_folder)]
    return [folder for folder in folders if folder.is_dir()]


def rule_layers(layers: Sequence[Layer], site_folder: Path | None, problems: list[Problem]) -> list[Layer]:
    """What the rules that a pack of these layers switches on lay under it; unknown ones are noted in ``problems``."""
    names, place = site_rules_of(layers)
    existing = rule_names(site_folder) if names else []
    problems += [unknown_name(name, existing, place, "site_rules") for name in names if name not in existing]
    return [layer for name in names if name in existing for layer in layers_of_rule(name, site_folder, problems)]


def layers_of_rule(name: str, site_folder: Path | None, problems: list[Problem]) -> list[Layer]:
    """The files of one rule of the site, the lowest first; what cannot be read is noted in ``problems``."""
    results = []
    for folder in rule_folders([name], site_folder):
        if folder.parent == _built_in():
            results.append(_built_in_layer(folder))
        else:
            results.append(replace(layer_of(folder, f"{RULES}/{name}/", problems), site_rule=name))
    return results


@functools.cache
def _built_in_layer(folder: Path) -> Layer:
    """A rule that comes with the program, read once however many packs go by it."""
    problems: list[Problem] = []
    layer = replace(layer_of(folder, f"{folder}/", problems), site_rule=folder.name)
    if problems:
        raise PackError(folder.name, problems)
    return layer


def origin_of(folder: Path, pack: str) -> str:
    """Where something in a folder comes from: the pack, or the rule of the site whichever pack it lies under."""
    return f"{RULES}/{folder.name}" if folder.parent.name == RULES else pack


def is_of_site(layers: Sequence[Layer]) -> bool:
    """Whether some of the rules are the site's own."""
    return any(layer.site_rule and layer.label.startswith(f"{RULES}/") for layer in layers)


def _homes(site_folder: Path | None) -> list[Path]:
    return [_built_in(), *([site_folder / RULES] if site_folder else [])]


def _built_in() -> Path:
    return data_folder() / "site" / RULES
