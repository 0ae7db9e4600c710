"""Packs and calendars as they were read and checked last, kept as Python keeps compiled files.

Reading and checking a pack's files takes 100 ms, its canonical text 4 (`architecture.md`, "What start-up may cost"): a
telephone hook starts the program for each call. What is kept lies under a digest of everything that it was made from,
so it is never out of date; where the folder may not be written to, everything is simply read again.
"""

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from deskconsole import __version__

FOLDER: Final = ".prepared"
#: How the names of last editions begin; they stay when the oldest texts go.
_LAST: Final = "last-"
#: How many texts are kept in a folder; the oldest go.
_KEPT: Final = 24


def prepared(folder: Path | None, what: str, sources: Iterable[str], make: Callable[[], str]) -> str:
    """The text that ``make`` gives for these sources, from ``folder`` if it was made before; ``None``: always made.

    Only what was made without an error is kept. What ``make`` raises is passed on.
    """
    if folder is None:
        return make()
    file = folder / FOLDER / f"{what}-{_key(sources)}.json"
    existing = _whole(file)
    if existing is not None:
        return existing
    text = make()
    with suppress(OSError):
        _keep(file, text)
    return text


def remember(folder: Path, name: str, digest: str, text: Callable[[], str]) -> None:
    """Keep a text (with its SHA-256) as the last edition of what ``name`` says that could be used."""
    file = folder / FOLDER / f"{_LAST}{name}.json"
    with suppress(OSError):
        if not file.is_file() or file.open("rb").read(len(digest)) != digest.encode():
            _keep(file, text())


def remembered(folder: Path, name: str) -> str | None:
    """The text that was kept last under ``name``, if it is whole."""
    return _whole(folder / FOLDER / f"{_LAST}{name}.json")


def _whole(file: Path) -> str | None:
    with suppress(OSError, ValueError):
        digest, _, text = file.read_text("utf-8").partition("\n")
        if sha256(text.encode()).hexdigest() == digest:
            return text
    return None


def _key(sources: Iterable[str]) -> str:
    digest = sha256(f"{__version__} {_program()}".encode())
    for source in sources:
        digest.update(f"\0{len(source)}\0{source}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


@functools.cache
def _program() -> str:
    """Changes when the code that reads and checks does."""
    package = Path(__file__).parents[2]
    return " ".join(
        sorted(changed for part in ("desk/policy", "domain", "text") for changed in _changes(package / part))
    )


def _changes(folder: str | Path) -> Iterator[str]:
    """Every module in a folder and when it was changed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield f"{entry.path} {entry.stat().st_mtime_ns}"
            elif "." not in entry.name and entry.name != "__pycache__":
                yield from _changes(entry.path)


def _keep(file: Path, text: str) -> None:
    if not file.parent.is_dir():
        file.parent.mkdir(exist_ok=True)
        file.parent.chmod(file.parents[1].stat().st_mode)  # whoever may write beside it may write here
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.write_text(f"{sha256(text.encode()).hexdigest()}\n{text}", "utf-8")
    part.replace(file)
    texts = (stored for stored in file.parent.iterdir() if not stored.name.startswith(_LAST))
    for old in sorted(texts, key=lambda stored: stored.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)
