"""Assessments: what was frozen of a period; objections, titles, awards, violations; complaints about somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Two tables of what is derived from the site's events, and what is counted of complaints about reception."""
    op.create_table(
        "assessment_result",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "site_id")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("period", "of", "subject")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("points", "low", "high")),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("results", "tickets", "closed_by")),
        sa.Column("closed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "period", "of", "subject"),
    )
    op.create_table(
        "assessment_entry",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "site_id")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("entry", "what", "of", "subject")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("period", "name", "number")),
        sa.Column("caused_complaint", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("answer", "answered_by")),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("what IN ('objection', 'honour', 'violation')", name="assessment_entry_what"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "entry"),
    )
    op.create_index("assessment_entry_subject", "assessment_entry", ["site_id", "subject"])
    op.add_column("ticket_fact", sa.Column("against", sa.String(), nullable=True))
    op.add_column("ticket_fact", sa.Column("justified_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ticket_fact_justified",
        "ticket_fact",
        ["site_id", "justified_at"],
        sqlite_where=sa.text("justified_at IS NOT NULL"),
    )
