"""Opening a ticket by its first events, inside a write transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from deskconsole.desk.desk import Desk, store_texts
from deskconsole.desk.identity import new_id
from deskconsole.desk.work import Loaded, first
from deskconsole.domain.tickets.content import check_content
from deskconsole.domain.tickets.event import Event
from deskconsole.record import replace
from deskconsole.store.api import WriteTransaction


def open_ticket(
    desk: Desk,
    tx: WriteTransaction,
    *,
    kind: str,
    channel: str,
    at: datetime,
    now: datetime,
    customer_id: int | None,
    existing_kind: bool = True,
) -> Callable[[Sequence[Event]], Loaded]:
    """What opens a ticket with its number, writes its first events and derives its rows."""
    pack = desk.pack_for(kind=kind if existing_kind else None, channel=channel)
    store_texts(desk, tx)

    def write(events: Sequence[Event]) -> Loaded:
        stamped = [replace(event, pack=pack.digest, calendar=desk.calendar.digest) for event in events]
        for event in stamped:
            check_content(event)
        day = now.astimezone(desk.zone).date()
        return first(desk, tx, stamped, uuid=new_id(now), pack=pack.name, day=day, at=at, customer_id=customer_id)

    return write
