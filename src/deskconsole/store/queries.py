"""Every statement that the store runs, written once with SQLAlchemy Core over the tables.

Nothing imports this at run time. ``python -m deskconsole.store.queries`` compiles the statements into
``statements.py``; a test compiles them again and compares.
"""

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    Column,
    Insert,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from deskconsole.store import records, tables
from deskconsole.store.mapping import CLOCK_NAMES

Statement = ClauseElement


def _table(row: type[SQLModel]) -> Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


SITE = _table(tables.SiteRow)
POLICY_TEXT = _table(tables.PolicyTextRow)
STAFF = _table(tables.StaffRow)
CUSTOMER = _table(tables.CustomerRow)
CONTACT = _table(tables.ContactRow)
TICKET = _table(tables.TicketRow)
EVENT = _table(tables.EventRow)
PAYLOAD = _table(tables.PayloadRow)
CLOCK = _table(tables.ClockRow)
CALL = _table(tables.PhoneCallRow)
KEY = _table(tables.WrittenKeyRow)
DRAFT = _table(tables.DraftRow)

given = bindparam


def _word(text: str) -> Any:
    """A constant inside the statement, so that a partial index is recognised."""
    return literal_column(f"'{text}'")


def _columns(names: Iterable[str], table: Table, *, prefix: str = "") -> list[Column[Any]]:
    """The columns of these names, in this order; one missing in ``table`` is tried with ``prefix``."""
    return [table.c[name] if name in table.c else table.c[prefix + name] for name in names]


def _any_or(column: Column[Any], name: str) -> Any:
    """A filter that is off while its value is null."""
    return or_(given(name).is_(None), column == given(name))


def _upsert(table: Table, *key: str, fixed: tuple[str, ...] = ()) -> ClauseElement:
    """Insert, or replace every column but ``key`` and ``fixed``; a row key that is not ``key`` is the database's."""
    given_names = [c.name for c in table.c if c.name in key or not c.primary_key]
    statement = sqlite.insert(table).values({name: given(name) for name in given_names})
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in key],
        set_={table.c[name]: statement.excluded[name] for name in given_names if name not in (*key, *fixed)},
    )


def _insert(table: Table, *left_out: str) -> Insert:
    return insert(table).values({c.name: given(c.name) for c in table.c if c.name not in left_out})


def _update(table: Table, *where: Any, names: tuple[str, ...]) -> Update:
    return update(table).where(*where).values({name: given(name) for name in names})


_EVENT_COLUMNS = (
    *(EVENT.c[name] for name in ("seq", "kind", "of", "happened_at", "recorded_at", "by", "source", "by_role")),
    *(EVENT.c[name] for name in ("by_department", "pack_hash", "calendar_hash", "payload_digest")),
    PAYLOAD.c.body,
)
_IDENTITY = ("id", "uuid", "site_id", "number", "pack", "pack_hash", "calendar_hash", "opened_at", "customer_id")
_NOT_NULL = ("next_due", "version", "urgent", "fields", "waiting", "ended", "next_provisional")
_DERIVED = tuple(c.name for c in TICKET.c if c.name not in _IDENTITY)
_WITH_PAYLOAD = EVENT.outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)
_RUNNING = CLOCK.c.state == _word("running")
_IS_OPEN = TICKET.c.closed_at.is_(None)
_HERE: BindParameter[int] = given("site_id")
_TICKETS = select(*_columns(records.TicketRecord._fields, TICKET))
_CUSTOMERS = select(*_columns(records.CustomerRecord._fields, CUSTOMER))
_STAFF = select(*_columns(records.StaffRecord._fields, STAFF))
_CALLS = select(*_columns(records.CallRecord._fields, CALL))
_MINE = exists().where(
    CLOCK.c.ticket_id == TICKET.c.id,
    CLOCK.c.state.in_([_word("running"), _word("paused")]),
    CLOCK.c.assignee == given("mine"),
)

