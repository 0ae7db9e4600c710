"""What the key for copying takes: what is selected, else the field with the cursor, else the ticket's number."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.widgets import Input, TextArea

from deskconsole.present.catalogue import _
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import FormRow


def copy_from(screen: Screen[Any], give: Callable[[str], None]) -> None:
    """Gives what is meant on this screen to ``give`` and says so, on the line for messages or below the form."""
    text = _meant(screen)
    if text:
        give(text)
    message = _("Copied: {text}").format(text=clip(one_line(text), 40)) if text else _("Nothing to copy here")
    say = getattr(getattr(screen, "status", None), "say", None) or getattr(screen, "say", None)
    if say is not None:
        say(message)


def _meant(screen: Screen[Any]) -> str:
    """The text; empty where there is none."""
    focused = screen.focused
    if isinstance(focused, Input | TextArea) and focused.selected_text:
        return focused.selected_text
    row = next((row for row in screen.query(FormRow) if row.owns(focused)), None)
    typed = row.value.strip() if row is not None else ""
    if typed:
        return typed
    view = getattr(screen, "view", None)
    return str(getattr(screen, "number", "") or getattr(view, "number", ""))
