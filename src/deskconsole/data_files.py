"""Where files lie: the data that comes with the program, and the site's own folder beside its store."""

import functools
import os
import re
from pathlib import Path
from typing import Final

from deskconsole.domain.file_text import decode
from deskconsole.domain.problems import Problem, Unusable
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.given_files import named as named_file, read_text_of_site, reason_of

#: Name of the store's file inside the site's folder.
STORE_FILE: Final = "desk.db"
_SQLITE: Final = "sqlite://"
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def data_folder() -> Path:
    """The folder of packs, calendars and demo data: inside the installed package, else beside ``src``.

    Raises ``DeskError`` when the installation lacks it.
    """
    return _data_of(Path(__file__).parent)


@functools.cache
def _data_of(package: Path) -> Path:
    for folder in (package / "data", package.parents[1] / "data"):
        if (folder / "calendars").is_dir():
            return folder
    raise DeskError("the program's data folder is missing; install it again")


def store_file(store: str | None = None) -> Path:
    """The SQLite file that ``store`` (a path or ``sqlite:///path``), else DESKCONSOLE_STORE, else the default names.

    A folder means ``desk.db`` inside it. Raises :class:`StoreUnusable` for a store that is no file (another kind of
    URL, memory).
    """
    named = store or os.environ.get("DESKCONSOLE_STORE")
    if not named:
        return default_folder() / STORE_FILE
    name = named
    if named.startswith(_SQLITE):
        name = named.removeprefix(_SQLITE).removeprefix("/").partition("?")[0]
    if name in ("", ":memory:") or _URL.match(name):
        raise StoreUnusable(
            "{place}: the program keeps its store in a file; name it by its path, or as sqlite:///path", place=named
        )
    path = named_file(name)
    return path / STORE_FILE if path.is_dir() else path


def site_folder(store: str | None = None) -> Path:
    """The folder that holds the store, the site's ``calendar.toml`` and its packs; it need not exist yet."""
    return store_file(store).parent


def own_text(folder: Path, name: str) -> str:
    """The text of a file that an administrator may have written into the site's folder; empty where there is none.

    Raises :class:`Unusable` for what is no text, :class:`DeskError` for what cannot be read.
    """
    try:
        text = decode(read_text_of_site(folder / name), name)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise DeskError("{file}: cannot be read: {reason}", file=name, reason=reason_of(error)) from error
    if isinstance(text, Problem):
        raise Unusable([text])
    return text


def files_in(folder: Path, suffix: str) -> list[Path]:
    """The files of a folder whose names end so, in order; none where there is no folder. Raises ``OSError`` where it
    may not be looked into, which `Path.glob` takes for empty."""
    try:
        with os.scandir(folder) as entries:
            return sorted(folder / entry.name for entry in entries if entry.name.endswith(suffix))
    except (FileNotFoundError, NotADirectoryError):
        return []


def default_folder() -> Path:
    """``$XDG_DATA_HOME/deskconsole``, else ``~/.local/share/deskconsole``."""
    named = os.environ.get("XDG_DATA_HOME", "")
    # The XDG rule: a relative path there is to be ignored.
    root = Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"
    return root / "deskconsole"
