"""The kinds of columns that the tables have in common."""

from typing import Any

from sqlmodel import BigInteger, Field


def row_key() -> Any:
    """The database's own key of a row."""
    return Field(default=None, primary_key=True)


def instant() -> Any:
    """Whole microseconds since the epoch, UTC."""
    return Field(sa_type=BigInteger)


def maybe_instant() -> Any:
    """The same, or null."""
    return Field(default=None, sa_type=BigInteger)


def reference(table: str) -> Any:
    """The key of a row of another table."""
    return Field(foreign_key=f"{table}.id")
