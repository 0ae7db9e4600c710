"""Asking who leads to allow something at their own console: one event of one ticket, for some minutes, answered once.

The request is scratch. What was allowed counts for whoever asked, once: the event that uses it names both, and it is
gone with that event (`ticket_work.py`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import need_of_event, refusal
from deskconsole.desk.records import TicketView
from deskconsole.desk.sign_on.approving import who_may_approve
from deskconsole.desk.ticket_work import ALLOWED_FOR, QUIET
from deskconsole.desk.tickets import act as acting, views
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.domain.tickets.vocabulary import event_kind
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import drafts, staff
from deskconsole.store.sign_on import approvals as store
from deskconsole.store.sign_on.approvals import ApprovalRecord
from deskconsole.text.clean import clean

#: So long an answer is waited for.
ASKED_FOR: Final = timedelta(minutes=5)
#: What becomes of a request.
ASKED: Final = store.ASKED
ALLOWED: Final = store.ALLOWED
REFUSED: Final = store.REFUSED
#: What nobody has answered within that time.
EXPIRED: Final = "expired"
#: So long after it began a request is forgotten, whatever came of it.
_KEPT: Final = timedelta(hours=1)


class Request(NamedTuple):
    """What somebody asks to be allowed. ``state``: asked, allowed, refused, expired; ``until``: how long it counts.

    ``changed``: something has happened on the ticket since.
    """

    id: str
    number: str
    action: str
    asked_by: str
    asked_at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    word: str | None
    until: datetime
    changed: bool
    draft: str | None = None


class Asked(DeskError):
    """Not recorded yet: who leads has been asked first."""


class ToAnswer(NamedTuple):
    """A request as whoever answers it sees it: the ticket, and what is to be recorded as it stands on the form."""

    request: Request
    view: TicketView
    typed: Mapping[str, Any]


def _again(work: Work, answer: str) -> Request:
    record = next((each for each in store.approvals(work.tx) if each.uuid == answer), None)
    if record is None:
        raise NotFound("approval: it has been used meanwhile")
    return _request(work, record)


@command(needs="see", again=_again)
def ask_approval(
    work: Work,
    number: str,
    action: str,
    *,
    draft: str | None = None,
    form: str | None = None,
    typed: Mapping[str, Any] | None = None,
    key: str | None = None,
) -> Request:
    """Ask everybody who may do it to allow one event of a ticket that is refused to the person at the desk.

    ``typed``: what stands on the form ``form``, kept as the draft ``draft``. Asked once more it begins anew. Raises
    :class:`DeskError` where nothing has to be asked, or nobody can allow it.
    """
    event_kind(action)
    ticket = work.ticket(number)
    if work.may(need_of_event(action), ticket.ticket, ticket.clocks, action=action, visitor=ticket.of_visitor):
        raise DeskError("approval: you may do that yourself", field="action")
    if (why := refusal_for(ticket.ticket, ticket.clocks, action)) is not None:
        raise why
    if not [each for each in who_may_approve(work, ticket.number, action) if each.enabled]:
        raise DeskError("approval: nobody who works here may allow that", field="action")
    me = work.actor.login
    store.drop_approvals_before(work.tx, work.now - _KEPT)
    for record in store.approvals(work.tx):
        if (record.asked_by, record.number, record.action) == (me, ticket.number, action):
            store.drop_approval(work.tx, record.uuid)
    if draft is not None and form is not None:
        drafts.save_draft(work.tx, draft, person=me, form=form, body=dict(typed or {}), at=work.now)
    uuid, seq = new_id(work.now), ticket.events[-1].seq
    new = ApprovalRecord(uuid, ticket.number, action, seq, draft, me, work.now, ASKED, None, None, None)
    store.save_approval(work.tx, new)
    work.answer(uuid)
    return _request(work, new)


@command(needs="see")
def withdraw_request(work: Work, request: str) -> None:
    """Whoever has asked wants it no more; one that is gone already is fine."""
    for record in store.approvals(work.tx):
        if record.uuid == request and record.asked_by == work.actor.login:
            store.drop_approval(work.tx, record.uuid)


@query(needs="see")
def my_requests(look: Look) -> list[Request]:
    """What the person at the desk has asked for of late and not used yet, the oldest first."""
    mine = [record for record in store.approvals(look.tx) if record.asked_by == look.actor.login]
    return [request for record in mine if (request := _request(look, record)).until + ASKED_FOR > look.now]


@query(needs="see")
def requests_to_answer(look: Look) -> list[Request]:
    """What others wait for that the person at the desk may allow, the oldest first."""
    waiting = [record for record in store.approvals(look.tx) if record.state == ASKED]
    if not waiting:
        return []
    stored = {each.id for each in drafts.drafts(look.tx)}  # who has thrown their form away wants it no more
    there = [record for record in waiting if record.draft is None or record.draft in stored]
    return [_request(look, record) for record in there if _is_theirs(look, record)]


@query(needs="see")
def look_at_request(look: Look, request: str) -> ToAnswer:
    """A request with its ticket and with what is to be recorded. Raises :class:`DeskError` where it waits no more."""
    record = _waiting(look, request)
    stored = drafts.drafts(look.tx, record.asked_by) if record.draft is not None else []
    typed = next((each.body for each in stored if each.id == record.draft), {})
    return ToAnswer(_request(look, record), views.show(look, record.number), typed)


@command(needs="see", again=_again)
def answer_request(
    work: Work,
    request: str,
    allow: bool,
    *,
    word: str | None = None,
    expect: int | None = None,
    key: str | None = None,
) -> Request:
    """Allow or refuse what somebody has asked for; whoever answers first has answered.

    ``request``: its id, or the number of its ticket where only one waits there. ``expect``: the ticket's last event
    that was seen; what has changed since is looked at first. Raises :class:`DeskError`.
    """
    record = _waiting(work, request)
    ticket = work.ticket(record.number)
    if expect is not None and allow:
        ticket.check_seen(expect)
    if allow and (why := refusal_for(ticket.ticket, ticket.clocks, record.action)) is not None:
        raise why
    words = " ".join(clean(word or "").split()) or None
    if words is not None and len(words) > FIELD_LIMIT:
        raise DeskError("word: must be 1 to {limit} characters", field="word", limit=FIELD_LIMIT)
    answered = record._replace(
        seq=ticket.events[-1].seq,
        state=ALLOWED if allow else REFUSED,
        decided_by=work.actor.login,
        decided_at=work.now,
        word=words,
    )
    store.save_approval(work.tx, answered)
    work.answer(record.uuid)
    return _request(work, answered)


def act_or_ask(
    desk: Any,
    number: str,
    kind: str,
    *,
    draft: str,
    form: str,
    typed: Mapping[str, Any],
    key: str | None = None,
    **more: Any,
) -> TicketView:
    """Record an event, if it is allowed by now; else ask for it and raise :class:`Asked`."""
    if may_record(desk, number, kind):
        return acting.act(desk, number, kind, key=key, **more)
    ask_approval(desk, number, kind, draft=draft, form=form, typed=typed)
    raise Asked("asked; nothing is recorded before somebody has allowed it")


@query(needs="see")
def may_record(look: Look, number: str, kind: str) -> bool:
    """Whether the person at the desk may record an event, by themselves or because it was allowed."""
    loaded = look.load(look.find(number))
    record = store.allowed(look.tx, look.actor.login, loaded.number, kind)
    counts = record is not None and _request(look, record).state == ALLOWED
    may = look.may(need_of_event(kind), loaded.ticket, loaded.clocks, action=kind, visitor=loaded.of_visitor)
    return may or (counts and record is not None and not _changed(look, record))


def _waiting(look: Look, wanted: str) -> ApprovalRecord:
    """The request that is meant, if it waits and the person at the desk may answer it."""
    records = store.approvals(look.tx)
    result = [record for record in records if record.uuid == wanted]
    if not result:
        theirs = [record for record in records if record.state == ASKED and _is_theirs(look, record)]
        result = _of_ticket(look, theirs, wanted)
    (record,) = result
    request = _request(look, record)
    if request.decided_by is not None:
        person = staff.staff_by_login(look.tx, request.decided_by)
        name = person.name if person is not None else request.decided_by
        if request.state == REFUSED:
            raise DeskError("approval: {name} has refused it already", name=name)
        raise DeskError("approval: {name} has allowed it already", name=name)
    if request.state == EXPIRED:
        raise DeskError("approval: that was asked too long ago; they must ask once more")
    if not _is_theirs(look, record):
        raise DeskError("approval: '{login}' may not answer that", login=look.actor.login)
    return record


def _of_ticket(look: Look, records: Sequence[ApprovalRecord], wanted: str) -> list[ApprovalRecord]:
    try:
        number = look.find(wanted).number
    except NotFound:
        number = ""
    result = [record for record in records if record.number == number]
    if not result:
        raise NotFound("approval: nothing of that is asked any more")
    if len(result) > 1:
        ids = ", ".join(record.uuid for record in result)
        raise DeskError("approval: several wait on this ticket; name one: {ids}", ids=ids)
    return result


def _is_theirs(look: Look, record: ApprovalRecord) -> bool:
    """Whether the person at the desk may answer: they may do it themselves, and have not asked for it."""
    if record.asked_by == look.actor.login or look.now - record.asked_at > ASKED_FOR:
        return False
    loaded = look.load(look.find(record.number))
    need = need_of_event(record.action)
    return refusal(look.desk.roles, look.actor, need, loaded.ticket, loaded.clocks, action=record.action) is None


def _request(look: Look, record: ApprovalRecord) -> Request:
    until = record.decided_at + ALLOWED_FOR if record.decided_at is not None else record.asked_at + ASKED_FOR
    state = record.state if record.state == REFUSED or look.now <= until else EXPIRED
    return Request(
        id=record.uuid,
        number=record.number,
        action=record.action,
        asked_by=record.asked_by,
        asked_at=record.asked_at,
        state=state,
        decided_by=record.decided_by,
        decided_at=record.decided_at,
        word=record.word,
        until=until,
        changed=_changed(look, record),
        draft=record.draft,
    )


def _changed(look: Look, record: ApprovalRecord) -> bool:
    events = look.load(look.find(record.number)).events
    return any(event.seq > record.seq and event.kind not in QUIET for event in events)
