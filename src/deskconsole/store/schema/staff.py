"""The people of the desk, and how specialists keep the times that they agreed to."""

from sqlalchemy import and_, case, func, literal_column, or_, select
from sqlmodel import CheckConstraint, Index, SQLModel, UniqueConstraint

from deskconsole.domain.site.trainings import AttendanceRow
from deskconsole.store.schema.parts import (
    also_here,
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
from deskconsole.store.schema.tickets import CLOCK, TICKET
from deskconsole.store.staff import StaffRecord


class StaffRow(SQLModel, table=True):
    """Somebody who works at the desk."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("site_id", "login"), Index("staff_os_account", "site_id", "os_account"))
    id: int | None = row_key()
    site_id: int = reference("site")
    login: str
    name: str
    role: str
    department: str | None = None
    os_account: str | None = None
    enabled: bool = True
    qualified_at: int | None = maybe_instant()
    created_at: int = instant()


class AttendanceTable(SQLModel, table=True):
    """One person at one training, and what came of it."""

    __tablename__ = "training_attendance"
    __table_args__ = (
        UniqueConstraint("site_id", "number", "login"),
        CheckConstraint("outcome IN ('attended', 'absent', 'passed', 'failed')", name="training_attendance_outcome"),
        Index("training_attendance_of", "site_id", "login"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    number: str
    login: str
    training: str | None = None
    period: str | None = None
    outcome: str
    lecturer: str | None = None
    held_on: str
    recorded_by: str
    recorded_at: int = instant()


STAFF = table_of(StaffRow)
ATTENDANCE = table_of(AttendanceTable)

_STAFF = select(*columns(StaffRecord, STAFF)).where(here(STAFF))
_OVERDUE = and_(CLOCK.c.state == word("running"), CLOCK.c.due < given("now"))
_IN_TIME = case((CLOCK.c.state == word("met"), literal_column("1")), else_=literal_column("0"))

STAFF_BY_LOGIN = _STAFF.where(STAFF.c.login == given("login"))
STAFF_BY_OS_ACCOUNT = _STAFF.where(STAFF.c.os_account == given("os_account")).order_by(
    STAFF.c.enabled.desc(), STAFF.c.id
)
STAFF_LIST = _STAFF.order_by(STAFF.c.login)
_ATTENDANCE = select(*columns(AttendanceRow, ATTENDANCE)).where(here(ATTENDANCE))
ATTENDANCE_OF_TRAINING = _ATTENDANCE.where(ATTENDANCE.c.number == given("number")).order_by(ATTENDANCE.c.login)
ATTENDANCE_OF_PERSON = _ATTENDANCE.where(ATTENDANCE.c.login == given("login")).order_by(
    ATTENDANCE.c.held_on.desc(), ATTENDANCE.c.number.desc()
)
ATTENDANCE_SINCE = _ATTENDANCE.where(ATTENDANCE.c.held_on >= given("since")).order_by(
    ATTENDANCE.c.held_on, ATTENDANCE.c.number, ATTENDANCE.c.login
)
AGREED_TIMES = (
    select(CLOCK.c.assignee, func.count(), func.sum(_IN_TIME))
    .select_from(CLOCK.join(TICKET, TICKET.c.id == CLOCK.c.ticket_id))
    .where(
        CLOCK.c.do == word("specialist_answer"),
        CLOCK.c.started >= given("since"),
        CLOCK.c.assignee.is_not(None),
        or_(CLOCK.c.state.in_(words(("met", "late"))), _OVERDUE),
        also_here(TICKET),
    )
    .group_by(CLOCK.c.assignee)
)
