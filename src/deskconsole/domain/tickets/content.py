"""What an event must carry, of which type and how long, whatever the ticket's state (`model.md`, Events)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from deskconsole.domain.tickets.event import CONTENT_LIMIT, FIELD_LIMIT, Event
from deskconsole.domain.tickets.fields import FIELDS
from deskconsole.domain.tickets.vocabulary import EVENTS, event_kind
from deskconsole.errors import DeskError

#: How far ahead anybody may promise, wait or plan.
FARTHEST: Final = timedelta(days=36_525)

#: Fields that say why, and how many letters say anything.
_REASONS: Final = ("reason", "wording_reason")
_LETTERS: Final = 4
#: From here on letters are Chinese, Japanese or Korean characters.
_CHINESE: Final = "\u2e80"
#: Fields that hold words, whatever the kind.
_WORDS: Final = ("due", "to", "outcome", "reason", "channel", "call", "into", "told_by", "recurrence", "remark")


def check_content(event: Event) -> None:
    """Refuse an event that lacks what its kind must carry (`model.md`, Events), whatever the ticket's state."""
    kind = event_kind(event.kind)
    _check_types(event)
    for name in kind.required:
        value = event.text if name == "text" else event.fields.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise DeskError("{event}: {name} is missing", field=name, event=event.kind, name=name)
    if kind.outcomes and event.outcome is not None and event.outcome not in kind.outcomes:
        raise DeskError(
            "{event}: outcome: '{value}' is not one of {allowed}",
            event=event.kind,
            value=event.outcome,
            allowed=", ".join(kind.outcomes),
            field="outcome",
        )
    _check_score(event)
    _check_lengths(event)
    _check_due(event)
    if kind.content is not None:
        kind.content(event)


def says_why(reason: str) -> bool:
    """Whether a reason says anything: it has at least four letters; a Chinese character counts for two of them.

    ``休假`` and ``sold out`` do, ``no``, ``11`` and ``……`` do not. The reasons that a pack offers are names of four
    letters and more, so that they always do.
    """
    return sum(2 if letter >= _CHINESE else 1 for letter in reason if letter.isalpha()) >= _LETTERS


def check_reasons(event: Event) -> None:
    """Refuse a reason that says nothing: why something is done, why something is sent although it is named (R27)."""
    for name in _REASONS:
        value = event.fields.get(name)
        if isinstance(value, str) and value.strip() and not says_why(value):
            raise DeskError(
                "{event}: {name}: “{value}” is no reason; say why in a few words",
                field=name,
                event=event.kind,
                name=name,
                value=value,
            )


def _check_types(event: Event) -> None:
    for name in _WORDS:
        value = event.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise DeskError("{event}: {name}: not a text", field=name, event=event.kind, name=name)
    form = event.fields.get("fields")
    if form is not None and not isinstance(form, Mapping):
        raise DeskError("{event}: {name}: not a table", field="fields", event=event.kind, name="fields")


def _check_due(event: Event) -> None:
    """A time is RFC 3339 with an offset, so that it means the same on every machine, and within a century."""
    value = event.fields.get("due")
    if value is None:
        return
    try:
        aware = datetime.fromisoformat(value).tzinfo is not None
        due = event.due
    except (ValueError, OverflowError):
        due, aware = None, False
    if due is None or not aware:
        raise DeskError("{event}: due: '{value}' is not a date and time with its offset", **_due_values(event))
    if abs(due - event.happened_at) > FARTHEST:
        raise DeskError("{event}: due: '{value}' is more than a century away", **_due_values(event))


def _due_values(event: Event) -> dict[str, Any]:
    return {"field": "due", "event": event.kind, "value": str(event.fields["due"])[:FIELD_LIMIT]}


def _check_score(event: Event) -> None:
    score = event.fields.get("score")
    if score is not None and (not isinstance(score, int) or isinstance(score, bool) or not 1 <= score <= 5):
        raise DeskError(
            "{event}: score: {value} is not a whole number from 1 to 5", field="score", event=event.kind, value=score
        )


def _check_lengths(event: Event) -> None:
    if event.text is not None and len(event.text) > CONTENT_LIMIT:
        raise DeskError(
            "{event}: text: longer than {limit} characters", field="text", event=event.kind, limit=CONTENT_LIMIT
        )
    for name, value in event.fields.items():
        # what a form of the kind adds has limits of its own
        own = FIELDS[name].limit if name in FIELDS else None
        limit = own or (FIELD_LIMIT if name in EVENTS[event.kind].fields else CONTENT_LIMIT)
        if isinstance(value, str) and len(value) > limit:
            raise DeskError(
                "{event}: {name}: longer than {limit} characters", field=name, event=event.kind, name=name, limit=limit
            )
