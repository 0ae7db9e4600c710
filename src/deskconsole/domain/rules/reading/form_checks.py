"""What must hold for the forms of a pack: each field can be asked, can be answered, and has a name of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from deskconsole.domain.calendar.duration import Unit, parse_duration
from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.causes import CAUSE, FOUND_ON
from deskconsole.domain.rules.clock_rules import Conditions, exclude
from deskconsole.domain.rules.forms import Form, FormField
from deskconsole.domain.rules.kinds import CAN_BE_LEFT_OUT, FORM_FIELDS, Kind
from deskconsole.domain.rules.patterns import FITTED, check_pattern
from deskconsole.domain.rules.reading.document_checks import check_recorders
from deskconsole.domain.rules.reading.names import Names, among
from deskconsole.domain.rules.windows import Window
from deskconsole.domain.tickets.event import ATTRIBUTES, CONTENT_LIMIT
from deskconsole.domain.tickets.events.offers import STANDING
from deskconsole.domain.tickets.fields import ANYWHERE
from deskconsole.domain.tickets.vocabulary import EVENTS

#: Names that mean something else in an event, and those that the desk itself writes there.
_TAKEN: Final = frozenset(
    {"text", "of", "at", "by", "kind", "field", "fields", "call", "due", "to", "outcome", "reason", "score"}
    | {"moved_from", "merged_from", "old", "erased", "since", "rule", "step", "missed_due", "provisional", "event"}
    | {"free", "wording", "digest", *ANYWHERE}
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
#: Key of a limit → the types of field that have it.
_LIMITS: Final[Mapping[str, tuple[str, ...]]] = {
    "values": ("choice",),
    "longest": ("text", "long_text", "serial"),
    "pattern": ("text", "long_text", "serial"),
    "least": ("number", "money"),
    "most": ("number", "money"),
    "unit": ("number", "money"),
    "decimals": ("number",),
    "earliest": ("date", "date_time"),
    "latest": ("date", "date_time"),
    "not_by": ("person",),
    "authority": ("money",),
}
#: Whole numbers that a limit may be.
_RANGES: Final = {"longest": (1, CONTENT_LIMIT), "decimals": (0, 6)}


def check_forms(names: Names, kind: Kind, place: Place, windows: Sequence[Window] = ()) -> list[Problem]:
    """Every problem of a kind's own fields and of the forms of its events."""
    problems = [*_left_out(kind, place), *_levels(kind, place), *_repeats(names, kind, place)]
    problems += _fields(names, kind, kind.field, {}, place, "", (), FORM_FIELDS)
    for number, own in enumerate(kind.field, start=1):
        if own.type == CAUSE:
            values = {"events": ", ".join(FOUND_ON)}
            problems.append(Problem("a cause is found on {events} only", place, f"field[{number}].type", values))
    found_out = [repeat.as_field for repeat in kind.repeat]
    found_out += [FormField(name=name, title=w.title, type="yes_no") for w in windows for name in w.field_names]
    of_ticket = {field.name: field for field in (*kind.field, *found_out)}
    for number, form in enumerate(kind.form, start=1):
        problems += _form(names, kind, form, of_ticket, place, f"form[{number}]")
        if any(other.event == form.event for other in kind.form[: number - 1]):
            problems.append(
                Problem("'{value}' stands here twice", place, f"form[{number}].event", {"value": form.event})
            )
    return problems


def _left_out(kind: Kind, place: Place) -> list[Problem]:
    problems = among(kind.without, CAN_BE_LEFT_OUT, place, "without")
    for part in kind.without:
        if part in kind.required:
            values = {"value": part}
            problems.append(
                Problem("'{value}' is required, but never shown: without leaves it out", place, "without", values)
            )
    return problems


def _levels(kind: Kind, place: Place) -> Iterator[Problem]:
    for number, level in enumerate(kind.level, start=1):
        key, values = f"level[{number}].level", {"value": level.level}
        if not 1 <= level.level <= 9:
            yield Problem("'{value}' is not a whole number from 1 to 9", place, key, values)
        if any(other.level == level.level for other in kind.level[: number - 1]):
            yield Problem("'{value}' stands here twice", place, key, values)


def _repeats(names: Names, kind: Kind, place: Place) -> Iterator[Problem]:
    taken = {*FORM_FIELDS, *(field.name for field in kind.field)}
    for number, repeat in enumerate(kind.repeat, start=1):
        key = f"repeat[{number}]"
        yield from _name(repeat.as_field, [], [*taken], place, f"{key}.name")
        taken.add(repeat.name)
        if repeat.count < 2:
            yield Problem("'{value}' is not at least 2", place, f"{key}.count", {"value": repeat.count})
        yield from among(repeat.same, (*ATTRIBUTES, CAUSE), place, f"{key}.same")
        wrong = names.check_duration(repeat.within, place, f"{key}.within")
        within = parse_duration(repeat.within) if not wrong else None
        if within is not None and (within.unit not in (Unit.DAY, Unit.ELAPSED) or within.minute is not None):
            wrong = [Problem("must be days or elapsed time, such as '30 days'", place, f"{key}.within")]
        yield from wrong


