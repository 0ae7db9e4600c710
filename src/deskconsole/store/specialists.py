"""Reading how specialists kept the times that they agreed to."""

from datetime import datetime
from typing import NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import specialist_statements as statements
from deskconsole.store.mapping import micros


class AgreedRecord(NamedTuple):
    """The agreed times of one assignee (a login or ``dept:NAME``) that have ended or passed, how many in time."""

    assignee: str
    agreed: int
    in_time: int


def agreed_times(tx: ReadTransaction, since: datetime, now: datetime) -> list[AgreedRecord]:
    """Of every assignee with a time agreed to since then; what still runs and is not due counts for nothing."""
    results = tx.all(statements.AGREED_TIMES, since=micros(since), now=micros(now), site_id=tx.site_id)
    return [AgreedRecord(*row) for row in results]
