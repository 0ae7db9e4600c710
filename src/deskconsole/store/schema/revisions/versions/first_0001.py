"""The first tables, and the triggers that keep the record append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything, in an empty store."""
    _site()
    _people()
    _tickets()
    _record()
    for statement in _TRIGGERS:
        op.execute(statement)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _instant(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _flag(name: str, *, null: bool = False) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=null)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _site() -> None:
    """The site and the texts that events were judged by."""
    op.create_table(
        "policy_text",
        _text("hash"),
        _text("what"),
        _text("name"),
        _text("version"),
        _text("body"),
        _instant("added_at"),
        sa.CheckConstraint("what IN ('pack', 'calendar')", name="policy_text_what"),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "site",
        _number("id"),
        _text("code"),
        _instant("created_at"),
        _text("packs"),
        _number("last_site_seq"),
        _text("head_hash"),
        _text("number_day", null=True),
        _number("number_last"),
        _instant("newest_recorded_at", null=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )


def _people() -> None:
    """Staff, customers, drafts."""
    op.create_table(
        "customer",
        _number("id"),
        _text("uuid"),
        _number("site_id"),
        _text("name", null=True),
        _text("organisation", null=True),
        _text("tier", null=True),
        _text("readings"),
        _instant("created_at"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
    op.create_index("customer_name", "customer", ["site_id", "name"])
    op.create_table(
        "draft",
        _text("id"),
        _number("site_id"),
        _text("person"),
        _text("form"),
        _text("body"),
        _flag("parked"),
        _instant("updated_at"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("draft_person", "draft", ["site_id", "person"])
    op.create_table(
        "staff",
        _number("id"),
        _number("site_id"),
        _text("login"),
        _text("name"),
        _text("role"),
        _text("department", null=True),
        _text("os_account", null=True),
        _flag("enabled"),
        _instant("qualified_at", null=True),
        _instant("created_at"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "login"),
    )
    op.create_index("staff_os_account", "staff", ["site_id", "os_account"])
    op.create_table(
        "contact",
        _number("id"),
        _number("site_id"),
        _number("customer_id"),
        _text("kind"),
        _text("value"),
        _text("digits", null=True),
        _text("digits_reversed", null=True),
        sa.CheckConstraint("kind IN ('phone', 'other')", name="contact_kind"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("contact_customer", "contact", ["customer_id"])
    op.create_index("contact_digits", "contact", ["site_id", "digits"])
    op.create_index("contact_digits_reversed", "contact", ["site_id", "digits_reversed"])
    op.create_index("contact_value", "contact", ["site_id", "value"])


def _tickets() -> None:
    """Tickets and what is derived for them."""
    op.create_table(
        "ticket",
        _number("id"),
        _text("uuid"),
        _number("site_id"),
        _text("number"),
        _text("pack"),
        _text("pack_hash"),
        _text("calendar_hash"),
        _instant("opened_at"),
        _number("customer_id", null=True),
        _number("version"),
        _text("kind", null=True),
        _text("channel", null=True),
        _text("tier", null=True),
        _text("category", null=True),
        _number("level", null=True),
        _flag("urgent"),
        _text("customer", null=True),
        _text("contact", null=True),
        _text("contact_digits", null=True),
        _text("content", null=True),
        _text("request", null=True),
        _text("fields"),
        _text("stage", null=True),
        _text("first_receiver", null=True),
        _text("owner", null=True),
        _instant("received_at", null=True),
        _number("finished", null=True),
        _instant("filed_at", null=True),
        _instant("closed_at", null=True),
        _instant("updated_at", null=True),
        _text("last_words", null=True),
        _text("ringing_call", null=True),
        _flag("waiting"),
        _flag("ended"),
        _instant("settle_at", null=True),
        _instant("next_due"),
        _text("next_rule", null=True),
        _number("next_of", null=True),
        _text("next_do", null=True),
        _text("next_role", null=True),
        _text("next_assignee", null=True),
        _instant("next_started", null=True),
        _instant("next_warn_at", null=True),
        _flag("next_provisional"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "number"),
        sa.UniqueConstraint("site_id", "uuid"),
    )
    op.create_index("ticket_contact", "ticket", ["site_id", "contact_digits"])
    op.create_index("ticket_customer", "ticket", ["customer_id"])
    op.create_index("ticket_settle", "ticket", ["settle_at", "id"], sqlite_where=sa.text("settle_at IS NOT NULL"))
    op.create_index(
        "ticket_open", "ticket", ["next_due", "id", "next_warn_at"], sqlite_where=sa.text("closed_at IS NULL")
    )
    op.create_table(
        "clock",
        _number("id"),
        _number("ticket_id"),
        _text("rule"),
        _number("of"),
        _text("do"),
        _text("role"),
        _text("assignee", null=True),
        _instant("started"),
        _instant("due"),
        _instant("first_due"),
        _instant("ended", null=True),
        _text("state"),
        _number("breaches"),
        _flag("provisional"),
        _flag("reclassified"),
        _instant("warn_at"),
        _instant("every", null=True),
        sa.CheckConstraint("state IN ('running', 'paused', 'met', 'late', 'cancelled')", name="clock_state"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "rule", "of"),
    )
    op.create_index("clock_running", "clock", ["due", "id"], sqlite_where=sa.text("state = 'running'"))
    op.create_table(
        "phone_call",
        _number("id"),
        _number("site_id"),
        _text("call"),
        _number("ticket_id"),
        _number("rang_seq"),
        _text("digits", null=True),
        _instant("rang_at"),
        _text("state"),
        sa.CheckConstraint("state IN ('ringing', 'picked_up', 'hung_up', 'missed')", name="phone_call_state"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "call"),
    )
    op.create_index("phone_call_caller", "phone_call", ["site_id", "digits"])
    op.create_index("phone_call_ringing", "phone_call", ["rang_at"], sqlite_where=sa.text("state = 'ringing'"))


def _record() -> None:
    """Events, payloads, keys of writes."""
    op.create_table(
        "event",
        _number("id"),
        _number("site_id"),
        _number("site_seq"),
        _number("ticket_id", null=True),
        _number("seq"),
        _text("kind"),
        _number("of", null=True),
        _instant("happened_at"),
        _instant("recorded_at"),
        _text("by", null=True),
        _text("source"),
        _text("by_role", null=True),
        _text("by_department", null=True),
        _text("pack_hash"),
        _text("calendar_hash"),
        _text("payload_digest"),
        _text("prev_hash"),
        _text("hash"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "site_seq"),
        sa.UniqueConstraint("ticket_id", "seq"),
    )
    op.create_index("event_recorded", "event", ["recorded_at", "ticket_id"])
    op.create_table(
        "written_key",
        _number("id"),
        _number("site_id"),
        _text("key"),
        _text("digest"),
        _text("answer"),
        _number("ticket_id", null=True),
        _instant("created_at"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "key"),
    )
    op.create_table(
        "payload",
        _number("event_id"),
        _bytes("salt"),
        _text("body"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.PrimaryKeyConstraint("event_id"),
    )


def _refuse(name: str, when: str, table: str, why: str, condition: str = "") -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{why}'); END"


_TRIGGERS = (
    _refuse("event_stays", "UPDATE", "event", "events are never changed"),
    _refuse("event_remains", "DELETE", "event", "events are never deleted"),
    _refuse("payload_stays", "UPDATE", "payload", "what an event says is never changed"),
    # Erasing deletes a payload, so a delete cannot be refused; replacing one can.
    _refuse(
        "payload_once",
        "INSERT",
        "payload",
        "what an event says is never changed",
        "WHEN EXISTS (SELECT 1 FROM payload WHERE event_id = NEW.event_id)",
    ),
    _refuse("policy_text_stays", "UPDATE", "policy_text", "policy texts are never changed"),
    _refuse("policy_text_remains", "DELETE", "policy_text", "policy texts are never deleted"),
    _refuse("site_remains", "DELETE", "site", "a site is never deleted"),
    _refuse(
        "site_head_advances",
        "UPDATE OF last_site_seq, head_hash",
        "site",
        "the head of the record only advances",
        "WHEN NEW.last_site_seq <= OLD.last_site_seq",
    ),
)
