"""Packs and calendars as they were read and checked last, kept as Python keeps compiled files.

Reading and checking a pack's files takes 25 ms, its canonical text 3: a telephone hook starts the program for each
call. What is kept lies under a digest of everything that it was made from, so it is never out of date; where the
folder may not be written to, everything is simply read again.
"""

import functools
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from glob import glob
from hashlib import sha256
from pathlib import Path
from typing import Final

from deskconsole import __version__

FOLDER: Final = ".prepared"
#: How many texts are kept in a folder; the oldest go.
_KEPT: Final = 24


def prepared(folder: Path | None, what: str, sources: Iterable[str], make: Callable[[], str]) -> str:
    """The text that ``make`` gives for these sources, from ``folder`` if it was made before; ``None``: always made.

    Only what was made without an error is kept. What ``make`` raises is passed on.
    """
    if folder is None:
        return make()
    file = folder / FOLDER / f"{what}-{_key(sources)}.json"
    with suppress(OSError, ValueError):
        digest, _, text = file.read_text("utf-8").partition("\n")
        if sha256(text.encode()).hexdigest() == digest:
            return text
    text = make()
    with suppress(OSError):
        _keep(file, text)
    return text


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
        f"{file} {os.stat(file).st_mtime_ns}"
        for part in ("desk/policy", "domain", "text")
        for file in sorted(glob(f"{package / part}/**/*.py", recursive=True))
    )


def _keep(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.write_text(f"{sha256(text.encode()).hexdigest()}\n{text}", "utf-8")
    part.replace(file)
    for old in sorted(file.parent.iterdir(), key=lambda stored: stored.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)