_TICKET_STATEMENTS: Mapping[str, Statement] = {
    "find_ticket": _TICKETS.where(TICKET.c.site_id == _HERE, TICKET.c.number == given("number")),
    "find_ticket_by_id": _TICKETS.where(TICKET.c.id == given("ticket_id")),
    "find_ticket_by_uuid": _TICKETS.where(TICKET.c.site_id == _HERE, TICKET.c.uuid == given("uuid")),
    "open_tickets_ending": _TICKETS.where(_IS_OPEN, TICKET.c.number.like(given("pattern"))).order_by(
        TICKET.c.id.desc()
    ),
    "newest_number": select(TICKET.c.number)
    .where(TICKET.c.site_id == _HERE, TICKET.c.number > given("low"), TICKET.c.number < given("high"))
    .order_by(func.length(TICKET.c.number).desc(), TICKET.c.number.desc())
    .limit(given("limit")),
    "open_ticket_ids": select(TICKET.c.id).where(_IS_OPEN).order_by(TICKET.c.next_due, TICKET.c.id),
    "tickets_to_settle": _TICKETS.where(TICKET.c.settle_at.is_not(None), TICKET.c.settle_at <= given("now"))
    .order_by(TICKET.c.settle_at, TICKET.c.id)
    .limit(given("limit")),
    "ringing_to_settle": select(TICKET.c.id).where(
        TICKET.c.settle_at.is_not(None), TICKET.c.settle_at <= given("now"), TICKET.c.ringing_call.is_not(None)
    ),
    "tickets_changed_after": select(EVENT.c.ticket_id).where(
        EVENT.c.recorded_at > given("recorded"), EVENT.c.happened_at > given("happened")
    ),
    "ticket_row": select(*(TICKET.c[name] for name in sorted(_DERIVED))).where(TICKET.c.id == given("ticket_id")),
    "all_ticket_ids": select(TICKET.c.id).order_by(TICKET.c.id),
    "queue_page": select(*_columns(records.QueueRow._fields, TICKET, prefix="next_"))
    .where(
        _IS_OPEN,
        tuple_(TICKET.c.next_due, TICKET.c.id) > tuple_(given("after_due"), given("after_id")),
        _any_or(TICKET.c.owner, "owner"),
        or_(given("overdue_at").is_(None), TICKET.c.next_due < given("overdue_at")),
        _any_or(TICKET.c.stage, "stage"),
        _any_or(TICKET.c.channel, "channel"),
        _any_or(TICKET.c.kind, "kind"),
        or_(given("unowned").is_(None), TICKET.c.owner.is_(None)),
        or_(given("mine").is_(None), TICKET.c.owner == given("mine"), _MINE),
    )
    .order_by(TICKET.c.next_due, TICKET.c.id)
    .limit(given("limit")),
    "queue_lines": select(*_columns(records.QueueRow._fields, TICKET, prefix="next_")).where(
        TICKET.c.id == given("ticket_id")
    ),
    "queue_counts": select(
        func.count(),
        func.count().filter(TICKET.c.next_due < given("now")),
        func.count().filter(TICKET.c.next_due >= given("now"), TICKET.c.next_warn_at <= given("now")),
    ).where(_IS_OPEN),
    "clock_rows": select(*_columns(CLOCK_NAMES, CLOCK))
    .where(CLOCK.c.ticket_id == given("ticket_id"))
    .order_by(CLOCK.c.started, CLOCK.c.rule, CLOCK.c.of),
    "running_clocks": select(
        CLOCK.c.id.label("clock_id"),
        *(CLOCK.c[name] if name in CLOCK.c else TICKET.c[name] for name in records.FollowUpRow._fields[1:]),
    )
    .select_from(CLOCK.join(TICKET, TICKET.c.id == CLOCK.c.ticket_id))
    .where(
        _RUNNING,
        CLOCK.c.due <= given("until"),
        tuple_(CLOCK.c.due, CLOCK.c.id) > tuple_(given("after_due"), given("after_id")),
        _any_or(CLOCK.c.do, "do"),
        or_(given("mine").is_(None), TICKET.c.owner == given("mine"), CLOCK.c.assignee == given("mine")),
    )
    .order_by(CLOCK.c.due, CLOCK.c.id)
    .limit(given("limit")),
    "tickets_of_caller": _TICKETS.where(
        or_(
            and_(TICKET.c.site_id == _HERE, TICKET.c.contact_digits == given("digits")),
            TICKET.c.customer_id.in_(
                select(CONTACT.c.customer_id).where(CONTACT.c.site_id == _HERE, CONTACT.c.digits == given("digits"))
            ),
        ),
        or_(given("open_only").is_(None), _IS_OPEN),
    )
    .order_by(TICKET.c.id.desc())
    .limit(given("limit")),
    "tickets_of_customer": _TICKETS.where(TICKET.c.customer_id == given("customer_id"))
    .order_by(TICKET.c.id.desc())
    .limit(given("limit")),
    "insert_ticket": insert(TICKET).values({name: given(name) for name in (*_IDENTITY[1:], *_NOT_NULL)}),
    "save_ticket": _update(
        TICKET,
        TICKET.c.id == given("ticket_id"),
        TICKET.c.version == func.coalesce(given("seen"), TICKET.c.version),
        TICKET.c.version <= given("version"),
        names=_DERIVED,
    ),
    "link_customer": _update(TICKET, TICKET.c.id == given("ticket_id"), names=("customer_id",)),
    "rejudge_ticket": _update(TICKET, TICKET.c.id == given("ticket_id"), names=("pack", "pack_hash", "calendar_hash")),
    "save_clock": _upsert(CLOCK, "ticket_id", "rule", "of"),
    "drop_clock": delete(CLOCK).where(
        CLOCK.c.ticket_id == given("ticket_id"), CLOCK.c.rule == given("rule"), CLOCK.c.of == given("of")
    ),
}

