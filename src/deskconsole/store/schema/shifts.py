"""Shifts and their hand-overs, the news of a day, the roster; rounds, entries of emergencies, quality checks.

What these rows say now is written down in the chain as well, as events of the site.
"""

from sqlalchemy import or_, select
from sqlmodel import CheckConstraint, Index, SQLModel, UniqueConstraint, column

from deskconsole.domain.emergency.log import Entry
from deskconsole.domain.site.checks import CheckRow, DrawRow
from deskconsole.domain.site.rounds import RoundTick
from deskconsole.store.schema.parts import (
    AT_MOST,
    any_or,
    columns,
    given,
    here,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
    word,
    words,
)
from deskconsole.store.shifts import DutyRecord, NewsRecord, ShiftRecord


class ShiftRow(SQLModel, table=True):
    """A shift of one person. ``ticked``: what was checked before it, by whom and when. ``sheet``: what was open when
    it was handed over, by numbers only: nothing personal stays here when a ticket is erased."""

    __tablename__ = "shift"
    __table_args__ = (
        UniqueConstraint("site_id", "uuid"),
        CheckConstraint("state IN ('open', 'handed_over', 'accepted')", name="shift_state"),
        Index("shift_open", "site_id", unique=True, sqlite_where=column("state") == "open"),
        Index("shift_opened", "site_id", "opened_at"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    uuid: str
    state: str
    part: str
    login: str
    opened_at: int = instant()
    ticked: str = "{}"
    note: str | None = None
    sheet: str | None = None
    handed_over_at: int | None = maybe_instant()
    handed_over_by: str | None = None
    accepted_at: int | None = maybe_instant()
    accepted_by: str | None = None


class ShiftNewsRow(SQLModel, table=True):
    """Something to know on a day: an event, a visit, a room that is closed."""

    __tablename__ = "shift_news"
    __table_args__ = (UniqueConstraint("site_id", "uuid"), Index("shift_news_day", "site_id", "day"))
    id: int | None = row_key()
    site_id: int = reference("site")
    uuid: str
    day: str
    text: str
    added_by: str
    added_at: int = instant()
    dropped: bool = False


class DutyRow(SQLModel, table=True):
    """Who has the duty of a part of a day (day, night, holiday), and who stands in for them."""

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("site_id", "day", "part"),
        CheckConstraint("part IN ('day', 'night', 'holiday')", name="duty_part"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    day: str
    part: str
    login: str
    substitute: str | None = None
    absent: bool = False


class EmergencyEntryRow(SQLModel, table=True):
    """One entry of an emergency: a line of its log, a tick of the roll-call, its beginning or end. Whom a tick is of
    stands there by the number of a visit; what was typed can be erased."""

    __tablename__ = "emergency_entry"
    __table_args__ = (UniqueConstraint("site_id", "uuid"), Index("emergency_entry_of", "site_id", "emergency"))
    id: int | None = row_key()
    site_id: int = reference("site")
    uuid: str
    emergency: str
    what: str
    at: int = instant()
    login: str | None = None
    kind: str | None = None
    person: str | None = None
    text: str | None = None
    inside: str | None = None


class RoundTickRow(SQLModel, table=True):
    """An item of a round of a local day and time: in order or not, and the ticket that was opened for it."""

    __tablename__ = "round_tick"
    __table_args__ = (
        UniqueConstraint("site_id", "day", "round", "time", "item"),
        CheckConstraint("state IN ('in_order', 'not_in_order')", name="round_tick_state"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    day: str
    round: str
    time: str
    item: str
    state: str
    login: str
    at: int = instant()
    number: str | None = None
    text: str | None = None


class QualityDrawRow(SQLModel, table=True):
    """A draw of records to be checked, with what proves it: seed, percentage, strata, the digest of all candidates."""

    __tablename__ = "quality_draw"
    __table_args__ = (UniqueConstraint("site_id", "draw"), Index("quality_draw_of", "site_id", "level", "period"))
    id: int | None = row_key()
    site_id: int = reference("site")
    draw: str
    level: str
    period: str
    seed: str
    percent: str
    population: str
    size: int
    shares: str
    drawn: str
    always: str
    drawn_by: str
    drawn_at: int = instant()


class QualityCheckRow(SQLModel, table=True):
    """One check of one ticket as it stands; what was written about it are words of the ticket's events."""

    __tablename__ = "quality_check"
    __table_args__ = (
        UniqueConstraint("site_id", "check"),
        CheckConstraint("state IN ('open', 'scored', 'appealed', 'decided', 'replaced')", name="quality_check_state"),
        Index("quality_check_number", "site_id", "number"),
        Index("quality_check_begun", "site_id", "begun_at"),
        Index("quality_check_draw", "site_id", "draw"),
        Index("quality_check_scored", "site_id", "scored_at", sqlite_where=column("scored_at").is_not(None)),
        Index("quality_check_decided", "site_id", "decided_at", sqlite_where=column("decided_at").is_not(None)),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    check: str
    draw: str | None = None
    number: str
    of: int
    level: str
    card: str
    receiver: str | None = None
    reviewer: str | None = None
    due: int = instant()
    always: bool
    state: str
    begun_at: int = instant()
    scored_at: int | None = maybe_instant()
    points: str | None = None
    score: int | None = None
    plain: int | None = None
    outcome: str | None = None
    cause: str | None = None
    right_by: int | None = maybe_instant()
    coached: str | None = None
    seen_at: int | None = maybe_instant()
    appealed_at: int | None = maybe_instant()
    decided_by: str | None = None
    decided_at: int | None = maybe_instant()
    decision: str | None = None
    instead: str | None = None


SHIFT = table_of(ShiftRow)
NEWS = table_of(ShiftNewsRow)
DUTY = table_of(DutyRow)
ENTRY = table_of(EmergencyEntryRow)
TICK = table_of(RoundTickRow)
DRAW = table_of(QualityDrawRow)
CHECK = table_of(QualityCheckRow)

_SHIFTS = select(*columns(ShiftRecord, SHIFT)).where(here(SHIFT))

OPEN_SHIFT = _SHIFTS.where(SHIFT.c.state == word("open"))
SHIFTS_WAITING = _SHIFTS.where(SHIFT.c.state == word("handed_over")).order_by(SHIFT.c.handed_over_at, SHIFT.c.id)
NEWEST_SHIFTS = _SHIFTS.order_by(SHIFT.c.opened_at.desc()).limit(AT_MOST)
NEWS_OF_DAY = (
    select(*columns(NewsRecord, NEWS))
    .where(here(NEWS), NEWS.c.day == given("day"), ~NEWS.c.dropped)
    .order_by(NEWS.c.id)
)
DUTIES = (
    select(*columns(DutyRecord, DUTY))
    .where(here(DUTY), DUTY.c.day >= given("since"), DUTY.c.day <= given("until"))
    .order_by(DUTY.c.day, DUTY.c.part)
)
_NEWEST = (
    select(ENTRY.c.emergency)
    .where(here(ENTRY))
    .group_by(ENTRY.c.emergency)
    .order_by(ENTRY.c.emergency.desc())
    .limit(AT_MOST)
    .subquery()
)
EMERGENCY_ENTRIES = (
    select(*columns(Entry, ENTRY))
    .where(here(ENTRY), ENTRY.c.emergency.in_(select(_NEWEST.c.emergency)))
    .order_by(ENTRY.c.at, ENTRY.c.uuid)
)
STORED_ENTRIES = select(ENTRY.c.uuid).where(here(ENTRY))
ROUND_TICKS = (
    select(*columns(RoundTick, TICK))
    .where(here(TICK), TICK.c.day >= given("since"), TICK.c.day <= given("until"))
    .order_by(TICK.c.day, TICK.c.time, TICK.c.id)
)

DRAWS_OF = (
    select(*columns(DrawRow, DRAW))
    .where(here(DRAW), DRAW.c.level == given("level"), DRAW.c.period == given("period"))
    .order_by(DRAW.c.id)
)
LAST_DRAW = (
    select(*columns(DrawRow, DRAW))
    .where(
        here(DRAW),
        DRAW.c.level == given("level"),
        any_or(DRAW.c.period, "period"),
    )
    .order_by(DRAW.c.id.desc())
)
DRAW_BY_ID = select(*columns(DrawRow, DRAW)).where(here(DRAW), DRAW.c.draw == given("draw"))
_CHECKS = select(*columns(CheckRow, CHECK)).where(here(CHECK))
CHECKS_OF = _CHECKS.where(CHECK.c.number == given("number")).order_by(CHECK.c.id)
CHECKS_OF_DRAW = _CHECKS.where(CHECK.c.draw == given("draw")).order_by(CHECK.c.id)
CHECK_BY_ID = _CHECKS.where(CHECK.c.check == given("check"))
CHECKS_BEGUN = _CHECKS.where(CHECK.c.begun_at >= given("since"), CHECK.c.begun_at < given("until")).order_by(CHECK.c.id)
CHECKS_SINCE = (
    _CHECKS.where(or_(CHECK.c.begun_at >= given("since"), CHECK.c.state.in_(words(("open", "appealed")))))
    .order_by(CHECK.c.due, CHECK.c.id)
    .limit(AT_MOST)
)
