"""Appointments: who is expected, entered one by one or from a list (F03)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.identity import new_id
from deskconsole.desk.input_lines import refuse_too_many
from deskconsole.desk.look import Look
from deskconsole.desk.tickets.intake_forms import IntakeRefused
from deskconsole.desk.tickets.pack_fields import check_pack_fields
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.visitors.records import Expected, ExpectedForm
from deskconsole.desk.visitors.watching import Watch
from deskconsole.desk.work import Work
from deskconsole.domain.rules.field_values import is_given
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import visitors
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import is_phone
from deskconsole.store.visitors import ExpectedRecord
from deskconsole.text.clean import clean, one_line
from deskconsole.text.dates import parse_instant, rfc3339
from deskconsole.text.phones import is_number, typed_digits, with_plain_digits
from deskconsole.text.private import Private, revealed

#: Keys of an appointment besides the own fields of its kind.
_KEYS: Final = ("at", "date", "time", "kind", "name", "phone", "purpose", "category")
#: How far ahead an appointment may lie.
_FARTHEST: Final = timedelta(days=730)
#: From so many digits on nobody is called so: it is a telephone number.
_NUMBER_FROM: Final = 7
#: How a visitor comes.
ONSITE: Final = "onsite"
#: Fields that nobody can fill in before the visitor stands there.
AT_THE_COUNTER: Final = frozenset({"identity", "pass", "people", "plate"})


def wrong_person(name: str | None, phone: str | None) -> list[DeskError]:
    """Why a name and a telephone number cannot be those of a visitor: each may stand in the other's place."""
    errors: list[DeskError] = []
    if name and is_number(name) and len(typed_digits(name)) >= _NUMBER_FROM:
        errors.append(DeskError("name: '{value}' is a telephone number, not a name", field="name", value=name))
    if phone and not is_phone(phone):
        errors.append(DeskError("phone: '{value}' is not a telephone number", field="phone", value=phone))
    return errors


def read_expected(desk: Desk, data: Mapping[str, Any], *, now: datetime) -> ExpectedForm:
    """The appointment that ``data`` describes; raises :class:`IntakeRefused` with every mistake, each at its field.

    The time is ``at`` (RFC 3339, or an aware datetime), or ``date`` and ``time`` of the site's own clock. Keys that
    are none of the common ones are own fields of the kind, such as ``host``.
    """
    errors: list[DeskError] = []
    words: dict[str, str | None] = {}
    for name in ("name", "phone", "purpose", "category", "kind"):
        words[name] = _collect(errors, lambda name=name: _word(data.get(name), name))
    if words["name"] is None and not any(error.field == "name" for error in errors):
        errors.append(DeskError("{name}: is missing", field="name", name="name"))
    errors += wrong_person(words["name"], words["phone"])
    kind = _collect(errors, lambda: visitor_kind(desk, words["kind"]))
    at = _collect(errors, lambda: _at(desk, data, now))
    fields = _pack_fields(desk, data, kind, errors, now) if kind is not None else {}
    if kind is not None and words["category"] is not None:
        _collect(errors, lambda: desk.pack_for(kind=kind.name).category(words["category"] or ""))
    if errors or at is None or kind is None:
        raise IntakeRefused(errors)
    return ExpectedForm(
        at=at,
        kind=kind.name,
        name=words["name"] or "",
        phone=words["phone"],
        purpose=words["purpose"],
        category=words["category"],
        fields=fields,
    )


def visitor_kinds(desk: Desk) -> list[Kind]:
    """The kinds of work that bring a person into the house, of all packs of the desk."""
    results: dict[str, Kind] = {}
    for pack in desk.packs:
        for name in pack.visitor_kinds:
            results.setdefault(name, pack.kind(name))
    return list(results.values())


def walk_in_kinds(desk: Desk) -> list[Kind]:
    """What people who walk in may want (F02): the kinds of visitors, and what else such a pack does at the counter."""
    visitors_first = visitor_kinds(desk)
    results = {kind.name: kind for kind in visitors_first}
    for pack in desk.packs:
        for kind in pack.usual_kinds if pack.visitor_kinds else ():
            if not kind.channels or ONSITE in kind.channels:
                results.setdefault(kind.name, desk.pack_for(kind=kind.name).kind(kind.name))
    return list(results.values())


