"""The console's own colours: calm, one accent, red only for what is overdue."""

from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

from deskconsole.desk.settings import NAME
from deskconsole.errors import DeskError

_QUIET: Final = {
    "block-cursor-text-style": "none",
    "input-selection-background": "#3d6b8f 60%",
}

THEMES: Final = (
    Theme(
        name="desk-dark",
        primary="#7fb4d8",
        secondary="#7fb4d8",
        accent="#7fb4d8",
        foreground="#d4d8dc",
        background="#15191d",
        surface="#1c2126",
        panel="#252b31",
        success="#7fb4d8",
        warning="#d8b56a",
        error="#f0605e",
        dark=True,
        variables={**_QUIET, "cursor-line": "#2c4356", "border": "#3a444d", "border-blurred": "#2b3238"},
    ),
    Theme(
        name="desk-light",
        primary="#1d5f8a",
        secondary="#1d5f8a",
        accent="#1d5f8a",
        foreground="#1d2327",
        background="#f6f7f8",
        surface="#eceef0",
        panel="#e0e4e7",
        success="#1d5f8a",
        warning="#8a5a00",
        error="#b3201d",
        dark=False,
        variables={**_QUIET, "cursor-line": "#c9dfee", "border": "#a9b3bb", "border-blurred": "#c8ced3"},
    ),
    # The terminal's own 16 colours: half the bytes, and readable wherever its owner made them so.
    Theme(
        name="desk-16",
        ansi=True,
        primary="ansi_cyan",
        secondary="ansi_cyan",
        accent="ansi_cyan",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        success="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_bright_red",
        dark=True,
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            "cursor-line": "ansi_blue",
            "border": "ansi_bright_black",
            "border-blurred": "ansi_bright_black",
            "foreground-muted": "ansi_bright_black",
        },
    ),
)

#: What the site file calls the themes, in the order in which a key goes through them.
NAMES: Final = {"dark": "desk-dark", "light": "desk-light", "16": "desk-16"}


def theme_named(name: str | None) -> str:
    """The theme that the site file names; without a name the dark one. Raises :class:`DeskError` for others."""
    if name is None:
        return THEMES[0].name
    if name not in NAMES:
        raise DeskError(
            "{file}: console.theme: '{name}' is not one of {allowed}", file=NAME, name=name, allowed=", ".join(NAMES)
        )
    return NAMES[name]


#: What our style sheet uses beyond Textual's own variables, for themes that lack it.
VARIABLES: Final = {"cursor-line": "ansi_blue"}
