"""The command line: everything the console does, for scripts, a telephone hook, a mail job and tests (`cli.md`).

Parsing, help and usage errors need the standard library only; everything heavier is imported when a command runs.
"""

import argparse
import gc
import importlib
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from deskconsole import __version__
from deskconsole.cli.parsing.late_imports import late, read_all
from deskconsole.cli.parsing.parser_texts import translate_parser
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.present.catalogue import _, choose, use
from deskconsole.text.clean import one_line, shown

with late():
    from deskconsole.desk import opening
    from deskconsole.terminal import environment

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from deskconsole.desk.desk import Desk

#: Options that every command takes and that have a value.
_WITH_VALUE: Final = ("--store", "--as", "--lang")
#: The modules of the features, each with its commands; a test compares.
_FEATURES: Final[Mapping[str, str]] = {
    "site": "init verify watch",
    "house.archive": "papers documents",
    "tickets": "intake act tell-linked show queue follow-ups",
    "telephone": "ring",
    "alarms.telling": "told late",
    "staff": "staff",
    "approvals": "approvals",
    "learning": "practice help",
    "policy": "policy",
    "calendar": "calendar",
    "search": "search",
    "knowledge": "kb",
    "customers": "customer",
    "personal.persons": "person",
    "personal.retention": "retention",
    "visitors": "visitors",
    "shifts": "shift",
    "figures": "figures",
    "house.emergency": "emergency",
    "house.rounds": "rounds",
    "house.things": "things",
    "queue_numbers": "counter",
    "supervision.staffing": "staffing",
    "supervision.forecast": "forecast",
    "supervision.quality": "sample review quality",
    "supervision.wallboard": "wallboard",
    "supervision.surveys": "survey",
    "supervision.assessment": "assessment",
    "supervision.improvements": "improvements training",
    "supervision.reports": "report",
    "papers": "form ledger attach attachments remote",
    "keys": "keys close open",
    "upkeep": "backup restore export import doctor",
}
_COMMANDS: Final = {command: module for module, commands in _FEATURES.items() for command in commands.split()}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status of `cli.md`: 0 done, 1 refused, 2 wrong usage, 3 store unusable."""
    # Starting makes some hundred thousand objects that stay: looking at them 400 times for garbage takes 15 ms.
    gc.set_threshold(50_000, 20, 20)
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    use(choose(_lang_of(arguments), os.environ))
    translate_parser()
    parser = build_parser(modules_for(arguments), command_of(arguments) or None)
    _check_text(parser, arguments)
    args = parser.parse_args(arguments)
    try:
        return int(args.declared.run(args) if args.command else _run_console(args))
    except DeskError as error:
        refuse(error)
        if not args.command and isinstance(error, StoreUnusable):
            print(_("The emergency card works without the store: deskconsole emergency show"), file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except OSError as error:  # what a disk, a network or a right refuses in the middle of things
        refuse(DeskError("'{name}': {reason}", name=error.filename or "-", reason=error.strerror or str(error)))
        return 1
    except RecursionError:  # nobody writes a file like that by hand
        refuse(DeskError("what was given is nested too deeply"))
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def open_desk(store: str | None, as_: str | None) -> "Desk":
    """The desk that the shared options name."""
    try:
        desk = opening.open_desk(store, as_=as_)
    except PermissionError as error:
        raise StoreUnusable(
            "{path}: your account may not use this store; over SSH the console opens by itself, on this machine the "
            "administrator puts your account into the group that its folder belongs to",
            path=str(error.filename or store or "DESKCONSOLE_STORE"),
        ) from error
    except (OSError, ValueError) as error:  # a name that is too long, or is none
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreUnusable("{path}: {reason}", path=store or "DESKCONSOLE_STORE", reason=reason) from error
    for warning in desk.warnings:
        refuse(warning)
    return desk


def refuse(error: DeskError, desk: "Desk | None" = None, line: int | None = None) -> None:
    """One line of reason on standard error for each thing that is wrong, of a ``line`` of the input with its number."""
    from deskconsole.present import refusals, titles  # only what is refused needs them

    names = titles.Titles(desk.packs) if desk is not None else None
    for each in getattr(error, "errors", (error,)):
        text = refusals.reason(each, names, typed=line is not None)
        print(one_line(text if line is None else f"line {line}: {text}"), file=sys.stderr)


def command_of(arguments: Sequence[str]) -> str | None:
    """The command that these arguments name; ``""`` for the console, ``None`` where it is not plain."""
    words = iter(arguments)
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif word in _COMMANDS:
            return word
        elif word != "--json" and not word.startswith(tuple(f"{option}=" for option in _WITH_VALUE)):
            return None
    return ""


def modules_for(arguments: Sequence[str]) -> tuple[str, ...]:
    """The modules whose commands these arguments may name: one, all where that is not plain, none for the console.

    Making the other commands' options would take a telephone hook 15 ms.
    """
    command = command_of(arguments)
    return tuple(_FEATURES) if command is None else (_COMMANDS[command],) if command else ()


def build_parser(modules: Sequence[str] = tuple(_FEATURES), command: str | None = None) -> argparse.ArgumentParser:
    """The commands of these modules (or one of them) with their options, in the language in use; without modules what
    the console takes."""
    parser = _Parser(
        prog="deskconsole", description=_("The terminal console of a reception desk; without a command it opens.")
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"deskconsole {__version__}",
        help=_("show program's version number and exit"),
    )
    _add_shared(parser, suppress=False)
    if not modules:  # the console
        parser.set_defaults(command=None)
        return parser
    shared = _shared(suppress=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"))
    for name in modules:
        for declared in importlib.import_module(f"deskconsole.cli.{name}").COMMANDS:
            if command in (None, declared.name):
                declared.add(commands, shared)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints repeat what was typed without anything that acts on a terminal."""

    def format_help(self) -> str:
        """The help of argparse, behind it what the command answers and examples of it."""
        declared, formatter = self.get_default("declared"), self._get_formatter()
        if declared is None:
            return super().format_help()
        return super().format_help() + str(
            declared.more_help(lambda text: formatter._fill_text(text, formatter._width, ""))
        )

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        """The value of an option; that of ``--text=--`` is ``--``, which argparse takes for the end of the options."""
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            value = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        super()._print_message(shown(message) if message else message, file)


