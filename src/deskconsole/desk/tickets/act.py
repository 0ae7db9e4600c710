"""Recording one event on a ticket: what `act` and every small form of the console call."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Any, Final

from deskconsole.desk.customers.entry import follow_tier
from deskconsole.desk.documents.wanting import PAPER_EVENTS, filed_with_papers, want_documents, with_papers
from deskconsole.desk.drafting import next_event
from deskconsole.desk.knowledge.sources import count_source, with_sources
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import BY_EVENT, QUALIFIED, Staff, not_qualified, refusal
from deskconsole.desk.records import TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.consequences import explain_ended, late_clocks, taken_out, weigh
from deskconsole.desk.tickets.entered import clean_fields
from deskconsole.desk.tickets.merging import link, merge
from deskconsole.desk.tickets.pack_fields import stands_in_the_way, with_form_of_kind, with_pack_fields
from deskconsole.desk.tickets.repeats import repeats_of, view_with_repeats
from deskconsole.desk.tickets.reviews import ask_reviews
from deskconsole.desk.tickets.wording import allowed_wording, default_wording, specialists_answers
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.viewing import view_at
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.recurrence import check_recurrence
from deskconsole.domain.clocks.not_before import check_early
from deskconsole.domain.rules.customer_wording import REASON, WordingRefused, check_customer_wording
from deskconsole.domain.rules.extensions import check_extension
from deskconsole.domain.rules.follow_on import FollowOn, split
from deskconsole.domain.rules.house.documents import documents_named
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reviewing.reviews import named
from deskconsole.domain.rules.windows import allowed
from deskconsole.domain.tickets.content import check_reasons
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.answers import with_summary
from deskconsole.domain.tickets.events.checks import ACCEPTED
from deskconsole.domain.tickets.guards import check, check_attributes, check_undo, last_of_people, prepare, refusal_for
from deskconsole.domain.tickets.plans import next_plan
from deskconsole.domain.tickets.ticket import Ticket, effective
from deskconsole.domain.tickets.vocabulary import event_kind
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.store import staff
from deskconsole.text.clean import clean
from deskconsole.text.dates import printed

#: What is recorded on two tickets at once.
_OF_TWO: Final[Mapping[str, Callable[[Work, TicketWork, Event], None]]] = {
    "merged": merge,
    "linked": link,
    "unlinked": link,
}
#: What rounds an instant up to the full minute.
_UP_TO_A_MINUTE: Final = timedelta(minutes=1, microseconds=-1)


@command(needs=BY_EVENT)
def act(
    work: Work,
    number: str,
    kind: str,
    *,
    of: int | None = None,
    at: datetime | None = None,
    text: str | None = None,
    fields: Mapping[str, Any] | None = None,
    expect: int | None = None,
    key: str | None = None,
) -> TicketView:
    """Record one event; the ticket as it is afterwards.

    ``at``: when it happened (default: now). ``fields``: what the kind carries (``due`` as an aware datetime or
    RFC 3339, ``to``, ``outcome``, ``reason``, ``score`` …; ``late_cause``: why a clock that it ends is late).
    ``expect``: the last ``seq`` that was seen; a save that rests on an older view raises :class:`Outdated`. Raises
    :class:`DeskError`; nothing is written then.
    """
    if event_kind(kind).by_desk:
        raise DeskError("{event}: the desk records this itself; it cannot be entered", event=kind, field="event")
    ticket = work.ticket(number, expect=expect)
    ticket.require_event(kind)
    cleaned, cause, why = taken_out(clean_fields(fields or {}))
    words = clean(text).strip() if text is not None else None
    before = late_clocks(ticket, work.now)
    record_fully(
        work, ticket, ticket.draft_event(kind, at=at, text=words, fields=with_sources(work.tx, cleaned), of=of)
    )
    if cause is not None:
        explain_ended(ticket, before, cause, why)
    return view_with_repeats(work, ticket)


@query(needs="see")
def preview(look: Look, number: str, kind: str, *, fields: Mapping[str, Any]) -> TicketView:
    """The ticket as it would be after one event that concerns it alone; nothing is written.

    For showing which clocks move before a ticket is classified anew (T10). Raises what :func:`act` would raise.
    """
    loaded = look.look_at(number)
    event = next_event(loaded, kind, by=look.actor, at=look.now, now=look.now, fields=clean_fields(fields))
    event = _by_pack_of_kind(look, loaded, prepare(loaded.ticket, loaded.clocks, event))
    check(loaded.ticket, loaded.clocks, event, look.now)
    event = _with_pack_fields(look, loaded, event)
    _check_classes(loaded, event)
    return view_at(loaded.then(event), look.now)


def undo(desk: Any, number: str, *, key: str | None = None) -> TicketView:
    """Take back the last event of a ticket (same person, within a minute)."""
    return act(desk, number, "undone", key=key)


def record_fully(work: Work, ticket: TicketWork, event: Event) -> None:
    """Check an event of a person by everything that its kind and the pack ask, and record it with what it brings
    along (R21–R24)."""
    pack = ticket.rules_of(event.pack, event.calendar).pack
    wording = default_wording(work.desk, pack, ticket.ticket, ticket.number, event)
    try:
        event, follow_ons = split(ticket.ticket, event, pack, wording)
    except DeskError as wrong:  # how a form is filled in matters only where it may be
        raise refusal_for(ticket.ticket, ticket.clocks, event.kind) or wrong from wrong
    _record(work, ticket, event)
    for follow_on in follow_ons:
        _follow(work, ticket, event, follow_on)


def _follow(work: Work, ticket: TicketWork, event: Event, follow_on: FollowOn) -> None:
    """Record one event that another brings along; what is refused is told at the fields of that one."""
    fields = dict(follow_on.fields)
    if REASON in event.fields:
        fields[REASON] = event.fields[REASON]
    of = max(ticket.ticket.hand_offs) if follow_on.of_hand_off else None
    then = ticket.draft_event(follow_on.kind, at=event.happened_at, text=follow_on.text, fields=fields, of=of)
    try:
        _record(work, ticket, then)
    except WordingRefused as refused:
        raise refused.at(follow_on.names) from refused
    except DeskError as error:
        error.field = follow_on.names.get(error.field or "", error.field)
        raise


@contextmanager
def _described_in(zone: tzinfo, pack: Pack) -> Iterator[None]:
    """Instants in a refusal are told by the site's own clock, to the minute after which it is lifted; people as the
    pack calls them."""
    try:
        yield
    except DeskError as error:
        documents_named(named(error, pack.departments, pack.roles), pack.documents)
        instants = {name: value for name, value in error.values.items() if isinstance(value, datetime)}
        error.values.update({name: printed(value + _UP_TO_A_MINUTE, zone) for name, value in instants.items()})
        raise


def _record(work: Work, ticket: TicketWork, event: Event) -> None:
    if event.kind == "undone":
        _undo(work, ticket, event)
        return
    event = _by_pack_of_kind(work, ticket, with_summary(prepare(ticket.ticket, ticket.clocks, event)))
    pack = ticket.rules_of(event.pack, event.calendar).pack
    with _described_in(work.desk.zone, pack):
        check(ticket.ticket, ticket.clocks, event, work.now)
        check_early(ticket.clocks, pack.clocks, event)
    check_reasons(event)
    if event.kind == "extended":
        roles = partial(_role_of, work)
        event = check_extension(event, pack, ticket.ticket, ticket.clocks, effective(ticket.events), roles)
    event = _with_pack_fields(work, ticket, event)
    own = pack.form(ticket.ticket.kind, event.kind)
    answers = specialists_answers(ticket.events)
    event = check_customer_wording(
        event, pack, own, lambda: allowed_wording(work, pack, ticket.ticket, event.kind, answers)
    )
    if event.fields.get("recurrence"):
        check_recurrence(str(event.fields["recurrence"]))
    if event.kind in _OF_TWO:
        _OF_TWO[event.kind](work, ticket, event)
        return
    event = _completed(work, ticket, event, pack)
    tier = ticket.ticket.tier
    plan = next_plan(ticket.ticket, event, work.desk.calendar)
    ticket.append(*([event] if plan is None else [event, plan]))
    count_source(work.tx, event, 1)
    weigh(work, ticket, event)
    for field in own:
        if field.proposes and event.fields.get(field.name):
            work.desk.on_proposal(work, ticket, field.title.zh)
    if event.kind == "classified":
        follow_tier(work, ticket, tier, event.fields.get("tier"))
    elif event.kind == "hung_up":
        ticket.settle()
    ask_reviews(ticket)
    want_documents(ticket)


def _completed(work: Work, ticket: TicketWork, event: Event, pack: Pack) -> Event:
    """The event with what only the desk can say or refuse of its kind."""
    if event.kind == "classified":
        if event.pack != ticket.events[-1].pack:
            work.store_texts()
        _check_classes(ticket, event)
        return replace(event, fields={**event.fields, "old": _old(ticket.ticket, event)})
    if event.kind == "contacted":
        pack.channel(str(event.fields["channel"]))
    elif event.kind == "transferred":
        _check_receiver(work, str(event.fields["to"]))
        _check_not_kept_from(ticket, event)
    elif event.kind == ACCEPTED:
        _check_enabled(work, str(event.fields["to"]))
    elif event.kind in PAPER_EVENTS:
        return with_papers(ticket, event, pack)
    elif event.kind in ("specialist_needed", "handed_off", "planned", "started", "handed_in") and event.fields.get(
        "to"
    ):
        _check_not_kept_from(ticket, event)
        return _addressed(work, pack, event)
    elif event.kind == "filed":
        if ticket.of_visitor and ticket.ticket.inside:
            # A visitor who is still in the house must not disappear from the list of those who are.
            raise DeskError("filed: the visitor has not been signed out yet")
        return filed_with_papers(ticket, event)
    return event


def _with_pack_fields(look: Look, loaded: LoadedTicket, event: Event) -> Event:
    """The event with the fields of its kind's form, once what must have come before it is on record."""
    pack, kind = loaded.rules_of(event.pack, event.calendar).pack, loaded.ticket.kind
    happened = {past.kind for past in effective(loaded.events)}
    if before := [name for name in pack.before(kind, event.kind) if name not in happened]:
        raise DeskError("{event}: first comes {before}", event=event.kind, before=", ".join(before))
    if (standing := stands_in_the_way(loaded, pack, event)) is not None:
        raise standing
    repeats = repeats_of(look.tx, loaded, event) if pack.form(kind, event.kind) else ()
    found_out: dict[str, Any] = {repeated.repeat.name: True for repeated in repeats}
    found_out |= allowed(loaded.windows(), pack.windows, kind)
    return with_pack_fields(look, pack, loaded.ticket, event, look.now, found_out)


