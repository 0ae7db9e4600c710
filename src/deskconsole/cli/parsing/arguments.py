"""What a command takes: arguments and options, and how what is typed becomes a value.

What can never be right is wrong usage (``argparse.ArgumentTypeError``); what the desk would refuse anywhere raises
:class:`DeskError` at the option. Nothing that was typed, however long or broken, is more than that.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _

with late():
    import pathlib

    from deskconsole.text import dates

if TYPE_CHECKING:
    from datetime import date, datetime

    _At = TypeVar("_At", bound=date)

#: Reads what was typed for the option of that name, once the desk is open; raises :class:`DeskError`.
Read: TypeAlias = Callable[[Any, str], Any]
#: The largest number that a store can hold.
LARGEST: Final = 2**63 - 1
#: Bytes that a part of a path, and a whole one, may take on any system that the program runs on.
_LONGEST_NAME, _LONGEST_PATH = 255, 4095
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
#: How much of a wrong value a message repeats.
_REPEATED: Final = 40


class Argument(NamedTuple):
    """An argument or option. ``to``: the parameter of the use case that it becomes; ``read`` makes the value."""

    names: tuple[str, ...]
    to: str
    read: Read | None
    settings: Mapping[str, Any]

    def add(self, parser: argparse._ActionsContainer) -> None:
        """Add it to a parser, its help in the language in use."""
        settings = dict(self.settings)
        if "help" in settings:
            settings["help"] = _(settings["help"])
        if self.names[0].startswith("-"):
            settings["dest"] = self.to
        parser.add_argument(*self.names, **settings)

    def value(self, args: argparse.Namespace) -> Any:
        """What was typed for it, read."""
        typed = getattr(args, self.to)
        if typed is None or self.read is None:
            return typed
        return self.read(typed, self.names[0].lstrip("-"))


class OneOf:
    """Options of which only one may be given."""

    def __init__(self, *options: Argument) -> None:
        self.options = options


def argument(
    name: str,
    metavar: str | tuple[str, ...] | None = None,
    help: str = "",
    *,
    to: str = "",
    read: Read | None = None,
    **more: Any,
) -> Argument:
    """An argument (``number``) or an option (``--due``) with a value; ``more`` as ``add_argument`` takes it."""
    plain = name.lstrip("-").replace("-", "_")
    metavar = metavar or (plain.upper() if plain == name else plain[0].upper())
    settings: dict[str, Any] = more if "choices" in more else {"metavar": metavar, **more}
    if help:
        settings["help"] = help
    # An argument without a dash stands for itself: argparse gives it no other name.
    return Argument((name if plain != name or not to else to,), to or plain, read, settings)


def flag(name: str, help: str = "", *, to: str = "", **more: Any) -> Argument:
    """An option that is given or not."""
    return Argument(
        (name,), to or name.lstrip("-").replace("-", "_"), None, {"action": "store_true", "help": help} | more
    )


# --- how values are read -----------------------------------------------------------------------------------------


def whole(least: int = -LARGEST, most: int = LARGEST) -> Callable[[str], int]:
    """Whole numbers within bounds, for ``type=``."""

    def read(text: str) -> int:
        plain = text.strip()
        # Python itself reads whole numbers of up to 4300 digits.
        number = int(plain) if len(plain) < _REPEATED and plain.lstrip("+-").isdecimal() else None
        if number is None:
            raise argparse.ArgumentTypeError(_("'{value}' is not a whole number").format(value=short(text)))
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(_("{value} is too small or too large").format(value=number))
        return number

    return read


#: A number of things, or the place of one: 0, 1, 2 …
count: Final = whole(0)


def instant(text: str, field: str) -> datetime:
    """An instant in RFC 3339."""
    return _near(dates.parse_instant(text, field=field), text, field)


def day(text: str, field: str) -> date:
    """A day: ``2026-11-20``."""
    return _near(dates.parse_day(text, field=field), text, field)


def _near(at: _At, text: str, field: str) -> _At:
    """A time or day that days can be added to and taken from."""
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise DeskError("{field}: '{text}' is too far from today", field=field, text=text)
    return at


def file(text: str, field: str) -> pathlib.Path:
    """A file or folder, if a file system could know it by that name; whether it is there is another question."""
    return pathlib.Path(name(text, field))


def files(texts: list[str], field: str) -> list[pathlib.Path]:
    """Several files."""
    return [file(text, field) for text in texts]


def names(texts: list[str], field: str) -> list[str]:
    """The names of several files, folders or packs."""
    return [name(text, field) for text in texts]


def name(text: str, field: str) -> str:
    """The name of a file, or ``-``."""
    parts = [part for part in pathlib.Path(text).parts if len(part.encode(errors="surrogateescape")) > _LONGEST_NAME]
    if parts or len(text.encode(errors="surrogateescape")) > _LONGEST_PATH or "\0" in text:
        raise DeskError("{field}: '{name}' is too long for a file's name", field=field, name=short(text))
    return text


def fields(entries: list[str], option: str) -> dict[str, str]:
    """``name=value`` texts as a table; refuses what has no ``=`` and a name given twice."""
    results: dict[str, str] = {}
    for entry in entries:
        key, equals, value = entry.partition("=")
        key = key.strip()
        if not equals or not key:
            raise DeskError("{option}: '{entry}' is not name=value", field=option, option=option, entry=entry)
        if key in results:
            raise DeskError("{option}: '{name}' is given twice", field=option, option=option, name=key)
        results[key] = value
    return results


def short(text: str) -> str:
    """What was typed, short enough for a message."""
    return text if len(text) <= _REPEATED else text[: _REPEATED - 1] + "…"


# --- what several commands take ----------------------------------------------------------------------------------

#: Fields of a form by their names.
FIELDS: Final = argument("--field", "k=v", to="fields", action="append", default=[], read=fields)
#: A file of forms instead of one from options, and how it is taken.
FROM: Final = argument("--from", "FILE", N_("JSON lines or CSV; '-' for standard input"), to="lines", read=name)
KEEP_GOOD: Final = flag("--keep-good", N_("each line by itself: bad ones are named, the others stay"))
#: Beside ``--out``.
FORCE: Final = flag("--force", N_("replace the file if it is there"))
KEY: Final = argument("--key", "K", N_("the same key and content again gives the first answer"))
