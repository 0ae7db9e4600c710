"""Queue tickets by kind of business (M13): taken, called, called again, skipped, sent on; people ahead and the wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.idempotency import answered
from deskconsole.desk.staff.staff import require
from deskconsole.domain.rules.kinds import Counter
from deskconsole.errors import DeskError, NotFound
from deskconsole.record import dataclass
from deskconsole.store import queue_numbers as rows
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.queue_number_records import QueueTicketRecord
from deskconsole.text.clean import clean, one_line

WAITING: Final = "waiting"
CALLED: Final = "called"
SERVED: Final = "served"
SKIPPED: Final = "skipped"

#: How many of those served last say how long one takes.
_MEASURED: Final = 20
#: A window at which nobody was called for so long is closed.
_ACTIVE: Final = timedelta(minutes=30)
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class QueueTicket:
    """A number as it stands. ``ahead``: how many are called before it; ``wait``: the estimate, whole minutes."""

    code: str
    counter: str
    state: str
    taken_at: datetime
    called_at: datetime | None = None
    window: str | None = None
    calls: int = 0
    ahead: int = 0
    wait: timedelta = timedelta()


def known_counters(desk: Desk) -> tuple[Counter, ...]:
    """The kinds of business of all packs of the desk, each once."""
    results: dict[str, Counter] = {}
    for pack in desk.packs:
        for counter in pack.counters:
            results.setdefault(counter.name, counter)
    return tuple(results.values())


def queue_tickets(desk: Desk) -> list[QueueTicket]:
    """Today's numbers that wait or are called, in the order in which they will be called."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        return _lines(desk, tx, desk.now())


def take_number(desk: Desk, counter: str, *, key: str | None = None) -> QueueTicket:
    """Somebody takes a number for a kind of business: the next one of the day, from 001."""
    require(desk.actor, "show")
    existing = _counter(desk, counter)
    now = desk.now()
    day = desk.calendar.day(now)
    with desk.store.writing() as tx:
        number = _last(rows.queue_tickets(tx, day), existing.letter) + 1
        code = f"{existing.letter}{number:03}"
        before = answered(desk, tx, key, ["take_number", counter], code)
        if before is not None:
            return _line(desk, tx, before, now)
        rows.add_queue_ticket(tx, day=day, code=code, counter=existing.name, number=number, taken_at=now)
        _record(desk, tx, "queue_taken", now, code, counter=existing.name)
        return _line(desk, tx, code, now)


def call_next(desk: Desk, window: str, counters: Sequence[str] = (), *, key: str | None = None) -> QueueTicket:
    """Call who has waited longest to a window, for these kinds of business (default: any).

    Whoever was called there before has been served. Raises :class:`DeskError` when nobody waits.
    """
    require(desk.actor, "intake")
    window = _window(window)
    wanted = {_counter(desk, name).name for name in counters}
    now = desk.now()
    with desk.store.writing() as tx:
        today = rows.queue_tickets(tx, desk.calendar.day(now))
        result = next((t for t in today if t.state == WAITING and (not wanted or t.counter in wanted)), None)
        before = answered(desk, tx, key, ["call_next", window, sorted(wanted)], result.code if result else "")
        if before:
            return _line(desk, tx, before, now)
        for ticket in today:
            if ticket.state == CALLED and ticket.window == window:
                _end(desk, tx, ticket, SERVED, now)
        if result is None:
            raise NotFound("nobody waits")
        rows.save_queue_ticket(tx, result._replace(state=CALLED, called_at=now, window=window, calls=1))
        _record(desk, tx, "queue_called", now, result.code, window=window)
        return _line(desk, tx, result.code, now)


def recall(desk: Desk, code: str) -> QueueTicket:
    """Call somebody once more: who is called, or was skipped and has come after all."""
    require(desk.actor, "intake")
    now = desk.now()
    with desk.store.writing() as tx:
        ticket = _of(desk, tx, code, (CALLED, SKIPPED), now)
        rows.save_queue_ticket(
            tx, ticket._replace(state=CALLED, calls=ticket.calls + 1, ended_at=None, called_at=ticket.called_at or now)
        )
        _record(desk, tx, "queue_recalled", now, ticket.code, window=ticket.window or "")
        return _line(desk, tx, ticket.code, now)


def skip(desk: Desk, code: str) -> QueueTicket:
    """Who was called does not come; the number can be called again."""
    require(desk.actor, "intake")
    now = desk.now()
    with desk.store.writing() as tx:
        ticket = _of(desk, tx, code, (WAITING, CALLED), now)
        _end(desk, tx, ticket, SKIPPED, now)
        return _line(desk, tx, ticket.code, now)


def serve(desk: Desk, code: str) -> QueueTicket:
    """Whoever was called has been served."""
    require(desk.actor, "intake")
    now = desk.now()
    with desk.store.writing() as tx:
        ticket = _of(desk, tx, code, (CALLED,), now)
        _end(desk, tx, ticket, SERVED, now)
        return _line(desk, tx, ticket.code, now)


