"""Queue tickets by kind of business (M13): taken, called, called again, skipped, sent on; people ahead and the wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.rules.kinds import Counter
from deskconsole.errors import DeskError, NotFound
from deskconsole.record import dataclass
from deskconsole.store import queue_numbers as rows
from deskconsole.store.queue_numbers import QueueTicketRecord
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


def counters(desk: Desk) -> tuple[Counter, ...]:
    """The kinds of business of all packs of the desk, each once."""
    results: dict[str, Counter] = {}
    for pack in desk.packs:
        for counter in pack.counters:
            results.setdefault(counter.name, counter)
    return tuple(results.values())


@query(needs="read")
def queue_tickets(look: Look) -> list[QueueTicket]:
    """Today's numbers that wait or are called, in the order in which they will be called."""
    return _lines(look)


def _again(work: Work, answer: str) -> QueueTicket:
    return _line(work, answer)


@command(needs="read", again=_again)
def take_number(work: Work, counter: str, *, key: str | None = None) -> QueueTicket:
    """Somebody takes a number for a kind of business: the next one of the day, from 001."""
    business = _counter(work.desk, counter)
    day = work.desk.calendar.day(work.now)
    number = _last(rows.queue_tickets(work.tx, day), business.letter) + 1
    code = f"{business.letter}{number:03}"
    work.note("queue_taken", day=day.isoformat(), code=code, counter=business.name)
    return _answered(work, code)


@command(needs="take", again=_again)
def call_next(work: Work, window: str, counters: Sequence[str] = (), *, key: str | None = None) -> QueueTicket:
    """Call who has waited longest to a window, for these kinds of business (default: any).

    Whoever was called there before has been served. Raises :class:`DeskError` when nobody waits.
    """
    window = _window(window)
    wanted = {_counter(work.desk, name).name for name in counters}
    today = rows.queue_tickets(work.tx, work.desk.calendar.day(work.now))
    for ticket in today:
        if ticket.state == CALLED and ticket.window == window:
            _end(work, ticket, SERVED)
    waiting = next((t for t in today if t.state == WAITING and (not wanted or t.counter in wanted)), None)
    if waiting is None:
        raise NotFound("nobody waits")
    work.note("queue_called", day=waiting.day, code=waiting.code, window=window)
    return _answered(work, waiting.code)


@command(needs="take", again=_again)
def recall(work: Work, code: str, *, key: str | None = None) -> QueueTicket:
    """Call somebody once more: who is called, or was skipped and has come after all."""
    ticket = _of(work, code, (CALLED, SKIPPED))
    work.note("queue_recalled", day=ticket.day, code=ticket.code, window=ticket.window or "")
    return _answered(work, ticket.code)


@command(needs="take", again=_again)
def skip(work: Work, code: str, *, key: str | None = None) -> QueueTicket:
    """Who was called does not come; the number can be called again."""
    ticket = _of(work, code, (WAITING, CALLED))
    _end(work, ticket, SKIPPED)
    return _answered(work, ticket.code)


@command(needs="take", again=_again)
def serve(work: Work, code: str, *, key: str | None = None) -> QueueTicket:
    """Whoever was called has been served."""
    ticket = _of(work, code, (CALLED,))
    _end(work, ticket, SERVED)
    return _answered(work, ticket.code)


@command(needs="take", again=_again)
def send_on(work: Work, code: str, counter: str, *, key: str | None = None) -> QueueTicket:
    """Somebody has come to the wrong counter: they wait for another business with the number and the time they have."""
    business = _counter(work.desk, counter)
    ticket = _of(work, code, (WAITING, CALLED, SKIPPED))
    work.note("queue_sent_on", day=ticket.day, code=ticket.code, counter=business.name)
    return _answered(work, ticket.code)


def _answered(work: Work, code: str) -> QueueTicket:
    work.answer(code)
    return _line(work, code)


def _end(work: Work, ticket: QueueTicketRecord, state: str) -> None:
    work.note(f"queue_{state}", day=ticket.day, code=ticket.code, window=ticket.window or "")


def _counter(desk: Desk, name: str) -> Counter:
    existing = counters(desk)
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


def _of(look: Look, code: str, states: tuple[str, ...]) -> QueueTicketRecord:
    code = code.strip().upper()
    result = next((t for t in rows.queue_tickets(look.tx, look.desk.calendar.day(look.now)) if t.code == code), None)
    if result is None:
        raise NotFound("code: there is no number '{code}' today", field="code", code=one_line(code)[:20])
    if result.state not in states:
        raise DeskError("code: {code} is {state}", field="code", code=result.code, state=result.state)
    return result


def _line(look: Look, code: str) -> QueueTicket:
    return next(line for line in _lines(look, every=True) if line.code == code)


def _lines(look: Look, *, every: bool = False) -> list[QueueTicket]:
    now = look.now
    today = rows.queue_tickets(look.tx, look.desk.calendar.day(now))
    minutes = {counter.name: timedelta(minutes=counter.minutes) for counter in counters(look.desk)}
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
