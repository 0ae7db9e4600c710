"""Shifts: opened after the checklist, handed over with what is open and a note, read and accepted by name (F01)."""

from datetime import date
from typing import Any

from deskconsole.desk.desk import Desk
from deskconsole.desk.duty import rostered
from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.shifts.records import Item, Shift, ShiftsNow, Tick
from deskconsole.desk.shifts.sheet import digest_of, gather
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.duty import watch_at
from deskconsole.domain.rules.kinds import BeforeShift
from deskconsole.domain.tickets.event import CONTENT_LIMIT
from deskconsole.errors import DeskError
from deskconsole.store import shifts
from deskconsole.store.api import ReadTransaction
from deskconsole.store.shifts import NewsRecord, ShiftRecord
from deskconsole.text.clean import clean, one_line
from deskconsole.text.dates import parse_instant, rfc3339

#: Longest piece of news, in characters.
NEWS_LIMIT = 500
#: What is ticked off about a piece of news: that it was read.
_NEWS = "news:"
#: What was handed over just now is among so many of the newest shifts.
_LATELY = 3


def checklist(desk: Desk) -> tuple[BeforeShift, ...]:
    """What is checked before a shift, of all packs of the desk, each once."""
    results: dict[str, BeforeShift] = {}
    for pack in desk.packs:
        for item in pack.before_shift:
            results.setdefault(item.name, item)
    return tuple(results.values())


@query(needs="read")
def shifts_now(look: Look) -> ShiftsNow:
    """How the shifts stand now."""
    return _now(look)


@query(needs="read")
def last_shifts(look: Look, limit: int = 20) -> list[Shift]:
    """The last shifts, the newest first."""
    return [_shift(record) for record in shifts.newest_shifts(look.tx, limit)]


def _again(work: Work, answer: str) -> ShiftsNow:
    return _now(work)


@command(needs="take", again=_again)
def open_shift(work: Work, *, key: str | None = None) -> ShiftsNow:
    """Begin one's own shift; refused while another one is open, naming whose."""
    current = shifts.open_shift(work.tx)
    if current is not None:
        raise DeskError(
            "shift: '{login}' has had the shift since {since}; it is handed over first",
            field="shift",
            login=current.login,
            since=rfc3339(current.opened_at, work.desk.zone),
        )
    _open(work)
    return _now(work)


@command(needs="take", again=_again)
def tick(work: Work, name: str, *, done: bool | None = None, key: str | None = None) -> ShiftsNow:
    """Tick an item of the checklist, or a piece of news, off by name and time; ``done`` ``None``: the other way round.

    Raises :class:`DeskError` when no shift is open, or for an item that is not there.
    """
    current = _current(work.tx)
    existing = {item.name for item in (*_items(work.desk, current), *_news(work, current))}
    if name not in existing:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field="item",
            name="item",
            value=one_line(name)[:60],
            allowed=", ".join(sorted(existing)) or "-",
        )
    done = name not in current.ticked if done is None else done
    work.note("shift_item_ticked", shift=current.uuid, item=name, done=done)
    return _now(work)


@command(needs="take", again=_again)
def add_news(work: Work, text: str, day: date | None = None, *, key: str | None = None) -> ShiftsNow:
    """Something that whoever has the desk on a local day (default: today) must know. Raises :class:`DeskError`."""
    text = clean(text).strip()
    if not text or len(text) > NEWS_LIMIT:
        raise DeskError("text: must be 1 to {limit} characters", field="text", limit=NEWS_LIMIT)
    day = day or work.desk.calendar.day(work.now)
    uuid = new_id(work.now)
    work.note("news_added", id=uuid, day=day.isoformat(), text=text)
    return _now(work)


@command(needs="take", again=_again)
def drop_news(work: Work, name: str, *, key: str | None = None) -> ShiftsNow:
    """A piece of news is no longer so."""
    uuid = name.removeprefix(_NEWS)
    if uuid not in {news.uuid for news in shifts.news_of_day(work.tx, work.desk.calendar.day(work.now))}:
        raise DeskError("news: there is none of that name today", field="news")
    work.note("news_dropped", id=uuid)
    return _now(work)


