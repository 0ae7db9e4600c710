"""Legal holds, and erasures that were asked for, as the site's events say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.site.row import Row, Table, at, begun, by, changed
from deskconsole.domain.tickets.event import Event

#: States of an erasure.
ASKED: Final = "asked"
APPROVED: Final = "approved"
REFUSED: Final = "refused"
DONE: Final = "done"
#: The event by which who leads approves how long things are kept.
RETENTION_APPROVED: Final = "retention_approved"


class Hold(NamedTuple):
    """Nothing about somebody may be erased until it is released. ``name``: what the hold is called; ``who`` as in
    ``domain.customers.identifying``; instants aware."""

    number: int
    name: str | None
    who: Mapping[str, Any]
    held_by: str
    held_at: datetime
    released_by: str | None
    released_at: datetime | None


class Erasure(NamedTuple):
    """An erasure that somebody asked for; once it is ``done``, ``who`` names rows of customers alone.

    ``named``: also where they are only named.
    """

    number: int
    who: Mapping[str, Any]
    reason: str | None
    named: bool
    state: str
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    done_at: datetime | None


def _who(event: Event) -> dict[str, Any]:
    return {"customers": list(event.fields.get("customers", ())), **(event.fields.get("who") or {})}


def _held(event: Event) -> dict[str, Any]:
    return {
        "number": event.fields.get("hold"),
        "name": event.fields.get("name"),
        "who": _who(event),
        "held_by": event.by,
        "held_at": at(event),
        "released_by": None,
        "released_at": None,
    }


HOLDS: Final = Table(
    "legal_hold",
    Hold,
    ("number",),
    by("hold"),
    {
        "person_held": begun(_held),
        "person_released": changed(lambda _row, event: {"released_by": event.by, "released_at": at(event)}),
    },
)


def _begun(event: Event) -> dict[str, Any]:
    return {
        "number": event.fields.get("erasure"),
        "who": _who(event),
        "reason": event.fields.get("reason"),
        "named": bool(event.fields.get("named")),
        "state": ASKED,
        "asked_by": event.by,
        "asked_at": at(event),
        "decided_by": None,
        "decided_at": None,
        "done_at": None,
    }


def _decided(state: str) -> Any:
    return changed(lambda _row, event: {"state": state, "decided_by": event.by, "decided_at": at(event)})


def _done(row: Row, event: Event) -> dict[str, Any]:
    who = {"customers": row["who"]["customers"]}
    return {"state": DONE, "done_at": at(event), "who": who, "reason": event.fields.get("reason")}


ERASURES: Final = Table(
    "erasure",
    Erasure,
    ("number",),
    by("erasure"),
    {
        "erasure_asked": begun(_begun),
        "erasure_approved": _decided(APPROVED),
        "erasure_refused": _decided(REFUSED),
        "erased": changed(_done),
    },
)
