"""The packs that a desk can use: those that come with the program, and a site's own folder laid over them.

Reads the disk and nothing else; a ticket's own pack comes from the store by its digest.
"""

from collections.abc import Sequence
from pathlib import Path

from deskconsole.data_files import data_folder
from deskconsole.desk.policy.calendars import further_names
from deskconsole.desk.policy.folders import layer_of
from deskconsole.desk.policy.prepared import prepared
from deskconsole.desk.policy.site_rules import is_of_site, rule_folders, rule_layers
from deskconsole.domain.file_text import read_toml
from deskconsole.domain.problems import PackError, Place, Problem, guess
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.prepared_pack import prepared_pack
from deskconsole.domain.rules.reading.overlay import Layer, extends, site_rules_of
from deskconsole.errors import NotFound
from deskconsole.given_files import read_text_of_site

#: the folder of packs, beside a store and in the program's data
_PACKS = "packs"
#: the file that makes a folder a pack
HEAD = "pack.toml"


def pack_names(site_folder: Path | None = None) -> list[str]:
    """The packs at hand, sorted: the built-in ones and those of ``<site>/packs``; a hidden folder is none."""
    folders = [_built_in(), *([site_folder / _PACKS] if site_folder else [])]
    children = (child for folder in folders if folder.is_dir() for child in folder.iterdir() if child.is_dir())
    return sorted({child.name for child in children if not child.name.startswith(".")})


def default_pack_name() -> str:
    """The pack of a new desk when nobody names one (``data/defaults.toml``)."""
    table = read_toml((data_folder() / "defaults.toml").read_text("utf-8"), "defaults.toml")
    assert not isinstance(table, Problem)
    return str(table["pack"])


def load_pack(name_or_folder: str | Path, site_folder: Path | None = None) -> Pack:
    """A checked pack, by its name or from a folder.

    ``<site>/packs/<name>/`` is laid over the built-in pack of that name, or over the pack that its ``extends``
    names. Raises ``NotFound`` when there is no such pack, ``PackError`` with everything that is wrong with it.
    """
    folder = find_pack(name_or_folder, site_folder)
    unreadable: list[Problem] = []
    layers = layers_of(folder, site_folder, unreadable)
    calendars = further_names(site_folder)

    def read() -> str:
        from deskconsole.desk.policy.examining import examined  # mostly a prepared text is at hand

        return examined(folder.name, layers, calendars, unreadable)

    if unreadable:
        read()
    sources = [part for layer in layers for item in (("", layer.label), *layer.texts.items()) for part in item]
    sources += calendars
    home = {_built_in(): data_folder(), site_folder / _PACKS if site_folder else None: site_folder}.get(folder.parent)
    if home is not None and is_of_site(layers):
        home = site_folder
    pack = prepared_pack(prepared(home, "pack", sources, read))
    if misnamed := check_name(folder, layers, pack):
        raise PackError(folder.name, misnamed)
    return pack


def check_name(folder: Path, layers: Sequence[Layer], pack: Pack) -> list[Problem]:
    """A pack is found by its folder and named by its tickets; both must be the same where it is to be used."""
    if folder.parent.name != _PACKS or pack.name == folder.name:
        return []
    values = {"folder": folder.name, "name": pack.name}
    return [
        Problem(
            "the folder is called '{folder}', the pack '{name}'; call both the same", _head(layers[-1]), "name", values
        )
    ]


def find_pack(name_or_folder: str | Path, site_folder: Path | None = None) -> Path:
    """The folder of a pack: a site's own before the built-in one of the same name; raises ``NotFound``."""
    if isinstance(name_or_folder, str):
        for folder in _candidates(name_or_folder, site_folder):
            if folder.is_dir():
                return folder
    path = Path(name_or_folder)
    if path.is_file() and path.suffix == ".toml":
        path = path.parent
    if path.is_dir():
        return path.resolve()
    existing = pack_names(site_folder)
    meant = guess(str(name_or_folder), existing)
    if meant is not None:
        raise NotFound(
            "pack: '{value}' is not known; did you mean '{guess}'?",
            field="pack",
            value=str(name_or_folder),
            guess=meant,
        )
    raise NotFound(
        "pack: '{value}' is not one of {known}", field="pack", value=str(name_or_folder), known=", ".join(existing)
    )


def pack_folders(folder: Path, site_folder: Path | None = None) -> list[Path]:
    """A pack's folder with those that it is laid over, the lowest first, its rules of the site before them: where its
    articles and its test lie."""
    results: list[Path] = [folder]
    heads: list[Layer] = []
    while True:
        head = results[0] / HEAD
        text = read_text_of_site(head).decode("utf-8-sig", errors="replace") if head.is_file() else ""
        heads.insert(0, Layer({HEAD: text}))
        base = _base(results[0], heads[0], site_folder, [])
        if base is None or base in results:
            return [*rule_folders(site_rules_of(heads)[0], site_folder), *results]
        results.insert(0, base)


def _built_in() -> Path:
    return data_folder() / _PACKS


def _candidates(name: str, site_folder: Path | None) -> Sequence[Path]:
    if not name or Path(name).name != name:  # a path, not a name
        return []
    own = [site_folder / _PACKS / name] if site_folder else []
    return [*own, _built_in() / name]


def layers_of(folder: Path, site_folder: Path | None, problems: list[Problem]) -> list[Layer]:
    """The folder's files with those that it extends below them, below all of them the rules of the site that it
    switches on. What cannot be read is noted in ``problems``."""
    own = _own_layers(folder, site_folder, problems)
    return [*rule_layers(own, site_folder, problems), *own]


def _own_layers(
    folder: Path, site_folder: Path | None, problems: list[Problem], above: tuple[Path, ...] = ()
) -> list[Layer]:
    """``above`` are the folders that led here."""
    layer = layer_of(folder, f"{folder}/" if above else f"{folder.name}/", problems)
    base = _base(folder, layer, site_folder, problems)
    if base is None:
        return [layer]
    if base in (folder, *above):
        problems.append(Problem("the pack extends itself", _head(layer), "extends"))
        return [layer]
    return [*_own_layers(base, site_folder, problems, (*above, folder)), layer]


def _base(folder: Path, layer: Layer, site_folder: Path | None, problems: list[Problem]) -> Path | None:
    named = extends(layer.texts.get(HEAD, ""))
    if named is not None and named != folder.name:
        try:
            return find_pack(named, site_folder).resolve()
        except NotFound as error:
            problems.append(Problem("{error}", _head(layer), "extends", {"error": error}))
            return None
    same = (_built_in() / folder.name).resolve()
    return same if same.is_dir() and same != folder.resolve() else None


def _head(layer: Layer) -> Place:
    return Place(layer.label + HEAD, origin=(layer.texts.get(HEAD, ""), "", 0))