def _form(
    names: Names, kind: Kind, form: Form, of_ticket: Mapping[str, FormField], place: Place, key: str
) -> list[Problem]:
    problems = names.check_events([form.event], place, f"{key}.event")
    if problems:
        return problems
    event = EVENTS[form.event]
    if event.by_desk:
        problems.append(
            Problem(
                "'{event}' is recorded by the desk itself; fields of the intake form are written as [[kind.field]]",
                place,
                f"{key}.event",
                {"event": form.event},
            )
        )
    problems += names.check_events(form.after, place, f"{key}.after")
    if form.event in form.after:
        problems.append(Problem("an event cannot come before itself", place, f"{key}.after"))
    recorders = form.by is not None or form.other_than
    if not (form.field or form.required or form.after or form.after_any or form.not_while or recorders):
        problems.append(Problem("a form needs a field", place, f"{key}.field"))
    problems += among(form.required, [*event.required, *event.optional, "text"], place, f"{key}.required")
    for at, field in enumerate(form.field, start=1):
        if field.type == CAUSE and form.event not in FOUND_ON:
            values = {"events": ", ".join(FOUND_ON)}
            problems.append(Problem("a cause is found on {events} only", place, f"{key}.field[{at}].type", values))
        if field.type == CAUSE and not names.defined[CAUSE]:
            problems.append(Problem("the pack has no [[{table}]]", place, f"{key}.field[{at}].type", {"table": CAUSE}))
    problems += _order(names, form, place, key)
    carried = tuple(sorted(event.fields))
    return problems + _fields(names, kind, form.field, of_ticket, place, f"{key}.", carried, (*carried, *ATTRIBUTES))


def _order(names: Names, form: Form, place: Place, key: str) -> list[Problem]:
    """What must have come before, and what must not be open."""
    problems = names.check_events([start.event for start in form.after_any], place, f"{key}.after_any")
    for number, start in enumerate(form.after_any, start=1):
        problems += names.check_where(start.event, start.where, place, f"{key}.after_any[{number}].where")
    problems += check_recorders(names, form, place, key)
    return problems + among(form.not_while, STANDING, place, f"{key}.not_while")


def _fields(
    names: Names,
    kind: Kind,
    fields: Sequence[FormField],
    below: Mapping[str, FormField],
    place: Place,
    prefix: str,
    carried: Sequence[str],
    taken: Sequence[str],
) -> list[Problem]:
    """``below``: fields of the ticket that the conditions of an event's form may ask too, with what it ``carried``."""
    problems: list[Problem] = []
    above: dict[str, FormField] = {}
    for number, field in enumerate(fields, start=1):
        key = f"{prefix}field[{number}]"
        problems += _name(field, [*above], taken, place, f"{key}.name")
        problems += _limits(field, place, key)
        problems += names.check("authority", [field.authority] if field.authority else [], place, f"{key}.authority")
        existing = {**below, **above}
        wrong: list[Problem] = []
        for part in ("required_when", "shown_when"):
            wrong += _conditions(names, getattr(field, part), existing, carried, place, f"{key}.{part}")
        problems += wrong or _never_shown(kind, field, existing, place, key)
        above[field.name] = field
    return problems


def _name(field: FormField, above: Sequence[str], taken: Sequence[str], place: Place, key: str) -> Iterator[Problem]:
    values = {"value": field.name}
    if _NAME.fullmatch(field.name) is None:
        yield Problem("'{value}' is not a name: small letters, digits and _, a letter first", place, key, values)
    elif field.name in above:
        yield Problem("'{value}' stands here twice", place, key, values)
    elif field.name in taken or field.name in _TAKEN:
        yield Problem("'{value}' has a meaning of its own; call the field something else", place, key, values)