def _by_pack_of_kind(look: Look, loaded: LoadedTicket, event: Event) -> Event:
    """`classified` with the fields of the kind; one that the ticket's pack does not have brings its own pack along."""
    if event.kind != "classified":
        return event
    desk, kind = loaded.desk, event.fields.get("kind")
    pack = loaded.rules_of(event.pack, event.calendar).pack
    if isinstance(kind, str) and pack.kind_of(kind) is None and desk.pack_for(kind=kind).kind_of(kind) is not None:
        pack = desk.pack_for(kind=kind)
        event = replace(event, pack=pack.digest, calendar=desk.calendar.digest)
    return with_form_of_kind(look, pack, loaded.ticket, event, look.now)


def _check_classes(loaded: LoadedTicket, event: Event) -> None:
    """The names that a ticket is classified by are the pack's."""
    if event.kind != "classified":
        return
    moved = event.pack != loaded.events[-1].pack
    pack = loaded.rules_of(event.pack, event.calendar).pack
    names: dict[str, list[Any]] = {
        "tier": [tier.name for tier in pack.tiers],
        "channel": [channel.name for channel in pack.channels],
        "category": [category.name for category in pack.categories],
        "kind": [kind.name for kind in pack.kinds],
    }
    kind = pack.kind_of(event.fields.get("kind", loaded.ticket.kind))
    if kind is not None and kind.level:
        names["level"] = [each.level for each in kind.level]
    values = {**loaded.ticket.attributes(), **event.fields} if moved else event.fields
    check_attributes(values, names)
    for name in ("category", "level") if loaded.ticket.received else ():  # before that the form will ask
        if kind is not None and kind.needs(name) and event.fields.get(name, getattr(loaded.ticket, name)) is None:
            raise DeskError("{name}: is missing", field=name, name=name)


