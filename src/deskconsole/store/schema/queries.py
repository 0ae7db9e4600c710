"""Every statement that the store runs, written once with SQLAlchemy Core over the tables.

Nothing imports this at run time. ``python -m deskconsole.store.schema.compiling`` compiles the statements into
``statements.py``; a test compiles them again and compares.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BindParameter, and_, delete, exists, func, or_, select, tuple_
from sqlalchemy.dialects import sqlite

from deskconsole.store import records
from deskconsole.store.mapping import CLOCK_NAMES
from deskconsole.store.schema.query_parts import (
    CALL,
    CLOCK,
    CONTACT,
    DRAFT,
    EVENT,
    EVENT_COLUMNS,
    KEY,
    PAYLOAD,
    POLICY_TEXT,
    SITE,
    STAFF,
    TICKET,
    Statement,
    any_or,
    at_most,
    columns,
    given,
    insert_row,
    update_row,
    upsert,
    word,
)

_IDENTITY = ("id", "uuid", "site_id", "number", "pack", "pack_hash", "calendar_hash", "opened_at", "customer_id")
_DERIVED = tuple(c.name for c in TICKET.c if c.name not in _IDENTITY)
_WITH_PAYLOAD = EVENT.outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)
_RUNNING = CLOCK.c.state == word("running")
_IS_OPEN = TICKET.c.closed_at.is_(None)
_HERE: BindParameter[int] = given("site_id")
_TICKETS = select(*columns(records.TicketRecord._fields, TICKET))
_STAFF = select(*columns(records.StaffRecord._fields, STAFF))
_CALLS = select(*columns(records.CallRecord._fields, CALL))
_MINE = exists().where(
    CLOCK.c.ticket_id == TICKET.c.id,
    CLOCK.c.state.in_([word("running"), word("paused")]),
    CLOCK.c.assignee == given("mine"),
)

_TICKET_STATEMENTS: Mapping[str, Statement] = {
    "find_ticket": _TICKETS.where(TICKET.c.site_id == _HERE, TICKET.c.number == given("number")),
    "find_ticket_by_id": _TICKETS.where(TICKET.c.id == given("ticket_id")),
    "find_ticket_by_uuid": _TICKETS.where(TICKET.c.site_id == _HERE, TICKET.c.uuid == given("uuid")),
    "tickets_brought": _TICKETS.where(
        TICKET.c.customer_id == given("customer_id"),
        TICKET.c.opened_at >= given("first"),
        TICKET.c.opened_at <= given("last"),
        or_(TICKET.c.ended.is_(False), TICKET.c.filed_at.is_not(None)),
    ).order_by(TICKET.c.opened_at, TICKET.c.id),
    "open_tickets_ending": _TICKETS.where(_IS_OPEN, TICKET.c.number.like(given("pattern"))).order_by(
        TICKET.c.id.desc()
    ),
    "newest_number": select(TICKET.c.number)
    .where(TICKET.c.site_id == _HERE, TICKET.c.number > given("low"), TICKET.c.number < given("high"))
    .order_by(func.length(TICKET.c.number).desc(), TICKET.c.number.desc())
    .limit(at_most),
    "open_ticket_ids": select(TICKET.c.id).where(_IS_OPEN).order_by(TICKET.c.next_due, TICKET.c.id),
    "next_to_settle": select(func.min(TICKET.c.settle_at)).where(TICKET.c.settle_at.is_not(None)),
    "tickets_to_settle": _TICKETS.where(TICKET.c.settle_at.is_not(None), TICKET.c.settle_at <= given("now"))
    .order_by(TICKET.c.settle_at, TICKET.c.id)
    .limit(at_most),
    "ringing_to_settle": select(TICKET.c.id).where(
        TICKET.c.settle_at.is_not(None), TICKET.c.settle_at <= given("now"), TICKET.c.ringing_call.is_not(None)
    ),
    "tickets_changed_after": select(EVENT.c.ticket_id).where(
        EVENT.c.recorded_at > given("recorded"), EVENT.c.happened_at > given("happened")
    ),
    "ticket_row": select(*(TICKET.c[name] for name in sorted(_DERIVED))).where(TICKET.c.id == given("ticket_id")),
    "all_ticket_ids": select(TICKET.c.id).order_by(TICKET.c.id),
    "queue_page": select(*columns(records.QueueRow._fields, TICKET, prefix="next_"))
    .where(
        _IS_OPEN,
        tuple_(TICKET.c.next_due, TICKET.c.id) > tuple_(given("after_due"), given("after_id")),
        any_or(TICKET.c.owner, "owner"),
        or_(given("overdue_at").is_(None), TICKET.c.next_due < given("overdue_at")),
        any_or(TICKET.c.stage, "stage"),
        any_or(TICKET.c.channel, "channel"),
        any_or(TICKET.c.kind, "kind"),
        or_(given("unowned").is_(None), TICKET.c.owner.is_(None)),
        or_(given("mine").is_(None), TICKET.c.owner == given("mine"), _MINE),
    )
    .order_by(TICKET.c.next_due, TICKET.c.id)
    .limit(at_most),
    "queue_lines": select(*columns(records.QueueRow._fields, TICKET, prefix="next_")).where(
        TICKET.c.id == given("ticket_id")
    ),
    "queue_counts": select(
        func.count(),
        func.count().filter(TICKET.c.next_due < given("now")),
        func.count().filter(TICKET.c.next_due >= given("now"), TICKET.c.next_warn_at <= given("now")),
    ).where(_IS_OPEN),
    "due_times": select(TICKET.c.number, TICKET.c.next_due, TICKET.c.next_warn_at)
    .where(
        _IS_OPEN,
        TICKET.c.next_due >= given("since"),
        TICKET.c.next_warn_at <= given("until"),
        TICKET.c.next_do != given("except_action"),
    )
    .order_by(TICKET.c.next_due, TICKET.c.number),
    "clock_rows": select(*columns(CLOCK_NAMES, CLOCK))
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
        any_or(CLOCK.c.do, "do"),
        or_(given("mine").is_(None), TICKET.c.owner == given("mine"), CLOCK.c.assignee == given("mine")),
    )
    .order_by(CLOCK.c.due, CLOCK.c.id)
    .limit(at_most),
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
    .limit(at_most),
    "tickets_of_customer": _TICKETS.where(TICKET.c.customer_id == given("customer_id"))
    .order_by(TICKET.c.id.desc())
    .limit(at_most),
    "insert_ticket": insert_row(TICKET, "id"),
    "save_ticket": update_row(
        TICKET,
        TICKET.c.id == given("ticket_id"),
        TICKET.c.version == func.coalesce(given("seen"), TICKET.c.version),
        TICKET.c.version <= given("version"),
        names=_DERIVED,
    ),
    "link_customer": update_row(TICKET, TICKET.c.id == given("ticket_id"), names=("customer_id",)),
    "rejudge_ticket": update_row(
        TICKET, TICKET.c.id == given("ticket_id"), names=("pack", "pack_hash", "calendar_hash")
    ),
    "save_clock": upsert(CLOCK, "ticket_id", "rule", "of"),
    "insert_clock": insert_row(CLOCK, "id"),
    "drop_clock": delete(CLOCK).where(
        CLOCK.c.ticket_id == given("ticket_id"), CLOCK.c.rule == given("rule"), CLOCK.c.of == given("of")
    ),
}

_EVENT_STATEMENTS: Mapping[str, Statement] = {
    "ticket_events": select(*EVENT_COLUMNS)
    .select_from(_WITH_PAYLOAD)
    .where(EVENT.c.ticket_id == given("ticket_id"))
    .order_by(EVENT.c.seq),
    "site_events": select(*EVENT_COLUMNS, EVENT.c.site_seq)
    .select_from(_WITH_PAYLOAD)
    .where(EVENT.c.site_id == _HERE, EVENT.c.ticket_id.is_(None), EVENT.c.site_seq > given("after"))
    .order_by(EVENT.c.site_seq)
    .limit(at_most),
    "events_since": select(EVENT.c.site_seq, EVENT.c.ticket_id, EVENT.c.kind, EVENT.c.by)
    .where(EVENT.c.site_id == _HERE, EVENT.c.site_seq > given("after"))
    .order_by(EVENT.c.site_seq)
    .limit(at_most),
    "last_seq": select(func.max(EVENT.c.seq)).where(EVENT.c.ticket_id == given("ticket_id")),
    "ticket_uuid": select(TICKET.c.uuid).where(TICKET.c.id == given("ticket_id")),
    "insert_event": insert_row(EVENT, "id"),
    "insert_payload": insert_row(PAYLOAD),
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
    .where(EVENT.c.site_id == _HERE, EVENT.c.kind == word("erased")),
    "versions": select(TICKET.c.id, TICKET.c.number, TICKET.c.version, func.max(EVENT.c.seq), func.count(EVENT.c.id))
    .select_from(TICKET.outerjoin(EVENT, EVENT.c.ticket_id == TICKET.c.id))
    .where(TICKET.c.site_id == _HERE)
    .group_by(TICKET.c.id)
    .order_by(TICKET.c.id),
}

_SITE_STATEMENTS: Mapping[str, Statement] = {
    "site": select(*columns(records.SiteRecord._fields, SITE)).order_by(SITE.c.id),
    "insert_site": insert_row(SITE, "id", "number_day", "newest_recorded_at"),
    "numbering": select(SITE.c.number_day, SITE.c.number_last).where(SITE.c.id == _HERE).with_for_update(),
    "save_numbering": update_row(SITE, SITE.c.id == _HERE, names=("number_day", "number_last")),
    "head": select(SITE.c.last_site_seq, SITE.c.head_hash, SITE.c.newest_recorded_at)
    .where(SITE.c.id == _HERE)
    .with_for_update(),
    "save_head": update_row(SITE, SITE.c.id == _HERE, names=("last_site_seq", "head_hash", "newest_recorded_at")),
    "save_newest": update_row(SITE, SITE.c.id == _HERE, names=("newest_recorded_at",)),
    "text_of": select(POLICY_TEXT.c.body).where(POLICY_TEXT.c.hash == given("hash")),
    "has_text": select(POLICY_TEXT.c.hash).where(POLICY_TEXT.c.hash == given("hash")),
    "texts": select(*columns(records.PolicyTextRecord._fields, POLICY_TEXT)).order_by(
        POLICY_TEXT.c.added_at, POLICY_TEXT.c.hash
    ),
    "text_bodies": select(POLICY_TEXT.c.hash, POLICY_TEXT.c.body).order_by(POLICY_TEXT.c.hash),
    "keep_text": sqlite.insert(POLICY_TEXT).on_conflict_do_nothing(index_elements=[POLICY_TEXT.c.hash]),
    "recall_key": select(KEY.c.digest, KEY.c.answer).where(KEY.c.site_id == _HERE, KEY.c.key == given("key")),
    "remember_key": insert_row(KEY, "id"),
    "save_draft": upsert(DRAFT, "id", fixed=("site_id",)),
    "drafts": select(*columns(records.DraftRecord._fields, DRAFT))
    .where(DRAFT.c.site_id == _HERE, any_or(DRAFT.c.person, "person"))
    .order_by(DRAFT.c.updated_at.desc(), DRAFT.c.id),
    "drop_draft": delete(DRAFT).where(DRAFT.c.id == given("id")),
}

_PEOPLE_STATEMENTS: Mapping[str, Statement] = {
    "staff_by_login": _STAFF.where(STAFF.c.site_id == _HERE, STAFF.c.login == given("login")),
    "staff_by_os_account": _STAFF.where(STAFF.c.site_id == _HERE, STAFF.c.os_account == given("os_account")).order_by(
        STAFF.c.enabled.desc(), STAFF.c.id
    ),
    "staff_list": _STAFF.where(STAFF.c.site_id == _HERE).order_by(STAFF.c.login),
    "insert_staff": insert_row(STAFF, "id"),
    "save_staff": update_row(
        STAFF,
        STAFF.c.id == given("staff_id"),
        names=("name", "role", "department", "os_account", "enabled", "qualified_at"),
    ),
    "find_call": _CALLS.where(CALL.c.site_id == _HERE, CALL.c.call == given("call")),
    "ringing_calls": _CALLS.where(CALL.c.state == word("ringing")).order_by(CALL.c.rang_at, CALL.c.id),
    "calls_of_caller": _CALLS.where(CALL.c.site_id == _HERE, CALL.c.digits == given("digits"))
    .order_by(CALL.c.id.desc())
    .limit(at_most),
    "insert_call": insert_row(CALL, "id"),
    "save_call_state": update_row(CALL, CALL.c.site_id == _HERE, CALL.c.call == given("call"), names=("state",)),
}

STATEMENTS: Final[Mapping[str, Statement]] = {
    **_SITE_STATEMENTS,
    **_TICKET_STATEMENTS,
    **_EVENT_STATEMENTS,
    **_PEOPLE_STATEMENTS,
}
