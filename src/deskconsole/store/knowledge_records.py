"""What the store gives out of the knowledge base: frozen records; field names are the columns' names."""

from datetime import datetime
from typing import Final, NamedTuple

#: The events whose words answer the customer.
ANSWERING: Final = ("answered", "replied", "specialist_answered", "solved")


class ArticleRecord(NamedTuple):
    """An article as it is now."""

    id: int
    number: int
    source: str | None
    from_ticket: str | None
    version: int
    category: str
    title: str
    text: str
    price: bool
    uses: int
    changed_at: datetime
    changed_by: str | None
    retired_at: datetime | None


class ArticleVersionRecord(NamedTuple):
    """What an article said in one version."""

    version: int
    category: str
    title: str
    text: str
    price: bool
    written_at: datetime
    written_by: str | None


class AnsweredRecord(NamedTuple):
    """A ticket that was answered; ``version`` is the ``seq`` of its last event."""

    id: int
    number: str
    version: int
    category: str | None
    content: str | None
    request: str | None
