"""Recording one event on a ticket: what `act` and every small form of the console call."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from deskconsole.desk.customers.entry import follow_tier
from deskconsole.desk.desk import Desk, as_staff, store_texts
from deskconsole.desk.knowledge.sources import count_source, with_sources
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.entered import clean_fields
from deskconsole.desk.tickets.merging import merge_within
from deskconsole.desk.tickets.pack_fields import with_form_of_kind, with_pack_fields
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.tickets.repeats import repeats_of, view_with_repeats
from deskconsole.desk.tickets.settling import settle_ticket, settle_within
from deskconsole.desk.tickets.wording import allowed_wording, default_wording
from deskconsole.desk.work import Loaded, append, draft, evaluate, load, once, view, windows_of
from deskconsole.domain.calendar.recurrence import check_recurrence
from deskconsole.domain.clocks.not_before import check_early
from deskconsole.domain.rules.customer_wording import REASON, WordingRefused, check_customer_wording
from deskconsole.domain.rules.follow_on import FollowOn, split
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.window_verdicts import allowed
from deskconsole.domain.tickets.event import Event, event_kind
from deskconsole.domain.tickets.guards import check, check_attributes, check_undo, prepare, refusal_for
from deskconsole.domain.tickets.plans import next_plan
from deskconsole.domain.tickets.proposals import with_summary
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError, Outdated
from deskconsole.record import replace
from deskconsole.store import staff
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.text.clean import clean
from deskconsole.text.dates import printed

#: What rounds an instant up to the full minute.
_UP_TO_A_MINUTE: Final = timedelta(minutes=1, microseconds=-1)
#: Events of the desk itself that outdate nobody's view.
_QUIET: Final = frozenset({"escalated"})


def act(
    desk: Desk,
    number: str,
    kind: str,
    *,
    of: int | None = None,
    at: datetime | None = None,
    text: str | None = None,
    fields: Mapping[str, Any] | None = None,
    expect: int | None = None,
    key: str | None = None,
    source: str = "cli",
) -> TicketView:
    """Record one event; the ticket as it is afterwards.

    ``at``: when it happened (default: now). ``fields``: what the kind carries (``due`` as an aware datetime or
    RFC 3339, ``to``, ``outcome``, ``reason``, ``score`` …). ``expect``: the last ``seq`` that was seen; a save
    that rests on an older view raises :class:`Outdated`. Raises :class:`DeskError`; nothing is written then.
    """
    if event_kind(kind).by_desk:
        raise DeskError("{event}: the desk records this itself; it cannot be entered", event=kind, field="event")
    entered = clean_fields(fields or {})
    content = ["act", number, kind, of, at, text, entered]
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)

        def write() -> TicketView:
            loaded = load(desk, tx, number)
            check_seen(loaded, expect)
            event = draft(
                loaded,
                kind,
                at=at or now,
                now=now,
                desk=desk,
                by=desk.actor.login,
                text=clean(text).strip() or None if text is not None else None,
                fields=entered,
                of=of,
                source=source,
            )
            require(desk.actor, kind, loaded.ticket, loaded.clocks)
            event = replace(event, fields=with_sources(tx, event.fields))
            return view_with_repeats(desk, tx, record_within(desk, tx, loaded, event, now), now)

        return once(desk, tx, key, content, write)


def preview(desk: Desk, number: str, kind: str, *, fields: Mapping[str, Any]) -> TicketView:
    """The ticket as it would be after one event that concerns it alone; nothing is written.

    For showing which clocks move before a ticket is classified anew (T10). Raises what :func:`act` would raise.
    """
    with desk.store.reading() as tx:
        now = desk.now()
        loaded = load(desk, tx, number)
        entered = clean_fields(fields)
        event = draft(loaded, kind, at=now, now=now, desk=desk, by=desk.actor.login, fields=entered)
        event = _by_pack_of_kind(desk, loaded, prepare(loaded.ticket, loaded.clocks, event), now)
        check(loaded.ticket, loaded.clocks, event, now)
        event = _with_pack_fields(desk, tx, loaded, event, now)
        _check_classes(loaded, event)
        return view(desk, evaluate(desk, tx, loaded.record, [*loaded.events, event]), now)


def undo(desk: Desk, number: str, *, key: str | None = None, source: str = "console") -> TicketView:
    """Take back the last event of a ticket (same person, within a minute)."""
    return act(desk, number, "undone", key=key, source=source)


def record_within(desk: Desk, tx: WriteTransaction, loaded: Loaded, event: Event, now: datetime) -> Loaded:
    """Check an event of a person and append it, with what it brings along (R21–R24); the ticket as it is then."""
    pack = loaded.rules_of(event.pack, event.calendar).pack
    message = default_wording(desk, pack, loaded.ticket, loaded.record.number, event)
    try:
        event, follow_ons = split(loaded.ticket, event, pack, message)
    except DeskError as wrong:  # how a form is filled in matters only where it may be
        raise refusal_for(loaded.ticket, loaded.clocks, event.kind) or wrong from wrong
    loaded = _record(desk, tx, loaded, event, now)
    for follow_on in follow_ons:
        loaded = _follow(desk, tx, loaded, event, follow_on, now)
    return loaded


def _follow(
    desk: Desk, tx: WriteTransaction, loaded: Loaded, event: Event, follow_on: FollowOn, now: datetime
) -> Loaded:
    """Record one event that another brings along; what is refused is told at the fields of that one."""
    fields = dict(follow_on.fields)
    if REASON in event.fields:
        fields[REASON] = event.fields[REASON]
    of = max(loaded.ticket.hand_offs) if follow_on.of_hand_off else None
    then = draft(
        loaded,
        follow_on.kind,
        at=event.happened_at,
        now=now,
        desk=desk,
        by=event.by,
        text=follow_on.text,
        fields=fields,
        of=of,
        source=event.source,
    )
    try:
        return _record(desk, tx, loaded, then, now)
    except WordingRefused as refusal:
        raise refusal.at(follow_on.names) from refusal
    except DeskError as error:
        error.field = follow_on.names.get(error.field or "", error.field)
        raise


@contextmanager
def _message_times_in(zone: tzinfo) -> Iterator[None]:
    """Instants in a refusal are told by the site's own clock, to the minute after which it is lifted."""
    try:
        yield
    except DeskError as error:
        instants = {name: value for name, value in error.values.items() if isinstance(value, datetime)}
        error.values.update({name: printed(value + _UP_TO_A_MINUTE, zone) for name, value in instants.items()})
        raise


