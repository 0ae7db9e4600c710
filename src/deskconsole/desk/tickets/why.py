"""Why the deadlines of a ticket lie where they do."""

from deskconsole.desk.look import Look
from deskconsole.desk.records import TicketView
from deskconsole.desk.use_cases import query
from deskconsole.domain.clocks.why import Reasons, reasons


@query(needs="see")
def why(look: Look, view: TicketView) -> list[Reasons]:
    """The reasons of every clock of a ticket as it was seen, the running ones first, by due."""
    clocks = sorted(view.clocks, key=lambda clock: (not clock.active, clock.due, clock.rule))
    return [reasons(clock, view.events, look.rules_of) for clock in clocks]