_EVENT_STATEMENTS: Mapping[str, Statement] = {
    "ticket_events": select(*_EVENT_COLUMNS)
    .select_from(_WITH_PAYLOAD)
    .where(EVENT.c.ticket_id == given("ticket_id"))
    .order_by(EVENT.c.seq),
    "site_events": select(*_EVENT_COLUMNS, EVENT.c.site_seq)
    .select_from(_WITH_PAYLOAD)
    .where(EVENT.c.site_id == _HERE, EVENT.c.ticket_id.is_(None), EVENT.c.site_seq > given("after"))
    .order_by(EVENT.c.site_seq)
    .limit(given("limit")),
    "events_since": select(EVENT.c.site_seq, EVENT.c.ticket_id, EVENT.c.kind, EVENT.c.by)
    .where(EVENT.c.site_id == _HERE, EVENT.c.site_seq > given("after"))
    .order_by(EVENT.c.site_seq)
    .limit(given("limit")),
    "last_seq": select(func.max(EVENT.c.seq)).where(EVENT.c.ticket_id == given("ticket_id")),
    "ticket_uuid": select(TICKET.c.uuid).where(TICKET.c.id == given("ticket_id")),
    "insert_event": _insert(EVENT, "id"),
    "insert_payload": _insert(PAYLOAD),
    "erase_payload": delete(PAYLOAD).where(
        PAYLOAD.c.event_id.in_(
            select(EVENT.c.id).where(EVENT.c.ticket_id == given("ticket_id"), EVENT.c.seq == given("seq"))
        )
    ),
    "erase_site_payload": delete(PAYLOAD).where(
        PAYLOAD.c.event_id.in_(
            select(EVENT.c.id).where(
                EVENT.c.site_id == _HERE, EVENT.c.ticket_id.is_(None), EVENT.c.site_seq == given("seq")
            )
        )
    ),
    "chain": select(
        *(EVENT.c[name] for name in ("site_seq", "ticket_id", "seq", "kind", "of", "happened_at", "recorded_at", "by")),
        *(EVENT.c[name] for name in ("source", "by_role", "by_department", "pack_hash", "calendar_hash")),
        *(EVENT.c[name] for name in ("payload_digest", "prev_hash", "hash")),
        TICKET.c.uuid,
        TICKET.c.number,
        PAYLOAD.c.salt,
        PAYLOAD.c.body,
    )
    .select_from(_WITH_PAYLOAD.outerjoin(TICKET, TICKET.c.id == EVENT.c.ticket_id))
    .where(EVENT.c.site_id == _HERE)
    .order_by(EVENT.c.site_seq),
    "erasures": select(EVENT.c.ticket_id, PAYLOAD.c.body)
    .select_from(EVENT.join(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id))
    .where(EVENT.c.site_id == _HERE, EVENT.c.kind == _word("erased")),
    "versions": select(TICKET.c.id, TICKET.c.number, TICKET.c.version, func.max(EVENT.c.seq), func.count(EVENT.c.id))
    .select_from(TICKET.outerjoin(EVENT, EVENT.c.ticket_id == TICKET.c.id))
    .where(TICKET.c.site_id == _HERE)
    .group_by(TICKET.c.id)
    .order_by(TICKET.c.id),
}

