"""Rounds during the day: which are due, what was looked at, what was not in order, which were missed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.matters.noticed import open_noticed
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.rules.house.rounds import Round
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.site.rounds import IN_ORDER, NOT_IN_ORDER, UNTICKED, RoundTick
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import shifts as rows
from deskconsole.text.clean import clean, one_line

#: Longest words about what is not in order, in characters.
TEXT_LIMIT: Final = 500
#: How a round of a day stands.
LATER: Final = "later"
DUE: Final = "due"
DONE: Final = "done"
MISSED: Final = "missed"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One item of a round, and what was found; ``tick``: ``None`` while nobody has looked."""

    name: str
    title: Text
    department: str | None
    tick: RoundTick | None


@dataclass(frozen=True, slots=True)
class RoundNow:
    """A round of a day at one of its times. ``until``: from then on it is missed."""

    name: str
    title: Text
    day: date
    time: str
    due: datetime
    until: datetime
    items: tuple[LookedAt, ...]

    @property
    def open(self) -> tuple[LookedAt, ...]:
        """What nobody has looked at."""
        return tuple(item for item in self.items if item.tick is None)

    def state(self, now: datetime) -> str:
        """How it stands."""
        if not self.open:
            return DONE
        return LATER if now < self.due else DUE if now <= self.until else MISSED


class MissedRound(NamedTuple):
    """A round that nobody finished in time."""

    day: str
    round: str
    time: str
    open: int


def declared_rounds(desk: Desk) -> tuple[Round, ...]:
    """The rounds of all packs of the desk, each once."""
    results: dict[str, Round] = {}
    for pack in desk.packs:
        for each in pack.rounds:
            results.setdefault(each.name, each)
    return tuple(results.values())


@query(needs="read")
def rounds_of_day(look: Look, day: date | None = None) -> list[RoundNow]:
    """The rounds of a local day (default: today), the earliest first."""
    day = day or look.desk.calendar.day(look.now)
    return _rounds(look, day, day)


def rounds_due(desk: Desk | Look) -> list[RoundNow]:
    """The rounds that somebody should be on now."""
    now = desk.now if isinstance(desk, Look) else desk.now()
    return [each for each in rounds_of_day(desk) if each.state(now) == DUE]


def missed_between(look: Look, since: datetime, until: datetime) -> list[MissedRound]:
    """The rounds whose time ran out between two instants with something not looked at."""
    first, last = (look.desk.calendar.day(at) for at in (since, until))
    rounds = _rounds(look, first - timedelta(days=1), last)
    return [
        MissedRound(each.day.isoformat(), each.name, each.time, len(each.open))
        for each in rounds
        if since <= each.until < until and each.open
    ]


def _rounds(look: Look, since: date, until: date) -> list[RoundNow]:
    declared = declared_rounds(look.desk)
    if not declared:
        return []
    ticks = {(t.day, t.round, t.time, t.item): t for t in rows.round_ticks(look.tx, since, until)}
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    rounds = [
        _round(look.desk, each, day, at, ticks)
        for day in days
        for each in declared
        if each.every_day or look.desk.calendar.is_working_day(day)
        for at in each.times
    ]
    return sorted(rounds, key=lambda each: (each.due, each.name))


def _round(
    desk: Desk, declared: Round, day: date, at: time, ticks: Mapping[tuple[str, str, str, str], RoundTick]
) -> RoundNow:
    due = datetime.combine(day, at, desk.zone).astimezone(desk.now().tzinfo)
    named = f"{at:%H:%M}"
    items = tuple(
        LookedAt(item.name, item.title, item.department, ticks.get((day.isoformat(), declared.name, named, item.name)))
        for item in declared.item
    )
    return RoundNow(declared.name, declared.title, day, named, due, due + timedelta(minutes=declared.minutes), items)


def _again(work: Work, answer: str) -> list[RoundNow]:
    return rounds_of_day(work)


@command(needs="take", again=_again)
def tick_round(
    work: Work,
    name: str,
    at: str,
    item: str,
    *,
    wrong: str | None = None,
    department: str | None = None,
    undo: bool = False,
    key: str | None = None,
) -> list[RoundNow]:
    """Somebody has looked at an item of today's round ``name`` of the time ``at``: in order, or ``wrong`` says what
    is not; a ticket is opened for that where the round names a kind, and handed to the ``department``. ``undo`` takes
    the tick away. Later than its time it counts, and the round stays missed on the sheet that named it.

    Raises :class:`DeskError` for what is not there, or not due yet.
    """
    day = work.desk.calendar.day(work.now)
    existing = _named(rounds_of_day(work), name, at, item)
    if work.now < existing[0].due:
        raise DeskError("round: it is not due before {at}", field="round", at=existing[0].time)
    text = _words(wrong)
    number = _opened(work, existing[0], existing[1], text, department) if text is not None else None
    state = UNTICKED if undo else NOT_IN_ORDER if text is not None else IN_ORDER
    given = {"number": number, "text": text}
    work.note(
        "round_ticked",
        {name: value for name, value in given.items() if value is not None},
        day=day.isoformat(),
        round=name,
        time=existing[0].time,
        item=item,
        state=state,
    )
    return rounds_of_day(work)


def _named(rounds: Sequence[RoundNow], name: str, at: str, item: str) -> tuple[RoundNow, LookedAt]:
    for each in rounds:
        for looked in each.items:
            if (each.name, each.time, looked.name) == (name, at, item):
                return each, looked
    names = ", ".join(f"{each.name} {each.time}" for each in rounds) or "-"
    raise DeskError(
        "{name}: '{value}' is not one of {allowed}",
        field="round",
        name="round",
        value=one_line(f"{name} {at} {item}")[:60],
        allowed=names,
    )


def _words(wrong: str | None) -> str | None:
    if wrong is None:
        return None
    text = clean(wrong).strip()
    if not text or len(text) > TEXT_LIMIT:
        raise DeskError("text: must be 1 to {limit} characters", field="text", limit=TEXT_LIMIT)
    return text


def _opened(work: Work, round_: RoundNow, item: LookedAt, text: str, department: str | None) -> str | None:
    """The number of the ticket for what is not in order, handed to a department where one is named."""
    kind = next(each.kind for each in declared_rounds(work.desk) if each.name == round_.name)
    if not kind:
        return None
    ticket = open_noticed(work, kind, f"{item.title.zh}：{text}")
    if ticket is None:
        return None
    to = department or item.department
    if to is not None:
        ticket.record("specialist_needed", text=text, fields={"to": f"dept:{to}"})
    return ticket.number