def _run_console(args: argparse.Namespace) -> int:
    """No command: the full-screen console."""
    gc.disable()  # nothing of what is imported goes away again; the console begins to look once it runs
    environment.require_terminal()
    environment.prepare()
    desk = open_desk(args.store, args.as_)
    read_all()
    from deskconsole.app import run_console  # Textual; and only once the terminal has been prepared for it

    return run_console(desk)


def _check_text(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> None:
    """Wrong usage where an argument is no text: bytes of another encoding, which nothing could be done with."""
    for number, word in enumerate(arguments, start=1):
        if not word.isprintable() and ("\0" in word or any("\ud800" <= sign <= "\udfff" for sign in word)):
            parser.error(_("argument {n} is no text in UTF-8").format(n=number))


def _shared(*, suppress: bool) -> argparse.ArgumentParser:
    """The options that every command takes."""
    parent = argparse.ArgumentParser(add_help=False)
    _add_shared(parent, suppress=suppress)
    return parent


def _add_shared(parser: argparse.ArgumentParser, *, suppress: bool) -> None:
    """``suppress``: an option left out after the command must not undo one given before it."""
    default = argparse.SUPPRESS if suppress else None
    parser.add_argument("--store", metavar="PATH", default=default, help=_("the store (default: DESKCONSOLE_STORE)"))
    parser.add_argument(
        "--as", dest="as_", metavar="STAFF", default=default, help=_("who is asking (default: by account)")
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=default, help=_("the language of what people read"))
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS if suppress else False, help=_("print JSON only")
    )


def _lang_of(arguments: Sequence[str]) -> str | None:
    """The language asked for, before the arguments are parsed: help and usage errors are in it too."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1] if arguments[index + 1] in ("zh", "en") else None
        if argument.startswith("--lang="):
            return argument[7:] if argument[7:] in ("zh", "en") else None
    return None


def _prepare_streams() -> None:
    """Text goes out as UTF-8 whatever the locale says; what cannot be encoded is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
