"""Entries of emergencies."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """A table of rows that follow from events of the site."""
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
