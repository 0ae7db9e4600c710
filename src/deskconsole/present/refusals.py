"""Refusals as people read them: what the desk names by machine names, by the titles that stand on forms and lists.

Screens show a refusal at its field (:func:`message_at`) or by itself (:func:`message_of`); a command says the place
first, as it was typed (:func:`reason`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.fields import FIELDS
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, Marked, _, explain, language
from deskconsole.present.event_fields import OUTCOMES, REASONS
from deskconsole.present.event_titles import do_title, event_title, field_title
from deskconsole.present.shift_texts import PART_TITLES
from deskconsole.present.titles import TABLES, Titles

#: Placeholders in which the desk names a field by its machine name.
_NAMES: Final = ("name", "field", "what", "reason_field")
#: Parts of a form and places of a command that are no fields of events.
_PLACES: Final[Mapping[str, Marked]] = {
    "customer": N_("Customer"),
    "contact": N_("Contact"),
    "content": N_("Content"),
    "request": N_("Request"),
    "kind": N_("Kind"),
    "received": N_("Received"),
    "event": N_("Event"),
    "number": N_("Number"),
    "at": N_("Time"),
    "stage": N_("Stage"),
    "name": N_("Name"),
    "organisation": N_("Organisation"),
    "phone": N_("Phone"),
    "purpose": N_("Purpose"),
    "host": N_("Host"),
    "login": N_("Login"),
    "role": N_("Role"),
    "department": N_("Department"),
}
#: Parts of the form that filing may find missing.
_PARTS: Final[Mapping[str, Marked]] = {
    **{name: _PLACES[name] for name in ("customer", "contact", "content", "request")},
    **{name: FIELDS[name].title or Marked(name) for name in ("tier", "channel", "category")},
    "outcome": N_("Finish"),
    "confirmation": N_("Confirm"),
    "promise": N_("Reply as promised"),
    "hand-off": N_("Specialist answered"),
}
#: What may be refused to a person beside the events of a ticket: the needs of the use cases.
NEED_TITLES: Final[Mapping[str, Marked]] = {
    "tickets": N_("Work on a ticket"),
    "take": N_("Receiving"),
    "amend": N_("Change of a ticket"),
    "note": N_("Note"),
    "steer": N_("Withdraw, reopen, transfer, merge"),
    "archive": N_("The archive"),
    "lateness": N_("Reasons for lateness"),
    "checks": N_("Quality checks"),
    "draw_checks": N_("Drawing and deciding of quality checks"),
    "improve": N_("Improvements"),
    "improve_decide": N_("Deciding on improvements"),
    "training": N_("Trainings"),
    "training_lead": N_("Recording of trainings"),
    "figures": N_("Figures"),
    "figures_persons": N_("Figures by person"),
    "assessments": N_("The assessment"),
    "close_assessments": N_("Closing of assessments, titles and violations"),
    "help": N_("Calling somebody quietly"),
    "see": N_("Looking"),
    "reveal": N_("Private data"),
    "customers": N_("Customers"),
    "customers_join": N_("Merging of customers"),
    "expect": N_("Appointments"),
    "visitors": N_("Reception of visitors"),
    "inside": N_("Visitors in the house"),
    "watch_list": N_("Watch list"),
    "read": N_("Looking"),
    "articles": N_("Articles"),
    "prices": N_("Prices in articles"),
    "roster": N_("Roster"),
    "export": N_("Export"),
    "verify": N_("Verification"),
    "glass": N_("Broken glass"),
    "people_data": N_("Everything held about somebody"),
    "erasures": N_("Approval of an erasure"),
    "see_erasures": N_("Erasures"),
    "site": N_("Administration"),
}
#: What messages begin with beside needs, events and places of forms.
_THINGS: Final[Mapping[str, Marked]] = {
    "article": N_("Articles"),
    "shift": N_("Shift"),
    "ledger": N_("Ledger"),
}
#: What a message may begin with.
_BEGINNINGS: Final[Mapping[str, Marked]] = {**NEED_TITLES, **_THINGS}
#: States of a queue number.
_STATES: Final[Mapping[str, Marked]] = {
    "waiting": N_("waiting"),
    "called": N_("called"),
    "served": N_("served"),
    "skipped": N_("skipped"),
}
#: An event in what has changed since: its number, its kind, who did it.
_CHANGE: Final = re.compile(r"(\d+) ([a-z_]+) \(")
#: What stands before a message, as the desk wrote it or as it was translated.
_BEFORE: Final = re.compile(r"([a-z_-]+)(: |：)")


def message_at(error: DeskError, label: str) -> str:
    """The message of a refusal at the field labelled ``label``."""
    names: dict[str, Any] = {name: label for name in _NAMES if name in error.values}
    return _explained(error, error.values | names, error.field, label)


def message_of(error: DeskError) -> str:
    """The message of a refusal that has no field to stand at."""
    values, event = dict(error.values), str(error.values.get("event", ""))
    for name in _NAMES:
        # What is asked in vain, of an event or of a form; any other name is foreign text.
        if isinstance(value := values.get(name), str) and (event or value == error.field):
            values[name] = _(field_title(event, value))
    return _explained(error, values)


def reason(error: DeskError, titles: Titles | None = None, *, typed: bool = False) -> str:
    """The place and the message of a refusal in one line of a command.

    The place is the option or key to blame: in English, and wherever it was read from a file (``typed``), as it was
    typed; else by its title. ``titles`` know what the site's packs call their names.
    """
    place = error.field
    if place is None or hasattr(error, "problems"):
        return message_of(error)
    title = None if typed or language() == "en" else _place_title(place, str(error.values.get("event", "")), titles)
    label, values = title or place, dict(error.values)
    names = [name for name in (*_NAMES, "option") if values.get(name) == place]
    values |= dict.fromkeys(names, label)
    if title is not None and "reason_field" in values:
        values["reason_field"] = _(field_title("", values["reason_field"]))
    for name in ("allowed", "known") if title is not None else ():
        if isinstance(listed := values.get(name), str):
            values[name] = [_choice(place, each, titles) for each in listed.split(", ")]
    text = _explained(error, values, place, label)
    if names or f"{place}: " in error.template or error.template.startswith(f"{{{place}}}") or text.startswith(label):
        return text
    return f"{label}{_(': ')}{text}"


def _explained(error: DeskError, values: dict[str, Any], place: str | None = None, label: str = "") -> str:
    """The message, its values by their titles: what stands before it is the ``place``, told by its label, or events."""
    if hasattr(error, "problems"):
        return explain(error)
    for name, describe in _DESCRIBED.items():
        if isinstance(value := values.get(name), str) and not error.template.startswith(f"{{{name}}}: "):
            values[name] = describe(value)
    text = explain(DeskError(error.template, field=error.field, **values))
    before = ""
    while (match := _BEFORE.match(text)) and (match[1] == place or match[1] in EVENTS or match[1] in _BEGINNINGS):
        before += (label if match[1] == place else _event(match[1])) + match[2]
        text = text[match.end() :]
    return before + text


def _event(name: str) -> str:
    return _(_BEGINNINGS.get(name) or event_title(name))


def _events(names: str) -> list[str]:
    return [_event(name) for name in names.split(", ")]


def _fields(names: str) -> list[str]:
    """The attributes that a ticket may be classified by; anything else is what it is."""
    parts = names.split(", ")
    return [_(FIELDS[name].title or _PLACES[name]) for name in parts] if set(parts) <= set(ATTRIBUTES) else [names]


def _missing(parts: str) -> list[str]:
    """What is missing before filing, as people call it; a clock by what it asks for."""

    def describe(part: str) -> str:
        word, _space, rest = part.partition(" ")
        title = _(_PARTS.get(word) or do_title(word))
        return f"{title} #{rest}" if rest.isdecimal() else title

    return [describe(part) for part in parts.split(", ")]


def _changes(text: str) -> str:
    return _CHANGE.sub(lambda change: f"{change[1]} {_event(change[2])} (", text)


def _titled(titles: Mapping[str, Marked]) -> Callable[[str], str]:
    return lambda name: _(titles[name]) if name in titles else name


#: Placeholders that hold machine names, and how these are told.
_DESCRIBED: Final[Mapping[str, Callable[[str], object]]] = {
    "event": _event,
    "action": _event,
    "kind": _event,
    "before": _events,
    "begun": _events,
    "missing": _missing,
    "names": _fields,
    "changes": _changes,
    "state": _titled(_STATES),
    "part": _titled(PART_TITLES),
}


def _place_title(name: str, event: str, titles: Titles | None) -> str | None:
    """What a place is called: on the common forms, else on a form of the site's packs."""
    title = _PLACES.get(name) if not event else None
    if title is None and (event or name in FIELDS):
        title = field_title(event, name)
    if title is not None and title != name:
        return _(title)
    return titles.form_field(name) if titles is not None else None


def _choice(place: str, name: str, titles: Titles | None) -> str:
    """One of the names that may be typed, with what it is called."""
    if place in TABLES and titles is not None:
        title = titles.title(place, name)
    else:
        tables: Iterable[Mapping[str, Marked]] = (OUTCOMES, REASONS, PART_TITLES)
        title = next((_(texts[name]) for texts in tables if name in texts), name)
    return name if title == name else f"{title} ({name})"
