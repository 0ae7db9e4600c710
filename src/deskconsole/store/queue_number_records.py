"""What the store hands out about queue tickets."""

from datetime import datetime
from typing import NamedTuple


class QueueTicketRecord(NamedTuple):
    """A number of a local day (ISO) as it stands."""

    id: int
    day: str
    code: str
    counter: str
    state: str
    number: int
    taken_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
    window: str | None
    calls: int
