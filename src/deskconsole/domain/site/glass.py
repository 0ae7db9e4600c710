"""Breaking the glass, as the site's events say: a leader's needs for a while, with a reason."""

from datetime import datetime
from typing import Any, Final

from deskconsole.domain.site.row import Table, at, begun, by, changed
from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple
from deskconsole.text.dates import parse_instant


class Glass(NamedTuple):
    """Somebody has had a leader's needs from ``opened_at`` until ``until``, or until they gave them back before."""

    uuid: str
    login: str
    reason: str | None
    opened_at: datetime
    until: datetime
    closed_at: datetime | None


def _broken(event: Event) -> dict[str, Any]:
    fields = event.fields
    return {
        "uuid": fields.get("id"),
        "login": event.by,
        "reason": fields.get("reason"),
        "opened_at": at(event),
        "until": parse_instant(str(fields.get("until"))),
        "closed_at": None,
    }


GLASS: Final = Table(
    "glass",
    Glass,
    ("uuid",),
    by("id"),
    {
        "glass_broken": begun(_broken),
        "glass_mended": changed(lambda _row, event: {"closed_at": at(event)}),
    },
)
