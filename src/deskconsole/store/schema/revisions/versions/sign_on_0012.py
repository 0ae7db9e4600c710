"""Signing on with a PIN: what it is checked against, tries, recovery codes, and who has broken the glass."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Four tables; nobody has a PIN yet."""
    _table("staff_pin", ("login", "digest", "pepper"), ("login",), _flag("one_time"), _instant("until", nullable=True))
    _table("pin_tries", ("who",), ("who",), sa.Column("tries", sa.Integer(), nullable=False), _instant("last_at"))
    _table("recovery_code", ("digest",), ("digest",))
    _table(
        "glass",
        ("uuid", "login"),
        ("uuid",),
        sa.Column("reason", sa.String(), nullable=True),
        *(_instant("opened_at"), _instant("until"), _instant("closed_at", nullable=True)),
    )


def _table(name: str, texts: tuple[str, ...], key: tuple[str, ...], *more: Any) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(sa.Column(each, sa.String(), nullable=False) for each in texts),
        *more,
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", *key),
    )


def _flag(name: str) -> Any:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)
