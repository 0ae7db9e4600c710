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
from typing import TYPE_CHECKING, Final

from deskconsole import __version__
from deskconsole.present.catalogue import _, choose, explain, use

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

#: Options that every command takes and that have a value.
_WITH_VALUE: Final = ("--store", "--as", "--lang")
#: Each command's module; a test compares.
_COMMANDS: Final[Mapping[str, str]] = {
    **{"init": "site", "verify": "site", "watch": "site"},
    **{"intake": "tickets", "act": "tickets", "show": "tickets", "queue": "tickets", "follow-ups": "tickets"},
    **{"ring": "telephone", "staff": "staff", "policy": "policy", "calendar": "calendar"},
    **{"search": "search"},
    **{
        "kb": "knowledge",
        "customer": "customers",
        "visitors": "visitors",
        "shift": "shifts",
        "counter": "queue_numbers",
    },
    **{"form": "documents", "ledger": "documents", "attach": "attachments", "attachments": "attachments"},
}
_MODULES: Final = tuple(dict.fromkeys(_COMMANDS.values()))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status of `cli.md`: 0 done, 1 refused, 2 wrong usage, 3 store unusable."""
    # Starting makes some hundred thousand objects that stay: looking at them 400 times for garbage takes 15 ms.
    gc.set_threshold(50_000, 20, 20)
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    use(choose(_lang_of(arguments), os.environ))
    args = build_parser(modules_for(arguments)).parse_args(arguments)
    from deskconsole.errors import DeskError

    try:
        return int(args.run(args))
    except DeskError as error:
        refuse(error)
        return error.exit_status
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def refuse(error: Exception, prefix: str = "") -> None:
    """One line of reason on standard error for each thing that is wrong."""
    from deskconsole.errors import DeskError
    from deskconsole.text.clean import one_line

    errors = getattr(error, "errors", None) or [error]
    for each in errors:
        text = explain(each) if isinstance(each, DeskError) else str(each)
        field = getattr(each, "field", None)
        if field and not each.args[0].startswith(("{", f"{field}:")) and not text.startswith(f"{field}:"):
            text = f"{field}: {text}"
        print(prefix + one_line(text), file=sys.stderr)


def modules_for(arguments: Sequence[str]) -> tuple[str, ...]:
    """The modules whose commands these arguments may name: one, all where that is not plain, none for the console.

    Making the other commands' options would take a telephone hook 15 ms.
    """
    words = iter(arguments)
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif word in _COMMANDS:
            return (_COMMANDS[word],)
        elif word != "--json" and not word.startswith(tuple(f"{option}=" for option in _WITH_VALUE)):
            return _MODULES
    return ()


def build_parser(modules: Sequence[str] = _MODULES) -> argparse.ArgumentParser:
    """The commands of these modules with their options, in the language in use."""
    parser = _Parser(
        prog="deskconsole", description=_("The terminal console of a reception desk; without a command it opens.")
    )
    parser.add_argument("--version", action="version", version=f"deskconsole {__version__}")
    shared = _shared(suppress=True)
    _add_shared(parser, suppress=False)
    parser.set_defaults(run=_run_console)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"))
    for name in modules:
        importlib.import_module(f"deskconsole.cli.{name}").register(commands, shared)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints repeat what was typed without anything that acts on a terminal."""

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        from deskconsole.text.clean import shown

        super()._print_message(shown(message) if message else message, file)


def _run_console(args: argparse.Namespace) -> int:
    from deskconsole.cli.site import run_console

    return run_console(args)


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