def send_on(desk: Desk, code: str, counter: str) -> QueueTicket:
    """Somebody has come to the wrong counter: they wait for another business with the number and the time they have."""
    require(desk.actor, "intake")
    existing = _counter(desk, counter)
    now = desk.now()
    with desk.store.writing() as tx:
        ticket = _of(desk, tx, code, (WAITING, CALLED, SKIPPED), now)
        rows.save_queue_ticket(
            tx,
            ticket._replace(counter=existing.name, state=WAITING, called_at=None, ended_at=None, window=None, calls=0),
        )
        _record(desk, tx, "queue_sent_on", now, ticket.code, counter=existing.name)
        return _line(desk, tx, ticket.code, now)


def _end(desk: Desk, tx: WriteTransaction, ticket: QueueTicketRecord, state: str, now: datetime) -> None:
    rows.save_queue_ticket(tx, ticket._replace(state=state, ended_at=now))
    _record(desk, tx, f"queue_{state}", now, ticket.code, window=ticket.window or "")


def _record(desk: Desk, tx: WriteTransaction, kind: str, now: datetime, code: str, **fields: str) -> None:
    record_site_event(desk, tx, kind, now, {"code": code, **fields}, by=desk.actor.login)


def _counter(desk: Desk, name: str) -> Counter:
    existing = known_counters(desk)
    result = next((counter for counter in existing if counter.name == name), None)
    if result is None:
        allowed = ", ".join(counter.name for counter in existing)
        shown = one_line(name)[:40]
        if not allowed:
            raise DeskError("counter: the rules of this desk know no queue tickets", field="counter")
        raise DeskError("counter: '{value}' is not one of {allowed}", field="counter", value=shown, allowed=allowed)
    return result


def _last(today: Sequence[QueueTicketRecord], letter: str) -> int:
    """The last running number of a letter; one that was sent on keeps its own."""
    return max((t.number for t in today if t.code.rstrip("0123456789") == letter), default=0)


def _window(window: str) -> str:
    window = " ".join(clean(window).split())
    if not window or len(window) > _LONGEST:
        raise DeskError("window: must be 1 to {limit} characters", field="window", limit=_LONGEST)
    return window


def _of(desk: Desk, tx: ReadTransaction, code: str, states: tuple[str, ...], now: datetime) -> QueueTicketRecord:
    code = code.strip().upper()
    result = next((t for t in rows.queue_tickets(tx, desk.calendar.day(now)) if t.code == code), None)
    if result is None:
        raise NotFound("code: there is no number '{code}' today", field="code", code=one_line(code)[:20])
    if result.state not in states:
        raise DeskError("code: {code} is {state}", field="code", code=result.code, state=result.state)
    return result


def _line(desk: Desk, tx: ReadTransaction, code: str, now: datetime) -> QueueTicket:
    return next(line for line in _lines(desk, tx, now, every=True) if line.code == code)


def _lines(desk: Desk, tx: ReadTransaction, now: datetime, *, every: bool = False) -> list[QueueTicket]:
    today = rows.queue_tickets(tx, desk.calendar.day(now))
    minutes = {counter.name: timedelta(minutes=counter.minutes) for counter in known_counters(desk)}
    ahead: dict[str, int] = {}
    results: list[QueueTicket] = []
    for ticket in today:
        if not every and ticket.state not in (WAITING, CALLED):
            continue
        before = ahead.get(ticket.counter, 0) if ticket.state == WAITING else 0
        takes = _takes(today, ticket.counter, minutes.get(ticket.counter, timedelta()))
        wait = takes * before / _windows(today, ticket.counter, now) if ticket.state == WAITING else timedelta()
        results.append(
            QueueTicket(
                code=ticket.code,
                counter=ticket.counter,
                state=ticket.state,
                taken_at=ticket.taken_at,
                called_at=ticket.called_at,
                window=ticket.window,
                calls=ticket.calls,
                ahead=before,
                wait=_whole(wait),
            )
        )
        if ticket.state == WAITING:
            ahead[ticket.counter] = before + 1
    return results


def _takes(today: Sequence[QueueTicketRecord], counter: str, usual: timedelta) -> timedelta:
    """How long one takes at a counter today: the mean of those served last, else what the rules say."""
    times = [
        ticket.ended_at - ticket.called_at
        for ticket in today
        if ticket.counter == counter and ticket.state == SERVED and ticket.ended_at and ticket.called_at
    ][-_MEASURED:]
    return sum(times, timedelta()) / len(times) if times else usual


def _windows(today: Sequence[QueueTicketRecord], counter: str, now: datetime) -> int:
    """How many windows call for a counter; at least one."""
    windows = {
        ticket.window
        for ticket in today
        if ticket.counter == counter and ticket.called_at is not None and now - ticket.called_at <= _ACTIVE
    }
    return max(1, len(windows))


def _whole(wait: timedelta) -> timedelta:
    """Whole minutes, never less than it is."""
    return timedelta(minutes=-(-wait // timedelta(minutes=1)))
