"""A ticket's next event, filled in but not yet checked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.permissions import Staff
from deskconsole.domain.tickets.event import Event


def next_event(
    loaded: LoadedTicket,
    kind: str,
    *,
    at: datetime,
    now: datetime,
    by: Staff | None,
    text: str | None = None,
    fields: Mapping[str, Any] | None = None,
    of: int | None = None,
) -> Event:
    """The event of ``kind`` that would be the ticket's next; ``by`` ``None``: the desk itself."""
    last = loaded.events[-1]
    login = by.login if by is not None else None
    return Event(
        seq=last.seq + 1,
        kind=kind,
        happened_at=at,
        recorded_at=now,
        by=login,
        of=of,
        text=text or None,
        fields=dict(fields or {}),
        entered_by=loaded.desk.entered_for(login),
        source=loaded.desk.source,
        by_role=by.role if by is not None else None,
        by_department=by.department if by is not None else None,
        pack=last.pack,
        calendar=last.calendar,
    )
