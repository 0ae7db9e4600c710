"""Who has broken the glass: taken a leader's needs for a while, with a reason. Derived from events of the site."""

from datetime import datetime
from typing import Final

from deskconsole.domain.site.glass import Glass
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("sign_on")


def open_glass(tx: ReadTransaction, login: str, now: datetime) -> Glass | None:
    """What somebody has opened and not given back, while it lasts; of several the one that lasts longest."""
    return tx.record(Glass, SQL.OPEN_GLASS, login=login, now=micros(now))


def glass_list(tx: ReadTransaction) -> list[Glass]:
    """Every time that somebody has broken the glass, the newest first."""
    return tx.records(Glass, SQL.GLASS_LIST)
