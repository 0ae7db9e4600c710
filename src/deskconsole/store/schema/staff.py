"""The people of the desk, and how specialists keep the times that they agreed to."""

from sqlalchemy import and_, case, func, literal_column, or_, select
from sqlmodel import Index, SQLModel, UniqueConstraint

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


STAFF = table_of(StaffRow)

_STAFF = select(*columns(StaffRecord, STAFF)).where(here(STAFF))
_OVERDUE = and_(CLOCK.c.state == word("running"), CLOCK.c.due < given("now"))
_IN_TIME = case((CLOCK.c.state == word("met"), literal_column("1")), else_=literal_column("0"))

STAFF_BY_LOGIN = _STAFF.where(STAFF.c.login == given("login"))
STAFF_BY_OS_ACCOUNT = _STAFF.where(STAFF.c.os_account == given("os_account")).order_by(
    STAFF.c.enabled.desc(), STAFF.c.id
)
STAFF_LIST = _STAFF.order_by(STAFF.c.login)
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
