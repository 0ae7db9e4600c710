"""Refusals as a screen says them: fields and events by the names that stand on the form."""

from typing import Final

from deskconsole.actions import do_title, event_title
from deskconsole.desk.staff.staff import NotQualified
from deskconsole.domain.tickets.event import EVENTS
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, explain

#: Placeholders in which the desk names a field by its machine name.
_NAMES: Final = ("name", "field", "what")
#: Parts of the form that filing may find missing.
_PARTS: Final = {
    "customer": N_("Customer"),
    "contact": N_("Contact"),
    "content": N_("Content"),
    "request": N_("Request"),
    "tier": N_("Tier"),
    "channel": N_("Channel"),
    "category": N_("Category"),
    "outcome": N_("Finish"),
    "confirmation": N_("Confirm"),
    "promise": N_("Reply as promised"),
    "hand-off": N_("Specialist answered"),
}


def message_at(error: DeskError, label: str) -> str:
    """The message of a refusal at the field labelled ``label``."""
    values = dict(error.values)
    values.update({name: label for name in _NAMES if name in values})
    return _described(error, values)


def message_of(error: DeskError) -> str:
    """The message of a refusal that has no field to stand at."""
    if isinstance(error, NotQualified):
        return _("You may not receive yet, no qualification is on record · ^P: take the test")
    return _described(error, dict(error.values))


def _described(error: DeskError, values: dict[str, object]) -> str:
    event = values.get("event")
    if isinstance(event, str) and event in EVENTS:
        values["event"] = _(event_title(event))
    if isinstance(missing := values.get("missing"), str):
        values["missing"] = [_missing(part) for part in missing.split(", ")]
    if isinstance(before := values.get("before"), str):
        values["before"] = [_(event_title(kind)) for kind in before.split(", ")]
    message = DeskError(error.template, field=error.field, **values)
    if hasattr(error, "problems"):
        return explain(error)
    return explain(message)


def _missing(part: str) -> str:
    """A part that is missing before filing, as people call it; a clock by what it asks for."""
    word, _space, rest = part.partition(" ")
    title = _PARTS.get(word) or do_title(word)
    return f"{_(title)} #{rest}" if rest.isdecimal() else _(title)
