"""Whether packs and the files of a site can be used: everything that is wrong with them (`policy check`, `init`)."""

from collections.abc import Sequence
from pathlib import Path

from deskconsole.desk.policy.calendars import further_names, site_calendar
from deskconsole.desk.policy.emergency_plan import load_plan
from deskconsole.desk.policy.folders import QUIZ, text_of
from deskconsole.desk.policy.pack_articles import KNOWLEDGE, category_words, read_folder
from deskconsole.desk.policy.packs import check_name, find_pack, layers_of, load_pack
from deskconsole.desk.policy.roles import load_roles
from deskconsole.desk.settings import read_site_file
from deskconsole.domain.figures.registry import countable
from deskconsole.domain.knowledge.articles import ArticlesRefused
from deskconsole.domain.people.qualification import read_quiz
from deskconsole.domain.problems import Place, Problem, Unusable
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.conflicts import conflicts, refuse_conflicts
from deskconsole.domain.rules.reading.pack_files import examine
from deskconsole.errors import DeskError


def refuse_unsound(names: Sequence[str], folder: Path) -> None:
    """Refuse packs and files of a site that cannot be used as they are; raises with every mistake in them."""
    problems: list[Problem | DeskError] = [problem for name in names for problem in check_pack(name, folder)]
    problems += check_site_files(folder)
    if problems:
        raise Unusable(problems)
    refuse_conflicts([load_pack(name, folder) for name in names])


def check_pack(name_or_folder: str | Path, site_folder: Path | None = None) -> list[Problem]:
    """Everything that is wrong with a pack, in the order of its files; nothing when it can be used."""
    folder = find_pack(name_or_folder, site_folder)
    pack, problems = _examine(folder, site_folder)
    return [*problems, *_check_quiz(folder, pack), *_check_articles(folder, pack)]


def _check_articles(folder: Path, pack: Pack | None) -> list[Problem]:
    """What is wrong with the articles that a pack's folder brings."""
    if pack is None:
        return []
    label = f"{folder.name}/{KNOWLEDGE}/"
    try:
        read_folder(folder / KNOWLEDGE, category_words(pack.categories), label)
    except ArticlesRefused as refused:
        return [_of_article(error, label) for error in refused.errors]
    return []


def _of_article(error: DeskError, label: str) -> Problem:
    place = Place(str(error.values.get("file", label)), line=error.values.get("line"))
    template = error.template.partition("}: ")[2] or error.template  # without the place that it begins with
    return Problem(template, place, values=error.values)


def _check_quiz(folder: Path, pack: Pack | None) -> list[Problem]:
    """What is wrong with the test that a pack's folder brings."""
    file = folder / QUIZ
    if not file.is_file():
        return []
    label = f"{folder.name}/{QUIZ}"
    text = text_of(file, label)
    if isinstance(text, Problem):
        return [text]
    return read_quiz(text, label, [rule.id for rule in pack.rules] if pack is not None else ())[1]


def check_together(names: Sequence[str | Path], site_folder: Path | None = None) -> list[Problem]:
    """Where packs contradict each other; those that cannot be used at all are left out."""
    results = [_examine(find_pack(name, site_folder), site_folder)[0] for name in names]
    return conflicts([pack for pack in results if pack is not None])


def _examine(folder: Path, site_folder: Path | None) -> tuple[Pack | None, list[Problem]]:
    unreadable: list[Problem] = []
    layers = layers_of(folder, site_folder, unreadable)
    pack, problems = examine(layers, further_names(site_folder), countable())
    if pack is None or unreadable:
        return None, unreadable + problems
    return pack, problems or check_name(folder, layers, pack)


def check_site_files(folder: Path) -> list[DeskError]:
    """What is wrong with the calendar, the settings, the roles and the emergency card of the site in ``folder``."""
    results: list[DeskError] = []
    for read in (site_calendar, read_site_file, load_roles, load_plan):
        try:
            read(folder)
        except DeskError as error:
            results += getattr(error, "errors", None) or [error]
    return results
