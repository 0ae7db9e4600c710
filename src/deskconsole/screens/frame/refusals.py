"""Refusals as a screen says them: fields and events by the names that stand on the form."""

from deskconsole.desk.permissions import NotQualified
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _


def message_of(error: DeskError) -> str:
    """The message of a refusal that has no field to stand at."""
    if isinstance(error, NotQualified):
        return _("You may not receive yet, no qualification is on record · ^P: take the test")
    from deskconsole.present import refusals  # nothing is refused before the first paint

    return refusals.message_of(error)
