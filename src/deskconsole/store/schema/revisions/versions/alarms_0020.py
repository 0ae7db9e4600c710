"""Which matters are grave, and why clocks were late."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0016"


def upgrade() -> None:
    """Columns of tickets and clocks, and the list of what was late."""
    op.add_column("ticket", sa.Column("major", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("cause", "cause_by", "cause_state"):
        op.add_column("clock", sa.Column(name, sa.String(), nullable=True))
    op.create_index("clock_late", "clock", ["ended", "id"], sqlite_where=sa.text("state = 'late'"))
    op.create_index("clock_told", "clock", ["do", "due", "id"], sqlite_where=sa.text("state = 'running'"))
