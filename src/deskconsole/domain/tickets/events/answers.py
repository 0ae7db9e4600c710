"""The inquiry and its answer: what the customer wants, what is said to them, whether they understood."""

from collections.abc import Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.hand_offs import HAND_OFF, open_hand_offs, with_answer
from deskconsole.domain.tickets.events.kind import EventKind, kept_off
from deskconsole.domain.tickets.events.offers import offered
from deskconsole.domain.tickets.events.waits import heard
from deskconsole.domain.tickets.state import Ticket
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.text.marked import N_

#: Form fields of the intake; `received` carries them.
FORM_FIELDS: Final = ("customer", "contact", "content", "request")
#: What each of at most two proposals says (R20); the names of the second one end in ``_2``.
_PROPOSAL: Final = ("solution", "advantages", "fits", "cost")
PROPOSALS: Final = (_PROPOSAL, tuple(f"{name}_2" for name in _PROPOSAL))
_PROPOSED: Final = tuple(name for parts in PROPOSALS for name in parts)
#: Between the names of two solutions where an event has no text of its own.
_BETWEEN: Final = "；"


def with_summary(event: Event) -> Event:
    """The event with its solutions as its text, where nothing else was said."""
    if event.kind != "proposed" or event.text:
        return event
    named = [str(event.fields[parts[0]]) for parts in PROPOSALS if event.fields.get(parts[0])]
    return replace(event, text=_BETWEEN.join(named) or None)


def answer_added(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What an event changes that gives the customer an answer."""
    return {"answers": (*ticket.answers, event.text or "")}


def _received(ticket: Ticket, event: Event) -> dict[str, Any]:
    fields = event.fields
    change = event.attributes | {name: fields.get(name) for name in FORM_FIELDS}
    change["fields"] = dict(fields.get("fields") or {})
    change["received_at"] = event.happened_at
    return change | kept_off(ticket, event)


def _complete(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return DeskError("received: the form is complete already") if ticket.received else None


def _check_needs(event: Event) -> None:
    if not (event.text or event.fields):
        raise DeskError("need_recorded: no answer given; give the answers as fields or as text", field="text")


def _answered(ticket: Ticket, event: Event) -> dict[str, Any]:
    return answer_added(ticket, event) | with_answer(ticket, event)


def _proposed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return answer_added(ticket, event) | offered(ticket, event)


def _answered_untold(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Hand-offs whose specialist has answered while the customer was never told a time."""
    results = [of for of, h in ticket.hand_offs.items() if h.state == "answered" and h.open]
    return results if len(results) == 1 else []


def _check_proposals(event: Event) -> None:
    """Refuse a proposal that lacks one of its parts, a second one without a first, and nothing at all."""
    given = [[name for name in parts if event.fields.get(name)] for parts in PROPOSALS]
    if not any(given) and event.text is None:
        raise DeskError("proposed: nothing is proposed; give a solution with its parts, or a text", field="solution")
    for number, parts in enumerate(PROPOSALS, start=1):
        if not any(given[number - 1 :]):
            continue
        for name in parts:
            if not event.fields.get(name):
                raise DeskError(
                    "{event}: proposal {number}: {name} is missing",
                    field=name,
                    event=event.kind,
                    number=number,
                    name=name,
                )


KINDS: Final = (
    EventKind(
        "received",
        "receive",
        N_("Intake"),
        opens=True,
        fold=_received,
        guard=_complete,
        by_desk=True,
        final=True,
        last_words=False,
    ),
    EventKind("contacted", "contact", N_("Came again"), key="I", opens=True, required=("channel", "text"), fold=heard),
    EventKind("responded", "respond", N_("First response"), key="r", place=1, wording=("text",), first_response=True),
    EventKind(
        "need_recorded",
        "record_need",
        N_("Record needs"),
        key="d",
        place=2,
        step=True,
        optional=("to", "due", "plan", "told"),
        titles={"text": N_("Other needs"), "to": N_("Who follows"), "due": N_("By when")},
        words=("to",),
        wording=("told",),
        content=_check_needs,
    ),
    EventKind(
        "noted", "note", N_("Note"), key="n", required=("text",), after_filed=True, after_withdrawn=True, touches=False
    ),
    EventKind("attached", "attach", N_("Attach"), key="F", required=("text",)),
    EventKind(
        "answered",
        "answer",
        N_("Answer"),
        key="a",
        place=3,
        step=True,
        continues=HAND_OFF,
        threads=_answered_untold,
        nameable=open_hand_offs,
        thread_needed=False,
        moves=True,
        required=("text",),
        wording=("text",),
        fold=_answered,
        first_response=True,
    ),
    EventKind(
        "proposed",
        "propose",
        N_("Propose"),
        key="s",
        step=True,
        optional=_PROPOSED,
        titles={"text": N_("Remark")},
        wording=("text", *_PROPOSED),
        opens=True,
        fold=_proposed,
        content=_check_proposals,
    ),
    EventKind(
        "objected",
        "object",
        N_("Objection"),
        key="o",
        step=True,
        required=("text",),
        optional=("material", "to", "due", "told"),
        titles={"text": N_("Point"), "to": N_("Hand to"), "due": N_("Reply by")},
        words=("to",),
        wording=("material", "told"),
    ),
)
