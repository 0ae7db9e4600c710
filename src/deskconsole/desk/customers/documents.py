"""A customer's file as JSON, as ``customer --help`` describes it. Unknown values are ``None``."""

from datetime import datetime, tzinfo
from typing import Any

from deskconsole.desk.customers.records import Change, CustomerFile, CustomerMatch, CustomerTicket, Duplicate
from deskconsole.text.dates import rfc3339


def customer_document(file: CustomerFile, zone: tzinfo, lang: str) -> dict[str, Any]:
    """What ``customer show`` and every command that changes a customer prints."""
    return {
        "id": file.id,
        "uuid": file.uuid,
        "version": file.version,
        **{name: getattr(file, name) for name in ("name", "organisation", "tier", "owner")},
        "preferences": file.preferences,
        "special_needs": file.special_needs,
        "created": rfc3339(file.created_at, zone),
        "merged_into": file.merged_into,
        "calls_this_week": file.calls_this_week,
        "contacts": [{"kind": c.kind, "value": c.value, "customer": c.customer_id} for c in file.contacts],
        "tickets": [_ticket(ticket, zone, lang) for ticket in file.tickets],
        "calls": [{"number": c.number, "rang": rfc3339(c.rang_at, zone), "state": c.state} for c in file.calls],
        "tiers": [_change(change, zone) for change in file.tiers],
        "history": [_change(change, zone) for change in file.history],
        "duplicates": [_duplicate(duplicate) for duplicate in file.duplicates],
        "members": [
            {
                "id": member.id,
                "name": member.name,
                "contacts": list(member.contacts),
                "merged_at": _maybe(member.merged_at, zone),
                "merged_by": member.merged_by,
            }
            for member in file.members
        ],
    }


def match_document(match: CustomerMatch) -> dict[str, Any]:
    """One line of ``customer find``."""
    return {
        **{name: getattr(match, name) for name in ("id", "name", "organisation", "tier", "owner")},
        "preferences": match.preferences,
        "special_needs": match.special_needs,
        "contacts": list(match.contacts),
        "open": list(match.open_numbers),
        "last_words": match.last_words,
        "calls_this_week": match.calls_this_week,
    }


def _ticket(ticket: CustomerTicket, zone: tzinfo, lang: str) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "customer": ticket.customer_id,
        "opened": rfc3339(ticket.opened_at, zone),
        "open": ticket.open,
        **{name: getattr(ticket, name) for name in ("channel", "category", "stage", "request", "owner", "do")},
        "title": ticket.title.get(lang) if ticket.title is not None else None,
        "due": _maybe(ticket.due, zone),
        "last_words": ticket.last_words,
    }


def _change(change: Change, zone: tzinfo) -> dict[str, Any]:
    return {
        "at": rfc3339(change.at, zone),
        "by": change.by,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "customer": change.customer_id,
    }


def _duplicate(duplicate: Duplicate) -> dict[str, Any]:
    names = ("id", "name", "organisation", "tier", "contact", "why")
    return {name: getattr(duplicate, name) for name in names}


def _maybe(at: datetime | None, zone: tzinfo) -> str | None:
    return rfc3339(at, zone) if at is not None else None
