"""What events are called, for people."""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.tickets.event import EVENTS
from deskconsole.present.catalogue import N_, Marked

EVENT_TITLES: Final[Mapping[str, Marked]] = {
    "rang": N_("Ring"),
    "picked_up": N_("Pick up"),
    "hung_up": N_("Caller hung up"),
    "missed": N_("Missed call"),
    "called_back": N_("Call back"),
    "call_transferred": N_("Transfer call"),
    "arrived": N_("Arrival"),
    "greeted": N_("Greet"),
    "seen": N_("See visitor"),
    "left": N_("Visitor left"),
    "received": N_("Intake"),
    "contacted": N_("Came again"),
    "responded": N_("First response"),
    "need_recorded": N_("Record needs"),
    "noted": N_("Note"),
    "attached": N_("Attach"),
    "answered": N_("Answer"),
    "proposed": N_("Propose"),
    "objected": N_("Objection"),
    "promised": N_("Promise a time"),
    "extended": N_("Extend"),
    "replied": N_("Reply as promised"),
    "confirmed": N_("Confirm"),
    "specialist_needed": N_("Ask a specialist"),
    "handed_off": N_("Handed over"),
    "accepted": N_("Hand-off accepted"),
    "declined": N_("Hand-off declined"),
    "specialist_answered": N_("Specialist answered"),
    "progress_told": N_("Tell progress"),
    "reminded": N_("Remind"),
    "waiting": N_("Wait for customer"),
    "resumed": N_("Resume"),
    "verified": N_("Verify"),
    "questions_asked": N_("Ask the questions"),
    "group_formed": N_("Form a group"),
    "order_reviewed": N_("Review order"),
    "cannot_fulfil": N_("Cannot fulfil"),
    "alternative_told": N_("Tell alternative"),
    "started": N_("Start"),
    "shipped": N_("Ship"),
    "delivered": N_("Deliver"),
    "collected": N_("Collected"),
    "host_told": N_("Tell host"),
    "host_answered": N_("Host answered"),
    "looked_after": N_("Look after"),
    "solved": N_("Solve"),
    "rated": N_("Rating"),
    "finished": N_("Finish"),
    "followed_up": N_("Follow up"),
    "planned": N_("Plan a task"),
    "filed": N_("File"),
    "transferred": N_("Transfer"),
    "classified": N_("Classify"),
    "reopened": N_("Reopen"),
    "merged": N_("Merge"),
    "withdrawn": N_("Withdraw"),
    "undone": N_("Undo"),
    "escalated": N_("Escalated"),
    "sampled": N_("Sampled"),
    "reviewed": N_("Reviewed"),
    "coached": N_("Coached"),
    "recounted": N_("Recounted"),
    "erased": N_("Erased"),
}


def event_title(event: str) -> Marked:
    """How an event is called; its machine name where it has no other."""
    return EVENT_TITLES.get(event) or Marked(event)


def do_title(do: str) -> Marked:
    """How the action that a clock asks for is called (``do`` is the imperative machine name)."""
    return next((event_title(kind.name) for kind in EVENTS.values() if kind.action == do), Marked(do))
