"""What may be recorded on a ticket next, and why not (`model.md`, the guards of the Events table).

``refusal_for`` asks only the ticket's state, so that a screen can show a disabled action with its reason;
``prepare`` completes an event (its thread, its defaults) and ``check`` refuses what must not happen.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from deskconsole.domain.tickets.content import check_content
from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import TOLD_BY_TIME, Event
from deskconsole.domain.tickets.filing import DOCUMENT, missing_for_filing
from deskconsole.domain.tickets.papers import open_documents
from deskconsole.domain.tickets.state import Ticket
from deskconsole.domain.tickets.threads import with_thread
from deskconsole.domain.tickets.vocabulary import EVENTS, event_kind
from deskconsole.errors import DeskError

#: How far ahead of the desk's clock an event may lie (`model.md`).
AHEAD: Final = timedelta(minutes=2)
#: How long the last action can be taken back.
UNDO_WITHIN: Final = timedelta(seconds=60)


def refusal_for(ticket: Ticket, clocks: Sequence[Deadline], kind: str) -> DeskError | None:
    """Why ``kind`` may not happen in the ticket's present state; ``None`` when it may."""
    what = EVENTS[kind]
    if ticket.merged_into is not None:
        return DeskError("{event}: the ticket is merged into {into}; act there", event=kind, into=ticket.merged_into)
    if ticket.withdrawn_at is not None and not what.after_withdrawn:
        return DeskError("{event}: the ticket is withdrawn; reopen it first", event=kind)
    if ticket.filed_at is not None and not what.after_filed:
        return DeskError("{event}: the ticket is filed; reopen it first, with a reason", event=kind)
    if kind == "filed" and (missing := missing_for_filing(ticket, clocks)):
        return _not_to_be_filed(ticket, missing)
    return what.guard(ticket, clocks) if what.guard is not None else None


def _not_to_be_filed(ticket: Ticket, missing: Sequence[str]) -> DeskError:
    others = ", ".join(part for part in missing if not part.startswith(DOCUMENT))
    documents = ", ".join(open_documents(ticket.documents))
    if not documents:
        return DeskError("filed: still missing: {missing}", missing=others)
    if not others:
        return DeskError("filed: documents are missing: {documents}", documents=documents)
    return DeskError("filed: still missing: {missing}; documents: {documents}", missing=others, documents=documents)


def prepare(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> Event:
    """The event with its thread and its defaults filled in.

    Without ``of`` the only open thread is meant; with several the event is refused and they are named.
    """
    kind = event_kind(event.kind)
    fields = dict(event.fields)
    if kind.default_outcome and fields.get("outcome") is None:
        fields["outcome"] = kind.outcomes[0]
    if event.kind == "promised":
        fields.setdefault("told_by", ticket.channel)
    if kind.own is not None and event.of is None:
        event = replace(event, of=kind.own(ticket, event))
    return with_thread(ticket, clocks, replace(event, fields=fields))


def check(ticket: Ticket, clocks: Sequence[Deadline], event: Event, now: datetime) -> None:
    """Refuse a prepared event that must not happen; raises :class:`DeskError` with what to do instead."""
    check_content(event)
    check_time(event, ticket.opened_at, now)
    if (refusal := refusal_for(ticket, clocks, event.kind)) is not None:
        raise refusal
    kind = EVENTS[event.kind]
    if kind.threads is not None and kind.thread_needed and event.of is None:
        raise DeskError("{event}: nothing is open that it could belong to", event=event.kind)
    if kind.due_ahead and (due := event.due) is not None and due <= event.happened_at:
        raise DeskError("{event}: due: the time lies in the past; give a later one", event=event.kind, field="due")
    _check_order(ticket, event)
    if kind.check is not None:
        kind.check(ticket, clocks, event)


def _check_order(ticket: Ticket, event: Event) -> None:
    """A late entry finds its place in time, but not before what it answers."""
    after = EVENTS[event.kind].after
    before = [ticket.began.get(event.of or 0), *(after(ticket, event) if after is not None else ())]
    earliest = [at for at in before if at is not None]
    if any(event.happened_at < at for at in earliest):
        raise DeskError(
            "{event}: at: that is before what it follows, at {when}", event=event.kind, field="at", when=max(earliest)
        )


def check_time(event: Event, opened_at: datetime, now: datetime) -> None:
    """An event happened between the ticket's start and two minutes from now."""
    if event.happened_at < opened_at:
        raise DeskError("{event}: at: that is before the ticket began", event=event.kind, field="at")
    if event.happened_at > now + AHEAD:
        raise DeskError("{event}: at: that is more than two minutes from now", event=event.kind, field="at")


def check_attributes(values: Mapping[str, Any], allowed: Mapping[str, Collection[Any]]) -> None:
    """Refuse attribute values that the pack does not know; ``allowed``: attribute → names, in the pack's order."""
    for name, names in allowed.items():
        value = values.get(name)
        if value is not None and value not in names:
            raise DeskError(
                "{name}: '{value}' is not one of {allowed}",
                field=name,
                name=name,
                value=value,
                allowed=", ".join(map(str, names)),
            )
    level = values.get("level")
    if level is not None and (isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= 9):
        raise DeskError("level: '{value}' is not a whole number from 1 to 9", field="level", value=level)
    urgent = values.get("urgent")
    if urgent is not None and not isinstance(urgent, bool):
        raise DeskError("urgent: '{value}' is neither true nor false", field="urgent", value=urgent)


def last_of_people(live: Sequence[Event]) -> Event | None:
    """The last event that the desk has not found out by itself, nor added to what somebody did."""
    own = (e for e in reversed(live) if e.kind not in TOLD_BY_TIME and (e.human or not EVENTS[e.kind].along))
    return next(own, None)


def check_undo(live: Sequence[Event], event: Event, now: datetime) -> None:
    """`undone`: the last event, by the same person, within 60 seconds, and one that can be taken back."""
    last = last_of_people(live)
    if last is None or (event.of is not None and event.of != last.seq):
        raise DeskError("undone: only the last event can be undone; it is {last}", last=last.seq if last else "-")
    if EVENTS[last.kind].final or last.seq == live[0].seq:
        raise DeskError("undone: '{kind}' cannot be undone", kind=last.kind)
    if "moved_from" in last.fields or "merged_from" in last.fields:
        raise DeskError("undone: '{kind}' cannot be undone", kind="merged")
    if last.by != event.by:
        raise DeskError("undone: {by} did that; only they can undo it", by=last.by or "-")
    if now - last.recorded_at > UNDO_WITHIN:
        raise DeskError("undone: more than a minute has passed; record what is right instead")
