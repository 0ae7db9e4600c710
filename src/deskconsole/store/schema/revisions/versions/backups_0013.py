"""The last backup is found without a walk through the record."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """An index of the events that tell of one."""
    op.create_index("event_backed_up", "event", ["site_id", "site_seq"], sqlite_where=sa.text("kind = 'backed_up'"))
