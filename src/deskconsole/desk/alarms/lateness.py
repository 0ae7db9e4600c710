"""Why clocks ended late: given by whoever knows, at once or later, and judged by whoever leads. No time moves."""

from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.records import TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.consequences import explain_clock
from deskconsole.desk.tickets.repeats import view_with_repeats
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets.events.lateness import ACCEPTED, DECLINED
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store.clocks import late
from deskconsole.text.clean import clean

#: So far back the list goes, and so many lines it has at most.
BACK: Final = timedelta(days=31)
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class LateStep:
    """A clock that ended late: on which ticket, by how much, whose it was, why, and whether that is accepted."""

    number: str
    rule: str
    of: int
    title: Text
    due: datetime
    ended: datetime
    who: str | None
    cause: str | None
    cause_title: Text | None
    cause_by: str | None
    state: str | None
    #: why it may have been, by the pack of the ticket
    pack: Pack


@query(needs="see")
def late_steps(look: Look, *, mine: bool = False, undecided: bool = False) -> list[LateStep]:
    """What ended late within a month where the rules ask why, the newest first.

    ``mine``: what was the person's own to do; ``undecided``: what has no reason, or one that nobody has judged yet.
    """
    steps = []
    for row in late.late_clocks(look.tx, look.now - BACK, undecided=undecided, limit=MOST):
        pack: Pack = look.rules_of(row.pack_hash, row.calendar_hash).pack
        who = row.assignee or row.owner or row.first_receiver
        if not pack.late_causes or row.ended is None or (mine and who != look.actor.login):
            continue
        title = next((each.title for each in pack.late_causes if each.name == row.cause), None)
        state = row.cause_state
        steps.append(
            LateStep(
                row.number, row.rule, row.of, pack.clock_title(row.rule, row.name or row.do), row.due, row.ended, who,
                row.cause, title, row.cause_by, state, pack,
            )
        )  # fmt: skip
    return steps


@command(needs="note")
def explain_late(
    work: Work,
    number: str,
    rule: str,
    cause: str,
    *,
    of: int | None = None,
    text: str | None = None,
    key: str | None = None,
) -> TicketView:
    """Say why a clock of a ticket was late; ``of``: which one, where the rule has several that were."""
    ticket = work.ticket(number)
    clock = _clock(ticket, rule, of, work.now)
    explain_clock(ticket, clock, cause, _words(text))
    return view_with_repeats(work, ticket)


@command(needs="lateness")
def judge_late(
    work: Work,
    number: str,
    rule: str,
    accepted: bool,
    *,
    of: int | None = None,
    text: str | None = None,
    key: str | None = None,
) -> TicketView:
    """Accept the reason why a clock was late, or do not; never one's own."""
    ticket = work.ticket(number)
    clock = _clock(ticket, rule, of, work.now)
    fields = {"rule": clock.rule, "outcome": ACCEPTED if accepted else DECLINED}
    ticket.record("lateness_judged", of=clock.of, fields=fields, text=_words(text))
    return view_with_repeats(work, ticket)


def _clock(ticket: TicketWork, rule: str, of: int | None, now: datetime) -> Clock:
    meant = [c for c in ticket.clocks if c.rule == rule and of in (None, c.of) and c.was_late(now)]
    if not meant:
        raise DeskError("rule: no clock of {rule} was late on this ticket", field="rule", rule=rule)
    if len(meant) > 1:
        threads = ", ".join(str(clock.of) for clock in meant)
        raise DeskError(
            "rule: several clocks of {rule} were late: {open}; say which with of", field="of", rule=rule, open=threads
        )
    return meant[0]


def _words(text: str | None) -> str | None:
    return clean(text).strip() or None if text is not None else None
