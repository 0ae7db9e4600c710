"""Where papers go, and what kind of file is asked for."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Protocol

from deskconsole.desk.desk import Desk
from deskconsole.errors import DeskError
from deskconsole.given_files import confined_to, named
from deskconsole.present.catalogue import N_

#: What goes to a printer as it is.
PRINTABLE: Final = (".pdf",)
#: The folder of a site's files, where it names none.
_FOLDER: Final = "papers"
#: Told how far it is: (done, of all). Raises :class:`Stopped` when somebody wants it to end.
Progress = Callable[[int, int], None]


class _Saves(Protocol):
    def save(self, path_or_stream: Any) -> None: ...


class Stopped(DeskError):
    """Somebody stopped a long export; nothing of it is left."""

    def __init__(self) -> None:
        super().__init__(N_("stopped; nothing was written"))


def save(document: _Saves, path: Path) -> None:
    """Write a document of a library to a file. It packs in memory: where the disk is full, the half archive that it
    keeps would complain on the terminal later."""
    whole = BytesIO()
    document.save(whole)
    path.write_bytes(whole.getbuffer())


def suffix_of(path: Path, existing: tuple[str, ...]) -> str:
    """What kind of file is asked for, by the end of its name; refuses an unknown one."""
    suffix = path.suffix.lower()
    if suffix not in existing:
        raise DeskError(
            "out: '{name}' does not say what to write; end it in {known}",
            field="out",
            name=path.name,
            known=", ".join(existing),
        )
    return suffix


def files_folder(desk: Desk) -> Path:
    """Where the files of a site go that nobody named a place for: as its settings say, else beside its store.

    It is made where it is not there, for the account of the desk alone; where that cannot be, writing a file says so.
    """
    if (only := confined_to()) is not None:
        return only
    folder = desk.folder / named(desk.settings.papers.folder or _FOLDER)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def free(path: Path) -> Path:
    """``path``, or with a number behind its name where that is taken: ``name (2).pdf``."""
    tried = 1
    result = path
    while result.exists():
        tried += 1
        result = path.with_name(f"{path.stem} ({tried}){path.suffix}")
    return result
