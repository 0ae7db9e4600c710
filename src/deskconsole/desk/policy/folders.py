"""The TOML files of a folder of rules: of a pack, of a rule of the site."""

from collections.abc import Callable
from pathlib import Path

from deskconsole.data_files import data_folder, files_in
from deskconsole.domain.file_text import decode
from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.given_files import read_text_of_site

#: the file of a pack's test (R32); no ticket is judged by it, so that it is no part of the rules
QUIZ = "quiz.toml"


def layer_of(folder: Path, label: str, problems: list[Problem]) -> Layer:
    """The files of a folder, which messages call ``label``; what cannot be read is noted in ``problems``.

    Those that come with the program are nobody's to put there, so that they are read without looking whose they are:
    each start reads forty of them.
    """
    ours = folder.is_relative_to(data_folder())
    texts = _texts(folder, label, problems, Path.read_bytes if ours else read_text_of_site)
    return Layer(texts, label, tuple(path.name for path in folder.glob("*.toml") if path.name not in texts))


def _texts(folder: Path, label: str, problems: list[Problem], read: Callable[[Path], bytes]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in files_in(folder, ".toml"):
        if path.name == QUIZ:
            continue
        text = text_of(path, label + path.name, read)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            texts[path.name] = text
    return texts


def text_of(path: Path, label: str, read: Callable[[Path], bytes] = read_text_of_site) -> str | Problem:
    """The text of a file of a pack, or why there is none; messages call it ``label``."""
    try:
        return decode(read(path), label)
    except OSError as error:
        return Problem("cannot be read: {error}", Place(label), values={"error": str(error.strerror)})
