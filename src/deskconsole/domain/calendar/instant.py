"""Instants as whole microseconds since 1970: exact arithmetic for counting, and what the store keeps (T11)."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: Microseconds in a second.
SECOND: Final = 1_000_000


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 of an instant; ``ValueError`` for a time without offset, which is no instant."""
    if at.utcoffset() is None:
        raise ValueError("a time without offset is no instant")
    gone = at - EPOCH
    return (gone.days * 86_400 + gone.seconds) * SECOND + gone.microseconds


def from_micros(micros: int) -> datetime:
    """The instant, in UTC, so many microseconds after 1970; ``OverflowError`` outside the years 1–9999."""
    return EPOCH + timedelta(0, 0, micros)
