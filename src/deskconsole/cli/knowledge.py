"""``kb add|edit|search|show|import|retire``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskconsole.cli.options import Subparsers, add_key, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from datetime import tzinfo

    from deskconsole.desk.desk import Desk
    from deskconsole.desk.knowledge.articles import Article
    from deskconsole.domain.knowledge.articles import ArticleText


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``kb`` and its commands."""
    kb = subparsers.add_parser("kb", help=_("the knowledge base"))
    commands = kb.add_subparsers(dest="kb_command", required=True, metavar="COMMAND")
    add = commands.add_parser("add", parents=[shared], help=_("write an article"))
    _text_options(add)
    add.add_argument("--ticket", metavar="NUMBER", help=_("make it of an answered ticket"))
    add_key(add)
    add.set_defaults(run=run_add)
    edit = commands.add_parser("edit", parents=[shared], help=_("write the next version; without a text in $EDITOR"))
    edit.add_argument("number", metavar="K12")
    _text_options(edit)
    edit.set_defaults(run=run_edit)
    search = commands.add_parser("search", parents=[shared], help=_("find articles; without a text all of them"))
    search.add_argument("text", nargs="?", default="", metavar="TEXT")
    search.add_argument("--category", metavar="K")
    search.add_argument("--limit", type=int, default=20, metavar="N")
    search.set_defaults(run=run_search)
    show = commands.add_parser("show", parents=[shared], help=_("one article"))
    show.add_argument("number", metavar="K12")
    show.add_argument("--version", type=int, metavar="N", help=_("as it was in this version"))
    show.set_defaults(run=run_show)
    take = commands.add_parser("import", parents=[shared], help=_("take in a folder of Markdown files, all or none"))
    take.add_argument("folder", nargs="?", metavar="FOLDER")
    take.add_argument("--pack", metavar="P", help=_("the starter articles of a pack that are not there yet"))
    take.set_defaults(run=run_import)
    retire = commands.add_parser("retire", parents=[shared], help=_("take an article out of use"))
    retire.add_argument("number", metavar="K12")
    retire.add_argument("--reason", required=True, metavar="R")
    retire.set_defaults(run=run_retire)


def _text_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", metavar="T")
    parser.add_argument("--category", metavar="K")
    parser.add_argument("--text", metavar="T", help=_("the text in Markdown"))
    parser.add_argument("--file", metavar="FILE", help=_("read the text from a file (- : standard input)"))
    price = parser.add_mutually_exclusive_group()
    price.add_argument("--price", action="store_true", default=None, help=_("prices may be read from it"))
    price.add_argument("--no-price", dest="price", action="store_false", help=_("no price may be read from it"))


def run_add(args: argparse.Namespace) -> int:
    """``kb add``."""
    from deskconsole.desk.knowledge.articles import add_article
    from deskconsole.desk.knowledge.cases import article_of_ticket
    from deskconsole.domain.knowledge.articles import ArticleText

    desk = opened(args)
    if args.ticket is not None:
        existing, ticket = article_of_ticket(desk, args.ticket)
    else:
        existing, ticket = ArticleText("", "", ""), None
    _print(add_article(desk, _given(args, existing), from_ticket=ticket, key=args.key), desk, args.json)
    return 0


def run_edit(args: argparse.Namespace) -> int:
    """``kb edit``: from the options, else in the person's editor."""
    from deskconsole.desk.knowledge.articles import article_number, change_article, show_article
    from deskconsole.domain.knowledge.articles import ArticleText

    desk = opened(args)
    number = article_number(args.number)
    now = show_article(desk, number)
    existing = ArticleText(now.title, now.category, now.text, now.price)
    given = any(value is not None for value in (args.title, args.category, args.text, args.file, args.price))
    article = _given(args, existing) if given else _in_editor(existing, desk)
    _print(change_article(desk, number, article, expect=now.version), desk, args.json)
    return 0


def run_search(args: argparse.Namespace) -> int:
    """``kb search``."""
    from deskconsole.desk.knowledge.search import find_articles
    from deskconsole.domain.knowledge.articles import snippet
    from deskconsole.present.titles import Titles
    from deskconsole.text.cells import clip, pad
    from deskconsole.text.clean import one_line

    desk = opened(args)
    titles = Titles(desk.packs)
    for article in find_articles(desk, args.text, category=args.category, limit=max(0, args.limit)):
        if args.json:
            short = {"number": article.name, "title": article.title, "category": article.category}
            print_json({**short, "price": article.price, "uses": article.uses, "snippet": snippet(article.text)})
        else:
            title = pad(clip(one_line(article.title), 44), 44)
            category = titles.title("category", article.category)
            print(f"{article.name:5} {pad(clip(category, 12), 12)} {article.uses:4}  {title}".rstrip())
    return 0


