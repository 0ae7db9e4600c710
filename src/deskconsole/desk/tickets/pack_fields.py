"""A kind's own fields and the forms of its events, checked where a ticket is taken and where an event is recorded."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.domain.rules.clock_rules import holds
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.house.two_people import refused_to
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reviewing.authorities import beyond_authority
from deskconsole.domain.tickets.event import ATTRIBUTES, FIELD_LIMIT, Event
from deskconsole.domain.tickets.events.offers import STANDING
from deskconsole.domain.tickets.fields import ANYWHERE
from deskconsole.domain.tickets.ticket import Ticket, effective
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.store import staff

if TYPE_CHECKING:
    from deskconsole.domain.rules.field_values import Moment


class FormRefused(DeskError):
    """A form with mistakes; ``errors`` has one :class:`DeskError` with its ``field`` for each."""

    def __init__(self, errors: Sequence[DeskError]) -> None:
        first = errors[0]
        super().__init__(first.template, field=first.field, **first.values)
        self.errors = tuple(errors)


class PackFields(NamedTuple):
    """What is kept of a form, and what is wrong with it; as the validator gives it."""

    values: Mapping[str, Any]
    errors: Sequence[DeskError]


def _check(
    at: Desk | Look,
    fields: Sequence[FormField],
    entered: Mapping[str, Any],
    facts: Mapping[str, Any],
    now: datetime,
    others: Collection[str] = (),
) -> PackFields:
    # A ringing telephone has no form: it should not wait for what checks one.
    from deskconsole.domain.rules.form_fields import check_fields

    checked = check_fields(fields, entered, facts, _moment(at, now), others=others)
    return PackFields(checked.values, checked.errors)


def _moment(at: Desk | Look, now: datetime) -> "Moment":
    """When a form is filled in; within a use case also who may be named, and which tickets there are."""
    from deskconsole.domain.rules.field_values import Moment  # not needed while a telephone rings

    if isinstance(at, Desk):
        return Moment(now, at.zone)

    def people() -> dict[str, str]:
        return {person.login: person.name for person in staff.staff_list(at.tx) if person.enabled}

    return Moment(now, at.desk.zone, people, lambda text: at.find(text).number)


def check_pack_fields(
    at: Desk | Look, pack: Pack, attributes: Mapping[str, Any], entered: Mapping[str, Any], now: datetime
) -> PackFields:
    """What is kept of a kind's own fields on the intake form (``attributes``: kind, channel, tier …).

    A kind without fields of its own keeps whatever is given, each as a short text, number or truth value. ``at`` the
    desk alone people and tickets are not looked up.
    """
    fields = pack.form(attributes.get("kind"), "received")
    question = tuple(field for field in fields if not field.given)
    if question or any(field.name in entered for field in fields):
        return _check(at, question, entered, attributes, now)
    return PackFields(dict(entered), tuple(_too_long(entered)))


def with_pack_fields(
    look: Look, pack: Pack, ticket: Ticket, event: Event, now: datetime, found_out: Mapping[str, Any] | None = None
) -> Event:
    """The event with the fields of its kind's form as they are kept; raises :class:`FormRefused`.

    Conditions may ask the ticket's attributes and fields, what the desk ``found_out`` and what the event carries.
    """
    fields = pack.form(ticket.kind, event.kind)
    own = {*EVENTS[event.kind].fields, *ATTRIBUTES, *ANYWHERE}
    missing = _missing(pack.required_of(ticket.kind, event.kind), event)
    if not fields:
        long = _too_long({name: value for name, value in event.fields.items() if name not in own}, event.kind)
        if errors := [*missing, *long]:
            raise FormRefused(errors)
        return event
    carried = {name: value for name, value in event.fields.items() if name in own}
    facts = {**ticket.fields, **(found_out or {}), **ticket.attributes(), **carried}
    if event.kind == "need_recorded":  # the questions of the category are answered with it
        carried = {**event.fields}
    checked = _check(look, fields, event.fields, facts, now, others=carried)
    titles = {role.name: role.title for role in pack.roles}
    beyond = beyond_authority(fields, checked.values, pack.authorities, event.by_role, titles)
    if errors := [*missing, *checked.errors, *beyond]:
        raise FormRefused(errors)
    stored = {name: value for name, value in carried.items() if name not in {field.name for field in fields}}
    return replace(event, fields={**stored, **checked.values})


def with_form_of_kind(look: Look, pack: Pack, ticket: Ticket, event: Event, now: datetime) -> Event:
    """`classified` with what the ticket's own fields become: those given anew, and what still applies of the others.

    A ticket that becomes of another kind must have what the form of that kind requires. Raises :class:`FormRefused`.
    """
    kind = event.fields.get("kind", ticket.kind)
    carried = {name: value for name, value in event.fields.items() if name in (*ATTRIBUTES, *ANYWHERE)}
    given = {name: value for name, value in event.fields.items() if name not in carried}
    if not given and kind == ticket.kind:
        return event
    attributes = ticket.attributes()
    attributes |= {name: carried[name] for name in ATTRIBUTES if name in carried}
    fields = pack.form(kind, "received")
    if fields:
        from deskconsole.domain.rules.form_fields import shown_fields  # not needed while a telephone rings

        before = {field.name: ticket.fields[field.name] for field in fields if field.name in ticket.fields}
        question = shown_fields(fields, {**before, **given}, attributes, _moment(look, now))
        still = {field.name: before[field.name] for field in question if field.name in before}
        by_desk = {field.name: still.pop(field.name) for field in fields if field.given and field.name in still}
        question = tuple(field for field in fields if not field.given)
        own = _check(look, question, {**still, **given}, attributes, now)
        own = own._replace(values={**own.values, **by_desk})
    else:
        existing = {name: value for name, value in given.items() if name in ticket.fields}
        own = PackFields({**ticket.fields, **existing}, tuple(_too_long(existing)))
        if own.values == ticket.fields:
            return event
    if own.errors:
        raise FormRefused(own.errors)
    stored: dict[str, Any] = dict(own.values)
    same = stored == dict(ticket.fields)
    fields_of = carried if same and carried else {**carried, "fields": stored}
    named = kept_from(pack, kind, stored)
    return replace(event, fields=fields_of | ({"kept_from": named} if set(named) != ticket.kept_from else {}))


def kept_from(pack: Pack, kind: str | None, fields: Mapping[str, Any]) -> list[str]:
    """Who may not work on a ticket of a kind with these fields."""
    of_kind = pack.kind_of(kind)
    return list(of_kind.kept_from(fields)) if of_kind is not None else []


def stands_in_the_way(loaded: LoadedTicket, pack: Pack, event: Event) -> DeskError | None:
    """Why the form of an event does not let it happen yet: what must come before it has not, or something is open."""
    kind = pack.kind_of(loaded.ticket.kind)
    form = kind.form_for(event.kind) if kind is not None else None
    if form is None:
        return None
    if (refused := refused_to(form, event, effective(loaded.events))) is not None:
        return refused
    open_ = [name for name in form.not_while if STANDING[name](loaded.ticket, loaded.clocks)]
    if open_:
        return DeskError("{event}: still open: {begun}", event=event.kind, begun=", ".join(open_))
    if not form.after_any:
        return None
    happened = list(effective(loaded.events))
    since = max((past.seq for past in happened if past.kind == "reopened"), default=0)
    named = {start.event for start in form.after_any}
    last = next((past for past in reversed(happened) if past.kind in named and past.seq > since), None)
    if last is not None and any(s.event == last.kind and holds(s.where, last.fields) for s in form.after_any):
        return None
    before = ", ".join(dict.fromkeys(start.event for start in form.after_any))
    return DeskError("{event}: first comes one of {before}", event=event.kind, before=before)


def _missing(required: Sequence[str], event: Event) -> list[DeskError]:
    """What a form asks for of the event's own fields and was not given."""
    given = {**event.fields, "text": event.text}
    return [
        DeskError("{event}: {name} is missing", field=name, event=event.kind, name=name)
        for name in required
        if given.get(name) in (None, "")
    ]


def _too_long(entered: Mapping[str, Any], event: str | None = None) -> list[DeskError]:
    """Texts beyond what a field without a form may have."""
    long = [name for name, value in entered.items() if isinstance(value, str) and len(value) > FIELD_LIMIT]
    if event is None:
        return [
            DeskError("fields: {name}: longer than {limit} characters", field="fields", name=name, limit=FIELD_LIMIT)
            for name in long
        ]
    return [
        DeskError(
            "{event}: {name}: longer than {limit} characters", field=name, event=event, name=name, limit=FIELD_LIMIT
        )
        for name in long
    ]