def walk_in_kind(desk: Desk, name: str | None) -> Kind:
    """One of :func:`walk_in_kinds`, the usual one without a name; raises :class:`DeskError`."""
    return _kind_among(walk_in_kinds(desk), name)


def visitor_kind(desk: Desk, name: str | None) -> Kind:
    """One of :func:`visitor_kinds`, the usual one without a name; raises :class:`DeskError`."""
    return _kind_among(visitor_kinds(desk), name)


def _kind_among(kinds: Sequence[Kind], name: str | None) -> Kind:
    existing = {kind.name: kind for kind in kinds}
    if not existing:
        raise DeskError("kind: the rules of this desk know no visitors; see: init --packs", field="kind")
    if name is not None and name not in existing:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field="kind",
            name="kind",
            value=one_line(name)[:40],
            allowed=", ".join(existing),
        )
    return existing[name] if name is not None else next(iter(existing.values()))


def _again(work: Work, answer: str) -> list[Expected]:
    return [find_expected(work, uuid) for uuid in json.loads(answer)]


def expect(desk: Desk, form: ExpectedForm, *, key: str | None = None) -> Expected:
    """Somebody is expected; on record, and refused when the same appointment stands there already."""
    return expect_all(desk, [form], key=key)[0]


@command(needs="expect", again=_again)
def expect_all(work: Work, forms: Sequence[ExpectedForm], *, key: str | None = None) -> list[Expected]:
    """Many appointments in one transaction: all or nothing, and with ``key`` only once."""
    refuse_too_many(len(forms))
    made = [_add(work, form) for form in forms]
    work.answer(json.dumps([each.id for each in made]))
    return made


@command(needs="expect", again=lambda work, answer: None)
def cancel_expected(work: Work, expected_id: str, *, key: str | None = None) -> None:
    """An appointment will not be kept; raises :class:`DeskError` when the visitor has come."""
    work.note("visitor_cancelled", id=open_expected(work.tx, expected_id).uuid)


@query(needs="inside")
def expected_of_day(look: Look, day: date) -> tuple[Expected, ...]:
    """Who is expected on a local day, the earliest first."""
    return expected_on(look, day)


def expected_on(look: Look, day: date) -> tuple[Expected, ...]:
    """Who is still expected on a local day, the earliest first."""
    since = datetime.combine(day, time(), look.desk.zone)
    watch = Watch(look.tx)
    records = visitors.expected_between(look.tx, since, since + timedelta(days=1))
    return tuple(expected_of(record, watch) for record in records)


@command(needs="reveal")
def reveal_expected(work: Work, expected_id: str, why: str | None = None) -> Expected:
    """An appointment with its telephone number open; recorded as ``unmasked``."""
    record = visitors.find_expected(work.tx, expected_id)
    if record is None:
        raise _no_appointment(expected_id)
    work.note("unmasked", {"expected": record.uuid, **({"reason": why} if why else {})})
    return expected_of(record, Watch(work.tx), reveal=True)


def find_expected(look: Look, expected_id: str) -> Expected:
    """An appointment by its id; raises :class:`NotFound`."""
    record = visitors.find_expected(look.tx, expected_id)
    if record is None:
        raise _no_appointment(expected_id)
    return expected_of(record, Watch(look.tx))


def _no_appointment(expected_id: str) -> NotFound:
    return NotFound("expected: there is no appointment '{id}'", field="expected", id=one_line(expected_id)[:40])


def open_expected(tx: ReadTransaction, expected_id: str) -> ExpectedRecord:
    """The same, refused when the visitor has come or the appointment was cancelled."""
    record = visitors.find_expected(tx, expected_id)
    if record is None:
        raise _no_appointment(expected_id)
    if record.state == "arrived":
        raise DeskError("expected: {visitor} has been signed in already", field="expected", visitor=record.name)
    if record.state == "cancelled":
        raise DeskError("expected: the appointment of {visitor} was cancelled", field="expected", visitor=record.name)
    return record


def expected_of(record: ExpectedRecord, watch: Watch, *, reveal: bool = False) -> Expected:
    """An appointment of the store as the desk hands it out: its telephone number is private unless ``reveal``."""
    body = record.body
    phone = body.get("phone")
    form = ExpectedForm(
        at=record.at,
        kind=record.kind,
        name=record.name,
        phone=phone if reveal or phone is None else Private(phone),
        purpose=body.get("purpose"),
        category=body.get("category"),
        fields=body.get("fields") or {},
    )
    organisation = form.fields.get("organisation")
    return Expected(record.uuid, record.state, form, watch.notices(form.name, phone, organisation))


