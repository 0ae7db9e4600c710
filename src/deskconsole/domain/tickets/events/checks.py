"""Quality checks of a ticket (R33, E22): drawn, scored, seen, objected to, decided, looked at once more.

Recorded by use cases of their own; what was scored stands in the row of the check, so that whoever checks after
somebody else does not see it in the history of the ticket. `sampled` begins the thread of a check.

And what is learned of them: an improvement is accepted, with whose it is and until when, or refused; done; its effect
looked at. What a training left to one person is a measure of the same kind.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.state import Ticket
from deskconsole.record import replace
from deskconsole.text.marked import N_

PASSED: Final = "passed"
FAILED: Final = "failed"
UPHELD: Final = "upheld"
OVERTURNED: Final = "overturned"
PUT_RIGHT: Final = "put_right"
NOT_YET: Final = "still_wrong"
NOT_NEEDED: Final = "waived"
#: Improvements: what happens to one, and what its effect was.
ACCEPTED: Final = "improvement_accepted"
REFUSED: Final = "improvement_refused"
DONE: Final = "improvement_done"
EFFECT: Final = "effect_seen"
EFFECTIVE: Final = "effective"
PARTLY: Final = "partly"
WITHOUT: Final = "no_effect"

#: It changes nothing of the ticket and of nobody's part in it, and what stands in its row cannot be undone.
_BESIDE: Final[Mapping[str, Any]] = {
    "by_desk": True,
    "after_filed": True,
    "after_withdrawn": True,
    "takes": False,
    "touches": False,
    "last_words": False,
    "final": True,
}


def _owned(ticket: Ticket, event: Event) -> dict[str, object]:
    return {"owner": event.to or ticket.owner}


KINDS: Final = (
    EventKind(
        "sampled", "sample", N_("Drawn for a check"), opens=True, required=("due",), optional=("to", "level"), **_BESIDE
    ),
    EventKind(
        "reviewed",
        "review",
        N_("Checked"),
        optional=("level",),
        values={"outcome": {PASSED: N_("passed"), FAILED: N_("failed")}},
        **_BESIDE,
    ),
    EventKind(
        "finding_made",
        "make_finding",
        N_("To be put right"),
        opens=True,
        required=("text", "due"),
        optional=("to",),
        due_ahead=True,
        **_BESIDE,
    ),
    EventKind("check_dropped", "drop_check", N_("Not checked"), required=("reason",), **_BESIDE),
    EventKind("review_seen", "see_review", N_("Result of the check seen"), **_BESIDE),
    EventKind("appealed", "appeal", N_("Objection to the check"), required=("text",), **_BESIDE),
    EventKind(
        "appeal_decided",
        "decide_appeal",
        N_("Objection decided"),
        required=("outcome", "text"),
        values={"outcome": {UPHELD: N_("the check stands"), OVERTURNED: N_("the check is changed")}},
        **_BESIDE,
    ),
    EventKind(
        "coached",
        "coach",
        N_("Looked at once more"),
        required=("outcome",),
        values={
            "outcome": {
                PUT_RIGHT: N_("put right"),
                NOT_YET: N_("not put right yet"),
                NOT_NEEDED: N_("not needed any more"),
            }
        },
        **_BESIDE,
    ),
    EventKind(
        ACCEPTED,
        "accept_improvement",
        N_("Accept the proposal"),
        step=True,
        own_step=True,
        required=("to", "due"),
        optional=("text",),
        titles={"to": N_("Who does it"), "due": N_("Done by")},
        fold=_owned,
        due_ahead=True,
    ),
    EventKind(REFUSED, "refuse_improvement", N_("Refuse the proposal"), step=True, own_step=True, required=("reason",)),
    EventKind(DONE, "carry_out", N_("Carried out"), step=True, own_step=True, required=("text",)),
    EventKind(
        EFFECT,
        "see_effect",
        N_("Look at the effect"),
        step=True,
        own_step=True,
        required=("outcome", "text"),
        values={"outcome": {EFFECTIVE: N_("effective"), PARTLY: N_("partly effective"), WITHOUT: N_("without effect")}},
    ),
)

# --- blind: whoever is still to score a ticket does not see what came of its other checks -----------------------------

#: What follows from a score: that it is there at all says how it was.
FOLLOWS: Final = frozenset({"finding_made", "review_seen", "appealed", "appeal_decided", "coached"})
_ENDS: Final = frozenset({"reviewed", "check_dropped"})
_TELLS: Final = frozenset({"outcome"})


def hidden_threads(events: Sequence[Event], login: str, may_make: Callable[[str], bool]) -> frozenset[int]:
    """The threads of a ticket that tell what came of its other checks, while ``login`` has one of it to score.

    Those that they scored themselves stay open. ``may_make``: whether a check of a level that nobody is asked for is
    theirs to make.
    """
    ended = {event.of for event in events if event.kind in _ENDS}
    drawn = {event.seq: event for event in events if event.kind == "sampled"}
    if not any(of not in ended and _is_theirs(event, login, may_make) for of, event in drawn.items()):
        return frozenset()
    own = {event.of for event in events if event.kind == "reviewed" and event.by == login}
    others = drawn.keys() - own
    findings = {event.seq for event in events if event.kind == "finding_made" and event.of in others}
    return frozenset(others | findings)


def _is_theirs(drawn: Event, login: str, may_make: Callable[[str], bool]) -> bool:
    return drawn.to == login or (drawn.to is None and may_make(str(drawn.fields.get("level") or "")))


def without_results(events: Sequence[Event], threads: Collection[int]) -> tuple[Event, ...]:
    """The events without what tells how the checks of these threads came out; that there are such checks stays."""
    return tuple(
        _without_outcome(event) if event.kind == "reviewed" and event.of in threads else event
        for event in events
        if not (event.kind in FOLLOWS and event.of in threads)
    )


def _without_outcome(event: Event) -> Event:
    return replace(event, fields={name: value for name, value in event.fields.items() if name not in _TELLS})
