"""Reading option values that several commands share."""

import argparse
from typing import TYPE_CHECKING, Any

from deskconsole.present.catalogue import _, language

if TYPE_CHECKING:
    from datetime import datetime

    from deskconsole.desk.desk import Desk

Subparsers = argparse._SubParsersAction  # the type has no public name


def add_at(parser: argparse.ArgumentParser, meaning: str) -> None:
    """``--at T``."""
    parser.add_argument("--at", metavar="T", help=meaning)


def add_key(parser: argparse.ArgumentParser) -> None:
    """``--key K``."""
    parser.add_argument("--key", metavar="K", help=_("the same key and content again gives the first answer"))


def instant(text: str | None, field: str) -> "datetime | None":
    """An RFC 3339 option value; raises :class:`DeskError` naming the option."""
    from deskconsole.text.dates import parse_instant

    return parse_instant(text, field=field) if text is not None else None


def opened(args: argparse.Namespace) -> "Desk":
    """The desk that the shared options name; whoever is named must be known, even where nobody would be asked."""
    from deskconsole.desk.desk import open_desk
    from deskconsole.desk.staff.staff import require

    desk = open_desk(args.store, as_=args.as_)
    if args.as_ is not None:
        require(desk.actor, "show")
    return desk


def pairs(entries: list[str] | None, option: str) -> dict[str, str]:
    """``k=v`` option values as a table; refuses what has no ``=`` and a name given twice."""
    from deskconsole.errors import DeskError

    results: dict[str, str] = {}
    for entry in entries or ():
        name, equals, value = entry.partition("=")
        name = name.strip()
        if not equals or not name:
            raise DeskError("{option}: '{entry}' is not name=value", field=option, option=option, entry=entry)
        if name in results:
            raise DeskError("{option}: '{name}' is given twice", field=option, option=option, name=name)
        results[name] = value
    return results


def print_json(document: Any) -> None:
    """One JSON document on a line, readable and without a single unsafe character."""
    from deskconsole.text.clean import json_text

    print(json_text(document), flush=True)


def lang() -> str:
    """The language in use: ``zh`` or ``en``."""
    return language()