def _shift_again(work: Work, answer: str) -> Shift:
    for limit in (_LATELY, -1):  # all of them only where it is an old answer
        for record in shifts.newest_shifts(work.tx, limit):
            if record.uuid == answer:
                return _shift(record)
    raise LookupError(f"there is no shift {answer}")


@command(needs="take", again=_shift_again)
def hand_over(work: Work, note: str | None = None, *, key: str | None = None) -> Shift:
    """End the open shift: what is open is written down with one's own note for whoever comes next.

    Raises :class:`DeskError` when no shift is open, or it is somebody else's and one does not lead the desk.
    """
    note = clean(note).strip() if note else None
    if note and len(note) > CONTENT_LIMIT:
        raise DeskError("note: longer than {limit} characters", field="note", limit=CONTENT_LIMIT)
    current = _current(work.tx)
    if current.login != work.actor.login:  # who leads the desk may do it for somebody who has left without
        work.require("roster")
    work.flush()
    sheet = gather(work)  # nobody else writes meanwhile
    work.note(
        "shift_handed_over",
        shift=current.uuid,
        digest=digest_of(sheet, note),
        open=str(len(sheet["open"])),
        sheet=sheet,
        note=note,
    )
    work.answer(current.uuid)
    return _shift_again(work, current.uuid)


@command(needs="take", again=_again)
def accept(work: Work, *, key: str | None = None) -> ShiftsNow:
    """Having read it, take over what was handed over; one's own shift begins with it, if none is open.

    Raises :class:`DeskError` when nothing waits to be accepted.
    """
    waiting = shifts.shifts_waiting(work.tx)
    if not waiting:
        raise DeskError("shift: no hand-over waits to be accepted", field="shift")
    for each in waiting:
        work.note("shift_accepted", shift=each.uuid, digest=digest_of(each.sheet or {}, each.note))
    if shifts.open_shift(work.tx) is None:
        _open(work)
    return _now(work)


def _open(work: Work) -> None:
    uuid = new_id(work.now)
    part = watch_at(work.desk.calendar, work.now).part.value
    work.note("shift_opened", shift=uuid, part=part)


def _current(tx: ReadTransaction) -> ShiftRecord:
    current = shifts.open_shift(tx)
    if current is None:
        raise DeskError("shift: none is open; open one first", field="shift")
    return current


def _now(look: Look) -> ShiftsNow:
    current = shifts.open_shift(look.tx)
    return ShiftsNow(
        at=look.now,
        watch=watch_at(look.desk.calendar, look.now),
        rostered=rostered(look, look.now),
        current=_shift(current) if current is not None else None,
        waiting=tuple(_shift(record) for record in shifts.shifts_waiting(look.tx)),
        items=_items(look.desk, current),
        news=_news(look, current),
    )


def _items(desk: Desk, current: ShiftRecord | None) -> tuple[Item, ...]:
    ticks = _ticks(current)
    return tuple(Item(item.name, title=item.title, tick=ticks.get(item.name)) for item in checklist(desk))


def _news(look: Look, current: ShiftRecord | None) -> tuple[Item, ...]:
    ticks = _ticks(current)

    def item(news: NewsRecord) -> Item:
        name = _NEWS + news.uuid
        return Item(name, text=news.text, tick=ticks.get(name))

    return tuple(item(news) for news in shifts.news_of_day(look.tx, look.desk.calendar.day(look.now)))


def _ticks(current: ShiftRecord | None) -> dict[str, Tick]:
    return {name: _tick(result) for name, result in current.ticked.items()} if current is not None else {}


def _tick(result: Any) -> Tick:
    return Tick(result["by"], parse_instant(result["at"]))


def _shift(result: ShiftRecord) -> Shift:
    handed = result.handed_over_at is not None and result.handed_over_by is not None
    taken = result.accepted_at is not None and result.accepted_by is not None
    return Shift(
        id=result.uuid,
        state=result.state,
        part=result.part,
        login=result.login,
        opened_at=result.opened_at,
        ticked=_ticks(result),
        note=result.note,
        sheet=result.sheet,
        handed_over=Tick(result.handed_over_by or "", result.handed_over_at)
        if handed and result.handed_over_at
        else None,
        accepted=Tick(result.accepted_by or "", result.accepted_at) if taken and result.accepted_at else None,
    )
