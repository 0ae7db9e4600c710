"""The console's own colours: calm, one accent, red only for what is overdue."""

from typing import Final

from textual.theme import Theme

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
)

#: What our style sheet uses beyond Textual's own variables, for the 16-colour theme.
VARIABLES: Final = {"cursor-line": "ansi_blue"}
