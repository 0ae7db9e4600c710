"""Meeting rooms of the day, and what is prepared for each meeting, ticked off by name and time (F06)."""

from datetime import date, datetime, time, timedelta

from deskconsole.desk.desk import Desk
from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.visitors.records import RoomUse
from deskconsole.desk.work import Work
from deskconsole.domain.rules.kinds import Preparation
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import visitors
from deskconsole.store.api import ReadTransaction
from deskconsole.store.visitors import RoomUseRecord
from deskconsole.text.clean import clean, one_line
from deskconsole.text.dates import clock_or_day, parse_instant, rfc3339

#: A room counts as one of the house when it had a meeting within this.
_LATELY = timedelta(days=45)
#: How long a meeting takes at most.
_LONGEST = timedelta(days=1)


def preparations(desk: Desk) -> tuple[Preparation, ...]:
    """What is prepared for a meeting, of all packs of the desk, each once."""
    results: dict[str, Preparation] = {}
    for pack in desk.packs:
        for item in pack.preparations:
            results.setdefault(item.name, item)
    return tuple(results.values())


@query(needs="read")
def rooms_of_day(look: Look, day: date | None = None) -> list[RoomUse]:
    """The meetings of a local day (default: today), the earliest first."""
    zone = look.desk.zone
    since = datetime.combine(day or look.now.astimezone(zone).date(), time(), zone)
    return [_use(record) for record in visitors.rooms_between(look.tx, since, since + timedelta(days=1))]


@query(needs="read")
def rooms_of_site(look: Look) -> list[str]:
    """The meeting rooms that there are: those of the site's settings, then others that had meetings lately."""
    lately = visitors.rooms_between(look.tx, look.now - _LATELY, look.now + _LATELY)
    return list(dict.fromkeys([*look.desk.settings.rooms, *sorted(record.room for record in lately)]))


def _use_again(work: Work, answer: str) -> RoomUse:
    record = visitors.find_room_use(work.tx, answer)
    assert record is not None  # it was answered with
    return _use(record)


@command(needs="expect", again=_use_again)
def plan_room(
    work: Work,
    *,
    room: str,
    starts: datetime,
    ends: datetime,
    title: str,
    organiser: str | None = None,
    people: int | None = None,
    key: str | None = None,
) -> RoomUse:
    """A meeting takes a room; refused while another one has it, naming that one."""
    tx, zone = work.tx, work.desk.zone
    room, title = _word(room, "room"), _word(title, "title")
    organiser = _word(organiser, "organiser") if organiser and organiser.strip() else None
    if not starts < ends <= starts + _LONGEST:
        raise DeskError("ends: a meeting ends after it begins, within a day", field="ends")
    if people is not None and not 1 <= people <= 9999:
        raise DeskError("people: '{value}' is not a number of people", field="people", value=people)
    for other in visitors.rooms_between(tx, starts, ends):
        if other.room == room:
            raise DeskError(
                "room: {room} is taken from {since} to {until}: {title}",
                field="room",
                room=room,
                since=clock_or_day(other.starts, work.now, zone),
                until=clock_or_day(other.ends, work.now, zone),
                title=other.title,
            )
    uuid = new_id(work.now)
    work.note(
        "room_planned",
        id=uuid,
        room=room,
        starts=rfc3339(starts, zone),
        ends=rfc3339(ends, zone),
        title=title,
        organiser=organiser or "",
        people=str(people or ""),
    )
    work.answer(uuid)
    return _use(_found_use(tx, uuid))


@command(needs="visitors", again=_use_again)
def prepare_room(work: Work, use_id: str, item: str, *, done: bool | None = None, key: str | None = None) -> RoomUse:
    """Tick a preparation off, by name and time, or take the tick away; ``done`` ``None``: the other way round."""
    existing = {each.name for each in preparations(work.desk)}
    if item not in existing:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field="item",
            name="item",
            value=one_line(item)[:40],
            allowed=", ".join(sorted(existing)),
        )
    record = _found_use(work.tx, use_id)
    done = item not in record.prepared if done is None else done
    work.note("room_prepared", id=use_id, item=item, done=done)
    work.answer(use_id)
    return _use(_found_use(work.tx, use_id))


@command(needs="expect", again=lambda work, answer: None)
def cancel_room(work: Work, use_id: str, *, key: str | None = None) -> None:
    """A meeting does not take place; its room is free."""
    work.note("room_cancelled", id=_found_use(work.tx, use_id).uuid)


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
