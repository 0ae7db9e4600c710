"""What must hold before the console takes a terminal over."""

import os
import sys
from collections.abc import Callable, Mapping, MutableMapping
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_

_KITTY: Final = "TEXTUAL_DISABLE_KITTY_KEY"
#: How long an escape may be the beginning of another key's bytes, in milliseconds, unless this variable says otherwise.
#: Textual's own 100 are most of what going back takes; a terminal sends the bytes of a key in one piece.
_ESCAPE: Final = "ESCDELAY"
_ESCAPE_MS: Final = 25
#: How often a second Textual looks whether something is to be painted, unless this variable says otherwise. Of its own
#: 60 looks a change that comes just after one waits up to 17 ms for the next, as long as it takes to read a screen and
#: lay it out. Nothing is painted more often than it changes, and nobody looks while nothing does.
_FRAMES: Final = "TEXTUAL_FPS"
_FRAMES_A_SECOND: Final = 240


class NoTerminal(DeskError):
    """The console was started where there is no terminal that can show it."""

    exit_status = 2


def prepare(environ: MutableMapping[str, str] = os.environ) -> None:
    """Switches Textual's kitty keyboard mode off, has a lone escape known soon and changes painted at once; called
    before an app runs.

    In that mode what an input method commits at once (five characters and more) arrives as garbage.
    """
    environ[_KITTY] = "1"
    environ.setdefault(_FRAMES, str(_FRAMES_A_SECOND))
    delay = environ.setdefault(_ESCAPE, str(_ESCAPE_MS))
    constants = sys.modules.get("textual.constants")
    if constants is not None:  # imported before: it has read the variable already
        constants.DISABLE_KITTY_KEY = True  # type: ignore[attr-defined]
        constants.ESCAPE_DELAY = (int(delay) if delay.isdecimal() else _ESCAPE_MS) / 1000  # type: ignore[attr-defined]


def suits_mouse(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal keeps apart a lone escape and a report of the mouse. GNU screen waits for the rest of one as
    long as the mouse is on, so that esc does nothing."""
    return "TMUX" in environ or not environ.get("TERM", "").startswith("screen")


def require_terminal(
    environ: Mapping[str, str] = os.environ, is_terminal: Callable[[int], bool] = os.isatty, *, windows: bool = False
) -> None:
    """Raises `NoTerminal`, saying what is missing and what to do, unless a full-screen program can run here.

    Without a terminal on standard input Textual would run on at full processor load, and it draws on standard error;
    a dumb terminal would get colours it prints as rubbish.
    """
    for number, name in ((0, N_("standard input")), (2, N_("standard error"))):
        if not is_terminal(number):
            raise NoTerminal(
                "the console needs a terminal, but {stream} is none: start it from a terminal without redirection "
                "(over SSH with ssh -t), or use the other commands (deskconsole --help)",
                stream=name,
            )
    term = environ.get("TERM", "")
    if not windows and term in ("", "dumb", "unknown"):
        raise NoTerminal(
            "the terminal cannot show the console (TERM is '{term}'): set TERM, for example to xterm-256color",
            term=term,
        )
