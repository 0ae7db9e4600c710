"""The ledger reads tickets by when they began."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """The index that the pages of the ledger go by."""
    op.create_index("ticket_opened", "ticket", ["site_id", "opened_at", "id"])