def run_show(args: argparse.Namespace) -> int:
    """``kb show``."""
    from deskconsole.desk.knowledge.articles import article_number, show_article

    desk = opened(args)
    _print(show_article(desk, article_number(args.number), args.version), desk, args.json, whole=True)
    return 0


def run_import(args: argparse.Namespace) -> int:
    """``kb import``: a folder, or what a pack brings."""
    from deskconsole.desk.knowledge.files import import_articles, import_starters
    from deskconsole.errors import DeskError

    desk = opened(args)
    if (args.folder is None) == (args.pack is None):
        raise DeskError("folder: name a folder, or a pack with --pack", field="folder")
    done = import_starters(desk, [args.pack]) if args.pack else import_articles(desk, Path(args.folder))
    if args.json:
        print_json({"added": len(done.added), "changed": len(done.changed), "same": len(done.same)})
    else:
        message = _("{added} added, {changed} changed, {same} as they were")
        print(message.format(added=len(done.added), changed=len(done.changed), same=len(done.same)))
    return 0


def run_retire(args: argparse.Namespace) -> int:
    """``kb retire``."""
    from deskconsole.desk.knowledge.articles import article_number, retire_article

    desk = opened(args)
    _print(retire_article(desk, article_number(args.number), args.reason), desk, args.json)
    return 0


def _given(args: argparse.Namespace, existing: "ArticleText") -> "ArticleText":
    """What the options say, over what is known."""
    from deskconsole.domain.knowledge.articles import ArticleText

    text = args.text
    if args.file is not None:
        text = sys.stdin.read() if args.file == "-" else _read(Path(args.file))
    return ArticleText(
        existing.title if args.title is None else args.title,
        existing.category if args.category is None else args.category,
        existing.text if text is None else text,
        existing.price if args.price is None else args.price,
    )


def _read(path: Path) -> str:
    from deskconsole.errors import DeskError

    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError("file: '{file}' cannot be read: {error}", field="file", file=str(path), error=error) from error


def _in_editor(existing: "ArticleText", desk: "Desk") -> "ArticleText":
    """The article as the person leaves it in their editor, in the form of a file of an import."""
    import os
    import shlex
    import subprocess
    import tempfile

    from deskconsole.desk.knowledge.articles import categories_of
    from deskconsole.domain.knowledge.articles import read_article, written
    from deskconsole.errors import DeskError

    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="deskconsole-") as folder:
        path = Path(folder) / "article.md"
        path.write_text(written(existing), "utf-8")
        try:
            ended = subprocess.run([*editor, str(path)], check=False).returncode
        except OSError as error:
            raise DeskError("{editor}: {error}; set EDITOR", editor=editor[0], error=error.strerror or "") from error
        if ended:
            raise DeskError("{editor}: ended with {status}; nothing is changed", editor=editor[0], status=ended)
        return read_article(path.name, _read(path), categories_of(desk))


def _print(article: "Article", desk: "Desk", as_json: bool, *, whole: bool = False) -> None:
    if as_json:
        print_json(_document(article, desk.zone))
        return
    from deskconsole.present.dates import short
    from deskconsole.present.titles import Titles
    from deskconsole.text.clean import one_line, shown

    category = Titles(desk.packs).title("category", article.category)
    print(one_line(f"{article.name}  v{article.version}  {category}  {article.title}"))
    if whole:
        print(f"\n{shown(article.text)}\n")
        for version in article.versions:
            by = one_line(version.written_by or "-")
            when = short(version.written_at, desk.now(), desk.zone)
            print(f"v{version.version}  {when}  {by}  {one_line(version.title)}")


def _document(article: "Article", zone: "tzinfo") -> dict[str, Any]:
    from deskconsole.text.dates import rfc3339

    return {
        "number": article.name,
        "version": article.version,
        "category": article.category,
        "title": article.title,
        "text": article.text,
        "price": article.price,
        "uses": article.uses,
        "retired": article.retired,
        "ticket": article.from_ticket,
        "changed": rfc3339(article.changed_at, zone),
        "by": article.changed_by,
        "versions": [
            {
                "version": stored.version,
                "title": stored.title,
                "at": rfc3339(stored.written_at, zone),
                "by": stored.written_by,
            }
            for stored in article.versions
        ],
    }
