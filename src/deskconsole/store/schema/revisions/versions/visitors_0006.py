"""Visitors expected, rooms, passes, the watch list."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Who is expected, and what a visitor is given or meets with."""
    _expected()
    _rooms()
    _passes()
    _watched()


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _instant(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _expected() -> None:
    op.create_table(
        "expected_visitor",
        *(_number("id"), _number("site_id"), _text("uuid"), _instant("at"), _text("state"), _text("kind")),
        *(_text("name"), _text("digits", null=True), _number("ticket_id", null=True), _text("body")),
        sa.CheckConstraint("state IN ('expected', 'arrived', 'cancelled')", name="expected_visitor_state"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
    op.create_index("expected_visitor_at", "expected_visitor", ["site_id", "at"])
    op.create_index("expected_visitor_ticket", "expected_visitor", ["ticket_id"])


def _rooms() -> None:
    op.create_table(
        "room_use",
        *(_number("id"), _number("site_id"), _text("uuid"), _text("room"), _instant("starts"), _instant("ends")),
        *(_text("title"), _text("organiser", null=True), _number("people", null=True), _text("prepared")),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
    op.create_index("room_use_starts", "room_use", ["site_id", "starts"])


def _passes() -> None:
    op.create_table(
        "visitor_pass",
        *(_number("id"), _number("site_id"), _text("number"), _number("ticket_id"), _instant("out_at")),
        _instant("back_at", null=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "visitor_pass_out",
        "visitor_pass",
        ["site_id", "number"],
        unique=True,
        sqlite_where=sa.text("back_at IS NULL"),
    )
    op.create_index("visitor_pass_ticket", "visitor_pass", ["ticket_id"])


def _watched() -> None:
    op.create_table(
        "watched_visitor",
        *(_number("id"), _number("site_id"), _number("number"), _text("name", null=True), _text("digits", null=True)),
        *(_text("organisation", null=True), _text("reason"), _text("tell"), _instant("added_at"), _text("added_by")),
        _instant("ended_at", null=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "number"),
    )
