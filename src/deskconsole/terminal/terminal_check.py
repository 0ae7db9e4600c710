"""What `doctor` tells of the terminal that it is asked from: the coding of its text, its colours, its widths."""

import locale
import os
import re
import select
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from deskconsole.errors import DeskError

#: A sign that some terminals draw two cells wide although the desk counts one.
_AMBIGUOUS: Final = "—"
#: "Where is the cursor?", and the answer.
_ASK: Final = b"\x1b[6n"
_ANSWER: Final = re.compile(rb"\x1b\[\d+;(\d+)R")
#: How long a terminal may take to answer, in seconds.
_PATIENCE: Final = 1.0
_TRUE_COLOUR: Final = ("truecolor", "24bit")

#: What is told: what, state, message, advice.
Told = tuple[str, str, DeskError, DeskError | None]


def check(environ: Mapping[str, str] = os.environ) -> Iterator[Told]:
    """How it stands with the terminal; nothing of a terminal where there is none."""
    yield _encoding()
    if not (os.isatty(0) and sys.stdout.isatty()):
        return
    colours = environ.get("COLORTERM", "") in _TRUE_COLOUR or "256" in environ.get("TERM", "")
    message = DeskError("terminal: {term}, {n} colours", term=environ.get("TERM", "-"), n="256+" if colours else "8-16")
    yield "terminal", "ok", message, None
    wide = ambiguous_width()
    if wide is not None and wide != 1:
        yield (
            "width",
            "warning",
            DeskError("this terminal draws signs such as {sign} {n} cells wide", sign=_AMBIGUOUS, n=wide),
            DeskError('have it draw ambiguous characters narrow, or set characters = "ascii" in site.toml'),
        )


def _encoding() -> Told:
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    name = locale.nl_langinfo(locale.CODESET) if hasattr(locale, "nl_langinfo") else "UTF-8"
    sound = name.upper().replace("-", "") == "UTF8"
    advice = DeskError("set LANG to one that ends in UTF-8, such as C.UTF-8 or zh_CN.UTF-8")
    return "locale", "ok" if sound else "warning", DeskError("locale: {name}", name=name), None if sound else advice


def ambiguous_width(entering: int = 0, leaving: int = 1) -> int | None:
    """How many cells a sign takes whose width is a matter of taste, as the terminal itself says; ``None`` where it does
    not answer. What it drew is taken away again."""
    try:
        import termios  # Windows has none
        import tty  # nor this
    except ImportError:
        return None
    with suppress(OSError, termios.error):
        before = termios.tcgetattr(entering)
        try:
            tty.setraw(entering, termios.TCSAFLUSH)
            os.write(leaving, b"\r" + _AMBIGUOUS.encode() + _ASK)
            column = _answer(entering)
            os.write(leaving, b"\r\x1b[K")
        finally:
            termios.tcsetattr(entering, termios.TCSADRAIN, before)
        return None if column is None else column - 1
    return None


def _answer(entering: int) -> int | None:
    heard = b""
    while select.select([entering], [], [], _PATIENCE)[0]:
        heard += os.read(entering, 64)
        if answer := _ANSWER.search(heard):
            return int(answer[1])
    return None
