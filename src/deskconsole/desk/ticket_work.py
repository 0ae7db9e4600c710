"""One ticket in a unit of work: what is recorded on it is folded in memory, and derived and saved once."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol

from deskconsole.desk.desk import Desk
from deskconsole.desk.drafting import next_event
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.permissions import Approval, Staff, need_of_event
from deskconsole.desk.record.pending import Pending
from deskconsole.domain.clocks import settle as settling
from deskconsole.domain.clocks.derive import Clock, Evaluation
from deskconsole.domain.figures.facts import Facts, facts_of
from deskconsole.domain.rules.fact_names import fact_names
from deskconsole.domain.tickets.event import TOLD_BY_TIME, Event
from deskconsole.domain.tickets.guards import check, prepare, refusal_for
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError, Outdated
from deskconsole.record import dataclass
from deskconsole.store import calls, staff
from deskconsole.store.api import WriteTransaction
from deskconsole.store.figures import facts as figures
from deskconsole.store.record import recording
from deskconsole.store.record.recording import Opened
from deskconsole.store.sign_on import approvals
from deskconsole.store.tickets import TicketRecord

#: Events of the desk itself that outdate nobody's view.
QUIET: Final = TOLD_BY_TIME
#: So long counts what a leader has allowed at their own console, if it is not used before.
ALLOWED_FOR: Final = timedelta(minutes=5)


class Unit(Protocol):
    """What a ticket needs of the unit of work that it belongs to."""

    desk: Desk
    tx: WriteTransaction
    now: datetime
    pending: Pending

    @property
    def actor(self) -> Staff:
        """Who is at the desk."""

    def rules_of(self, pack: str, calendar: str) -> Any:
        """The texts with these hashes."""

    def require(
        self,
        needs: str,
        ticket: Ticket | None = None,
        clocks: Sequence[Clock] = (),
        *,
        action: str | None = None,
        visitor: bool = False,
    ) -> None:
        """Raise the refusal of something that the person at the desk may not do."""

    def may(self, needs: str, ticket: Ticket | None = None, clocks: Sequence[Clock] = (), **more: Any) -> bool:
        """Whether the person at the desk may do it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the row of a new ticket needs beside its events."""

    pack: str
    day: date
    at: datetime
    customer_id: int | None


class TicketWork(LoadedTicket):
    """One ticket while it is worked on: what is recorded is folded in memory and written when the work ends."""

    def __init__(
        self,
        unit: Unit,
        record: TicketRecord | Opened,
        events: Sequence[Event],
        *,
        opening: Opening | None = None,
        before: Evaluation | None = None,
    ) -> None:
        super().__init__(unit.desk, record, events, unit.rules_of, before)
        self.unit = unit
        self._opening = opening
        self._before = (events[-1].pack, events[-1].calendar)
        self._calls: dict[int, str] = {} if opening else {of: call.state for of, call in self.ticket.calls.items()}
        self._changed = opening is not None
        self._allowed: Approval | None = None
        self.had_part = opening is None and self.desk.known_actor is not None and _is_seen(self)

    @property
    def unopened(self) -> bool:
        """Whether its row is still to be written."""
        return self._opening is not None

    @property
    def id(self) -> int:
        """Its row key; a new ticket's row is written when it is asked for."""
        self.write()
        return self.row.id

    def write(self) -> None:
        """Write a new ticket's row before the end: something else is about to name it."""
        if self._opening is not None:
            self.unit.pending.write_through(self)

    # --- recording ---------------------------------------------------------------------------------------------------

    def draft_event(
        self,
        kind: str,
        *,
        at: datetime | None = None,
        text: str | None = None,
        fields: Mapping[str, Any] | None = None,
        of: int | None = None,
        by: Staff | None = None,
        by_desk: bool = False,
    ) -> Event:
        """The ticket's next event, not yet checked: by the person at the desk, by somebody else who was there, or by
        the desk itself. ``at``: when (default: now)."""
        person = None if by_desk else by or self.unit.actor
        if self._allowed is not None and kind == self._allowed.action:
            fields = {**(fields or {}), "allowed_by": self._allowed.by.login}
        return next_event(
            self,
            kind,
            at=at or self.unit.now,
            now=self.unit.now,
            by=person,
            text=text,
            fields=fields,
            of=of,
        )

    def record(
        self,
        kind: str,
        *,
        at: datetime | None = None,
        text: str | None = None,
        fields: Mapping[str, Any] | None = None,
        of: int | None = None,
        by: Staff | None = None,
        by_desk: bool = False,
    ) -> Event:
        """Record one event: its thread and defaults filled in, refused where the ticket does not allow it."""
        event = self.draft_event(kind, at=at, text=text, fields=fields, of=of, by=by, by_desk=by_desk)
        return self.record_event(prepare(self.ticket, self.clocks, event))

    def record_event(self, event: Event) -> Event:
        """The same for an event that is prepared already."""
        check(self.ticket, self.clocks, event, self.unit.now)
        self.append(event)
        return event

    def record_if_allowed(self, kind: str, *, at: datetime | None = None, **fields: Any) -> bool:
        """Record one event if the state of the ticket allows it; whether it did."""
        if refusal_for(self.ticket, self.clocks, kind) is not None:
            return False
        self.record(kind, at=at, fields=fields)
        return True

    def append(self, *events: Event) -> None:
        """Put events behind the ticket's own; nothing is checked."""
        kind = self.ticket.kind
        for event in events:
            self.unit.pending.add(self, event, pack_facts=self._facts_of(event, kind))
            kind = event.fields.get("kind", kind)
            if self._allowed is not None and "allowed_by" in event.fields:
                _use_up(self._allowed, self.unit.tx)
        self._changed = self._changed or bool(events)
        self.go_on(events)

    def opening_facts(self) -> Iterator[tuple[Event, Collection[str]]]:
        """The events of a new ticket, each with those fields that its pack makes facts."""
        kind = None
        for event in self.events:
            yield event, self._facts_of(event, kind)
            kind = event.fields.get("kind", kind)

    def _facts_of(self, event: Event, kind: str | None) -> Collection[str]:
        return fact_names(self.rules_of(event.pack, event.calendar).pack, kind, event)

    def settle(self, until: datetime | None = None) -> list[Event]:
        """Record what time alone has brought about on it by now, or by an earlier instant; the events."""
        at = until if until is not None and until < self.unit.now else self.unit.now
        added = settling.settle(self.events, self.rules_of, at, self.evaluation)
        self.append(*added)
        return added

    def require(self, needs: str, *, action: str | None = None) -> None:
        """Raise the refusal of something that the person at the desk may not do with this ticket."""
        self.unit.require(needs, self.ticket, self.clocks, action=action, visitor=self.of_visitor)

    def require_event(self, kind: str) -> None:
        """Raise the refusal of recording an event of ``kind`` on this ticket, unless a leader has allowed it once."""
        try:
            self.require(need_of_event(kind), action=kind)
        except DeskError:
            theirs = self.unit.actor.login in self.ticket.kept_from
            approval = None if theirs else _allowance(self, kind)
            if approval is None:
                raise
            approval.check(self.desk.roles, self.ticket, self.clocks)
            self._allowed = approval

    def check_seen(self, expect: int | None) -> None:
        """Refuse a save that rests on an older view than the ticket's last event; ``None``: nobody looked."""
        if expect is None:
            return
        since = [event for event in self.events if event.seq > expect and event.kind not in QUIET]
        ahead = (
            expect - self.events[-1].seq
        )  # while the system clock is behind, time's own is seen and not recorded (T12)
        if since or (ahead > 0 and ahead > self.settled(self.unit.now)[1]):
            raise Outdated(
                "expect: the ticket has changed since {expect}: {changes}; look again before saving",
                field="expect",
                expect=expect,
                changes=", ".join(f"{event.seq} {event.kind} ({event.by or '-'})" for event in since) or "-",
            )

    # --- the end -----------------------------------------------------------------------------------------------------

    def write_opening(self, events: Sequence[Event], pack_facts: Sequence[Collection[str]]) -> list[int]:
        """Write the row of a new ticket with its first ``events``; their site sequences."""
        opening = self._opening
        assert opening is not None
        first = recording.First(events, self.ticket, self.clocks, *self.derived(), pack_facts)
        opened = recording.open_ticket(
            self.unit.tx,
            uuid=self.row.uuid,
            number=self.row.number,
            pack=opening.pack,
            pack_hash=self.events[-1].pack,
            calendar_hash=self.events[-1].calendar,
            opened_at=opening.at,
            customer_id=opening.customer_id,
            first=first,
        )
        self.row, self._opening = opened, None
        self._before = (self.events[-1].pack, self.events[-1].calendar)
        self._changed = events[-1].seq != self.events[-1].seq
        _save_beside(self, figures.insert_facts)
        return list(opened.written)

    def save(self) -> None:
        """Bring the ticket's derived rows up to date, if anything was recorded on it."""
        if not self._changed:
            return
        tx, last = self.unit.tx, self.events[-1]
        if self._before != (last.pack, last.calendar):
            name = self.rules_of(last.pack, last.calendar).pack.name
            recording.rejudge_ticket(tx, self.id, pack=name, pack_hash=last.pack, calendar_hash=last.calendar)
        recording.save_derived(tx, self.id, self.ticket, self.clocks, *self.derived())
        self._changed = False
        _save_beside(self, figures.save_facts)


