"""Surveys of customers: what was drawn, and what figures count of them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """A table of what is derived from the site's events, and one of facts."""
    op.create_table(
        "survey_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("draw", "survey", "period", "seed", "percent")),
        sa.Column("population", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("left_out", "shares", "drawn", "drawn_by")),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "draw"),
    )
    op.create_index("survey_draw_of", "survey_draw", ["site_id", "survey", "period"])
    op.create_table(
        "survey_fact",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "site_id", "ticket_id", "of")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("question", "survey")),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("person", "department")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("hour", "weekday")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("channel", "tier", "category", "kind")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "of", "question"),
    )
    op.create_index("survey_fact_at", "survey_fact", ["site_id", "at"])