def _undo(work: Work, ticket: TicketWork, event: Event) -> None:
    live = effective(ticket.events)
    check_undo(live, event, work.now)
    last = last_of_people(live)
    assert last is not None
    count_source(work.tx, last, -1)
    before = next(e for e in reversed(ticket.events) if e.seq < last.seq)
    if last.kind == "classified":  # also into another pack's kind
        event = replace(event, pack=before.pack, calendar=before.calendar)
    tier = ticket.ticket.tier
    ticket.append(replace(event, of=last.seq, happened_at=work.now))
    follow_tier(work, ticket, tier, ticket.ticket.tier)


def _role_of(work: Work, login: str) -> str | None:
    person = staff.staff_by_login(work.tx, login)
    return person.role if person is not None and person.enabled else None


def _check_enabled(work: Work, login: str) -> Staff:
    """Whom something is asked of is there."""
    record = staff.staff_by_login(work.tx, login)
    if record is None or not record.enabled:
        raise DeskError("to: no staff member has the login '{login}'", field="to", login=login)
    return Staff.of(record)


def _check_receiver(work: Work, login: str) -> None:
    """Whom a ticket is given to is there, and may receive."""
    person = _check_enabled(work, login)
    if work.desk.roles.scope(person.role, "tickets") in (QUALIFIED, "own") and person.qualified_at is None:
        raise not_qualified(person)
    if (why := refusal(work.desk.roles, person, "tickets")) is not None:
        raise why


def _old(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What a class was before it is changed."""
    return {name: getattr(ticket, name) for name in event.fields if name != "kept_from"}


def _check_not_kept_from(ticket: TicketWork, event: Event) -> None:
    """Nobody is given what is about themselves."""
    if (to := event.to) in ticket.ticket.kept_from:
        raise DeskError(
            "{event}: to: it is about '{login}'; give it to somebody else", field="to", event=event.kind, login=to
        )


def _addressed(work: Work, pack: Pack, event: Event) -> Event:
    """The event with a mark where ``to`` is free text; ``dept:NAME`` must be a department of the pack."""
    to = str(event.fields["to"])
    if to.startswith("dept:"):
        pack.department(to.removeprefix("dept:"))
    elif staff.staff_by_login(work.tx, to) is None:
        return replace(event, fields={**event.fields, "free": True})
    return event
