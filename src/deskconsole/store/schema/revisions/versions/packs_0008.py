"""What packs together need, and the times that specialists agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """How specialists keep agreed times is asked each time that one is chosen."""
    op.create_index("clock_agreed", "clock", ["started", "assignee"], sqlite_where=sa.text("do = 'specialist_answer'"))