def _record(desk: Desk, tx: WriteTransaction, loaded: Loaded, event: Event, now: datetime) -> Loaded:
    if event.kind == "undone":
        return _undo(desk, tx, loaded, event, now)
    event = _by_pack_of_kind(desk, loaded, with_summary(prepare(loaded.ticket, loaded.clocks, event)), now)
    pack = loaded.rules_of(event.pack, event.calendar).pack
    with _message_times_in(desk.zone):
        check(loaded.ticket, loaded.clocks, event, now)
        check_early(loaded.clocks, pack.clocks, event)
    event = _with_pack_fields(desk, tx, loaded, event, now)
    own = pack.form(loaded.ticket.kind, event.kind)
    event = check_customer_wording(event, pack, own, lambda: allowed_wording(desk, pack, loaded.ticket, event.kind))
    if event.fields.get("recurrence"):
        check_recurrence(str(event.fields["recurrence"]))
    if event.kind == "classified":
        if event.pack != loaded.events[-1].pack:
            store_texts(desk, tx)
        _check_classes(loaded, event)
        event = replace(event, fields={**event.fields, "old": {k: getattr(loaded.ticket, k) for k in event.fields}})
    elif event.kind == "contacted":
        pack.channel(str(event.fields["channel"]))
    elif event.kind == "transferred":
        _known_person(tx, str(event.fields["to"]))
    elif event.kind in ("specialist_needed", "handed_off", "planned", "started") and event.fields.get("to"):
        event = _addressed(tx, pack, event)
    elif event.kind == "filed":
        _check_left(loaded, event)
    elif event.kind == "merged":
        return merge_within(desk, tx, loaded, event, now)
    plan = next_plan(loaded.ticket, event, desk.calendar)
    after = append(desk, tx, loaded, [event] if plan is None else [event, plan])
    count_source(tx, event, 1)
    if event.kind == "classified":
        follow_tier(desk, tx, after, loaded.ticket.tier, event.fields.get("tier"), now)
    return settle_ticket(desk, tx, after, now) if event.kind == "hung_up" else after


def _with_pack_fields(desk: Desk, tx: ReadTransaction, loaded: Loaded, event: Event, now: datetime) -> Event:
    """The event with the fields of its kind's form, once what must have come before it is on record."""
    pack = loaded.rules_of(event.pack, event.calendar).pack
    existing = {past.kind for past in effective(loaded.events)}
    if before := [name for name in pack.before(loaded.ticket.kind, event.kind) if name not in existing]:
        raise DeskError("{event}: first comes {before}", event=event.kind, before=", ".join(before))
    repeats = repeats_of(tx, loaded) if pack.form(loaded.ticket.kind, event.kind) else ()
    found_out = {repeat.name: True for repeat, _count in repeats}
    found_out |= allowed(windows_of(loaded), pack.windows, loaded.ticket.kind)
    return with_pack_fields(desk, pack, loaded.ticket, event, now, found_out)


