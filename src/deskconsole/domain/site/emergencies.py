"""The entries of emergencies, as the site's events say: one event an entry, once, whenever it was taken in."""

from typing import Any, Final

from deskconsole.domain.emergency.log import Entry
from deskconsole.domain.site.row import Table, begun, by
from deskconsole.domain.tickets.event import Event
from deskconsole.text.dates import parse_instant


def _noted(event: Event) -> dict[str, Any]:
    fields = event.fields
    plain = {name: fields.get(name) for name in ("emergency", "what", "login", "kind", "person", "text")}
    inside = fields.get("inside")
    return {
        **plain,
        "uuid": fields.get("entry"),
        "at": parse_instant(str(fields.get("at"))),
        "inside": tuple(inside) if inside is not None else None,
    }


EMERGENCY_ENTRIES: Final = Table("emergency_entry", Entry, ("uuid",), by("entry"), {"emergency_noted": begun(_noted)})
