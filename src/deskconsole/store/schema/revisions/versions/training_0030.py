"""Trainings: who was there, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """A table of what is derived from the site's events."""
    op.create_table(
        "training_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("number", "login")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("training", "period")),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("lecturer", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("held_on", "recorded_by")),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("outcome IN ('attended', 'absent', 'passed', 'failed')", name="training_attendance_outcome"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "number", "login"),
    )
    op.create_index("training_attendance_of", "training_attendance", ["site_id", "login"])