def _check_left(loaded: Loaded, event: Event) -> None:
    """A visitor who is still in the house must not disappear from the list of those who are."""
    pack = loaded.rules_of(event.pack, event.calendar).pack
    if loaded.ticket.kind in pack.visitor_kinds and loaded.ticket.inside:
        raise DeskError("filed: the visitor has not been signed out yet")


def _by_pack_of_kind(desk: Desk, loaded: Loaded, event: Event, now: datetime) -> Event:
    """`classified` with the fields of the kind; one that the ticket's pack does not have brings its own pack along."""
    if event.kind != "classified":
        return event
    kind, pack = event.fields.get("kind"), loaded.rules_of(event.pack, event.calendar).pack
    if isinstance(kind, str) and pack.kind_of(kind) is None and desk.pack_for(kind=kind).kind_of(kind) is not None:
        pack = desk.pack_for(kind=kind)
        event = replace(event, pack=pack.digest, calendar=desk.calendar.digest)
    return with_form_of_kind(desk, pack, loaded.ticket, event, now)


def _check_classes(loaded: Loaded, event: Event) -> None:
    """The names that a ticket is classified by are the pack's."""
    if event.kind != "classified":
        return
    pack = loaded.rules_of(event.pack, event.calendar).pack
    allowed: dict[str, list[Any]] = {
        "tier": [tier.name for tier in pack.tiers],
        "channel": [channel.name for channel in pack.channels],
        "category": [category.name for category in pack.categories],
        "kind": [kind.name for kind in pack.kinds],
    }
    kind = pack.kind_of(event.fields.get("kind", loaded.ticket.kind))
    if kind is not None and kind.level:
        allowed["level"] = [each.level for each in kind.level]
    moved = event.pack != loaded.events[-1].pack
    values = {**loaded.ticket.attributes(), **event.fields} if moved else event.fields
    check_attributes(values, allowed)
    for name in ("category", "level") if loaded.ticket.received else ():  # before that the form will ask
        if kind is not None and kind.needs(name) and event.fields.get(name, getattr(loaded.ticket, name)) is None:
            raise DeskError("{name}: is missing", field=name, name=name)


def _undo(desk: Desk, tx: WriteTransaction, loaded: Loaded, event: Event, now: datetime) -> Loaded:
    live = effective(loaded.events)
    check_undo(live, event, now)
    last = next(e for e in reversed(live) if e.kind not in _QUIET)
    count_source(tx, last, -1)
    before = next(e for e in reversed(loaded.events) if e.seq < last.seq)
    if last.kind == "classified":  # also into another pack's kind
        event = replace(event, pack=before.pack, calendar=before.calendar)
    after = append(desk, tx, loaded, [replace(event, of=last.seq, happened_at=now)])
    follow_tier(desk, tx, after, loaded.ticket.tier, after.ticket.tier, now)
    return after


def check_seen(loaded: Loaded, expect: int | None) -> None:
    """Refuse a save that rests on an older view than the ticket's last event; ``None``: nobody looked."""
    if expect is None:
        return
    since = [event for event in loaded.events if event.seq > expect and event.kind not in _QUIET]
    if since or expect > loaded.events[-1].seq:
        raise Outdated(
            "expect: the ticket has changed since {expect}: {changes}; look again before saving",
            field="expect",
            expect=expect,
            changes=", ".join(f"{event.seq} {event.kind} ({event.by or '-'})" for event in since) or "-",
        )


def _known_person(tx: WriteTransaction, login: str) -> None:
    person = staff.staff_by_login(tx, login)
    if person is None or not person.enabled:
        raise DeskError("to: no staff member has the login '{login}'", field="to", login=login)
    require(as_staff(person), "receive")


def _addressed(tx: WriteTransaction, pack: Pack, event: Event) -> Event:
    """The event with a mark where ``to`` is free text; ``dept:NAME`` must be a department of the pack."""
    to = str(event.fields["to"])
    if to.startswith("dept:"):
        pack.department(to.removeprefix("dept:"))
    elif staff.staff_by_login(tx, to) is None:
        return replace(event, fields={**event.fields, "free": True})
    return event
