"""Shifts and their hand-overs, the news of a day, the roster."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Who is on duty when, and what one shift leaves to the next."""
    _shift()
    _news()
    _duty()


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _instant(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _shift() -> None:
    op.create_table(
        "shift",
        *(_number("id"), _number("site_id"), _text("uuid"), _text("state"), _text("part"), _text("login")),
        *(_instant("opened_at"), _text("ticked"), _text("note", null=True), _text("sheet", null=True)),
        *(_instant("handed_over_at", null=True), _text("handed_over_by", null=True)),
        *(_instant("accepted_at", null=True), _text("accepted_by", null=True)),
        sa.CheckConstraint("state IN ('open', 'handed_over', 'accepted')", name="shift_state"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
    op.create_index("shift_open", "shift", ["site_id"], unique=True, sqlite_where=sa.text("state = 'open'"))
    op.create_index("shift_opened", "shift", ["site_id", "opened_at"])


def _news() -> None:
    op.create_table(
        "shift_news",
        *(_number("id"), _number("site_id"), _text("uuid"), _text("day"), _text("text"), _text("added_by")),
        *(_instant("added_at"), _flag("dropped")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
    op.create_index("shift_news_day", "shift_news", ["site_id", "day"])


def _duty() -> None:
    op.create_table(
        "duty",
        *(_number("id"), _number("site_id"), _text("day"), _text("part"), _text("login")),
        *(_text("substitute", null=True), _flag("absent")),
        sa.CheckConstraint("part IN ('day', 'night', 'holiday')", name="duty_part"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "day", "part"),
    )