_SITE_STATEMENTS: Mapping[str, Statement] = {
    "site": select(*_columns(records.SiteRecord._fields, SITE)).order_by(SITE.c.id),
    "insert_site": _insert(SITE, "id", "number_day", "newest_recorded_at"),
    "numbering": select(SITE.c.number_day, SITE.c.number_last).where(SITE.c.id == _HERE).with_for_update(),
    "save_numbering": _update(SITE, SITE.c.id == _HERE, names=("number_day", "number_last")),
    "head": select(SITE.c.last_site_seq, SITE.c.head_hash, SITE.c.newest_recorded_at)
    .where(SITE.c.id == _HERE)
    .with_for_update(),
    "save_head": _update(SITE, SITE.c.id == _HERE, names=("last_site_seq", "head_hash", "newest_recorded_at")),
    "text_of": select(POLICY_TEXT.c.body).where(POLICY_TEXT.c.hash == given("hash")),
    "has_text": select(POLICY_TEXT.c.hash).where(POLICY_TEXT.c.hash == given("hash")),
    "texts": select(*_columns(records.PolicyTextRecord._fields, POLICY_TEXT)).order_by(
        POLICY_TEXT.c.added_at, POLICY_TEXT.c.hash
    ),
    "text_bodies": select(POLICY_TEXT.c.hash, POLICY_TEXT.c.body).order_by(POLICY_TEXT.c.hash),
    "keep_text": sqlite.insert(POLICY_TEXT).on_conflict_do_nothing(index_elements=[POLICY_TEXT.c.hash]),
    "recall_key": select(KEY.c.digest, KEY.c.answer).where(KEY.c.site_id == _HERE, KEY.c.key == given("key")),
    "remember_key": _insert(KEY, "id"),
    "save_draft": _upsert(DRAFT, "id", fixed=("site_id",)),
    "drafts": select(*_columns(records.DraftRecord._fields, DRAFT))
    .where(DRAFT.c.site_id == _HERE, _any_or(DRAFT.c.person, "person"))
    .order_by(DRAFT.c.updated_at.desc(), DRAFT.c.id),
    "drop_draft": delete(DRAFT).where(DRAFT.c.id == given("id")),
}

