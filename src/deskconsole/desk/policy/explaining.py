"""Which clocks an event would start, without a store: for whoever writes a pack, and for whoever asks why."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from deskconsole.desk.policy.calendars import calendar_for
from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.clocks.clock import Rules
from deskconsole.domain.clocks.starting import PossibleStart, possible_starts
from deskconsole.domain.rules.field_values import Moment, canonical
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.vocabulary import event_kind
from deskconsole.errors import DeskError

#: The best score that a customer gives.
_BEST: Final = 5


class Question(NamedTuple):
    """An event, and the ticket that it would happen on; ``None`` where nothing is said of it."""

    on: str
    at: datetime
    due: datetime | None
    channel: str | None
    tier: str | None
    kind: str | None
    category: str | None
    level: int | None
    urgent: bool
    outcome: str | None
    score: int | None
    fields: Mapping[str, str]


class Explained(NamedTuple):
    """The clocks that one event would start at an instant."""

    pack: Pack
    calendar: Calendar
    at: datetime
    starts: list[PossibleStart]


def explain(pack_name: str, folder: Path, question: Question) -> Explained:
    """What an event would start by a pack of the site in ``folder``. Raises :class:`DeskError` for unknown names."""
    pack, kind = load_pack(pack_name, folder), event_kind(question.on)
    calendar = calendar_for(folder, [pack])
    attributes = _attributes(question, pack)
    fields, named = _fields(question, pack, kind, attributes, calendar)
    starts = possible_starts(Rules(pack, calendar), kind.name, question.at, attributes, fields, named)
    return Explained(pack, calendar, question.at, starts)


def _attributes(question: Question, pack: Pack) -> dict[str, Any]:
    """What the ticket would be; as at an intake, an unknown customer has the pack's default tier."""
    channel = question.channel or ("phone" if question.on == "rang" else None)
    usual = pack.usual_kinds
    kind = question.kind or (usual[0].name if len(usual) == 1 else None)
    return {
        "tier": pack.tier(question.tier or pack.default_tier).name,
        "channel": pack.channel(channel).name if channel else None,
        "kind": pack.kind(kind).name if kind else None,
        "category": pack.category(question.category).name if question.category else None,
        "level": question.level,
        "urgent": question.urgent,
    }


def _fields(
    question: Question, pack: Pack, kind: EventKind, attributes: dict[str, Any], calendar: Calendar
) -> tuple[dict[str, Any], set[str]]:
    """What the event carries, and every name that something is said of; what the ticket's form says goes to the
    ``attributes``. Raises :class:`DeskError` for what neither has, and for values that they do not take."""
    moment = Moment(question.at, calendar.zone)
    kinds = [each for each in pack.kinds if attributes["kind"] in (None, each.name)]
    of_event = {field.name: field for each in kinds for field in each.form_of(kind.name)}
    of_ticket = {field.name: field for each in kinds for field in each.fields}
    fields = _typed(question, kind)
    form: dict[str, Any] = {}
    for name, value in question.fields.items():
        if name in of_event and kind.name != "received":
            fields[name] = canonical(of_event[name], value, moment)
        elif name in of_ticket:
            form[name] = canonical(of_ticket[name], value, moment)
        elif name in kind.fields - {*ATTRIBUTES}:
            fields[name] = {"true": True, "false": False}.get(value, value)
        else:
            existing = sorted({*of_event, *of_ticket, *kind.fields} - {*ATTRIBUTES})
            text = "field: '{name}' is neither of {event} nor of the form; known are: {known}"
            raise DeskError(text, field="field", name=name, event=kind.name, known=", ".join(existing) or "-")
    attributes["fields"] = form
    named = {name for name in ATTRIBUTES if attributes[name]} | {*fields, *form}
    return fields, named | ({"channel"} if kind.name == "arrived" else set())


def _typed(question: Question, kind: EventKind) -> dict[str, Any]:
    """The fields of the event that have a meaning everywhere."""
    fields: dict[str, Any] = {} if question.due is None else {"due": question.due.isoformat()}
    if question.outcome is not None:
        if kind.outcomes and question.outcome not in kind.outcomes:
            text, allowed = "outcome: '{value}' is not one of {allowed}", ", ".join(kind.outcomes)
            raise DeskError(text, field="outcome", value=question.outcome, allowed=allowed)
        fields["outcome"] = question.outcome
    if question.score is not None:
        if not 1 <= question.score <= _BEST:
            raise DeskError("score: '{value}' is not a whole number from 1 to 5", field="score", value=question.score)
        fields["score"] = question.score
    return fields
