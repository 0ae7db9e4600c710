"""The canonical texts of rules and calendar are kept in the store, so that tickets can be judged by them for ever."""

from collections.abc import Iterable
from datetime import datetime

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.rules.pack import Pack
from deskconsole.store.api import WriteTransaction
from deskconsole.store.texts import store_text


def store_texts(tx: WriteTransaction, packs: Iterable[Pack], calendar: Calendar, at: datetime) -> None:
    """Keep them; one that is kept already costs a look-up only."""
    for pack in packs:
        body = pack.canonical()
        store_text(tx, pack.digest, what="pack", name=pack.name, version=pack.version, body=body, at=at)
    body = calendar.canonical()
    store_text(tx, calendar.digest, what="calendar", name="site", version="", body=body, at=at)
