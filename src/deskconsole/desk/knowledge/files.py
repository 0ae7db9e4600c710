"""Articles from files: a folder of Markdown, and the starter articles that packs bring (R31)."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.articles import categories_of, says, write_change, write_new
from deskconsole.desk.policy.pack_articles import KNOWLEDGE, read_folder
from deskconsole.desk.policy.packs import find_pack, pack_folders
from deskconsole.desk.policy.site_rules import origin_of
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import knowledge


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
    result = read_folder(folder, categories_of(desk))
    if not result:
        raise DeskError("folder: there is no .md file in '{folder}'", field="folder", folder=str(folder))
    return _store(desk, {f"{folder.resolve().name}/{file}": article for file, article in result.items()})


def import_starters(desk: Desk | Work, names: Iterable[str] | None = None) -> Imported:
    """Take in the starter articles of packs (default: all of the site's); the site's own files go before a pack's.

    What was taken in before stays as it is: the site may have written on.
    """
    site = desk.desk if isinstance(desk, Work) else desk
    results: dict[str, ArticleText] = {}
    for name in names if names is not None else [pack.name for pack in site.packs]:
        for folder in pack_folders(find_pack(name, site.folder), site.folder):
            if (folder / KNOWLEDGE).is_dir():
                read = read_folder(folder / KNOWLEDGE, categories_of(site))
                origin = origin_of(folder, name)
                results |= {f"{origin}/{file}": article for file, article in read.items()}
    return _store(desk, results, renew=False)


@command(needs="articles")
def _store(work: Work, results: Mapping[str, ArticleText], *, renew: bool = True) -> Imported:
    added: list[int] = []
    changed: list[int] = []
    same: list[int] = []
    for source, article in results.items():
        existing = knowledge.article_by_source(work.tx, source)
        if existing is not None and (not renew or says(existing) == article):
            same.append(existing.number)
            continue
        if article.price or (existing is not None and existing.price):
            work.require("prices")
        if existing is None:
            added.append(write_new(work, article, source=source).number)
        else:
            changed.append(write_change(work, existing, article).number)
    return Imported(tuple(added), tuple(changed), tuple(same))
