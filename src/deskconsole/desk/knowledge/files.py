"""Articles from files: a folder of Markdown, and the starter articles that packs bring (R31)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.articles import categories_of, says, write_change, write_new
from deskconsole.desk.policy.packs import find_pack, pack_folders
from deskconsole.desk.staff.staff import require
from deskconsole.domain.knowledge.articles import ArticlesRefused, ArticleText, read_article
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import knowledge
from deskconsole.text.clean import clean

#: The folder of a pack that holds its articles.
KNOWLEDGE: Final = "knowledge"
#: Longest file that is read, in bytes: an article has 20,000 characters at most.
_MOST_BYTES: Final = 200_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, by the articles' numbers; ``same``: they said the same already."""

    added: tuple[int, ...]
    changed: tuple[int, ...]
    same: tuple[int, ...]


def import_articles(desk: Desk, folder: Path) -> Imported:
    """Take every Markdown file of a folder (and of its folders) in, all or none.

    A file that was taken in before from a folder of the same name becomes the next version of its article. Raises
    :class:`ArticlesRefused` naming file and line of every mistake.
    """
    if not folder.is_dir():
        raise DeskError("folder: '{folder}' is not a folder", field="folder", folder=str(folder))
    result = read_folder(desk, folder)
    if not result:
        raise DeskError("folder: there is no .md file in '{folder}'", field="folder", folder=str(folder))
    return _keep(desk, {f"{folder.resolve().name}/{file}": article for file, article in result.items()})


def import_starters(desk: Desk, names: Iterable[str] | None = None) -> Imported:
    """Take in the starter articles of packs (default: all of the site's); the site's own files go before a pack's.

    What was taken in before stays as it is: the site may have written on.
    """
    results: dict[str, ArticleText] = {}
    for name in names if names is not None else [pack.name for pack in desk.packs]:
        for folder in pack_folders(find_pack(name, desk.folder), desk.folder):
            if (folder / KNOWLEDGE).is_dir():
                read = read_folder(desk, folder / KNOWLEDGE)
                results |= {f"{name}/{file}": article for file, article in read.items()}
    return _keep(desk, results, renew=False)


def read_folder(desk: Desk, folder: Path) -> dict[str, ArticleText]:
    """The articles of a folder by their files' places in it; raises :class:`ArticlesRefused`."""
    results: dict[str, ArticleText] = {}
    problems: list[DeskError] = []
    categories = categories_of(desk)
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        if path.name.casefold() == "readme.md" or any(part.startswith(".") for part in Path(file).parts):
            continue
        try:
            text = clean(_text_of(path, file))
            results[file] = read_article(file, text, categories, folder=path.parent.name)
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
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DeskError("{file}:{line}: not UTF-8", file=file, line=line) from error
    except OSError as error:
        raise DeskError("{file}: cannot be read: {error}", file=file, error=str(error.strerror)) from error


def _keep(desk: Desk, results: dict[str, ArticleText], *, renew: bool = True) -> Imported:
    added: list[int] = []
    changed: list[int] = []
    same: list[int] = []
    with desk.store.writing() as tx:
        now = desk.now()
        for source, article in results.items():
            existing = knowledge.article_by_source(tx, source)
            if existing is not None and (not renew or says(existing) == article):
                same.append(existing.number)
                continue
            price = article.price or (existing is not None and existing.price)
            require(desk.actor, "article_price" if price else "article")
            if existing is None:
                added.append(write_new(desk, tx, article, now, source=source).number)
            else:
                changed.append(write_change(desk, tx, existing, article, now).number)
    return Imported(tuple(added), tuple(changed), tuple(same))
