"""How parts of a day and half-filled forms are called."""

from collections.abc import Mapping
from typing import Final

from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.present.event_titles import event_title
from deskconsole.text.clean import one_line

#: Part of a day → what its duty is called.
PART_TITLES: Final[Mapping[str, Marked]] = {
    "day": N_("Day duty"),
    "night": N_("Night duty"),
    "holiday": N_("Holiday duty"),
}
_FORMS: Final[Mapping[str, Marked]] = {"intake": N_("Intake"), "customer": N_("Customer file")}


def form_title(form: str) -> str:
    """A kept form by the name under which it was kept: ``intake``, ``act answered SZ-…``, ``customer …``."""
    name, _space, about = form.partition(" ")
    if name == "act":
        event, _space, number = about.partition(" ")
        return one_line(f"{_(event_title(event))} {number}")
    return one_line(_(_FORMS[name]) if name in _FORMS else form)
