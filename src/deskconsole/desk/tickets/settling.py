"""Writing down what time alone has brought about (`model.md`, settle)."""

from datetime import datetime

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.work import Loaded, append, evaluate
from deskconsole.domain.clocks import settle as settling
from deskconsole.domain.tickets.event import Event
from deskconsole.record import dataclass
from deskconsole.store import tickets
from deskconsole.store.api import WriteTransaction
from deskconsole.store.recording import set_newest_recorded
from deskconsole.store.site import newest_recorded


@dataclass(frozen=True, slots=True)
class Settled:
    """One thing that time brought about and that has now been recorded."""

    number: str
    event: Event


def settle(desk: Desk) -> list[Settled]:
    """Record what time has brought about by now, once each however many consoles watch.

    Waits while the system clock stands behind the newest recording by more than two minutes (T12). Takes the
    write lock only if there is something to write.
    """
    now = desk.now()
    with desk.store.reading() as tx:
        if settling.clock_went_back(newest_recorded(tx), now) or not tickets.to_settle(tx, now, limit=1):
            return []
    with desk.store.writing() as tx:
        return settle_within(desk, tx, now)


def clock_behind(desk: Desk) -> datetime | None:
    """The newest recording, while the system clock stands behind it by more than two minutes (T12); else ``None``."""
    with desk.store.reading() as tx:
        newest = newest_recorded(tx)
    return newest if settling.clock_went_back(newest, desk.now()) else None


def confirm_time(desk: Desk) -> None:
    """Somebody has looked at the system clock and it is right: what time brings about is recorded again (T12).

    Who confirmed which time is on record. Does nothing while the clock is not behind.
    """
    now = desk.now()
    with desk.store.writing() as tx:
        newest = newest_recorded(tx)
        if settling.clock_went_back(newest, now):
            before = newest.isoformat() if newest is not None else None
            record_site_event(desk, tx, "time_confirmed", now, {"newest_before": before}, by=desk.actor.login)
            set_newest_recorded(tx, now)


def settle_within(desk: Desk, tx: WriteTransaction, now: datetime) -> list[Settled]:
    """The same inside a write transaction that is open already."""
    if settling.clock_went_back(newest_recorded(tx), now):
        return []
    done: list[Settled] = []
    for record in tickets.to_settle(tx, now):
        loaded = evaluate(desk, tx, record, tickets.ticket_events(tx, record.id))
        added = settling.settle(loaded.events, loaded.rules_of, now, (loaded.ticket, loaded.clocks))
        append(desk, tx, loaded, added)
        done += [Settled(record.number, event) for event in added]
    return done


def settle_ticket(desk: Desk, tx: WriteTransaction, loaded: Loaded, now: datetime) -> Loaded:
    """The same for one ticket: what the event just recorded brings about at once (a call given up is missed)."""
    added = settling.settle(loaded.events, loaded.rules_of, now, (loaded.ticket, loaded.clocks))
    return append(desk, tx, loaded, added)
