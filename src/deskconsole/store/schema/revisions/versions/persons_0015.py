"""Legal holds, erasures asked for; what a version of an article said may be emptied, and nothing else of it changed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"


def upgrade() -> None:
    """Two tables, and another condition for the trigger of the versions of articles."""
    op.create_table(
        "legal_hold",
        *(_number("id"), _number("site_id"), _number("number"), _text("name", null=True), _text("who")),
        *(_text("held_by"), _instant("held_at"), _text("released_by", null=True), _instant("released_at", null=True)),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "number"),
    )
    op.create_table(
        "erasure",
        *(_number("id"), _number("site_id"), _number("number"), _text("who"), _text("reason", null=True)),
        *(sa.Column("named", sa.Boolean(), nullable=False), _text("state")),
        *(_text("asked_by"), _instant("asked_at"), _text("decided_by", null=True), _instant("decided_at", null=True)),
        _instant("done_at", null=True),
        sa.CheckConstraint("state IN ('asked', 'approved', 'refused', 'done')", name="erasure_state"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "number"),
    )
    op.execute("DROP TRIGGER article_version_stays")
    op.execute(
        "CREATE TRIGGER article_version_stays BEFORE UPDATE ON article_version "
        "WHEN NEW.title <> '' OR NEW.text <> '' OR NEW.id <> OLD.id OR NEW.article_id <> OLD.article_id "
        "OR NEW.version <> OLD.version OR NEW.category <> OLD.category OR NEW.price <> OLD.price "
        "OR NEW.written_at <> OLD.written_at OR NEW.written_by IS NOT OLD.written_by "
        "BEGIN SELECT RAISE(ABORT, 'what an article said is never changed'); END"
    )


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _instant(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)
