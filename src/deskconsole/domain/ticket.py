"""What is true of a ticket now: a pure fold over its events, by sequence (`model.md`)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.events import ATTRIBUTES, EVENTS, FIRST_RESPONSES, Event, instant_of
from deskconsole.domain.record import dataclass, field

#: Which stage an event kind leads to, and the stages in order; a pack brings both.
StageOf = Callable[[str], str | None]

#: Form fields of the intake; `received` carries them.
FORM_FIELDS: Final = ("customer", "contact", "content", "request")


@dataclass(frozen=True, slots=True)
class Call:
    """One telephone call of the ticket; ``state`` is ringing, picked_up, hung_up or missed.

    ``hung_up_at`` stays when the call then counts as missed: nobody can answer it after that.
    """

    call: str
    caller: str | None
    withheld: bool
    rang_at: datetime
    state: str = "ringing"
    ended_at: datetime | None = None
    hung_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised reply (thread of `promised`): the last told due, whether it was kept."""

    due: datetime
    text: str
    replied: bool = False
    hand_off: int | None = None


@dataclass(frozen=True, slots=True)
class HandOff:
    """A question handed to specialists (thread of `specialist_needed`).

    ``state``: needed, handed_off, accepted, answered or declined; ``told`` says whether the customer was
    promised a time after acceptance.
    """

    to: str
    question: str
    state: str = "needed"
    due: datetime | None = None
    specialist: str | None = None
    told: bool = False

    @property
    def open(self) -> bool:
        """Whether something is still owed on it."""
        return self.state in ("needed", "handed_off", "accepted") or not self.told


