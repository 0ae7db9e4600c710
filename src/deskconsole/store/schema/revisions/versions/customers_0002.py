"""The customer's file: owner, preferences, needs, merging, history, kinds of contacts; numbers by normal digits."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from deskconsole.domain.customers.customer import contact_kind, found_by
from deskconsole.text.phones import first_digits, numbers_in

revision = "0002"
down_revision = "0001"

_KINDS = "kind IN ('phone', 'wechat', 'email', 'address', 'other')"


def upgrade() -> None:
    """Columns and the table of histories; names and numbers that are stored already get their compared forms."""
    _customer()
    op.create_table(
        "customer_event",
        sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("site_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "site_seq"),
    )
    _contact()
    _digits_of_tickets()


def _customer() -> None:
    op.add_column("customer", sa.Column("found_by", sa.String(), nullable=False, server_default=""))
    for name in ("owner", "preferences", "special_needs"):
        op.add_column("customer", sa.Column(name, sa.String(), nullable=True))
    # Alembic would rebuild the table for a reference; SQLite itself adds the column in place.
    op.execute("ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer (id)")
    op.add_column("customer", sa.Column("visit_ticket_id", sa.Integer(), nullable=True))
    op.drop_index("customer_name", "customer")
    op.create_index("customer_found_by", "customer", ["site_id", "found_by"])
    op.create_index(
        "customer_merged_into", "customer", ["merged_into"], sqlite_where=sa.text("merged_into IS NOT NULL")
    )
    connection = op.get_bind()
    for key, name, organisation in connection.execute(sa.text("SELECT id, name, organisation FROM customer")).all():
        _run("UPDATE customer SET found_by = :words WHERE id = :id", id=key, words=found_by(name, organisation))


def _contact() -> None:
    """A check cannot be changed in place: the table is made anew, a row for each number."""
    stored = op.get_bind().execute(sa.text("SELECT site_id, customer_id, value FROM contact ORDER BY id")).all()
    op.drop_table("contact")
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=True),
        sa.Column("digits_reversed", sa.String(), nullable=True),
        sa.CheckConstraint(_KINDS, name="contact_kind"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("contact_digits", "contact", ["site_id", "digits", "customer_id"])
    op.create_index("contact_digits_reversed", "contact", ["site_id", "digits_reversed"])
    op.create_index("contact_value", "contact", ["site_id", "value"])
    op.create_index("contact_customer", "contact", ["customer_id"])
    for site_id, customer_id, value in stored:
        numbers = numbers_in(value)
        values = [number.written for number in numbers] if len(numbers) > 1 else [value]
        for part in values:
            digits = first_digits(part)
            _run(
                "INSERT INTO contact (site_id, customer_id, kind, value, digits, digits_reversed) "
                "VALUES (:site_id, :customer_id, :kind, :value, :digits, :digits_reversed)",
                site_id=site_id,
                customer_id=customer_id,
                kind=contact_kind(part),
                value=part,
                digits=digits,
                digits_reversed=digits[::-1] if digits else None,
            )


def _digits_of_tickets() -> None:
    rows = op.get_bind().execute(sa.text("SELECT id, contact, contact_digits FROM ticket WHERE contact IS NOT NULL"))
    for key, contact, before in rows.all():
        digits = first_digits(contact)
        if digits != before:
            _run("UPDATE ticket SET contact_digits = :digits WHERE id = :id", id=key, digits=digits)


def _run(sql: str, **values: Any) -> None:
    op.get_bind().execute(sa.text(sql), values)