def _limits(field: FormField, place: Place, key: str) -> Iterator[Problem]:
    for limit, types in _LIMITS.items():
        if getattr(field, limit) in (None, (), False):
            continue
        if types == ("choice",) and field.type != "choice":
            yield Problem("only a choice has values", place, f"{key}.{limit}")
        elif field.type not in types:
            values = {"type": field.type, "limit": limit, "types": ", ".join(types)}
            yield Problem("a field of type {type} has no {limit}; it is for {types}", place, f"{key}.{limit}", values)
    yield from _values(field, place, f"{key}.values")
    if field.type == CAUSE and field.name != CAUSE:
        yield Problem("a field that holds a cause is called '{name}'", place, f"{key}.name", {"name": CAUSE})
    if field.pattern is not None:
        yield from check_pattern(field.pattern, place, f"{key}.pattern", limit=FITTED, longest=field.limit)
    if field.least is not None and field.most is not None and field.least > field.most:
        limits = {"least": field.least, "most": field.most}
        yield Problem("{least} is more than {most}", place, f"{key}.least", limits)
    for limit, (first, last) in _RANGES.items():
        number = getattr(field, limit)
        if number is not None and not first <= number <= last:
            bounds = {"value": number, "first": first, "last": last}
            yield Problem("'{value}' is not a whole number from {first} to {last}", place, f"{key}.{limit}", bounds)
    yield from _days(field, place, key)


def _values(field: FormField, place: Place, key: str) -> Iterator[Problem]:
    if field.type == "choice" and not field.values:
        yield Problem("a choice needs values to choose from", place, key)
    seen: set[str] = set()
    for number, choice in enumerate(field.values, start=1):
        if choice.name in seen:
            yield Problem("'{value}' stands here twice", place, f"{key}[{number}].name", {"value": choice.name})
        seen.add(choice.name)


def _days(field: FormField, place: Place, key: str) -> Iterator[Problem]:
    word = "today" if field.type == "date" else "now"
    for limit in ("earliest", "latest"):
        text: str | None = getattr(field, limit)
        if text is None or text == word:
            continue
        try:
            date.fromisoformat(text)
        except ValueError:
            values = {"value": text, "word": word}
            yield Problem(
                "'{value}' is neither '{word}' nor a date such as 2026-10-08", place, f"{key}.{limit}", values
            )


def _conditions(
    names: Names,
    conditions: Conditions,
    existing: Mapping[str, FormField],
    carried: Sequence[str],
    place: Place,
    key: str,
) -> list[Problem]:
    """Problems of conditions: what they ask stands above the field or is an attribute, and can have that value."""
    problems: list[Problem] = []
    for name, allowed in conditions.items():
        at = f"{key}.{name}"
        if name in ATTRIBUTES:
            problems += names.check_attribute(name, allowed, place, at)
        else:
            problems += among([name], [*ATTRIBUTES, *existing, *carried], place, at)
        if name in existing:
            problems += values_of(existing[name], allowed, place, at)
        if not allowed:
            problems.append(Problem("the list is empty, so that no value is allowed", place, at))
    return problems


def values_of(field: FormField, allowed: Sequence[object], place: Place, key: str) -> list[Problem]:
    """Problems of the values that a condition allows a field: one that it can never have."""
    if field.type == CAUSE:
        return []  # looked up where the causes are known: [[cause]]
    if field.type == "choice":
        named = [value for value in allowed if value is not False]  # false: not given
        return among(named, [choice.name for choice in field.values], place, key)
    if field.type == "yes_no":
        wrong = [value for value in allowed if not isinstance(value, bool)]
        return [Problem("'{value}' is not true or false", place, key, {"value": value}) for value in wrong]
    if field.type == "number":
        wrong = [value for value in allowed if isinstance(value, str) or value is True]
        return [Problem("'{value}' is not a whole number", place, key, {"value": value}) for value in wrong]
    wrong = [value for value in allowed if not isinstance(value, str) and value is not False]
    return [Problem("'{value}' is not a text in quotes", place, key, {"value": value}) for value in wrong]


def _never_shown(
    kind: Kind, field: FormField, existing: Mapping[str, FormField], place: Place, key: str
) -> list[Problem]:
    """A field whose conditions no ticket of this kind can satisfy."""
    chain = list(_chain(field, existing))
    possible: Conditions = {"kind": (kind.name,)}
    if kind.channels:
        possible = {**possible, "channel": kind.channels}
    if any(exclude(one, other) for one, other in combinations([*chain, possible], 2)):
        message = "required, but never shown: no ticket of this kind can be as shown_when asks"
        other = "never shown: no ticket of this kind can be as shown_when asks"
        return [
            Problem(message if field.required or field.name in kind.required else other, place, f"{key}.shown_when")
        ]
    return []


def _chain(field: FormField, existing: Mapping[str, FormField]) -> Iterator[Conditions]:
    """What must hold for a field to be shown: its own conditions, and those of the fields that they ask."""
    yield field.shown_when
    for name, allowed in field.shown_when.items():
        if name in existing and existing[name] is not field and False not in allowed:
            yield from _chain(existing[name], existing)
