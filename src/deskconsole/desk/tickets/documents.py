"""The desk's answers as JSON documents, exactly as `cli.md` writes them.

Machine names never depend on the language; ``title`` does. Unknown values are ``None``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from deskconsole.desk.tickets.records import FollowUpLine, QueueLine, TicketView
from deskconsole.desk.tickets.settling import Settled
from deskconsole.desk.tickets.views import title_of
from deskconsole.domain.clocks.derive import RUNNING, Clock
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.tickets.event import Event
from deskconsole.present.form_values import fields_document
from deskconsole.text.dates import rfc3339


def remaining_seconds(due: datetime, now: datetime) -> int:
    """Whole seconds left, rounded down; negative when overdue."""
    left = due - now
    return left.days * 86400 + left.seconds


def clock_document(clock: Clock, title: str | None, now: datetime, zone: tzinfo) -> dict[str, Any]:
    """One clock as it stands at ``now``."""
    return {
        "rule": clock.rule,
        "of": clock.of,
        "do": clock.do,
        "title": title,
        "role": clock.role,
        "assignee": clock.assignee,
        "started": rfc3339(clock.started, zone),
        "due": rfc3339(clock.due, zone),
        "first_due": rfc3339(clock.first_due, zone),
        "ended": rfc3339(clock.ended, zone) if clock.ended is not None else None,
        "state": clock.state,
        "overdue": clock.overdue(now),
        "breaches": clock.breaches_at(now),
        "remaining_seconds": remaining_seconds(clock.due, now) if clock.state == RUNNING else None,
        "provisional": clock.provisional,
        "reclassified": clock.reclassified,
    }


def clock_documents(view: TicketView, zone: tzinfo, lang: str) -> list[dict[str, Any]]:
    """Every clock of a ticket, in order of start."""
    return [
        clock_document(
            clock,
            (view.title(clock.rule, clock.do) or title_of(view.pack, clock.rule, clock.do)).get(lang),
            view.at,
            zone,
        )
        for clock in view.clocks
    ]


def event_document(event: Event, zone: tzinfo, own: Sequence[FormField] = ()) -> dict[str, Any]:
    """One event; instants among its fields (``own``: those of its kind's form) are shown with the site's offset."""
    fields: Mapping[str, Any] = fields_document(own, event.fields, zone)
    due = event.due
    if due is not None:
        fields = {**fields, "due": rfc3339(due, zone)}
    return {
        "seq": event.seq,
        "kind": event.kind,
        "of": event.of,
        "happened_at": rfc3339(event.happened_at, zone),
        "recorded_at": rfc3339(event.recorded_at, zone),
        "by": event.by,
        "text": event.text,
        "fields": dict(fields),
    }


def ticket_document(view: TicketView, zone: tzinfo, lang: str) -> dict[str, Any]:
    """One ticket, as `show` prints it."""
    ticket = view.ticket
    return {
        "number": view.number,
        "kind": ticket.kind,
        "pack": view.pack.name,
        "channel": ticket.channel,
        "tier": ticket.tier,
        "category": ticket.category,
        "level": ticket.level,
        "urgent": ticket.urgent,
        "customer": ticket.customer,
        "contact": ticket.contact,
        "content": ticket.content,
        "request": ticket.request,
        "fields": fields_document(view.pack.form(ticket.kind, "received"), ticket.fields, zone),
        "stage": ticket.stage,
        "closed": view.closed,
        "owner": ticket.owner,
        "first_receiver": ticket.first_receiver,
        "received": rfc3339(ticket.received_at or ticket.opened_at, zone),
        "clocks": clock_documents(view, zone, lang),
        "events": [event_document(event, zone, view.pack.form(ticket.kind, event.kind)) for event in view.events],
    }


def intake_document(view: TicketView, zone: tzinfo, lang: str) -> dict[str, Any]:
    """What `intake` answers."""
    return {
        "number": view.number,
        "id": view.id,
        "stage": view.ticket.stage,
        "clocks": clock_documents(view, zone, lang),
    }


def queue_document(line: QueueLine, now: datetime, zone: tzinfo, lang: str) -> dict[str, Any]:
    """One line of `queue`."""
    return {
        "number": line.number,
        "do": line.do,
        "title": line.title.get(lang),
        "rule": line.rule,
        "due": rfc3339(line.due, zone),
        "remaining_seconds": remaining_seconds(line.due, now),
        "overdue": line.overdue,
        "tier": line.tier,
        "channel": line.channel,
        "kind": line.kind,
        "customer": line.customer,
        "owner": line.owner,
        "assignee": line.assignee,
        "stage": line.stage,
    }


def follow_up_document(line: FollowUpLine, zone: tzinfo, lang: str) -> dict[str, Any]:
    """One line of `follow-ups`."""
    return {
        "number": line.number,
        "rule": line.rule,
        "of": line.of,
        "do": line.do,
        "title": line.title.get(lang),
        "due": rfc3339(line.due, zone),
        "assignee": line.assignee,
        "customer": line.customer,
        "phone": line.phone,
        "last_words": line.last_words,
        "overdue": line.overdue,
    }


def settled_document(settled: Settled, zone: tzinfo) -> dict[str, Any]:
    """One line of `watch`: what time alone brought about."""
    return {"number": settled.number, **event_document(settled.event, zone)}
