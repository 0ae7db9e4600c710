"""Meeting rooms of the day, and what is prepared for each meeting, ticked off by name and time (F06)."""

from datetime import date, datetime, time, timedelta

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.identity import new_id
from deskconsole.desk.staff.staff import require
from deskconsole.desk.visitors.records import RoomUse
from deskconsole.domain.rules.kinds import Preparation
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import visitors
from deskconsole.store.api import ReadTransaction
from deskconsole.store.visitor_records import RoomUseRecord
from deskconsole.text.clean import clean, one_line
from deskconsole.text.dates import clock_time, parse_instant, rfc3339

#: How long a meeting takes at most.
_LONGEST = timedelta(days=1)


def preparations(desk: Desk) -> tuple[Preparation, ...]:
    """What is prepared for a meeting, of all packs of the desk, each once."""
    results: dict[str, Preparation] = {}
    for pack in desk.packs:
        for item in pack.preparations:
            results.setdefault(item.name, item)
    return tuple(results.values())


def rooms_of_day(desk: Desk, day: date | None = None) -> list[RoomUse]:
    """The meetings of a local day (default: today), the earliest first."""
    require(desk.actor, "show")
    day = day or desk.now().astimezone(desk.zone).date()
    since = datetime.combine(day, time(), desk.zone)
    with desk.store.reading() as tx:
        return [_use(record) for record in visitors.rooms_between(tx, since, since + timedelta(days=1))]


def plan_room(
    desk: Desk,
    *,
    room: str,
    starts: datetime,
    ends: datetime,
    title: str,
    organiser: str | None = None,
    people: int | None = None,
) -> RoomUse:
    """A meeting takes a room; refused while another one has it, naming that one."""
    require(desk.actor, "expect")
    room, title = _word(room, "room"), _word(title, "title")
    organiser = _word(organiser, "organiser") if organiser and organiser.strip() else None
    if not starts < ends <= starts + _LONGEST:
        raise DeskError("ends: a meeting ends after it begins, within a day", field="ends")
    if people is not None and not 1 <= people <= 9999:
        raise DeskError("people: '{value}' is not a number of people", field="people", value=people)
    now = desk.now()
    uuid = new_id(now)
    with desk.store.writing() as tx:
        for other in visitors.rooms_between(tx, starts, ends):
            if other.room == room:
                raise DeskError(
                    "room: {room} is taken from {since} to {until}: {title}",
                    field="room",
                    room=room,
                    since=clock_time(other.starts, desk.zone),
                    until=clock_time(other.ends, desk.zone),
                    title=other.title,
                )
        visitors.add_room_use(
            tx, uuid, room=room, starts=starts, ends=ends, title=title, organiser=organiser, people=people
        )
        fields = {"id": uuid, "room": room, "starts": rfc3339(starts, desk.zone), "ends": rfc3339(ends, desk.zone)}
        fields |= {"title": title, "organiser": organiser or "", "people": str(people or "")}
        record_site_event(desk, tx, "room_planned", now, fields, by=desk.actor.login)
        return _use(_found_use(tx, uuid))


def prepare_room(desk: Desk, use_id: str, item: str, *, done: bool | None = None) -> RoomUse:
    """Tick a preparation off, by name and time, or take the tick away; ``done`` ``None``: the other way round."""
    require(desk.actor, "prepare")
    existing = {each.name for each in preparations(desk)}
    if item not in existing:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field="item",
            name="item",
            value=one_line(item)[:40],
            allowed=", ".join(sorted(existing)),
        )
    now = desk.now()
    with desk.store.writing() as tx:
        record = _found_use(tx, use_id)
        prepared = dict(record.prepared)
        done = item not in prepared if done is None else done
        if done:
            prepared.setdefault(item, {"by": desk.actor.login, "at": rfc3339(now, desk.zone)})
        else:
            prepared.pop(item, None)
        visitors.save_room_use(tx, record._replace(prepared=prepared))
        fields = {"id": use_id, "item": item, "done": done}
        record_site_event(desk, tx, "room_prepared", now, fields, by=desk.actor.login)
        return _use(_found_use(tx, use_id))


def cancel_room(desk: Desk, use_id: str) -> None:
    """A meeting does not take place; its room is free."""
    require(desk.actor, "expect")
    now = desk.now()
    with desk.store.writing() as tx:
        visitors.save_room_use(tx, _found_use(tx, use_id)._replace(cancelled=True))
        record_site_event(desk, tx, "room_cancelled", now, {"id": use_id}, by=desk.actor.login)


def _found_use(tx: ReadTransaction, use_id: str) -> RoomUseRecord:
    record = visitors.find_room_use(tx, use_id)
    if record is None or record.cancelled:
        raise NotFound("room: there is no meeting '{id}'", field="room", id=one_line(use_id)[:40])
    return record


def _use(record: RoomUseRecord) -> RoomUse:
    prepared = {name: (entry["by"], parse_instant(entry["at"])) for name, entry in record.prepared.items()}
    return RoomUse(
        record.uuid, record.room, record.starts, record.ends, record.title, record.organiser, record.people, prepared
    )


def _word(text: str, name: str) -> str:
    word = " ".join(clean(text).split())
    if not word:
        raise DeskError("{name}: is missing", field=name, name=name)
    if len(word) > FIELD_LIMIT:
        raise DeskError("{name}: longer than {limit} characters", field=name, name=name, limit=FIELD_LIMIT)
    return word
