"""Quality checks: what was drawn and by which seed, and each check; filed tickets are found by when they were filed."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Two tables of what is derived from the site's events, and an index."""
    op.create_table(
        "quality_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("draw", "level", "period", "seed", "percent")),
        sa.Column("population", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("shares", "drawn", "always", "drawn_by")),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "draw"),
    )
    op.create_index("quality_draw_of", "quality_draw", ["site_id", "level", "period"])
    op.create_table(
        "quality_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("check", sa.String(), nullable=False),
        sa.Column("draw", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("level", "card")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("receiver", "reviewer")),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("always", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("scored_at", sa.BigInteger(), nullable=True),
        sa.Column("points", sa.String(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("score", "plain")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("outcome", "cause")),
        sa.Column("right_by", sa.BigInteger(), nullable=True),
        sa.Column("coached", sa.String(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("seen_at", "appealed_at")),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("decision", "instead")),
        sa.CheckConstraint(
            "state IN ('open', 'scored', 'appealed', 'decided', 'replaced')", name="quality_check_state"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "check"),
    )
    op.create_index("quality_check_number", "quality_check", ["site_id", "number"])
    op.create_index("quality_check_begun", "quality_check", ["site_id", "begun_at"])
    op.create_index("quality_check_draw", "quality_check", ["site_id", "draw"])
    op.create_index("ticket_filed", "ticket", ["site_id", "filed_at"], sqlite_where=sa.text("filed_at IS NOT NULL"))
