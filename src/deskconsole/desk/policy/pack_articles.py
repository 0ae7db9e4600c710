"""Articles as Markdown files in a folder: those that a pack brings along, and any that a site takes in."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from deskconsole.domain.knowledge.articles import ArticlesRefused, ArticleText, read_article
from deskconsole.domain.rules.kinds import Category
from deskconsole.errors import DeskError
from deskconsole.given_files import read_text_of_site
from deskconsole.text.clean import clean

#: The folder of a pack that holds its articles.
KNOWLEDGE: Final = "knowledge"
#: Longest file that is read, in bytes: an article has 20,000 characters at most.
_MOST_BYTES: Final = 200_000


def category_words(categories: Iterable[Category]) -> dict[str, str]:
    """Every word that names a category, in whatever case → the category; the first that is called so."""
    existing: dict[str, str] = {}
    for category in categories:
        for word in (category.name, category.title.zh, category.title.en):
            existing.setdefault(word.casefold(), category.name)
    return existing


def read_folder(folder: Path, categories: Mapping[str, str], label: str = "") -> dict[str, ArticleText]:
    """The articles of a folder by their files' places in it; raises :class:`ArticlesRefused`. ``categories``: every
    accepted word → the name of the category; ``label`` goes before the files' names in messages."""
    results: dict[str, ArticleText] = {}
    problems: list[DeskError] = []
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        if path.name.casefold() == "readme.md" or any(part.startswith(".") for part in Path(file).parts):
            continue
        try:
            text = clean(_text_of(path, label + file))
            results[file] = read_article(label + file, text, categories, folder=path.parent.name)
        except ArticlesRefused as refused:
            problems += refused.errors
        except DeskError as error:
            problems.append(error)
    if problems:
        raise ArticlesRefused(problems)
    return results


def _text_of(path: Path, file: str) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DeskError("{file}:1: the file is too large for an article", file=file)
        return read_text_of_site(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DeskError("{file}:{line}: not UTF-8", file=file, line=line) from error
    except OSError as error:
        raise DeskError("{file}: cannot be read: {error}", file=file, error=str(error.strerror)) from error