@query(needs="expect")
def already_expected(look: Look, form: ExpectedForm, others: Sequence[ExpectedForm] = ()) -> DeskError | None:
    """Why an appointment is refused that stands on record, or among ``others``, already; ``None`` when it does not."""
    same = [other for other in others if (other.at, other.name) == (form.at, form.name)]
    hosts = [other.fields.get("host") for other in same]
    hosts += _hosts_then(look.tx, form)
    return _twice(form) if form.fields.get("host") in hosts else None


def _hosts_then(tx: ReadTransaction, form: ExpectedForm) -> list[Any]:
    """Whom somebody of that name is expected to see at that very time."""
    then = visitors.expected_between(tx, form.at, form.at + timedelta(microseconds=1))
    return [record.body.get("fields", {}).get("host") for record in then if record.name == form.name]


def _twice(form: ExpectedForm) -> DeskError:
    return DeskError("name: {visitor} is expected at that time already", field="name", visitor=form.name)


def _add(work: Work, form: ExpectedForm) -> Expected:
    if form.fields.get("host") in _hosts_then(work.tx, form):
        raise _twice(form)
    uuid = new_id(work.now)
    work.note("visitor_expected", {**_body(form), "id": uuid, "at": rfc3339(form.at, work.desk.zone)})
    return find_expected(work, uuid)


def _body(form: ExpectedForm) -> dict[str, Any]:
    stored = {"kind": form.kind, "name": form.name, "phone": revealed(form.phone), "purpose": form.purpose}
    return {**stored, "category": form.category, "fields": dict(form.fields)}


def _collect(errors: list[DeskError], read: Any) -> Any:
    try:
        return read()
    except DeskError as error:
        errors.append(error)
        return None


def _word(value: Any, name: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise DeskError("{name}: not a text", field=name, name=name)
    if len(value) > FIELD_LIMIT:
        raise DeskError("{name}: longer than {limit} characters", field=name, name=name, limit=FIELD_LIMIT)
    text = " ".join(clean(value).split())
    return (with_plain_digits(text) if name == "phone" else text) or None


def _pack_fields(
    desk: Desk, data: Mapping[str, Any], kind: Kind, errors: list[DeskError], now: datetime
) -> dict[str, Any]:
    """The kind's own fields as they are kept; what only the counter can fill in may still be missing."""
    entered = {str(name): value for name, value in data.items() if name not in _KEYS}
    attributes = {"kind": kind.name, "channel": ONSITE, "category": data.get("category") or None}
    attributes["tier"] = desk.pack_for(kind=kind.name).default_tier
    own = check_pack_fields(desk, desk.pack_for(kind=kind.name), attributes, entered, now)
    errors += [e for e in own.errors if e.field not in AT_THE_COUNTER or is_given(entered.get(e.field or ""))]
    return dict(own.values)


def _at(desk: Desk, data: Mapping[str, Any], now: datetime) -> datetime:
    value = data.get("at")
    if isinstance(value, datetime):
        at = value
    elif isinstance(value, str) and value.strip():
        at = parse_instant(value.strip(), field="at")
    elif value is None and data.get("date") is not None:
        at = _local(desk, data)
    else:
        raise DeskError("at: is missing; give at, or date and time", field="at")
    today = datetime.combine(now.astimezone(desk.zone).date(), time(), desk.zone)
    if at < today:
        raise DeskError("at: that day has passed", field="at")
    if at > now + _FARTHEST:
        raise DeskError("at: more than two years ahead", field="at")
    return at


def _local(desk: Desk, data: Mapping[str, Any]) -> datetime:
    """``2026-09-14`` and ``9:30`` of the site's own clock, as office lists write them."""
    day, hour = str(data.get("date") or "").strip(), str(data.get("time") or "").strip()
    try:
        at = datetime.strptime(f"{day.replace('/', '-')} {hour}", "%Y-%m-%d %H:%M")
    except ValueError:
        raise DeskError(
            "at: '{value}' is not a date and a time such as 2026-09-14 and 09:30",
            field="at",
            value=f"{day} {hour}"[:40],
        ) from None
    return at.replace(tzinfo=desk.zone)
