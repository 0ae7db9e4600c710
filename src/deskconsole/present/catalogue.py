"""Texts for people in the language in use; switched at any time.

The English text is the key. ``_`` translates where a text is shown; ``N_`` only marks one for the catalogues, to
be translated later. Placeholders are filled after translation: ``_("{n} open").format(n=3)``. A catalogue is opened
when its first text is asked for, and each text is looked up when it is asked for: of two thousand a screen shows a
hundred, and reading them all, as ``gettext`` does, takes a telephone's hook 8 ms.
"""

import functools
import os
import struct
from bisect import bisect_left
from collections.abc import Callable, Mapping
from gettext import NullTranslations, c2py
from typing import Any, Final

from deskconsole.errors import DeskError
from deskconsole.text.marked import N_, Marked

__all__ = ["LANGUAGES", "N_", "Marked", "_", "choose", "explain", "language", "ngettext", "use"]

#: languages by the name that ``--lang`` and packs use, with their locale; the first is the default
LANGUAGES: Final[Mapping[str, str]] = {"zh": "zh_CN", "en": "en"}

_BETWEEN: Final = {"zh": "、", "en": ", "}
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_FOLDER: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")

#: Values of messages that may be in the words of the system, and its words for what happens to files and disks.
_REASONS: Final = ("reason", "error")
_OF_THE_SYSTEM: Final = frozenset(
    {
        *(N_("disk I/O error"), N_("database or disk is full"), N_("attempt to write a readonly database")),
        *(N_("unable to open database file"), N_("database disk image is malformed"), N_("file is not a database")),
        *(N_("access permission denied"), N_("database is locked"), N_("No space left on device")),
        *(N_("Input/output error"), N_("Permission denied"), N_("Read-only file system"), N_("Disk quota exceeded")),
        *(N_("No such file or directory"), N_("File name too long"), N_("Is a directory"), N_("Not a directory")),
        *(N_("Operation not permitted"), N_("Too many open files"), N_("Stale file handle"), N_("File exists")),
    }
)

_current = "zh"


def use(lang: str) -> None:
    """Makes ``zh`` or ``en`` the language of everything shown from now on; ``DeskError`` for any other."""
    global _current
    if lang not in LANGUAGES:
        raise DeskError("'{lang}' is not a language of this program: zh or en", field="lang", lang=lang)
    _current = lang


def language() -> str:
    """The language in use: ``zh`` or ``en``."""
    return _current


def choose(lang_option: str | None, environ: Mapping[str, str]) -> str:
    """The language to start with: ``--lang``, else English where the environment asks for it, else Chinese.

    Of the locale variables the strongest that is set decides (LANGUAGE, LC_ALL, LC_MESSAGES, LANG);
    a locale without a language (C, POSIX) is no wish for English.
    """
    if lang_option:
        return lang_option
    wish = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return "en" if wish.partition(":")[0].partition(".")[0].partition("_")[0] == "en" else "zh"


