"""What figures are counted from: facts of tickets, clocks and calls, derived again for every ticket that there is."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Three tables."""
    _tickets()
    _clocks()
    _calls()


def _tickets() -> None:
    op.create_table(
        "ticket_fact",
        sa.Column("ticket_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("came_at", sa.BigInteger(), nullable=False),
        *_numbers("hour", "weekday"),
        *_texts("channel", "tier", "category", "kind"),
        sa.Column("edition", sa.String(), nullable=False),
        *_texts("responder", "responder_department"),
        sa.Column("response_seconds", sa.Integer(), nullable=True),
        *_texts("owner", "owner_department"),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("resolution_seconds", sa.Integer(), nullable=True),
        *(
            sa.Column(name, sa.BigInteger(), nullable=True)
            for name in ("filed_at", "closed_at", "away_from", "away_until")
        ),
        *_numbers("reopened", "contacts"),
        *_texts("scoring"),
        sa.Column("rated_at", sa.BigInteger(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        *_texts("cause"),
        *_references(),
        sa.PrimaryKeyConstraint("ticket_id"),
    )
    for name in ("closed", "finished", "rated"):
        columns, present = ["site_id", f"{name}_at"], sa.text(f"{name}_at IS NOT NULL")
        op.create_index(f"ticket_fact_{name}", "ticket_fact", columns, sqlite_where=present)


def _clocks() -> None:
    op.create_table(
        "clock_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        *_numbers("site_id", "ticket_id"),
        sa.Column("rule", sa.String(), nullable=False),
        *_numbers("of"),
        sa.Column("duty", sa.String(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("leading", "counts")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("came_at", "due", "first_due")),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        *_texts("person", "department"),
        *_numbers("hour", "weekday"),
        *_texts("channel", "tier", "category", "kind"),
        sa.CheckConstraint("result IN ('running', 'paused', 'met', 'late', 'none')", name="clock_fact_result"),
        *_references(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "rule", "of"),
    )
    op.create_index(
        "clock_fact_late", "clock_fact", ["site_id", "due", "duty"], sqlite_where=sa.text("result = 'late'")
    )
    op.create_index(
        "clock_fact_ended", "clock_fact", ["site_id", "ended", "duty"], sqlite_where=sa.text("ended IS NOT NULL")
    )


def _calls() -> None:
    op.create_table(
        "call_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        *_numbers("site_id", "ticket_id", "of"),
        sa.Column("rang_at", sa.BigInteger(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        *_texts("person", "department"),
        *_numbers("hour", "weekday"),
        *_texts("channel", "tier", "category", "kind"),
        *_references(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "of"),
    )
    op.create_index("call_fact_rang", "call_fact", ["site_id", "rang_at"])


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _references() -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
    ]
