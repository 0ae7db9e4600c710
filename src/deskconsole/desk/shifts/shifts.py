"""Shifts: opened after the checklist, handed over with what is open and a note, read and accepted by name (F01)."""

from datetime import date, datetime
from typing import Any

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.idempotency import answered
from deskconsole.desk.identity import new_id
from deskconsole.desk.shifts.records import ACCEPTED, HANDED_OVER, Item, Shift, ShiftsNow, Tick
from deskconsole.desk.shifts.roster import rostered
from deskconsole.desk.shifts.sheet import digest_of, gather
from deskconsole.desk.staff.staff import require
from deskconsole.domain.calendar.duty import watch_at
from deskconsole.domain.rules.kinds import BeforeShift
from deskconsole.domain.tickets.event import CONTENT_LIMIT
from deskconsole.errors import DeskError
from deskconsole.store import shifts
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.shift_records import NewsRecord, ShiftRecord
from deskconsole.text.clean import clean, one_line
from deskconsole.text.dates import parse_instant, rfc3339

#: Longest piece of news, in characters.
NEWS_LIMIT = 500
#: What is ticked off about a piece of news: that it was read.
_NEWS = "news:"


def checklist(desk: Desk) -> tuple[BeforeShift, ...]:
    """What is checked before a shift, of all packs of the desk, each once."""
    results: dict[str, BeforeShift] = {}
    for pack in desk.packs:
        for item in pack.before_shift:
            results.setdefault(item.name, item)
    return tuple(results.values())


def shifts_now(desk: Desk) -> ShiftsNow:
    """How the shifts stand now."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        return _now(desk, tx, desk.now())


def last_shifts(desk: Desk, limit: int = 20) -> list[Shift]:
    """The last shifts, the newest first."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        return [_shift(result) for result in shifts.newest_shifts(tx, limit)]


def open_shift(desk: Desk, *, key: str | None = None) -> ShiftsNow:
    """Begin one's own shift; refused while another one is open, naming whose."""
    require(desk.actor, "shift")
    now = desk.now()
    with desk.store.writing() as tx:
        if answered(desk, tx, key, ["open_shift", desk.actor.login]) is not None:
            return _now(desk, tx, now)
        current = shifts.open_shift(tx)
        if current is not None:
            raise DeskError(
                "shift: '{login}' has had the shift since {since}; it is handed over first",
                field="shift",
                login=current.login,
                since=rfc3339(current.opened_at, desk.zone),
            )
        _open(desk, tx, now)
        return _now(desk, tx, now)


def tick(desk: Desk, name: str, *, done: bool | None = None) -> ShiftsNow:
    """Tick an item of the checklist, or a piece of news, off by name and time; ``done`` ``None``: the other way round.

    Raises :class:`DeskError` when no shift is open, or for an item that is not there.
    """
    require(desk.actor, "shift")
    now = desk.now()
    with desk.store.writing() as tx:
        current = _current(tx)
        existing = {item.name for item in (*_items(desk, current), *_news(desk, tx, current, now))}
        if name not in existing:
            raise DeskError(
                "{name}: '{value}' is not one of {allowed}",
                field="item",
                name="item",
                value=one_line(name)[:60],
                allowed=", ".join(sorted(existing)) or "-",
            )
        ticked = dict(current.ticked)
        done = name not in ticked if done is None else done
        if done:
            ticked.setdefault(name, {"by": desk.actor.login, "at": rfc3339(now, desk.zone)})
        else:
            ticked.pop(name, None)
        shifts.save_shift(tx, current._replace(ticked=ticked))
        fields = {"shift": current.uuid, "item": name, "done": done}
        record_site_event(desk, tx, "shift_item_ticked", now, fields, by=desk.actor.login)
        return _now(desk, tx, now)


def add_news(desk: Desk, text: str, day: date | None = None, *, key: str | None = None) -> ShiftsNow:
    """Something that whoever has the desk on a local day (default: today) must know. Raises :class:`DeskError`."""
    require(desk.actor, "shift")
    now = desk.now()
    text = clean(text).strip()
    if not text or len(text) > NEWS_LIMIT:
        raise DeskError("text: must be 1 to {limit} characters", field="text", limit=NEWS_LIMIT)
    day = day or desk.calendar.day(now)
    with desk.store.writing() as tx:
        if answered(desk, tx, key, ["add_news", text, day]) is not None:
            return _now(desk, tx, now)
        uuid = new_id(now)
        shifts.add_news(tx, uuid, day=day, text=text, by=desk.actor.login, at=now)
        fields = {"id": uuid, "day": day.isoformat(), "text": text}
        record_site_event(desk, tx, "news_added", now, fields, by=desk.actor.login)
        return _now(desk, tx, now)


