"""What a customer has agreed to, whether they may be contacted unasked, and when somebody last checked their file."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.customers.care_events import ALLOWED, CHECKED, CONSENT, STOPPED
from deskconsole.domain.site.row import Row, Table, at, by
from deskconsole.domain.tickets.event import Event


class Care(NamedTuple):
    """How one customer is to be treated; ``customer`` is their identity.

    ``purposes`` and ``channels`` are names of the pack: what their data may be used for, and by which ways they may be
    contacted unasked; without ``channels`` by all. ``stopped_at``: since when they may not be contacted unasked at all.
    """

    customer: str
    checked_by: str | None = None
    checked_at: datetime | None = None
    consent: str | None = None
    consent_by: str | None = None
    consent_at: datetime | None = None
    purposes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    stopped_by: str | None = None
    stopped_at: datetime | None = None


def _upon(make: Any) -> Any:
    """Any of the events may be the first one about a customer."""

    def change(row: Row | None, event: Event) -> Row:
        before = row if row is not None else Care(str(event.fields.get("customer")))._asdict()
        return {**before, **make(event)}

    return change


def _consent(event: Event) -> dict[str, Any]:
    fields = event.fields
    return {
        "consent": fields.get("outcome"),
        "consent_by": event.by,
        "consent_at": at(event),
        "purposes": tuple(fields.get("purposes", ())),
        "channels": tuple(fields.get("channels", ())),
    }


CARE: Final = Table(
    "customer_care",
    Care,
    ("customer",),
    by("customer"),
    {
        CHECKED: _upon(lambda event: {"checked_by": event.by, "checked_at": at(event)}),
        CONSENT: _upon(_consent),
        STOPPED: _upon(lambda event: {"stopped_by": event.by, "stopped_at": at(event)}),
        ALLOWED: _upon(lambda _event: {"stopped_by": None, "stopped_at": None}),
    },
)
