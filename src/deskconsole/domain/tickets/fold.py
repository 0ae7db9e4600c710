"""What each kind of event changes on a ticket."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from deskconsole.domain.tickets.event import ATTRIBUTES, EVENTS, FIRST_RESPONSES, Event, instant_of
from deskconsole.domain.tickets.state import Call, HandOff, Plan, Promise, Ticket, Visit
from deskconsole.record import replace

#: Which stage an event kind leads to; a pack brings it, and the stages in order.
StageOf = Callable[[str], str | None]

#: What an event of one kind changes: the ticket before it and the event → changed attributes.
_Handler = Callable[[Ticket, Event], dict[str, Any]]

#: Form fields of the intake; `received` carries them.
FORM_FIELDS: Final = ("customer", "contact", "content", "request")


def apply(ticket: Ticket, event: Event, stage_of: StageOf, stages: tuple[str, ...]) -> Ticket:
    """The ticket after ``event`` (not `undone`, which needs the history)."""
    change: dict[str, Any] = {"seq": event.seq}
    handler = _HANDLERS.get(event.kind)
    if handler is not None:
        change |= handler(ticket, event)
    if event.human and event.kind not in ("noted", "recounted"):
        change["updated_at"] = max(event.happened_at, ticket.updated_at or event.happened_at)
    if event.human and ticket.first_receiver is None and event.kind not in ("rang", "hung_up", "recounted"):
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
        existing = ticket.stage in stages and answer in stages
        return answer if existing and stages.index(str(answer)) < stages.index(str(ticket.stage)) else ticket.stage
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


def _call(state: str) -> _Handler:
    def handle(ticket: Ticket, event: Event) -> dict[str, Any]:
        return {"calls": _with(ticket.calls, event.of, state=state, ended_at=event.happened_at)}

    return handle


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
    form = event.fields.get("fields")
    return _attributes(event) | ({"fields": dict(form)} if isinstance(form, Mapping) else {})


def _promised(ticket: Ticket, event: Event) -> dict[str, Any]:
    due = event.due or event.happened_at
    change: dict[str, Any] = {
        "promises": {**ticket.promises, event.seq: Promise(due=due, text=event.text or "", hand_off=event.of)}
    }
    hand_off = ticket.hand_offs.get(event.of or 0)
    if hand_off is not None and hand_off.specialist is not None:
        change["hand_offs"] = _with(ticket.hand_offs, event.of, customer_told=True)
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
        change["hand_offs"] = _with(ticket.hand_offs, event.of, state=state, customer_told=True)
    return change


def _proposed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"answers": (*ticket.answers, event.text or "")}


def _confirmed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"reply_unconfirmed": ticket.reply_unconfirmed and event.outcome == "not_yet"}


def _specialist_needed(ticket: Ticket, event: Event) -> dict[str, Any]:
    fields = event.fields
    hand_off = HandOff(to=str(fields.get("to", "")), question=event.text or "", free=bool(fields.get("free")))
    return {"hand_offs": {**ticket.hand_offs, event.seq: hand_off}}


def _handed_off(ticket: Ticket, event: Event) -> dict[str, Any]:
    current = ticket.hand_offs.get(event.of or 0)
    change: dict[str, Any] = {"to": current.to if current else ""}
    if event.fields.get("to"):
        change = {"to": event.fields["to"], "free": bool(event.fields.get("free"))}
    return {"hand_offs": _with(ticket.hand_offs, event.of, state="handed_off", **change)}


def _accepted(ticket: Ticket, event: Event) -> dict[str, Any]:
    current = ticket.hand_offs.get(event.of or 0)
    change = {"due": event.due, "specialist": accepter(current, event), "contact": event.fields.get("contact")}
    return {"hand_offs": _with(ticket.hand_offs, event.of, state="accepted", **change)}


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


def _not_waiting(ticket: Ticket, event: Event) -> dict[str, Any]:
    """The customer is heard of or reminded; one before the waiting began does not end it."""
    heard = {"heard_at": max(event.happened_at, ticket.heard_at or event.happened_at)}
    if ticket.waiting is None or event.happened_at < ticket.began.get(ticket.waiting, event.happened_at):
        return heard
    return {**heard, "waiting": None}


def _solved(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"solved": event.seq, "answers": (*ticket.answers, event.text or "")}


def _scored(ticket: Ticket, event: Event) -> dict[str, Any]:
    score = event.fields.get("score")
    return {"score": score} if score is not None else {}


def _followed_up(ticket: Ticket, event: Event) -> dict[str, Any]:
    change = _scored(ticket, event)
    # Nobody answered and a next time is named: its plan takes the place of this one.
    if event.outcome in ("reached", "refused") or event.due is not None:
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
        rest_days=fields.get("rest_days"),
        occurrence=instant_of(fields.get("occurrence")),
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


def _visit(**change: bool) -> _Handler:
    def handle(ticket: Ticket, event: Event) -> dict[str, Any]:
        visit = ticket.visits.get(event.of or 0)
        last = event.happened_at if visit is None or visit.last is None else max(visit.last, event.happened_at)
        return {"visits": _with(ticket.visits, event.of, last=last, **change)}

    return handle


_HANDLERS: Final[Mapping[str, _Handler]] = {
    "rang": _rang,
    "picked_up": _call("picked_up"),
    "hung_up": _hung_up,
    "missed": _call("missed"),
    "arrived": _arrived,
    "greeted": _visit(greeted=True),
    "seen": _visit(greeted=True, seen=True),
    "left": _visit(left=True),
    "host_told": _visit(),
    "host_answered": _visit(),
    "looked_after": _visit(),
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
    "waiting": lambda ticket, event: {"waiting": event.seq},
    "resumed": _not_waiting,
    "reminded": _not_waiting,
    "contacted": _not_waiting,
    "finished": lambda ticket, event: {"finished": event.seq},
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
