"""The people of the desk, as the site's events say."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.site.row import UNKNOWN, Row, Table, at, begun, changed
from deskconsole.domain.tickets.event import Event

#: What a fresh event says of whether somebody may receive from the first day.
_QUALIFIED: Final = "qualified"


class Person(NamedTuple):
    """Somebody who works at the desk. ``role`` and ``department`` are machine names."""

    login: str
    name: str
    role: str
    department: str | None
    os_account: str | None
    enabled: bool
    qualified_at: datetime | None
    created_at: datetime


def _made(event: Event) -> dict[str, Any]:
    """Who makes a site runs it: administrator and qualified."""
    account = event.fields.get("administrator")
    return {
        "login": account,
        "name": event.fields.get("name") or account,
        "role": "administrator",
        "department": None,
        "os_account": account,
        "enabled": True,
        "qualified_at": at(event),
        "created_at": at(event),
    }


def _added(event: Event) -> dict[str, Any]:
    fields = event.fields
    stated = _QUALIFIED in fields
    return {
        "login": fields.get("login"),
        "name": fields.get("name"),
        "role": fields.get("role"),
        "department": fields.get("department"),
        "os_account": fields.get("os_account") if stated else UNKNOWN,
        "enabled": True,
        "qualified_at": (at(event) if fields[_QUALIFIED] else None) if stated else UNKNOWN,
        "created_at": at(event),
    }


def _login(event: Event) -> list[tuple[Any, ...]]:
    login = event.fields.get("administrator" if event.kind == "site_made" else "login")
    return [(login,)] if login is not None else []


def _qualified(_row: Row, event: Event) -> dict[str, Any]:
    return {"qualified_at": at(event)}


def _recovered(row: Row, event: Event) -> dict[str, Any]:
    """By a recovery code somebody works here again, perhaps by another account of the system."""
    return {"enabled": True, "os_account": event.fields.get("account") or row["os_account"]}


PEOPLE: Final = Table(
    "staff",
    Person,
    ("login",),
    _login,
    {
        "site_made": begun(_made),
        "staff_added": begun(_added),
        "staff_enabled": changed(lambda _row, _event: {"enabled": True}),
        "staff_disabled": changed(lambda _row, _event: {"enabled": False}),
        "staff_qualified": changed(_qualified),
        "qualification_withdrawn": changed(lambda _row, _event: {"qualified_at": None}),
        "recovered": changed(_recovered),
    },
)
