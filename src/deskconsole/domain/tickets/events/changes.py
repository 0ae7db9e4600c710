"""What changes the ticket itself, and what the desk or supervision records about it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import ATTRIBUTES, Event
from deskconsole.domain.tickets.events.closing import ends
from deskconsole.domain.tickets.events.kind import EventKind, kept_off
from deskconsole.domain.tickets.events.papers import papers_back
from deskconsole.domain.tickets.events.reviews import over
from deskconsole.domain.tickets.state import Ticket
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_

#: Reasons that a ticket may be withdrawn for, and one that the desk itself gives.
_REASONS: Final = {
    "customer": N_("the customer does not want it any more"),
    "wrong_number": N_("wrong number"),
    "spam": N_("spam"),
    "duplicate": N_("duplicate"),
    "rearranged": N_("the visits are arranged anew"),
}
WITHDRAWAL_REASONS: Final = ("customer", "wrong_number", "spam", "duplicate")


def _transferred(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"owner": event.to}


def _check_transferred(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    if event.fields.get("to") == ticket.owner:
        raise DeskError("transferred: {owner} is the owner already", owner=ticket.owner, field="to")


def _classified(ticket: Ticket, event: Event) -> dict[str, Any]:
    form = event.fields.get("fields")
    changed = event.attributes | ({"fields": dict(form)} if isinstance(form, Mapping) else {})
    if event.fields.get("kind", ticket.kind) != ticket.kind:
        changed["reviews"] = over(ticket)  # what is reviewed is no order any more
    return changed | kept_off(ticket, event)


def _new_class(event: Event) -> dict[str, Any]:
    return {name: event.fields[name] for name in (*ATTRIBUTES, "fields") if name in event.fields}


def _check_class(event: Event) -> None:
    if not _new_class(event):
        raise DeskError("classified: nothing changes; name at least one of {names}", names=", ".join(ATTRIBUTES))


def _check_classified(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    if all(getattr(ticket, name) == value for name, value in _new_class(event).items()):
        raise DeskError("classified: nothing changes; it is so already")


def _withdrawn(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"waiting": None, "withdrawn_at": event.happened_at, "withdrawn_reason": event.fields.get("reason")}


def _check_reason(event: Event) -> None:
    if event.fields.get("reason") not in WITHDRAWAL_REASONS:
        raise DeskError(
            "withdrawn: reason: '{value}' is not one of {allowed}",
            field="reason",
            value=event.fields.get("reason"),
            allowed=", ".join(WITHDRAWAL_REASONS),
        )


def _reopened(ticket: Ticket, event: Event) -> dict[str, Any]:
    ended = {"finished": None, "filed_at": None, "withdrawn_at": None, "withdrawn_reason": None}
    return ended | papers_back(ticket)


def _not_ended(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.finished is None and ticket.filed_at is None and ticket.withdrawn_at is None:
        return DeskError("reopened: the ticket is not finished")
    return None


def _merged(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"merged_into": event.fields.get("into"), "waiting": None}


def _linked(ticket: Ticket, event: Event) -> dict[str, Any]:
    other = str(event.fields.get("same_as"))
    return {"linked": (*(number for number in ticket.linked if number != other), other)}


def _unlinked(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"linked": tuple(number for number in ticket.linked if number != event.fields.get("same_as"))}


def _none_linked(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return None if ticket.linked else DeskError("unlinked: the ticket is linked with no other")


KINDS: Final = (
    EventKind(
        "transferred",
        "transfer",
        N_("Transfer"),
        key="t",
        required=("to", "reason"),
        fold=_transferred,
        check=_check_transferred,
    ),
    EventKind(
        "classified",
        "classify",
        N_("Classify"),
        key="l",
        optional=ATTRIBUTES,
        fold=_classified,
        content=_check_class,
        check=_check_classified,
    ),
    EventKind(
        "reopened",
        "reopen",
        N_("Reopen"),
        key="O",
        required=("reason",),
        optional=("by_customer",),
        fold=_reopened,
        guard=_not_ended,
        after=ends,
        after_filed=True,
        after_withdrawn=True,
    ),
    EventKind(
        "linked",
        "link",
        N_("Link: the same matter"),
        required=("same_as",),
        fold=_linked,
        after_filed=True,
        final=True,
        takes=False,
    ),
    EventKind(
        "unlinked",
        "unlink",
        N_("Take a link off"),
        required=("same_as", "reason"),
        fold=_unlinked,
        guard=_none_linked,
        after_filed=True,
        final=True,
        takes=False,
    ),
    EventKind("merged", "merge", N_("Merge"), key="M", required=("into",), fold=_merged, final=True),
    EventKind(
        "withdrawn",
        "withdraw",
        N_("Withdraw"),
        key="x",
        required=("reason",),
        values={"reason": _REASONS},
        facts=("reason",),
        fold=_withdrawn,
        content=_check_reason,
    ),
    EventKind("undone", "undo", N_("Undo"), key="z", after_filed=True, after_withdrawn=True, final=True),
    EventKind("escalated", "escalate", N_("Escalated"), by_desk=True, after_filed=True),
    EventKind("warned", "warn", N_("Warned"), by_desk=True, after_filed=True),
    EventKind("sampled", "sample", N_("Sampled"), by_desk=True, after_filed=True, after_withdrawn=True),
    EventKind("reviewed", "review", N_("Reviewed"), by_desk=True, after_filed=True, after_withdrawn=True),
    EventKind("coached", "coach", N_("Coached"), by_desk=True, after_filed=True, after_withdrawn=True),
    EventKind(
        "recounted", "recount", N_("Recounted"), by_desk=True, after_filed=True, final=True, takes=False, touches=False
    ),
    # Whoever takes words away has not taken the ticket, nor made an entry on it.
    EventKind(
        "erased",
        "erase",
        N_("Erased"),
        facts=("erasure", "asked_by"),
        by_desk=True,
        after_filed=True,
        after_withdrawn=True,
        final=True,
        takes=False,
        touches=False,
    ),
)