@dataclass(frozen=True, slots=True)
class Plan:
    """A dated task (thread of `planned`); ``since`` is the first due of a recurring one, which its rule counts from."""

    due: datetime
    what: str
    assignee: str | None
    recurrence: str | None = None
    since: datetime | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at the counter (thread of `arrived`)."""

    greeted: bool = False
    seen: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as its events say it is; every mapping is keyed by the `seq` that opened the thread.

    ``began`` is the earliest instant at which what continues a thread can have happened: a promise is replied to
    after it was given, a hand-off answered after it was accepted.
    """

    opened_at: datetime
    stage: str | None = None
    seq: int = 0
    kind: str | None = None
    channel: str | None = None
    tier: str | None = None
    category: str | None = None
    level: int | None = None
    urgent: bool = False
    customer: str | None = None
    contact: str | None = None
    content: str | None = None
    request: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    received_at: datetime | None = None
    first_receiver: str | None = None
    owner: str | None = None
    first_response_at: datetime | None = None
    calls: Mapping[int, Call] = field(default_factory=dict)
    visits: Mapping[int, Visit] = field(default_factory=dict)
    promises: Mapping[int, Promise] = field(default_factory=dict)
    hand_offs: Mapping[int, HandOff] = field(default_factory=dict)
    plans: Mapping[int, Plan] = field(default_factory=dict)
    waiting: int | None = None
    reply_unconfirmed: bool = False
    finished: int | None = None
    solved: int | None = None
    filed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None
    merged_into: str | None = None
    score: int | None = None
    answers: tuple[str, ...] = ()
    last_words: str | None = None
    updated_at: datetime | None = None
    began: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Filed, withdrawn or merged; *closed* needs that no clock runs besides (`model.md`)."""
        return self.filed_at is not None or self.withdrawn_at is not None or self.merged_into is not None

    @property
    def received(self) -> bool:
        """Whether the form has been recorded."""
        return self.received_at is not None

    def attributes(self) -> dict[str, Any]:
        """What rules may ask of the ticket: tier, channel, category, kind, level, urgent."""
        return {name: getattr(self, name) for name in ATTRIBUTES}

    def open_promises(self) -> list[int]:
        """Promise threads not yet replied to."""
        return [of for of, promise in self.promises.items() if not promise.replied]

    def open_hand_offs(self) -> list[int]:
        """Hand-off threads on which something is owed."""
        return [of for of, hand_off in self.hand_offs.items() if hand_off.open]

    def open_plans(self) -> list[int]:
        """Planned tasks not yet done."""
        return [of for of, plan in self.plans.items() if not plan.done]


@dataclass(frozen=True, slots=True)
class History:
    """A ticket and the state before its last event, so that `undone` can go back; a linked stack."""

    ticket: Ticket
    before: "History | None" = None

    def then(self, event: Event, stage_of: StageOf, stages: tuple[str, ...]) -> "History":
        """The history after one more event."""
        if event.kind != "undone":
            return History(apply(self.ticket, event, stage_of, stages), self)
        state: History = self
        while state.before is not None and event.of is not None and state.ticket.seq >= event.of:
            state = state.before
        return History(replace(state.ticket, seq=event.seq), state.before)


def start(event: Event) -> Ticket:
    """An empty ticket opened by its first event."""
    return Ticket(opened_at=event.happened_at)


def fold(events: Iterable[Event], stage_of: StageOf, stages: tuple[str, ...]) -> Ticket:
    """The ticket that ``events`` (in sequence order, at least one) make."""
    history: History | None = None
    for event in events:
        history = (history or History(start(event))).then(event, stage_of, stages)
    if history is None:
        raise ValueError("a ticket has at least one event")
    return history.ticket


def effective(events: Iterable[Event]) -> list[Event]:
    """The events that count for clocks: without undone ones, and without a `missed` that was none.

    A `picked_up` that happened no later than a `missed` of the same call but was recorded after it voids it, and
    with it the `hung_up` that made the call a missed one.
    """
    kept: list[Event] = []
    for event in events:
        if event.kind == "undone":
            kept = [e for e in kept if e.seq < (event.of or 0) or e.kind == "escalated"]
        else:
            kept.append(event)
    picked_up = [(e.of, e.seq, e.happened_at) for e in kept if e.kind == "picked_up"]
    return [
        e
        for e in kept
        if e.kind not in ("missed", "hung_up")
        or not any(of == e.of and seq > e.seq and at <= e.happened_at for of, seq, at in picked_up)
    ]


def apply(ticket: Ticket, event: Event, stage_of: StageOf, stages: tuple[str, ...]) -> Ticket:
    """The ticket after ``event`` (not `undone`, which needs the history)."""
    change: dict[str, Any] = {"seq": event.seq}
    handler = _HANDLERS.get(event.kind)
    if handler is not None:
        change |= handler(ticket, event)
    if event.human and event.kind not in ("noted",):
        change["updated_at"] = max(event.happened_at, ticket.updated_at or event.happened_at)
    if event.human and ticket.first_receiver is None and event.kind not in ("rang", "hung_up"):
        change["first_receiver"] = event.by
        change.setdefault("owner", ticket.owner or event.by)
    moved = "moved_from" in event.fields  # retold by a merge
    if event.human and event.kind in FIRST_RESPONSES and ticket.first_response_at is None and not moved:
        change["first_response_at"] = event.happened_at
    if event.text and event.kind not in ("received", "specialist_needed", "planned"):
        change["last_words"] = event.text
    if EVENTS[event.kind].opens:
        change["began"] = {**ticket.began, event.seq: event.happened_at}
    elif event.kind == "accepted" and event.of is not None:
        before = ticket.began.get(event.of, event.happened_at)
        change["began"] = {**ticket.began, event.of: max(before, event.happened_at)}
    change["stage"] = _stage(ticket, event, stage_of, stages)
    return replace(ticket, **change)


def _stage(ticket: Ticket, event: Event, stage_of: StageOf, stages: tuple[str, ...]) -> str | None:
    """The furthest stage reached; `reopened` goes back to where an answer is given."""
    reached = stage_of(event.kind)
    if event.kind == "reopened":
        answer = stage_of("answered")
        known = ticket.stage in stages and answer in stages
        return answer if known and stages.index(str(answer)) < stages.index(str(ticket.stage)) else ticket.stage
    if ticket.stage is None:
        return reached or (stages[0] if stages else None)
    if reached is None or (
        ticket.stage in stages and reached in stages and stages.index(reached) < stages.index(ticket.stage)
    ):
        return ticket.stage
    return reached


def _with(mapping: Mapping[int, Any], key: int | None, **change: Any) -> dict[int, Any]:
    """A copy of ``mapping`` with one thread changed (unchanged when the thread is unknown)."""
    copy = dict(mapping)
    if key is not None and key in copy:
        copy[key] = replace(copy[key], **change)
    return copy


def _rang(ticket: Ticket, event: Event) -> dict[str, Any]:
    fields = event.fields
    call = Call(
        call=str(fields.get("call", "")),
        caller=fields.get("caller") if not fields.get("withheld") else None,
        withheld=bool(fields.get("withheld")),
        rang_at=event.happened_at,
    )
    change: dict[str, Any] = {"calls": {**ticket.calls, event.seq: call}}
    if not ticket.calls and not ticket.received:
        change |= _attributes(event)
        change["contact"] = call.caller
        change["customer"] = fields.get("customer")
    return change


def _attributes(event: Event) -> dict[str, Any]:
    return {name: event.fields[name] for name in ATTRIBUTES if name in event.fields}


def _picked_up(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"calls": _with(ticket.calls, event.of, state="picked_up", ended_at=event.happened_at)}


def _missed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"calls": _with(ticket.calls, event.of, state="missed", ended_at=event.happened_at)}


def _hung_up(ticket: Ticket, event: Event) -> dict[str, Any]:
    call = ticket.calls.get(event.of or 0)
    if call is None or call.state != "ringing":
        return {}
    at = event.happened_at
    return {"calls": _with(ticket.calls, event.of, state="hung_up", ended_at=at, hung_up_at=at)}


def _arrived(ticket: Ticket, event: Event) -> dict[str, Any]:
    change: dict[str, Any] = {"visits": {**ticket.visits, event.seq: Visit()}}
    if ticket.seq == 0:
        change |= {"channel": "onsite"} | _attributes(event)
    return change


def _received(ticket: Ticket, event: Event) -> dict[str, Any]:
    fields = event.fields
    change = _attributes(event) | {name: fields.get(name) for name in FORM_FIELDS}
    change["fields"] = dict(fields.get("fields") or {})
    change["received_at"] = event.happened_at
    return change


def _classified(ticket: Ticket, event: Event) -> dict[str, Any]:
    return _attributes(event)


def _promised(ticket: Ticket, event: Event) -> dict[str, Any]:
    due = event.due or event.happened_at
    change: dict[str, Any] = {
        "promises": {**ticket.promises, event.seq: Promise(due=due, text=event.text or "", hand_off=event.of)}
    }
    hand_off = ticket.hand_offs.get(event.of or 0)
    if hand_off is not None and hand_off.specialist is not None:
        change["hand_offs"] = _with(ticket.hand_offs, event.of, told=True)
    return change


def _extended(ticket: Ticket, event: Event) -> dict[str, Any]:
    if event.of in ticket.promises:
        return {"promises": _with(ticket.promises, event.of, due=event.due)}
    return {"hand_offs": _with(ticket.hand_offs, event.of, due=event.due)}


def _replied(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {
        "promises": _with(ticket.promises, event.of, replied=True),
        "reply_unconfirmed": ticket.reply_unconfirmed or "moved_from" not in event.fields,
        "answers": (*ticket.answers, event.text or ""),
    }


def _answered(ticket: Ticket, event: Event) -> dict[str, Any]:
    change: dict[str, Any] = {"answers": (*ticket.answers, event.text or "")}
    hand_off = ticket.hand_offs.get(event.of or 0)
    if hand_off is not None:
        state = "answered" if hand_off.state in ("needed", "handed_off") else hand_off.state
        change["hand_offs"] = _with(ticket.hand_offs, event.of, state=state, told=True)
    return change


def _proposed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"answers": (*ticket.answers, event.text or "")}


def _confirmed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"reply_unconfirmed": ticket.reply_unconfirmed and event.outcome == "not_yet"}


def _specialist_needed(ticket: Ticket, event: Event) -> dict[str, Any]:
    hand_off = HandOff(to=str(event.fields.get("to", "")), question=event.text or "")
    return {"hand_offs": {**ticket.hand_offs, event.seq: hand_off}}


def _handed_off(ticket: Ticket, event: Event) -> dict[str, Any]:
    current = ticket.hand_offs.get(event.of or 0)
    to = event.fields.get("to") or (current.to if current else "")
    return {"hand_offs": _with(ticket.hand_offs, event.of, state="handed_off", to=to)}


def _accepted(ticket: Ticket, event: Event) -> dict[str, Any]:
    current = ticket.hand_offs.get(event.of or 0)
    return {
        "hand_offs": _with(
            ticket.hand_offs, event.of, state="accepted", due=event.due, specialist=accepter(current, event)
        )
    }


def accepter(hand_off: HandOff | None, event: Event) -> str | None:
    """Who accepted: the person who recorded it if the hand-off went to them or their department.

    Otherwise the receiver recorded it for somebody else, and it is the one the hand-off went to.
    """
    if hand_off is None or not hand_off.to or event.by == hand_off.to:
        return event.by
    if event.by_department is not None and hand_off.to == f"dept:{event.by_department}":
        return event.by
    return hand_off.to


def _declined(ticket: Ticket, event: Event) -> dict[str, Any]:
    current = ticket.hand_offs.get(event.of or 0)
    state = "declined" if current is not None and current.state == "accepted" else "needed"
    return {"hand_offs": _with(ticket.hand_offs, event.of, state=state)}


def _specialist_answered(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"hand_offs": _with(ticket.hand_offs, event.of, state="answered")}


def _waiting(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"waiting": event.seq}


def _not_waiting(ticket: Ticket, event: Event) -> dict[str, Any]:
    """The customer is heard of or reminded; one before the waiting began does not end it."""
    if ticket.waiting is None or event.happened_at < ticket.began.get(ticket.waiting, event.happened_at):
        return {}
    return {"waiting": None}


def _finished(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"finished": event.seq}


def _solved(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"solved": event.seq, "answers": (*ticket.answers, event.text or "")}


def _scored(ticket: Ticket, event: Event) -> dict[str, Any]:
    score = event.fields.get("score")
    return {"score": score} if score is not None else {}


def _followed_up(ticket: Ticket, event: Event) -> dict[str, Any]:
    change = _scored(ticket, event)
    if event.outcome in ("reached", "refused"):
        change["plans"] = _with(ticket.plans, event.of, done=True)
    return change


def _planned(ticket: Ticket, event: Event) -> dict[str, Any]:
    fields = event.fields
    plan = Plan(
        due=event.due or event.happened_at,
        what=event.text or "",
        assignee=fields.get("to"),
        recurrence=fields.get("recurrence"),
        since=instant_of(fields.get("since")),
    )
    return {"plans": {**ticket.plans, event.seq: plan}}


def _filed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"filed_at": event.happened_at}


def _transferred(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"owner": event.fields.get("to")}


def _reopened(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"finished": None, "filed_at": None, "withdrawn_at": None, "withdrawn_reason": None}


def _merged(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"merged_into": event.fields.get("into"), "waiting": None}


def _withdrawn(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"waiting": None, "withdrawn_at": event.happened_at, "withdrawn_reason": event.fields.get("reason")}


def _visit(**change: bool) -> Callable[[Ticket, Event], dict[str, Any]]:
    def handle(ticket: Ticket, event: Event) -> dict[str, Any]:
        return {"visits": _with(ticket.visits, event.of, **change)}

    return handle


_HANDLERS: Final[Mapping[str, Callable[[Ticket, Event], dict[str, Any]]]] = {
    "rang": _rang,
    "picked_up": _picked_up,
    "hung_up": _hung_up,
    "missed": _missed,
    "arrived": _arrived,
    "greeted": _visit(greeted=True),
    "seen": _visit(greeted=True, seen=True),
    "left": _visit(left=True),
    "received": _received,
    "classified": _classified,
    "promised": _promised,
    "extended": _extended,
    "replied": _replied,
    "answered": _answered,
    "proposed": _proposed,
    "confirmed": _confirmed,
    "specialist_needed": _specialist_needed,
    "handed_off": _handed_off,
    "accepted": _accepted,
    "declined": _declined,
    "specialist_answered": _specialist_answered,
    "waiting": _waiting,
    "resumed": _not_waiting,
    "reminded": _not_waiting,
    "contacted": _not_waiting,
    "finished": _finished,
    "solved": _solved,
    "rated": _scored,
    "followed_up": _followed_up,
    "planned": _planned,
    "filed": _filed,
    "transferred": _transferred,
    "reopened": _reopened,
    "merged": _merged,
    "withdrawn": _withdrawn,
}
