"""What somebody asks who leads to allow, at that one's own console."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """A table of scratch."""
    texts = [sa.Column(name, sa.String(), nullable=False) for name in ("uuid", "number", "action", "asked_by", "state")]
    maybe = [sa.Column(name, sa.String(), nullable=True) for name in ("draft", "decided_by", "word")]
    op.create_table(
        "approval_request",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "site_id", "seq")),
        *texts,
        *maybe,
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'allowed', 'refused')", name="approval_state"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
