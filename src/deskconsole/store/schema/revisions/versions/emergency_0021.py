"""Entries of emergencies, and what was looked at on rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Two tables of rows that follow from events of the site."""
    op.create_table(
        "emergency_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("uuid", "emergency", "what")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("login", "kind", "person", "text", "inside")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
    op.create_index("emergency_entry_of", "emergency_entry", ["site_id", "emergency"])
    op.create_table(
        "round_tick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("day", "round", "time", "item", "state", "login")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("number", "text")),
        sa.CheckConstraint("state IN ('in_order', 'not_in_order')", name="round_tick_state"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "day", "round", "time", "item"),
    )
