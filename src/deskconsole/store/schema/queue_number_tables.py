"""Queue tickets; see ``tables.py``. What happens to them is written down in the chain as well."""

from sqlmodel import CheckConstraint, SQLModel, UniqueConstraint

from deskconsole.store.schema.columns import instant, maybe_instant, reference, row_key


class QueueTicketRow(SQLModel, table=True):
    """A number that somebody waits with, on one local day (ISO); ``counter``: the business that it waits for now."""

    __tablename__ = "queue_ticket"
    __table_args__ = (
        UniqueConstraint("site_id", "day", "code"),
        CheckConstraint("state IN ('waiting', 'called', 'served', 'skipped')", name="queue_ticket_state"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    day: str
    code: str
    counter: str
    state: str
    number: int
    taken_at: int = instant()
    called_at: int | None = maybe_instant()
    ended_at: int | None = maybe_instant()
    window: str | None = None
    calls: int = 0