def facts_of_ticket(loaded: LoadedTicket) -> Facts:
    """What figures count of a ticket."""
    zone, house = loaded.rules.calendar.zone, loaded.pack.is_house(loaded.ticket.kind)
    return facts_of(loaded.events, loaded.ticket, loaded.clocks, loaded.derived()[0], zone, house=house)


def _save_beside(work: TicketWork, save: Callable[[WriteTransaction, int, Facts], None]) -> None:
    """Save what follows from a ticket beside its row and its clocks: what a telephone system's id is looked up by, and
    what figures count of it, once all that was recorded is saved."""
    tx = work.unit.tx
    for of, call in work.ticket.calls.items():
        if of not in work._calls:
            calls.record_call(tx, call.call, ticket_id=work.id, rang_seq=of, caller=call.caller, rang_at=call.rang_at)
        if call.state != work._calls.get(of, "ringing"):
            calls.set_call_state(tx, call.call, call.state)
        work._calls[of] = call.state
    if not work._changed:
        save(tx, work.id, facts_of_ticket(work))


def _allowance(work: TicketWork, kind: str) -> Approval | None:
    """What a leader has allowed of this ticket: by their PIN here, else at their own console, where that still counts.

    Raises :class:`DeskError` where the ticket has changed since they allowed it.
    """
    approval, login = work.desk.approval, work.unit.actor.login
    if approval is not None and approval.covers(work.number, kind):
        return approval
    record = approvals.allowed(work.unit.tx, login, work.number, kind)
    if record is None or record.decided_at is None or work.unit.now - record.decided_at > ALLOWED_FOR:
        return None
    leader = staff.staff_by_login(work.unit.tx, record.decided_by or "")
    if leader is None:
        return None
    if any(event.seq > record.seq and event.kind not in QUIET for event in work.events):
        raise DeskError(
            "{action}: the ticket has changed since {name} allowed that; ask once more", action=kind, name=leader.name
        )
    return Approval(Staff.of(leader), work.number, kind, request=record.uuid)


def _use_up(approval: Approval, tx: WriteTransaction) -> None:
    approval.used = True
    if approval.request is not None:
        approvals.drop_approval(tx, approval.request)


def _is_seen(work: TicketWork) -> bool:
    """Whether the person at the desk may see the ticket as it was before."""
    return work.unit.may("see", work.ticket, work.clocks, visitor=work.of_visitor)
