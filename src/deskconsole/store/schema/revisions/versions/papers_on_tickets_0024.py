"""Which documents of a ticket are missing, and where its papers are."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Two columns more of what is derived, and an index."""
    op.add_column("ticket", sa.Column("papers", sa.String(), nullable=True))
    op.add_column("ticket", sa.Column("papers_open", sa.String(), nullable=True))
    op.create_index("ticket_papers", "ticket", ["site_id", "papers", "id"], sqlite_where=sa.text("papers IS NOT NULL"))
