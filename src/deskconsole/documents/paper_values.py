"""The single values that a paper can show, by the names that placeholders have."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.records import TicketView
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket, effective
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.event_fields import OUTCOMES
from deskconsole.present.form_values import describe_value
from deskconsole.present.titles import Titles
from deskconsole.text.dates import printed

#: What each value is called on our own form.
LABELS: Final[Mapping[str, Marked]] = {
    "number": N_("Number"),
    "received": N_("Received"),
    "channel": N_("Channel"),
    "kind": N_("Kind"),
    "category": N_("Category"),
    "tier": N_("Tier"),
    "level": N_("Level"),
    "urgent": N_("Urgent"),
    "customer": N_("Customer"),
    "contact": N_("Contact"),
    "receiver": N_("First receiver"),
    "owner": N_("Follow-up owner"),
    "stage": N_("Stage"),
    "content": N_("Content"),
    "request": N_("Core request"),
    "outcome": N_("Outcome"),
}


def values_of(desk: Desk, view: TicketView, titles: Titles, now: datetime) -> dict[str, str]:
    """Every value of the ticket by its placeholder; what is not known is empty."""
    ticket, zone = view.ticket, desk.zone
    return {
        "company": desk.company.get(language()),
        "site": desk.site_code,
        "number": view.number,
        "received": printed(ticket.received_at or ticket.opened_at, zone),
        "channel": titles.title("channel", ticket.channel),
        "kind": titles.title("kind", ticket.kind),
        "category": titles.title("category", ticket.category),
        "tier": titles.title("tier", ticket.tier),
        "level": "" if ticket.level is None else str(ticket.level),
        "urgent": _("yes") if ticket.urgent else "",
        "customer": _given(ticket, ticket.customer),
        "contact": _given(ticket, ticket.contact),
        "receiver": titles.person(ticket.first_receiver),
        "owner": titles.person(ticket.owner),
        "stage": titles.title("stage", ticket.stage),
        "state": _state(view),
        "content": ticket.content or "",
        "request": ticket.request or "",
        "outcome": _outcome(view),
        "finished": _when(view, "finished", zone),
        "filed": "" if ticket.filed_at is None else printed(ticket.filed_at, zone),
        "score": "" if ticket.score is None else str(ticket.score),
        "printed": printed(now, zone),
        "printed_by": desk.actor.name,
        **_fields(view, zone, titles),
    }


def _given(ticket: Ticket, value: str | None) -> str:
    """A customer who gave no name said so; one who was not asked yet leaves the place empty."""
    return value or (_("not given") if ticket.received else "")


def _state(view: TicketView) -> str:
    ticket = view.ticket
    if ticket.withdrawn_at is not None:
        return _("withdrawn")
    if ticket.merged_into is not None:
        return _("merged into {number}").format(number=ticket.merged_into)
    if ticket.filed_at is not None:
        return _("filed")
    return _("completed") if view.closed else _("open")


def last_of(view: TicketView, kind: str) -> Event | None:
    """The last event of a kind that counts."""
    return next((event for event in reversed(effective(view.events)) if event.kind == kind), None)


def _when(view: TicketView, kind: str, zone: tzinfo) -> str:
    result = last_of(view, kind)
    return "" if result is None else printed(result.happened_at, zone)


def _outcome(view: TicketView) -> str:
    result = last_of(view, "finished")
    if result is None:
        return ""
    outcome = result.outcome or ""
    return "\n".join(filter(None, (_(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome, result.text)))


def _fields(view: TicketView, zone: tzinfo, titles: Titles) -> dict[str, str]:
    """The kind's own fields, and whatever else the form was given."""
    existing = {field.name: field for field in view.pack.form(view.ticket.kind, "received")}
    own = {f"field.{name}": "" for name in existing}
    for name, value in view.ticket.fields.items():
        form = existing.get(name)
        own[f"field.{name}"] = str(value) if form is None else describe_value(form, value, zone, titles.people)
    return own