def drop_news(desk: Desk, name: str) -> ShiftsNow:
    """A piece of news is no longer so."""
    require(desk.actor, "shift")
    now = desk.now()
    with desk.store.writing() as tx:
        uuid = name.removeprefix(_NEWS)
        if uuid not in {news.uuid for news in shifts.news_of_day(tx, desk.calendar.day(now))}:
            raise DeskError("news: there is none of that name today", field="news")
        shifts.drop_news(tx, uuid)
        record_site_event(desk, tx, "news_dropped", now, {"id": uuid}, by=desk.actor.login)
        return _now(desk, tx, now)


def hand_over(desk: Desk, note: str | None = None, *, key: str | None = None) -> Shift:
    """End the open shift: what is open is written down with one's own note for whoever comes next.

    Raises :class:`DeskError` when no shift is open, or it is somebody else's and one does not lead the desk.
    """
    require(desk.actor, "shift")
    note = clean(note).strip() if note else None
    if note and len(note) > CONTENT_LIMIT:
        raise DeskError("note: longer than {limit} characters", field="note", limit=CONTENT_LIMIT)
    now = desk.now()
    with desk.store.writing() as tx:
        existing = answered(desk, tx, key, ["hand_over", note], now.isoformat())
        if existing is not None:
            return next(
                _shift(result)
                for result in shifts.newest_shifts(tx, -1)
                if result.handed_over_at is not None and result.handed_over_at.isoformat() == existing
            )
        current = _current(tx)
        _check_own(desk, current)
        sheet = gather(desk)  # nobody else writes meanwhile
        after = current._replace(
            state=HANDED_OVER, note=note, sheet=sheet, handed_over_at=now, handed_over_by=desk.actor.login
        )
        shifts.save_shift(tx, after)
        fields = {"shift": current.uuid, "digest": digest_of(sheet, note), "open": str(len(sheet["open"]))}
        record_site_event(desk, tx, "shift_handed_over", now, fields, by=desk.actor.login)
        return _shift(after)


def accept(desk: Desk, *, key: str | None = None) -> ShiftsNow:
    """Having read it, take over what was handed over; one's own shift begins with it, if none is open.

    Raises :class:`DeskError` when nothing waits to be accepted.
    """
    require(desk.actor, "shift")
    now = desk.now()
    with desk.store.writing() as tx:
        if answered(desk, tx, key, ["accept", desk.actor.login]) is not None:
            return _now(desk, tx, now)
        waiting = shifts.shifts_waiting(tx)
        if not waiting:
            raise DeskError("shift: no hand-over waits to be accepted", field="shift")
        for each in waiting:
            shifts.save_shift(tx, each._replace(state=ACCEPTED, accepted_at=now, accepted_by=desk.actor.login))
            fields = {"shift": each.uuid, "digest": digest_of(each.sheet or {}, each.note)}
            record_site_event(desk, tx, "shift_accepted", now, fields, by=desk.actor.login)
        if shifts.open_shift(tx) is None:
            _open(desk, tx, now)
        return _now(desk, tx, now)


def _open(desk: Desk, tx: WriteTransaction, now: datetime) -> None:
    uuid = new_id(now)
    part = watch_at(desk.calendar, now).part.value
    shifts.add_shift(tx, uuid, part=part, login=desk.actor.login, opened_at=now)
    record_site_event(desk, tx, "shift_opened", now, {"shift": uuid, "part": part}, by=desk.actor.login)


def _current(tx: ReadTransaction) -> ShiftRecord:
    current = shifts.open_shift(tx)
    if current is None:
        raise DeskError("shift: none is open; open one first", field="shift")
    return current


def _check_own(desk: Desk, current: ShiftRecord) -> None:
    """Whoever leads the desk may hand over for somebody who has left without doing so."""
    if current.login != desk.actor.login:
        require(desk.actor, "roster")


def _now(desk: Desk, tx: ReadTransaction, now: datetime) -> ShiftsNow:
    current = shifts.open_shift(tx)
    return ShiftsNow(
        at=now,
        watch=watch_at(desk.calendar, now),
        rostered=rostered(desk, tx, now),
        current=_shift(current) if current is not None else None,
        waiting=tuple(_shift(result) for result in shifts.shifts_waiting(tx)),
        items=_items(desk, current),
        news=_news(desk, tx, current, now),
    )


def _items(desk: Desk, current: ShiftRecord | None) -> tuple[Item, ...]:
    ticks = _ticks(current)
    return tuple(Item(item.name, title=item.title, tick=ticks.get(item.name)) for item in checklist(desk))


def _news(desk: Desk, tx: ReadTransaction, current: ShiftRecord | None, now: datetime) -> tuple[Item, ...]:
    ticks = _ticks(current)

    def item(news: NewsRecord) -> Item:
        name = _NEWS + news.uuid
        return Item(name, text=news.text, tick=ticks.get(name))

    return tuple(item(news) for news in shifts.news_of_day(tx, desk.calendar.day(now)))


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
