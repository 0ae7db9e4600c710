"""Articles of the knowledge base as text: reading a Markdown file, and what of one is said to a customer.

A file begins with lines of `name: value` between two lines `---`, or with a heading, which is its title::

    ---
    title: 保修期与免费范围
    category: service
    price: true
    ---
    > 您好，…            ← what one key copies into a ticket

``category`` may be left out where the file lies in a folder of that name. ``price: true`` marks an article that
prices may be read from (R23).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.tickets.event import CONTENT_LIMIT, FIELD_LIMIT
from deskconsole.errors import DeskError
from deskconsole.record import dataclass

_FENCE: Final = "---"
_NAMES: Final = ("title", "category", "price")
_YES: Final = {"true": True, "yes": True, "false": False, "no": False}
_HEADING: Final = re.compile(r"#{1,6}\s+(.+?)\s*#*\s*$")
_LINK: Final = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)")
_STRONG: Final = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What an article says; ``price``: figures in it may be told to customers."""

    title: str
    category: str
    text: str
    price: bool = False


class ArticlesRefused(DeskError):
    """Articles that cannot be kept; ``errors`` (``problems``, where they are told together) names each mistake."""

    def __init__(self, errors: Sequence[DeskError]) -> None:
        self.errors = self.problems = tuple(errors)
        super().__init__("{problems}", problems="\n".join(str(error) for error in errors))


def read_article(file: str, text: str, categories: Mapping[str, str], *, folder: str = "") -> ArticleText:
    """The article of a file. ``categories``: every accepted word → the name of the category; ``folder``: that of the
    file, for a file that names no category. Raises :class:`ArticlesRefused` with file and line of each mistake."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    problems: list[DeskError] = []
    head, begin = _head(file, lines, problems)
    title, at = head.get("title", ("", 0))
    if not title:
        title, at, begin = _title_heading(lines, begin)
    category, line = head.get("category", (folder if folder.casefold() in categories else "", 0))
    body = "\n".join(lines[begin:]).strip()
    problems += _problems_of(file, title, at, body, begin)
    if category.casefold() not in categories:
        problems.append(_no_category(file, line, category, categories))
    price, line = head.get("price", ("false", 0))
    if price.casefold() not in _YES:
        problems.append(_at(file, line, "price: '{value}' is not true or false", value=price[:60]))
    if problems:
        raise ArticlesRefused(problems)
    return ArticleText(title, categories[category.casefold()], body, _YES[price.casefold()])


def _head(file: str, lines: Sequence[str], problems: list[DeskError]) -> tuple[dict[str, tuple[str, int]], int]:
    """What stands between the two lines ``---`` (name → value, line), and the index of the first line behind."""
    if not lines or lines[0].strip() != _FENCE:
        return {}, 0
    end = next((index for index, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE), None)
    if end is None:
        problems.append(_at(file, 1, "the head that begins here with --- has no end; close it with --- too"))
        return {}, 0
    results: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:end], start=2):
        name, colon, value = line.partition(":")
        name = name.strip().casefold()
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon or name not in _NAMES:
            existing = ", ".join(_NAMES)
            problems.append(
                _at(file, number, "'{text}' is not one of: {known}", text=line.strip()[:60], known=existing)
            )
        elif name in results:
            problems.append(_at(file, number, "'{name}' stands here twice", name=name))
        else:
            results[name] = (value.strip().strip("\"'").strip(), number)
    return results, end + 1


def _title_heading(lines: Sequence[str], begin: int) -> tuple[str, int, int]:
    """The heading that the text begins with, its line, and the index of the first line behind it."""
    for index, line in enumerate(lines[begin:], start=begin):
        if line.strip():
            heading = _HEADING.match(line.strip())
            return (heading[1], index + 1, index + 1) if heading else ("", index + 1, begin)
    return "", 0, begin


def _problems_of(file: str, title: str, line: int, body: str, begin: int) -> Iterator[DeskError]:
    if not title:
        yield _at(file, line, "there is no title; begin with 'title: …' between two lines ---, or with '# …'")
    elif len(title) > FIELD_LIMIT:
        yield _at(file, line, "the title is longer than {limit} characters", limit=FIELD_LIMIT)
    if not body:
        yield _at(file, begin, "there is no text below the title")
    elif len(body) > CONTENT_LIMIT:
        yield _at(file, begin + 1, "the text is longer than {limit} characters", limit=CONTENT_LIMIT)


def _no_category(file: str, line: int, category: str, categories: Mapping[str, str]) -> DeskError:
    existing = ", ".join(dict.fromkeys(categories.values()))
    if not category:
        return _at(file, line, "there is no category; write 'category: …' at the top, one of {known}", known=existing)
    return _at(file, line, "category: '{value}' is not one of {known}", value=category[:60], known=existing)


def _at(file: str, line: int, template: str, **values: Any) -> DeskError:
    return DeskError("{file}:{line}: " + template, file=file, line=max(1, line), **values)


def written(article: ArticleText) -> str:
    """An article as a file that :func:`read_article` reads back."""
    head = [f"title: {article.title}", f"category: {article.category}", *(["price: true"] if article.price else [])]
    return "\n".join([_FENCE, *head, _FENCE, article.text, ""])


def answers_of(text: str) -> tuple[str, ...]:
    """What of an article is meant for the customer: each quotation (lines that begin with ``>``) is one answer;
    where nothing is quoted, the whole text without its marks."""
    quoted: list[list[str]] = []
    inside = False
    for line in text.split("\n"):
        bare = line.lstrip()
        if bare.startswith(">"):
            if not inside:
                quoted.append([])
            quoted[-1].append(bare[1:].removeprefix(" ").rstrip())
        inside = bare.startswith(">")
    answers = tuple(answer for lines in quoted if (answer := plain("\n".join(lines)).strip()))
    return answers or (plain(text).strip(),)


def answer_like(text: str, words: str) -> str:
    """The answer of an article in the language of ``words``: with Chinese characters or without."""
    answers = answers_of(text)
    return next((answer for answer in answers if is_chinese(answer) == is_chinese(words)), answers[0])


def is_chinese(text: str) -> bool:
    """Whether a text holds Chinese characters."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def plain(text: str) -> str:
    """A text without the marks of Markdown, as it is read aloud or written to a customer."""
    lines: list[str] = []
    for line in text.split("\n"):
        heading = _HEADING.match(line.strip())
        line = heading[1] if heading else re.sub(r"^(\s*)[*+]\s+", r"\1- ", line)
        line = _STRONG.sub(r"\2", _LINK.sub(_opening_words, line))
        lines.append(line.rstrip())
    return "\n".join(lines)


def _opening_words(link: re.Match[str]) -> str:
    """A link as words: what it is called and where it leads."""
    name, target = link[1], link[2]
    return f"{name} ({target})" if target and target != name else name


def snippet(text: str, length: int = 120) -> str:
    """The beginning of an article's answer, on one line."""
    message = " ".join(answers_of(text)[0].split())
    return message if len(message) <= length else message[: length - 1] + "…"
