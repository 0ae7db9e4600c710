"""``practice|help``: ten minutes on a desk of its own, who has been through it; the pages of the manual."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from deskconsole.cli import open_desk
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import argument, flag
from deskconsole.cli.parsing.late_imports import late, read_all
from deskconsole.data_files import store_file
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.json import Reader, Shape

with late():
    import shutil

    from deskconsole import actions, keys
    from deskconsole.desk.manual import pages
    from deskconsole.desk.practice import completed
    from deskconsole.present import manual_text
    from deskconsole.terminal import environment


class PracticeCommand(Command):
    """Opens the practice; with ``--list`` a command like others."""

    def run(self, args: argparse.Namespace) -> int:
        """The list, or the practice for whoever is asking; where there is no store yet, for nobody's desk."""
        if args.list:
            return super().run(args)
        environment.require_terminal()
        environment.prepare()
        desk = open_desk(args.store, args.as_) if store_file(args.store).exists() else None
        read_all()
        from deskconsole.app import run_practice  # Textual; and only once the terminal has been prepared for it

        return run_practice(desk)


def _line(who: completed.Completed, reader: Answering) -> str:
    if who.at is None:
        return f"{reader.cell(who.login, 12)}  {reader.cell(who.name, 12)}  {_('has not practised')}"
    done = _("{done} of {steps} steps").format(done=who.steps - who.skipped, steps=who.steps)
    return f"{reader.cell(who.login, 12)}  {reader.cell(who.name, 12)}  {reader.when(who.at)}  {done}"


def _help(store: str | None, given: argparse.Namespace) -> list[pages.Topic] | pages.ManualPage:
    """The pages that there are, or the one that is meant."""
    typed = " ".join(given.topic)
    if not typed:
        return list(pages.topics())
    topic = pages.find_topic(typed)
    return pages.ManualPage(topic.name, topic.title, pages.page_text(topic, language()))


def _topic_line(topic: pages.Topic, reader: Reader) -> str:
    return f"{topic.name:<14}{topic.title.get(reader.lang)}"


def _word(name: str) -> str:
    """The key of an action that a page names, or what it is called."""
    return actions.title_of(name[1:]) if name.startswith("=") else keys.key_label(actions.first_key(name))


def _page_lines(page: pages.ManualPage, reader: Reader) -> Iterator[str]:
    cells = min(_WIDEST, max(20, shutil.get_terminal_size().columns))
    pieces = manual_text.page_pieces(page.text, cells, _word)
    yield from "".join(text for text, _style in pieces).splitlines()


#: No line of a page is longer, however wide the terminal is.
_WIDEST: Final = 100


# fmt: off
COMMANDS: Final = (
    PracticeCommand(
        "practice", N_("ten minutes of practice on a store of its own"),
        flag("--list", N_("who has been through it, and when"), to="list"),
        run=lambda desk, given: completed.practices(desk),
        answer=Answer(Shape("login name at steps skipped"), _line),
        description=N_("Opens a console on a store of its own, which is removed afterwards, and leads through one "
                       "call, one hand-off, one promise and one visitor. The desk's own store learns who has done it."),
        examples=("practice", "practice --list"),
    ),
    Command(
        "help", N_("the manual: its pages, or the one of a topic"),
        argument("topic", "TOPIC", N_("in Chinese or English, a part of it, or its initials"), nargs="*"),
        run=_help, store=False,
        answer=(
            Answer(Shape("name title"), _topic_line, of="Topic"),
            Answer(Shape("name title text"), _page_lines, of="ManualPage"),
        ),
        examples=("help", "help 队列", "help keys", "help dl"),
    ),
)
