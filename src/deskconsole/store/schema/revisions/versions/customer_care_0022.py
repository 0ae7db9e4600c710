"""What customers agreed to, when their files were checked, who does not wish to be contacted unasked."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """A table; nobody has been asked yet."""
    op.create_table(
        "customer_care",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("customer", sa.String(), nullable=False),
        *(_text("checked_by"), _instant("checked_at")),
        *(_text("consent"), _text("consent_by"), _instant("consent_at")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("purposes", "channels")),
        *(_text("stopped_by"), _instant("stopped_at")),
        sa.CheckConstraint("consent IN ('given', 'refused')", name="customer_care_consent"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "customer"),
    )
    op.create_index(
        "customer_care_stopped", "customer_care", ["stopped_at"], sqlite_where=sa.text("stopped_at IS NOT NULL")
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=True)


def _instant(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=True)