def _(message: str) -> str:
    """The text in the language in use; a text that no catalogue holds stays as it is."""
    return _texts(_current).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The one of two texts that fits ``n`` things, in the language in use."""
    return _texts(_current).ngettext(singular, plural, n)


def explain(error: DeskError) -> str:
    """The message of a refusal for people: its template translated, then its values filled in.

    Values that have a language of their own are given in the one in use: texts that ``N_`` marked, pack texts
    (anything with ``get(lang)``), other errors; lists are joined. An error with ``problems`` tells each on a line.
    A broken template is shown unfilled: an error message must not raise.
    """
    values = {
        name: _reason(value) if name in _REASONS and isinstance(value, str) else _local(value)
        for name, value in error.values.items()
    }
    if error.field is not None and "{field}" in error.template:
        values.setdefault("field", error.field)
    problems = getattr(error, "problems", None)
    if problems is not None:
        values["problems"] = "\n".join(str(_local(problem)) for problem in problems)
    return _fill(error.template, values)


def _reason(text: str) -> str:
    """Why the system or the database refused something, which they say in English; what they say besides stays."""
    plain = text.partition("] ")[2] if text.startswith("[Errno ") else text
    message, colon, rest = plain.partition(": ")
    return f"{_(message)}{colon}{rest}" if message in _OF_THE_SYSTEM else text


def _fill(template: str, values: Mapping[str, Any]) -> str:
    text = _template(template)
    if not values:
        return text
    try:
        return text.format(**values)
    except (LookupError, ValueError, AttributeError, TypeError):
        return text


def _template(template: str) -> str:
    """The template translated; one that was put behind a place (``{where}: …``) is translated without it."""
    text = _(template)
    if text != template or not template.startswith("{"):
        return text
    place, result, rest = template.partition("}: ")
    return f"{place}{result}{_template(rest)}" if result and rest else text


def _local(value: Any) -> Any:
    """A value as it stands in a message of the language in use."""
    if isinstance(value, Marked):
        return _(value)
    if isinstance(value, DeskError):
        return explain(value)
    if isinstance(value, list | tuple):
        return _BETWEEN[_current].join(str(_local(item)) for item in value)
    template = getattr(value, "template", None)
    if isinstance(template, str):  # a problem of a pack: where it is, then what it is
        text = _fill(template, {name: _local(item) for name, item in value.values.items()})
        where = getattr(value, "where", "")
        return f"{where}: {text}" if where else text
    if callable(getattr(value, "get", None)) and not isinstance(value, Mapping):
        return value.get(_current)
    return value


class Catalogue(NullTranslations):
    """A compiled catalogue (``.mo``), whose texts stand in the order of their originals: each is looked up there."""

    #: what such a file begins with; behind it: how many texts, where the originals are listed, where what they become
    _MAGIC: Final = 0x950412DE
    _HEAD: Final = 8
    _PLURALS: Final = "Plural-Forms:"

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content
        self._order = "<" if struct.unpack_from("<I", content)[0] == self._MAGIC else ">"
        self._count, self._originals, self._results = struct.unpack_from(f"{self._order}3I", content, self._HEAD)
        self._looked_up: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """The text in the language of the catalogue; as it is where it has none."""
        result = self._looked_up.get(message)
        if result is not None:
            return result
        forms = self._forms(message)
        if not forms:
            return message
        return self._looked_up.setdefault(message, forms[self._form_for(1) if len(forms) > 1 else 0])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The one of two texts that fits ``n`` things."""
        forms = self._forms(msgid1)
        return forms[self._form_for(n)] if forms else msgid1 if n == 1 else msgid2

    def _forms(self, message: str) -> list[str]:
        """What an original becomes, in each form that the language has for a number of things; empty: not translated.

        An original with a plural is listed with it behind it, and a NUL between: it follows what is sought.
        """
        sought = message.encode("utf-8", "surrogatepass")
        place = bisect_left(range(self._count), sought, key=lambda n: self._part(self._originals, n))
        if place == self._count or self._part(self._originals, place).partition(b"\0")[0] != sought:
            return []
        return self._part(self._results, place).decode().split("\0")

    def _part(self, table: int, place: int) -> bytes:
        length, start = struct.unpack_from(f"{self._order}2I", self._content, table + 8 * place)
        return self._content[start : start + length]

    @functools.cached_property
    def _form_for(self) -> Callable[[int], int]:
        """Which form is for how many things: an expression in the head of the catalogue."""
        head = next((line for line in self._forms("")[0].splitlines() if line.startswith(self._PLURALS)), "")
        return c2py(head.partition("plural=")[2].strip(" ;") or "n != 1")


@functools.cache
def _texts(lang: str) -> NullTranslations:
    """The catalogue of a language, opened once; an empty one where the file is missing."""
    try:
        with open(os.path.join(_FOLDER, LANGUAGES[lang], "LC_MESSAGES", "deskconsole.mo"), "rb") as file:
            return Catalogue(file.read())
    except FileNotFoundError:
        return NullTranslations()
