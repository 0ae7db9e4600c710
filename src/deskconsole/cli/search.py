"""``search``."""

from __future__ import annotations

from argparse import Namespace
from typing import Final, NamedTuple

from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import argument, flag, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.search import searching
    from deskconsole.text import cells

#: What each kind of thing is called.
_KINDS: Final = {"ticket": N_("Ticket"), "customer": N_("Customer"), "article": N_("Article")}


class Rebuilt(NamedTuple):
    """The index made anew, of so many entries."""

    entries: int


def _search(desk: desks.Desk, given: Namespace) -> list[searching.SearchResult] | Rebuilt:
    """One line for each thing found; nothing found is no error."""
    if given.rebuild:
        return Rebuilt(searching.rebuild_search(desk))
    return searching.search(desk, given.text, limit=given.limit).newest(given.limit)


def _line(match: searching.SearchResult, reader: Answering) -> str:
    kind, number = cells.pad(_(_KINDS[match.kind]), 8), cells.pad(match.number or str(match.id), 18)
    title, snippet = reader.cell(match.title, 28), cells.clip(reader.text(match.snippet), 60)
    return "  ".join((kind, number, cells.pad(reader.when(match.at), 11), title, snippet))


def _rebuilt_line(rebuilt: Rebuilt, reader: Answering) -> str:
    return _("The search has been made anew: {n} entries.").format(n=rebuilt.entries)


def _usage(args: Namespace) -> str | None:
    return _("give either a TEXT or --rebuild") if args.rebuild == (args.text is not None) else None


# fmt: off
_FOUND: Final = Answer(Shape("type number id title snippet at", type="kind"), _line)
_REBUILT: Final = Answer(Shape("entries"), _rebuilt_line, of="Rebuilt")
_DESCRIPTION: Final = N_(
    "Finds what holds every word of TEXT: Chinese from one character, any run of three digits, names also by "
    "pinyin. Every sign is searched as it is."
)
COMMANDS: Final = (
    Command("search", N_("tickets, customers, articles, newest first"), argument("text", nargs="?"),
            argument("--limit", "N", N_("at most N"), type=whole(), default=20),
            flag("--rebuild", N_("make the index anew, where `verify` says that words differ")),
            run=_search, usage=_usage, answer=(_FOUND, _REBUILT),
            description=_DESCRIPTION, examples=("search 138 --limit 5",)),
)
