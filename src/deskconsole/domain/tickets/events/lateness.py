"""Why a clock ended late, and whether that is accepted; neither moves a time."""

from collections.abc import Sequence
from typing import Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.state import Ticket
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_

#: What stands of the reason why a clock was late.
GIVEN: Final = "given"
ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"


def _clock_meant(clocks: Sequence[Deadline], event: Event) -> Deadline | None:
    return next((c for c in clocks if (c.rule, c.of) == (event.fields.get("rule"), event.of)), None)


def _check_explained(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    clock = _clock_meant(clocks, event)
    if clock is None:
        raise DeskError("{event}: rule: the ticket has no such clock", event=event.kind, field="rule")
    if not clock.was_late(event.happened_at):
        raise DeskError("late_explained: {rule} was not late", rule=clock.rule, field="rule")
    if clock.cause_state == ACCEPTED:
        raise DeskError("late_explained: the reason is accepted already", field="late_cause")


def _check_judged(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    clock = _clock_meant(clocks, event)
    if clock is None:
        raise DeskError("{event}: rule: the ticket has no such clock", event=event.kind, field="rule")
    if not clock.cause:
        raise DeskError("lateness_judged: nobody has given a reason yet", field="rule")
    if clock.cause_by == event.by:
        raise DeskError("lateness_judged: somebody else decides about one's own reason", field="rule")


# By use cases of their own: which clock is meant is chosen, not typed.
KINDS: Final = (
    EventKind(
        "late_explained",
        "explain_late",
        N_("Why it was late"),
        required=("rule", "late_cause"),
        check=_check_explained,
        by_desk=True,
        after_filed=True,
        after_withdrawn=True,
        takes=False,
        touches=False,
        last_words=False,
    ),
    EventKind(
        "lateness_judged",
        "judge_lateness",
        N_("Reason accepted or not"),
        required=("rule", "outcome"),
        values={"outcome": {ACCEPTED: N_("reason accepted"), DECLINED: N_("reason not accepted")}},
        check=_check_judged,
        by_desk=True,
        after_filed=True,
        after_withdrawn=True,
        takes=False,
        touches=False,
        last_words=False,
    ),
)
