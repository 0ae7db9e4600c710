"""PINs, tries, recovery codes and what is to be allowed, no part of the record; who has broken the glass, which is."""

from sqlalchemy import select
from sqlmodel import CheckConstraint, SQLModel, UniqueConstraint

from deskconsole.domain.site.glass import Glass
from deskconsole.store.schema.parts import (
    any_or,
    columns,
    delete_row,
    given,
    here,
    insert_row,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
    upsert,
    word,
)
from deskconsole.store.sign_on.approvals import ApprovalRecord
from deskconsole.store.sign_on.pins import HasPin, PinRecord, TriesRecord


class StaffPinRow(SQLModel, table=True):
    """What somebody's PIN or one-time code is checked against; secret, outside the chain."""

    __tablename__ = "staff_pin"
    __table_args__ = (UniqueConstraint("site_id", "login"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    login: str
    digest: str
    one_time: bool = False
    until: int | None = maybe_instant()
    pepper: str


class PinTriesRow(SQLModel, table=True):
    """How often somebody has tried; operational, outside the chain."""

    __tablename__ = "pin_tries"
    __table_args__ = (UniqueConstraint("site_id", "who"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    who: str
    tries: int
    last_at: int = instant()


class RecoveryCodeRow(SQLModel, table=True):
    """The digest of a recovery code that is left; secret, outside the chain."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("site_id", "digest"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    digest: str


class GlassRow(SQLModel, table=True):
    """Somebody had a leader's needs for a while; derived."""

    __tablename__ = "glass"
    __table_args__ = (UniqueConstraint("site_id", "uuid"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    uuid: str
    login: str
    reason: str | None = None
    opened_at: int = instant()
    until: int = instant()
    closed_at: int | None = maybe_instant()


class ApprovalRequestRow(SQLModel, table=True):
    """Somebody asks who leads to allow something; scratch, outside the chain."""

    __tablename__ = "approval_request"
    __table_args__ = (
        UniqueConstraint("site_id", "uuid"),
        CheckConstraint("state IN ('asked', 'allowed', 'refused')", name="approval_state"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    uuid: str
    number: str
    action: str
    seq: int
    draft: str | None = None
    asked_by: str
    asked_at: int = instant()
    state: str
    decided_by: str | None = None
    decided_at: int | None = maybe_instant()
    word: str | None = None


PIN = table_of(StaffPinRow)
TRIES = table_of(PinTriesRow)
CODE = table_of(RecoveryCodeRow)
GLASS = table_of(GlassRow)
APPROVAL = table_of(ApprovalRequestRow)

PIN_OF = select(*columns(PinRecord, PIN)).where(here(PIN), PIN.c.login == given("login"))
WHO_HAS_PINS = select(*columns(HasPin, PIN)).where(here(PIN)).order_by(PIN.c.login)
SAVE_PIN = upsert(PIN, "site_id", "login")
DROP_PIN = delete_row(PIN, PIN.c.login == given("login"))
TRIES_OF = select(*columns(TriesRecord, TRIES)).where(here(TRIES), TRIES.c.who == given("who"))
SAVE_TRIES = upsert(TRIES, "site_id", "who")
DROP_TRIES = delete_row(TRIES, TRIES.c.who == given("who"))
DROP_TRIES_BEFORE = delete_row(TRIES, TRIES.c.who.like(given("begins")), TRIES.c.last_at < given("before"))
RECOVERY_CODES = select(CODE.c.digest).where(here(CODE)).order_by(CODE.c.id)
SAVE_RECOVERY_CODE = insert_row(CODE, "id")
DROP_RECOVERY_CODE = delete_row(CODE, any_or(CODE.c.digest, "digest"))
APPROVALS = select(*columns(ApprovalRecord, APPROVAL)).where(here(APPROVAL)).order_by(APPROVAL.c.id)
ALLOWED = (
    select(*columns(ApprovalRecord, APPROVAL))
    .where(
        here(APPROVAL),
        APPROVAL.c.asked_by == given("login"),
        APPROVAL.c.number == given("number"),
        APPROVAL.c.action == given("action"),
        APPROVAL.c.state == word("allowed"),
    )
    .order_by(APPROVAL.c.id.desc())
)
SAVE_APPROVAL = upsert(APPROVAL, "site_id", "uuid")
DROP_APPROVAL = delete_row(APPROVAL, APPROVAL.c.uuid == given("uuid"))
DROP_APPROVALS_BEFORE = delete_row(APPROVAL, APPROVAL.c.asked_at < given("before"))
GLASS_LIST = select(*columns(Glass, GLASS)).where(here(GLASS)).order_by(GLASS.c.id.desc())
OPEN_GLASS = (
    select(*columns(Glass, GLASS))
    .where(here(GLASS), GLASS.c.login == given("login"), GLASS.c.closed_at.is_(None), GLASS.c.until > given("now"))
    .order_by(GLASS.c.until.desc())
)
