"""Erasing somebody takes two people: an administrator asks, who leads approves, and that does it.

What is done is done in small transactions: each ticket with the event that says whose words are gone, at last the
rest. Ended in between, every part is whole, and approving once more goes on where it stopped. Facts stay: every
figure and every clock is what it was.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.emergency.emergencies import take_in
from deskconsole.desk.look import Look
from deskconsole.desk.persons.plan import Named, Plan, plan_for, since
from deskconsole.desk.persons.taking_out import leave_nothing, remove_files, take_from_site, take_from_ticket
from deskconsole.desk.persons.who import described, find_person
from deskconsole.desk.use_cases import command, query, require
from deskconsole.desk.work import Work
from deskconsole.domain.customers.identifying import Naming, Who
from deskconsole.domain.problems import Unusable
from deskconsole.domain.site.persons import APPROVED, ASKED, DONE, ERASURES, REFUSED
from deskconsole.domain.tickets.event import REQUEST_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import site_rows, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.personal import finding
from deskconsole.text.clean import clean

#: So often what was recorded meanwhile is looked for; a desk that goes on writing about somebody has to end first.
_AGAIN: Final = 5
#: Whether to end before the next transaction.
Stop = Callable[[], bool]


class NamedIn(NamedTuple):
    """Where nothing but the name stands: the ticket's number (``None``: the site's own record), the event, its kind."""

    number: str | None
    seq: int
    kind: str


class ErasureView(NamedTuple):
    """An erasure: whose, why, by whom it was asked for and decided; how much it takes out or took out.

    ``named_in``: where nothing but the name stands, which only goes when it was asked for so (``named``).
    """

    number: int
    who: str
    reason: str
    named: bool
    state: str
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    tickets: int = 0
    events: int = 0
    files: int = 0
    named_in: tuple[NamedIn, ...] = ()
    #: whether nothing of it is left in the store's files; not yet, where somebody was reading all the while
    scrubbed: bool = True


def ask_erasure(desk: Desk, who: str, reason: str, *, named: bool = False) -> ErasureView:
    """Ask for somebody to be erased; what would go. Raises :class:`DeskError` with everything that stands against it.

    ``named``: also where nothing but their name stands, in what is of others.
    """
    require(desk, "people_data")
    with desk.store.reading() as tx:
        person = find_person(tx, who)
    why = _reason(reason, person.who)
    plan = _checked(plan_for(desk, person.who, named=named), who)
    number = _ask(desk, person.who, why, named)
    return _with_plan(desk, _view(_row_of(desk, number)), plan)


@command(needs="people_data")
def _ask(work: Work, who: Who, reason: str, named: bool) -> int:
    for row in site_rows.all_rows(work.tx, ERASURES):
        if row["state"] in (ASKED, APPROVED) and Who.of(row["who"]).is_also(who):
            raise DeskError("who: erasure {number} is asked for already", field="who", number=row["number"])
    number = finding.next_erasure(work.tx)
    facts = {"erasure": number, "customers": list(who.customers), "named": named}
    work.note("erasure_asked", {**facts, "who": who.words, "reason": reason})
    return number


def approve_erasure(desk: Desk, number: int, *, stop: Stop = lambda: False) -> ErasureView:
    """Approve an erasure that somebody else asked for, and do it; what was taken out.

    One that was approved already goes on where it stopped. ``stop`` is asked before each transaction.
    """
    require(desk, "erasures")
    take_in(desk)  # what lies beside the store is erased with what is in it
    row = _row_of(desk, number)
    who = Who.of(row["who"])
    if row["state"] not in (ASKED, APPROVED):
        raise _decided(number, row["state"])
    plan = plan_for(desk, who, named=row["named"], erasure=number)
    if row["state"] == ASKED:
        _checked(plan, described(who))
        _approve(desk, number)
    done = _carry_out(desk, number, plan, stop)
    return done._replace(who=described(who))


@command(needs="erasures")
def _approve(work: Work, number: int) -> None:
    row = _open(work.tx, number)
    if row["asked_by"] == work.actor.login or work.desk.entered_by not in (None, work.actor.login):
        raise DeskError("erasure {number}: somebody else than who asked has to approve it, in person", number=number)
    work.note("erasure_approved", erasure=number)


@command(needs="erasures")
def refuse_erasure(work: Work, number: int, reason: str) -> ErasureView:
    """Refuse an erasure that was asked for, and say why."""
    row = _open(work.tx, number)
    why = _reason(reason, Who.of(row["who"]))
    work.note("erasure_refused", erasure=number, reason=why)
    return _view({**row, "state": REFUSED, "decided_by": work.actor.login, "decided_at": work.now})


@query(needs="see_erasures")
def erasures(look: Look) -> list[ErasureView]:
    """Every erasure that was asked for, the newest first; for who asks for them or decides."""
    return [_view(row) for row in site_rows.all_rows(look.tx, ERASURES)][::-1]


# --- doing it ------------------------------------------------------------------------------------------------------


def _carry_out(desk: Desk, number: int, plan: Plan, stop: Stop) -> ErasureView:
    """Take out ticket by ticket, then the rest; what is recorded about them meanwhile is looked for at the end."""
    row = _row_of(desk, number)
    events, numbers, digests = 0, set[int](), set[str]()
    for _time in range(_AGAIN):
        for ticket_id, seqs in plan.words.items():
            if stop():
                raise DeskError("erasure {number}: stopped; approve it once more to go on", number=number)
            digests |= set(_erase_ticket(desk, number, ticket_id, seqs))
            events += len(seqs)
            numbers.add(ticket_id)
        events += len(plan.site)
        if _erase_site(desk, number, plan):
            break
        plan = plan_for(desk, Who.of(row["who"]), named=row["named"], erasure=number)
    else:
        raise DeskError("erasure {number}: more is written about them meanwhile; approve it once more", number=number)
    removed = remove_files(desk, digests)
    scrubbed = leave_nothing(desk)
    view = _view(_row_of(desk, number))
    return view._replace(tickets=len(numbers), events=events, files=removed, scrubbed=scrubbed)


# Nothing is settled before: a ticket that was loaded with its words would be saved with them.
@command(needs="erasures", settles=False)
def _erase_ticket(work: Work, number: int, ticket_id: int, seqs: list[int]) -> list[str]:
    return take_from_ticket(work, ticket_id, seqs, _facts(work.tx, number))


@command(needs="erasures", settles=False)
def _erase_site(work: Work, number: int, plan: Plan) -> bool:
    """The rest, unless something of theirs was recorded after the plan was made: then nothing."""
    row = _row(work.tx, number)
    if row["state"] != APPROVED:
        raise _decided(number, row["state"])
    if since(work.tx, plan, row["named"], number):
        return False
    take_from_site(work, plan, {**_facts(work.tx, number), "reason": row["reason"]})
    return True


def _facts(tx: ReadTransaction, number: int) -> dict[str, Any]:
    row = _row(tx, number)
    return {"erasure": number, "asked_by": row["asked_by"], "approved_by": row["decided_by"]}


# --- what is asked -------------------------------------------------------------------------------------------------


def _reason(reason: str, who: Who) -> str:
    """A reason stays on record when everything else is gone: it must not say whose it is."""
    text = clean(reason).strip()
    if not text or len(text) > REQUEST_LIMIT:
        raise DeskError("reason: must be 1 to {limit} characters", field="reason", limit=REQUEST_LIMIT)
    naming = Naming(who)
    if naming.by_contact(text) or naming.by_name(text):
        raise DeskError("reason: it stays on record: say it without their name or number", field="reason")
    return text


def _checked(plan: Plan, who: str) -> Plan:
    if plan.against:
        raise Unusable(plan.against)
    if plan.nothing:
        raise NotFound("who: nothing is held about '{who}'", field="who", who=who[:60])
    return plan


def _row_of(desk: Desk, number: int) -> Mapping[str, Any]:
    with desk.store.reading() as tx:
        return _row(tx, number)


def _row(tx: ReadTransaction, number: int) -> Mapping[str, Any]:
    row = site_rows.find_row(tx, ERASURES, (number,))
    if row is None:
        raise NotFound("erasure: there is no erasure {number}", field="erasure", number=number)
    return row


def _open(tx: ReadTransaction, number: int) -> Mapping[str, Any]:
    row = _row(tx, number)
    if row["state"] != ASKED:
        raise _decided(number, row["state"])
    return row


def _decided(number: int, state: str) -> DeskError:
    done = "erasure {number} is done already" if state == DONE else "erasure {number} was decided already"
    return DeskError(done, number=number)


def _view(row: Mapping[str, Any]) -> ErasureView:
    same = ("number", "named", "state", "asked_by", "asked_at", "decided_by", "decided_at")
    return ErasureView(
        who=described(Who.of(row["who"])), reason=row["reason"] or "", **{name: row[name] for name in same}
    )


def _with_plan(desk: Desk, view: ErasureView, plan: Plan) -> ErasureView:
    with desk.store.reading() as tx:
        named = tuple(_named_in(tx, each) for each in plan.named)
    return view._replace(
        tickets=len(plan.words),
        events=sum(map(len, plan.words.values())) + len(plan.site),
        named_in=named,
    )


def _named_in(tx: ReadTransaction, named: Named) -> NamedIn:
    record = tickets.find_ticket_by_id(tx, named.ticket_id) if named.ticket_id is not None else None
    return NamedIn(record.number if record is not None else None, named.seq, named.kind)