_PEOPLE_STATEMENTS: Mapping[str, Statement] = {
    "staff_by_login": _STAFF.where(STAFF.c.site_id == _HERE, STAFF.c.login == given("login")),
    "staff_by_os_account": _STAFF.where(STAFF.c.site_id == _HERE, STAFF.c.os_account == given("os_account")).order_by(
        STAFF.c.enabled.desc(), STAFF.c.id
    ),
    "staff_list": _STAFF.where(STAFF.c.site_id == _HERE).order_by(STAFF.c.login),
    "insert_staff": _insert(STAFF, "id"),
    "save_staff": _update(
        STAFF,
        STAFF.c.id == given("staff_id"),
        names=("name", "role", "department", "os_account", "enabled", "qualified_at"),
    ),
    "customer_by_id": _CUSTOMERS.where(CUSTOMER.c.id == given("customer_id")),
    "customers_by_digits": _CUSTOMERS.select_from(CUSTOMER.join(CONTACT, CONTACT.c.customer_id == CUSTOMER.c.id))
    .where(CONTACT.c.site_id == _HERE, CONTACT.c.digits == given("digits"))
    .order_by(CUSTOMER.c.id.desc()),
    "customers_by_contact": _CUSTOMERS.select_from(CUSTOMER.join(CONTACT, CONTACT.c.customer_id == CUSTOMER.c.id))
    .where(CONTACT.c.site_id == _HERE, CONTACT.c.value == given("value"))
    .order_by(CUSTOMER.c.id.desc()),
    "customers_ending": _CUSTOMERS.select_from(CUSTOMER.join(CONTACT, CONTACT.c.customer_id == CUSTOMER.c.id))
    .where(
        CONTACT.c.site_id == _HERE,
        CONTACT.c.digits_reversed >= given("low"),
        CONTACT.c.digits_reversed < given("high"),
    )
    .order_by(CUSTOMER.c.id.desc())
    .limit(given("limit")),
    "customers_named": _CUSTOMERS.where(
        CUSTOMER.c.site_id == _HERE,
        or_(
            CUSTOMER.c.name.like(given("pattern"), escape="!"),
            CUSTOMER.c.organisation.like(given("pattern"), escape="!"),
        ),
    )
    .order_by(CUSTOMER.c.id.desc())
    .limit(given("limit")),
    "customers_said": _CUSTOMERS.where(CUSTOMER.c.site_id == _HERE, CUSTOMER.c.readings.regexp_match(given("pattern")))
    .order_by(CUSTOMER.c.id.desc())
    .limit(given("limit")),
    "save_readings": _update(CUSTOMER, CUSTOMER.c.id == given("customer_id"), names=("readings",)),
    "customers_with_digits": _CUSTOMERS.select_from(CUSTOMER.join(CONTACT, CONTACT.c.customer_id == CUSTOMER.c.id))
    .where(CONTACT.c.site_id == _HERE, CONTACT.c.digits.like(given("pattern")))
    .order_by(CUSTOMER.c.id.desc())
    .limit(given("limit")),
    "customers_without_contact": _CUSTOMERS.where(
        CUSTOMER.c.site_id == _HERE,
        CUSTOMER.c.name == given("name"),
        func.coalesce(CUSTOMER.c.organisation, _word("")) == func.coalesce(given("organisation"), _word("")),
        ~exists().where(CONTACT.c.customer_id == CUSTOMER.c.id),
    ).order_by(CUSTOMER.c.id.desc()),
    "insert_customer": _insert(CUSTOMER, "id"),
    "save_customer": _update(CUSTOMER, CUSTOMER.c.id == given("customer_id"), names=("name", "organisation", "tier")),
    "contacts": select(CONTACT.c.kind, CONTACT.c.value)
    .where(CONTACT.c.customer_id == given("customer_id"))
    .order_by(CONTACT.c.id),
    "insert_contact": _insert(CONTACT, "id"),
    "find_call": _CALLS.where(CALL.c.site_id == _HERE, CALL.c.call == given("call")),
    "ringing_calls": _CALLS.where(CALL.c.state == _word("ringing")).order_by(CALL.c.rang_at, CALL.c.id),
    "calls_of_caller": _CALLS.where(CALL.c.site_id == _HERE, CALL.c.digits == given("digits"))
    .order_by(CALL.c.id.desc())
    .limit(given("limit")),
    "insert_call": _insert(CALL, "id"),
    "save_call_state": _update(CALL, CALL.c.site_id == _HERE, CALL.c.call == given("call"), names=("state",)),
}

STATEMENTS: Final[Mapping[str, Statement]] = {
    **_SITE_STATEMENTS,
    **_TICKET_STATEMENTS,
    **_EVENT_STATEMENTS,
    **_PEOPLE_STATEMENTS,
}

_HEAD: Final = '"""The SQL of every statement, compiled ahead of time by ``queries.py``; do not edit."""'


def sql_of(statement: Statement) -> str:
    """The statement for SQLite, with named parameters, on one line."""
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
    values = {name: value for name, value in compiled.params.items() if value is not None and name != "param_1"}
    if values:
        raise ValueError(f"a value that nobody would give: {values}; write it as a constant")
    # SQLAlchemy adds an offset of zero to each limit, as a parameter that would have to be given.
    return " ".join(str(compiled).split()).replace(" OFFSET :param_1", "")


def source() -> str:
    """The text of ``statements.py``."""
    parts = [_HEAD, "\nfrom typing import Final\n"]
    for name, statement in STATEMENTS.items():
        line = f"{name.upper()}: Final = {_quoted(sql_of(statement))}"
        if len(line) > 120:
            pieces = _pieces(sql_of(statement))
            line = f"{name.upper()}: Final = (\n" + "".join(f"    {_quoted(piece)}\n" for piece in pieces) + ")"
        parts.append(line)
    return "\n".join(parts) + "\n"


def _quoted(sql: str) -> str:
    return f"'{sql}'" if '"' in sql and "'" not in sql else '"' + sql.replace('"', '\\"') + '"'


def _pieces(sql: str) -> list[str]:
    """The statement in as many literals as the formatter would leave it in."""
    if len(_quoted(sql)) <= 116:
        return [sql]
    lines = textwrap.wrap(sql, 108, break_long_words=False, break_on_hyphens=False)
    return [f"{line} " for line in lines[:-1]] + lines[-1:]


if __name__ == "__main__":
    Path(__file__).with_name("statements.py").write_text(source(), encoding="utf-8")
