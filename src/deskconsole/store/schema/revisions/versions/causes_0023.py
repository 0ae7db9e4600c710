"""Why something went wrong, so that what has one cause is counted whoever brought it; who is asked on each ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Two columns more of what is derived, and an index."""
    op.add_column("ticket", sa.Column("cause", sa.String(), nullable=True))
    op.add_column("ticket", sa.Column("parties", sa.String(), nullable=True))
    op.create_index(
        "ticket_cause", "ticket", ["site_id", "cause", "opened_at"], sqlite_where=sa.text("cause IS NOT NULL")
    )
