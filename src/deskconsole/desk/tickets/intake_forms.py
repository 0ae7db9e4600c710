"""Reading an intake form from JSON, CSV or a screen, with every mistake named at its field (R17, `cli.md`)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from math import isfinite
from typing import Any, Final, TypeVar

from deskconsole.desk.desk import Desk
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets.pack_fields import FormRefused, check_pack_fields
from deskconsole.domain.customers.care_events import OUTCOMES
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import CONTENT_LIMIT, FIELD_LIMIT, REQUEST_LIMIT
from deskconsole.domain.tickets.guards import AHEAD, check_attributes
from deskconsole.errors import DeskError
from deskconsole.text.clean import clean, one_line
from deskconsole.text.dates import parse_instant
from deskconsole.text.phones import with_plain_digits

#: What stands for "not given" in customer and contact.
NOT_GIVEN: Final = "-"
_PARTS: Final = ("channel", "kind", "tier", "customer", "contact", "category", "content", "request")
_OPTIONAL: Final = ("level", "urgent", "fields", "received", "call", "consent")
_LIMITS: Final = {"content": CONTENT_LIMIT, "request": REQUEST_LIMIT}
_TRUTH: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


T = TypeVar("T")


class IntakeRefused(FormRefused):
    """An intake form with mistakes."""


def read_form(
    desk: Desk, data: Mapping[str, Any], *, now: datetime, loose: bool = False, wrong: Sequence[DeskError] = ()
) -> IntakeForm:
    """The form that ``data`` describes, checked against the pack of its kind.

    ``loose`` takes truth values, numbers and fields as text, as CSV and option values come. ``wrong``: mistakes met
    before, in fields that are left out of ``data``. Raises :class:`IntakeRefused` with every mistake, each naming its
    field.
    """
    errors: list[DeskError] = [*wrong, *_strangers(data)]
    pack = desk.pack_for(kind=data.get("kind") if isinstance(data.get("kind"), str) else None)
    kind = next((existing for existing in pack.kinds if existing.name == data.get("kind")), None)
    values = _words(errors, data, kind)
    level = _collect(errors, lambda: _level(data.get("level"), loose, kind))
    urgent = _collect(errors, lambda: _urgent(data.get("urgent"), loose))
    received = _collect(errors, lambda: _received(data.get("received"), now))
    fields = _collect(errors, lambda: _fields(data.get("fields")))
    call = _collect(errors, lambda: _call(data.get("call")))
    consent = _collect(errors, lambda: _consent(data.get("consent")))
    for name, names in allowed_values(desk, pack, kind).items():
        _collect(errors, partial(check_attributes, {name: values[name]}, {name: names}))
    tier = values["tier"] or pack.default_tier
    attributes: dict[str, Any] = {"kind": values["kind"], "channel": values["channel"], "category": values["category"]}
    attributes |= {"tier": tier, "level": level, "urgent": bool(urgent)}
    own = check_pack_fields(desk, pack, attributes, fields or {}, now)
    messages = {error.field for error in errors}
    errors += [error for error in own.errors if error.field not in messages]
    if errors:
        raise IntakeRefused(errors)
    return IntakeForm(
        channel=values["channel"] or "",
        kind=values["kind"] or "",
        tier=tier,
        customer=_given(values["customer"]),
        contact=_given(values["contact"]),
        category=values["category"] or "",
        content=values["content"] or "",
        request=values["request"] or "",
        level=level,
        urgent=bool(urgent),
        fields=own.values,
        received=received,
        call=call,
        consent=consent,
    )


def _strangers(data: Mapping[str, Any]) -> list[DeskError]:
    """What no form has."""
    return [
        DeskError("{name}: not a field of the form", field=str(name), name=one_line(str(name))[:40])
        for name in data
        if name not in _PARTS and name not in _OPTIONAL
    ]


def _words(errors: list[DeskError], data: Mapping[str, Any], kind: Kind | None) -> dict[str, str | None]:
    """The parts of the common form that are words; what the kind does not need may be missing."""
    return {
        name: _collect(errors, partial(_text, data, name, kind is None or name == "kind" or kind.needs(name)))
        for name in _PARTS
    }


def allowed_values(desk: Desk, pack: Pack, kind: Kind | None = None) -> dict[str, list[str]]:
    """The names that channel, kind, tier and category may have; channels are those of the kind."""
    return {
        "channel": [
            each.name for each in pack.channels if kind is None or each.name in (kind.channels or (each.name,))
        ],
        "kind": [kind.name for each in desk.packs for kind in each.kinds],
        "tier": [tier.name for tier in pack.tiers],
        "category": [category.name for category in pack.categories],
    }


def _collect(errors: list[DeskError], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except DeskError as error:
        errors.append(error)
        return None


def _given(value: str | None) -> str | None:
    return None if value == NOT_GIVEN else value


def _text(data: Mapping[str, Any], name: str, needed: bool) -> str | None:
    value = data.get(name)
    if not needed and (value is None or (isinstance(value, str) and not value.strip())):
        return None
    if value is None:
        raise DeskError("{name}: is missing", field=name, name=name)
    if not isinstance(value, str):
        raise DeskError("{name}: not a text", field=name, name=name)
    limit = _LIMITS.get(name, FIELD_LIMIT)
    if len(value) > limit:
        raise DeskError("{name}: longer than {limit} characters", field=name, name=name, limit=limit)
    value = clean(value)
    if name not in _LIMITS:
        value = " ".join(value.split())
    value = value.strip()
    if name == "contact":
        value = with_plain_digits(value)
    if not value:
        raise DeskError("{name}: is empty", field=name, name=name)
    return value


def _level(value: Any, loose: bool, kind: Kind | None) -> int | None:
    if value is None or (loose and value == ""):
        if kind is not None and kind.needs("level"):
            raise DeskError("{name}: is missing", field="level", name="level")
        return None
    if loose and isinstance(value, str) and value.strip().isdecimal() and len(value) < 19:
        value = int(value)
    check_attributes({"level": value}, {"level": [each.level for each in kind.level]} if kind and kind.level else {})
    level: int = value
    return level


def _urgent(value: Any, loose: bool) -> bool:
    if value is None:
        return False
    if loose and isinstance(value, str) and value.strip().lower() in _TRUTH:
        return _TRUTH[value.strip().lower()]
    check_attributes({"urgent": value}, {})
    return bool(value)


def _received(value: Any, now: datetime) -> datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        at = value
    elif isinstance(value, str):
        at = parse_instant(value, field="received")
    else:
        raise DeskError("received: not a text", field="received")
    if at > now + AHEAD:
        raise DeskError("received: that is more than two minutes from now", field="received")
    return at


def _fields(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise DeskError("fields: not a table of names and values", field="fields")
    taken: dict[str, Any] = {}
    for name, entry in value.items():
        if not isinstance(name, str) or not name.isidentifier():
            raise DeskError("fields: '{name}' is not a field name", field="fields", name=one_line(str(name))[:40])
        if isinstance(entry, str):
            entry = clean(entry[: CONTENT_LIMIT + 1])
        elif not (
            entry is None or isinstance(entry, int | bool | date) or (isinstance(entry, float) and isfinite(entry))
        ):
            raise DeskError("fields: {name}: neither text, number nor truth value", field="fields", name=name)
        taken[name] = entry
    return taken


def _consent(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if value not in OUTCOMES:
        shown, allowed = one_line(str(value))[:80], ", ".join(OUTCOMES)
        raise DeskError("consent: '{value}' is not one of {allowed}", field="consent", value=shown, allowed=allowed)
    return str(value)


def _call(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > FIELD_LIMIT or value != clean(value):
        raise DeskError("call: not a call's id", field="call")
    return value
