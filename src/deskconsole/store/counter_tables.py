"""Queue tickets; see ``tables.py``. What happens to them is written down in the chain as well."""

from sqlmodel import CheckConstraint, SQLModel, UniqueConstraint

from deskconsole.store.tables import _instant, _key, _maybe_instant, _of


class QueueTicketRow(SQLModel, table=True):
    """A number that somebody waits with, on one local day (ISO); ``counter``: the business that it waits for now."""

    __tablename__ = "queue_ticket"
    __table_args__ = (
        UniqueConstraint("site_id", "day", "code"),
        CheckConstraint("state IN ('waiting', 'called', 'served', 'skipped')", name="queue_ticket_state"),
    )
    id: int | None = _key()
    site_id: int = _of("site")
    day: str
    code: str
    counter: str
    state: str
    number: int
    taken_at: int = _instant()
    called_at: int | None = _maybe_instant()
    ended_at: int | None = _maybe_instant()
    window: str | None = None
    calls: int = 0
