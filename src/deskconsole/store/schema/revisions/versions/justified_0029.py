"""Whether a complaint was justified is counted; checks are found by when they were scored and objections decided."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """A column and two indexes."""
    op.add_column("ticket_fact", sa.Column("justified", sa.Boolean(), nullable=True))
    for name in ("scored", "decided"):
        columns, present = ["site_id", f"{name}_at"], sa.text(f"{name}_at IS NOT NULL")
        op.create_index(f"quality_check_{name}", "quality_check", columns, sqlite_where=present)
