"""``kb add|edit|search|show|import|retire``."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import OneOf, argument, file, flag, name, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.given_files import read_given
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape
from deskconsole.record import replace

with late():
    import shlex
    import subprocess
    import tempfile

    from deskconsole.desk import desk as desks
    from deskconsole.desk.knowledge import articles, cases, files, search
    from deskconsole.domain.knowledge import articles as texts
    from deskconsole.text import cells, clean

_CHANGEABLE: Final = ("title", "category", "text", "price")


def _add(desk: desks.Desk, given: Namespace) -> articles.Article:
    existing, ticket = texts.ArticleText("", "", ""), None
    if given.ticket is not None:
        existing, ticket = cases.article_of_ticket(desk, given.ticket)
    return articles.add_article(desk, _changed(existing, given), from_ticket=ticket, key=given.key)


def _edit(desk: desks.Desk, given: Namespace) -> articles.Article:
    """From the options, else in the person's editor."""
    now = articles.show_article(desk, articles.article_number(given.number))
    existing = texts.ArticleText(now.title, now.category, now.text, now.price)
    entered = any(getattr(given, name) is not None for name in (*_CHANGEABLE, "file"))
    changed = _changed(existing, given) if entered else _in_editor(existing, desk)
    return articles.change_article(desk, now.number, changed, expect=now.version)


def _changed(existing: texts.ArticleText, given: Namespace) -> texts.ArticleText:
    """What the options say, over what there is."""
    entered = {name: value for name in _CHANGEABLE if (value := getattr(given, name)) is not None}
    return replace(existing, **entered | ({} if given.file is None else {"text": _read(given.file)}))


def _read(source: str) -> str:
    """The text of a file, or of standard input."""
    try:
        data = sys.stdin.buffer.read() if source == "-" else read_given(source)
        return data.decode("utf-8-sig")
    except (OSError, DeskError, UnicodeDecodeError) as error:
        raise DeskError("file: '{file}' cannot be read: {error}", field="file", file=source, error=error) from error


def _in_editor(existing: texts.ArticleText, desk: desks.Desk) -> texts.ArticleText:
    """The article as the person leaves it in their editor, in the form of a file of an import."""
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="deskconsole-") as folder:
        path = Path(folder) / "article.md"
        path.write_text(texts.written(existing), "utf-8")
        try:
            ended = subprocess.run([*editor, str(path)], check=False).returncode
        except OSError as error:
            raise DeskError("{editor}: {error}; set EDITOR", editor=editor[0], error=error.strerror or "") from error
        if ended:
            raise DeskError("{editor}: ended with {status}; nothing is changed", editor=editor[0], status=ended)
        return texts.read_article(path.name, _read(str(path)), articles.categories_of(desk))


def _search(desk: desks.Desk, given: Namespace) -> list[articles.Article]:
    return search.find_articles(desk, given.text, category=given.category, limit=max(0, given.limit))


def _show(desk: desks.Desk, given: Namespace) -> articles.Article:
    return articles.show_article(desk, articles.article_number(given.number), given.version)


def _import(desk: desks.Desk, given: Namespace) -> files.Imported:
    """A folder, or what a pack brings."""
    if (given.folder is None) == (given.pack is None):
        raise DeskError("folder: name a folder, or a pack with --pack", field="folder")
    return files.import_starters(desk, [given.pack]) if given.pack else files.import_articles(desk, given.folder)


def _retire(desk: desks.Desk, given: Namespace) -> articles.Article:
    return articles.retire_article(desk, articles.article_number(given.number), given.reason)


def _line(article: articles.Article, reader: Answering) -> str:
    category = reader.titles.title("category", article.category)
    return f"{article.name}  v{article.version}  {category}  {article.title}"


def _lines(article: articles.Article, reader: Answering) -> Iterator[str]:
    yield _line(article, reader)
    yield ""
    yield from clean.shown(article.text).split("\n")
    yield ""
    for version in article.versions:
        when = reader.when(version.written_at)
        yield f"v{version.version}  {when}  {reader.text(version.written_by)}  {version.title}"


def _short_line(article: articles.Article, reader: Answering) -> str:
    category = reader.cell(reader.titles.title("category", article.category), 12)
    return f"{article.name:5} {category} {article.uses:4}  {cells.clip(reader.text(article.title), 44)}"


def _counts(done: files.Imported, reader: Answering) -> dict[str, int]:
    return {name: len(getattr(done, name)) for name in ("added", "changed", "same")}


def _counts_line(done: files.Imported, reader: Answering) -> str:
    return _("{added} added, {changed} changed, {same} as they were").format(**_counts(done, reader))


# fmt: off
_ARTICLE: Final = Shape(
    "number version category title text price uses retired ticket changed by versions",
    number="name", ticket="from_ticket", changed="changed_at", by="changed_by",
    versions=Shape("version title at by", at="written_at", by="written_by"),
)
_FOUND: Final = Answer(
    Shape("number title category price uses snippet", number="name",
          snippet=lambda article, reader: texts.snippet(article.text)),
    _short_line,
)
_write = partial(Command, answer=Answer(_ARTICLE, _line))
_NUMBER: Final = argument("number", "K12")
_TEXT: Final = (
    argument("--title", "T"), argument("--category", "K"), argument("--text", "T", N_("the text in Markdown")),
    argument("--file", "FILE", N_("read the text from a file (- : standard input)"), read=name),
    OneOf(flag("--price", N_("prices may be read from it"), default=None),
          flag("--no-price", N_("no price may be read from it"), to="price", action="store_false", default=None)),
)

COMMANDS: Final = (
    Group(
        "kb", N_("the knowledge base"),
        _write("add", N_("write an article"), *_TEXT,
               argument("--ticket", "NUMBER", N_("make it of an answered ticket")),
               run=_add, writes=True, examples=("kb add --title Warranty --category service --file warranty.md",)),
        _write("edit", N_("write the next version; without a text in $EDITOR"), _NUMBER, *_TEXT,
               run=_edit, writes="keyless"),
        Command("search", N_("find articles; without a text all of them"), argument("text", nargs="?", default=""),
                argument("--category", "K"), argument("--limit", "N", type=whole(), default=20),
                run=_search, answer=_FOUND),
        Command("show", N_("one article"), _NUMBER,
                argument("--version", "N", N_("as it was in this version"), type=whole()),
                run=_show, answer=Answer(_ARTICLE, _lines)),
        Command("import", N_("take in a folder of Markdown files, all or none"),
                argument("folder", nargs="?", read=file),
                argument("--pack", "P", N_("the starter articles of a pack that are not there yet"), read=name),
                run=_import, needs="articles", answer=Answer(_counts, _counts_line), writes="keyless"),
        _write("retire", N_("take an article out of use"), _NUMBER, argument("--reason", "R", required=True),
               run=_retire, writes="keyless"),
    ),
)
