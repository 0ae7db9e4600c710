"""What may be recorded on a ticket next, and why not (`model.md`, the guards of the Events table).

``refusal_for`` asks only the ticket's state, so that a screen can show a disabled action with its reason;
``prepare`` completes an event (its thread, its defaults) and ``check`` refuses what must not happen.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from deskconsole.domain.tickets.allowing import missing_for_filing, refusal_for
from deskconsole.domain.tickets.content import check_content
from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import ATTRIBUTES, EVENTS, Event, event_kind
from deskconsole.domain.tickets.threads import THREAD_NEEDED, with_thread
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError

#: How far ahead of the desk's clock an event may lie (`model.md`).
AHEAD: Final = timedelta(minutes=2)
#: How long the last action can be taken back.
UNDO_WITHIN: Final = timedelta(seconds=60)
#: What is not undone: it cannot be taken back, or somebody else has been told.
FINAL_EVENTS: Final = frozenset({"rang", "missed", "filed", "merged", "received", "recounted", "erased", "undone"})
#: Kinds whose due must lie after the event's own time.
_FUTURE_DUE: Final = frozenset(
    {"promised", "accepted", "waiting", "planned", "followed_up", "called_back"} | {"host_answered", "looked_after"}
)

__all__ = [
    "AHEAD",
    "FINAL_EVENTS",
    "UNDO_WITHIN",
    "check",
    "check_attributes",
    "check_time",
    "check_undo",
    "missing_for_filing",
    "prepare",
    "refusal_for",
]


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
    return with_thread(ticket, clocks, replace(event, fields=fields))


def check(ticket: Ticket, clocks: Sequence[Deadline], event: Event, now: datetime) -> None:
    """Refuse a prepared event that must not happen; raises :class:`DeskError` with what to do instead."""
    check_content(event)
    check_time(event, ticket.opened_at, now)
    if (refusal := refusal_for(ticket, clocks, event.kind)) is not None:
        raise refusal
    if EVENTS[event.kind].continues and event.of is None and event.kind in THREAD_NEEDED:
        raise DeskError("{event}: nothing is open that it could belong to", event=event.kind)
    if event.kind in _FUTURE_DUE and (due := event.due) is not None and due <= event.happened_at:
        raise DeskError("{event}: due: the time lies in the past; give a later one", event=event.kind, field="due")
    _check_order(ticket, event)
    if (special := _CHECKS.get(event.kind)) is not None:
        special(ticket, clocks, event)


def _check_order(ticket: Ticket, event: Event) -> None:
    """A late entry finds its place in time, but not before what it answers."""
    began = ticket.began.get(event.of or 0)
    earliest = [began] if began is not None else []
    if event.kind == "left" and (visit := ticket.visits.get(event.of or 0)) is not None:
        earliest += [visit.last] if visit.last is not None else []
    if event.kind == "waiting" and ticket.heard_at is not None:
        earliest.append(ticket.heard_at)
    if event.kind in ("filed", "reopened"):
        ends = (ticket.began.get(ticket.finished or 0), ticket.filed_at, ticket.withdrawn_at)
        earliest += [end for end in ends if end is not None]
    if any(event.happened_at < at for at in earliest):
        raise DeskError(
            "{event}: at: that is before what it follows, at {when}",
            event=event.kind,
            field="at",
            when=max(earliest),
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


def check_undo(live: Sequence[Event], event: Event, now: datetime) -> None:
    """`undone`: the last event, by the same person, within 60 seconds, and one that can be taken back."""
    last = next((e for e in reversed(live) if e.kind != "escalated"), None)
    if last is None or (event.of is not None and event.of != last.seq):
        raise DeskError("undone: only the last event can be undone; it is {last}", last=last.seq if last else "-")
    if last.kind in FINAL_EVENTS or last.seq == live[0].seq:
        raise DeskError("undone: '{kind}' cannot be undone", kind=last.kind)
    if "moved_from" in last.fields or "merged_from" in last.fields:
        raise DeskError("undone: '{kind}' cannot be undone", kind="merged")
    if last.by != event.by:
        raise DeskError("undone: {by} did that; only they can undo it", by=last.by or "-")
    if now - last.recorded_at > UNDO_WITHIN:
        raise DeskError("undone: more than a minute has passed; record what is right instead")


# --- what depends on the event's own content --------------------------------------------------------------------


def _check_picked_up(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    call = ticket.calls.get(event.of or 0)
    if call is None or call.state == "picked_up":
        raise DeskError("picked_up: that call has been picked up already")
    if call.hung_up_at is not None and event.happened_at > call.hung_up_at:
        raise DeskError("picked_up: the caller had hung up before")


def _check_extended(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    running = [clock for clock in clocks if clock.active and clock.extendable and clock.of == event.of]
    if not running:
        raise DeskError("extended: nothing runs that could be extended")
    current = max(clock.due for clock in running)
    if event.happened_at > current:
        raise DeskError("extended: the time has passed; an extension is told before it")
    if event.due is not None and event.due <= current:
        raise DeskError("extended: due: not later than the time told before", field="due")


def _check_classified(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    new = {name: event.fields[name] for name in (*ATTRIBUTES, "fields") if name in event.fields}
    if all(getattr(ticket, name) == value for name, value in new.items()):
        raise DeskError("classified: nothing changes; it is so already")


def _check_transferred(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    if event.fields.get("to") == ticket.owner:
        raise DeskError("transferred: {owner} is the owner already", owner=ticket.owner, field="to")


_CHECKS: Final[Mapping[str, Callable[[Ticket, Sequence[Deadline], Event], None]]] = {
    "picked_up": _check_picked_up,
    "extended": _check_extended,
    "classified": _check_classified,
    "transferred": _check_transferred,
}
