"""The packs that a desk can use: those that come with the program, and a site's own folder laid over them.

Reads the disk and nothing else; a ticket's own pack comes from the store by its digest.
"""

from collections.abc import Sequence
from pathlib import Path

from deskconsole.data_files import data_folder
from deskconsole.desk.policy.prepared import prepared
from deskconsole.domain.problems import PackError, PacksContradict, Place, Problem, guess
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.overlay import Layer, extends
from deskconsole.errors import NotFound

#: the file that makes a folder a pack
HEAD = "pack.toml"
#: the file of a pack's test (R32); no ticket is judged by it, so that it is no part of the rules
QUIZ = "quiz.toml"


def pack_names(site_folder: Path | None = None) -> list[str]:
    """The packs at hand, sorted: the built-in ones and those of ``<site>/packs``; a hidden folder is none."""
    folders = [_built_in(), *([site_folder / "packs"] if site_folder else [])]
    children = (child for folder in folders if folder.is_dir() for child in folder.iterdir() if child.is_dir())
    return sorted({child.name for child in children if not child.name.startswith(".")})


def default_pack_name() -> str:
    """The pack of a new desk when nobody names one (``data/defaults.toml``)."""
    import tomllib

    name = tomllib.loads((data_folder() / "defaults.toml").read_text("utf-8"))["pack"]
    return str(name)


def load_pack(name_or_folder: str | Path, site_folder: Path | None = None) -> Pack:
    """A checked pack, by its name or from a folder.

    ``<site>/packs/<name>/`` is laid over the built-in pack of that name, or over the pack that its ``extends``
    names. Raises ``NotFound`` when there is no such pack, ``PackError`` with everything that is wrong with it.
    """
    folder = find_pack(name_or_folder, site_folder)
    unreadable: list[Problem] = []
    layers = _layers(folder, site_folder, unreadable, ())
    if unreadable:
        raise PackError(folder.name, unreadable + _problems(layers))
    sources = [part for layer in layers for item in (("", layer.label), *layer.texts.items()) for part in item]
    home = {_built_in(): data_folder(), site_folder / "packs" if site_folder else None: site_folder}.get(folder.parent)
    return Pack.from_canonical(prepared(home, "pack", sources, lambda: _read(folder.name, layers)))


def _read(name: str, layers: Sequence[Layer]) -> str:
    """The canonical text of a pack. What reads and checks is imported only when no prepared text is at hand."""
    from deskconsole.domain.rules.reading.pack_files import read_pack

    return read_pack(name, layers).canonical()


def _problems(layers: Sequence[Layer]) -> list[Problem]:
    from deskconsole.domain.rules.reading.pack_files import examine

    return examine(layers)[1]


def load_packs(names: Sequence[str], site_folder: Path | None = None) -> tuple[Pack, ...]:
    """The checked packs of a desk, in order of priority.

    Raises what :func:`load_pack` raises, and ``PacksContradict`` where two of them mean different things by one name.
    """
    packs = tuple(load_pack(name, site_folder) for name in names)
    if len(packs) > 1:
        from deskconsole.domain.rules.reading.conflicts import conflicts

        if result := conflicts(packs):
            raise PacksContradict([pack.name for pack in packs], result)
    return packs


def check_together(names: Sequence[str | Path], site_folder: Path | None = None) -> list[Problem]:
    """Where packs contradict each other; those that cannot be used at all are left out."""
    from deskconsole.domain.rules.reading.conflicts import conflicts

    results = [_examine(find_pack(name, site_folder), site_folder)[0] for name in names]
    return conflicts([pack for pack in results if pack is not None])


def check_pack(name_or_folder: str | Path, site_folder: Path | None = None) -> list[Problem]:
    """Everything that is wrong with a pack, in the order of its files; nothing when it can be used."""
    folder = find_pack(name_or_folder, site_folder)
    pack, problems = _examine(folder, site_folder)
    return problems + _check_quiz(folder, pack)


def _check_quiz(folder: Path, pack: Pack | None) -> list[Problem]:
    """What is wrong with the test that a pack's folder brings."""
    file = folder / QUIZ
    if not file.is_file():
        return []
    from deskconsole.domain.people.qualification import read_quiz

    text = file.read_text("utf-8-sig", errors="replace")
    return read_quiz(text, rules=[rule.id for rule in pack.rules] if pack is not None else ())[1]


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
    """A pack's folder with those that it is laid over, the lowest first: where its articles and its test lie."""
    results = [folder]
    while True:
        head = results[0] / HEAD
        text = head.read_text("utf-8-sig", errors="replace") if head.is_file() else ""
        base = _base(results[0], Layer({HEAD: text}), site_folder, [])
        if base is None or base in results:
            return results
        results.insert(0, base)


def _built_in() -> Path:
    return data_folder() / "packs"


def _candidates(name: str, site_folder: Path | None) -> Sequence[Path]:
    if not name or Path(name).name != name:  # a path, not a name
        return []
    own = [site_folder / "packs" / name] if site_folder else []
    return [*own, _built_in() / name]


def _examine(folder: Path, site_folder: Path | None) -> tuple[Pack | None, list[Problem]]:
    unreadable: list[Problem] = []
    layers = _layers(folder, site_folder, unreadable, ())
    from deskconsole.domain.rules.reading.pack_files import examine

    pack, problems = examine(layers)
    return (None if unreadable else pack), unreadable + problems


def _layers(folder: Path, site_folder: Path | None, problems: list[Problem], above: tuple[Path, ...]) -> list[Layer]:
    """The folder's files with those that it extends below them; ``above`` are the folders that led here."""
    label = f"{folder}/" if above else ""
    texts = _texts(folder, label, problems)
    layer = Layer(texts, label, tuple(path.name for path in folder.glob("*.toml") if path.name not in texts))
    base = _base(folder, layer, site_folder, problems)
    if base is None:
        return [layer]
    if base in (folder, *above):
        problems.append(Problem("the pack extends itself", Place(label + HEAD), "extends"))
        return [layer]
    return [*_layers(base, site_folder, problems, (*above, folder)), layer]


def _base(folder: Path, layer: Layer, site_folder: Path | None, problems: list[Problem]) -> Path | None:
    named = extends(layer.texts.get(HEAD, ""))
    if named is not None and named != folder.name:
        try:
            return find_pack(named, site_folder).resolve()
        except NotFound as error:
            problems.append(Problem("{error}", Place(layer.label + HEAD), "extends", {"error": error}))
            return None
    same = (_built_in() / folder.name).resolve()
    return same if same.is_dir() and same != folder.resolve() else None


def _texts(folder: Path, label: str, problems: list[Problem]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == QUIZ:
            continue
        try:
            texts[path.name] = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(Problem("not UTF-8 (byte {at})", Place(label + path.name), values={"at": error.start}))
        except OSError as error:
            problems.append(
                Problem("cannot be read: {error}", Place(label + path.name), values={"error": str(error.strerror)})
            )
    return texts
