"""Why the deadlines of a ticket lie where they do."""

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.work import rules_lookup
from deskconsole.domain.clocks.why import Reasons, reasons


def why(desk: Desk, view: TicketView) -> list[Reasons]:
    """The reasons of every clock of a ticket as it was seen, the running ones first, by due."""
    require(desk.actor, "show")
    clocks = sorted(view.clocks, key=lambda clock: (not clock.active, clock.due, clock.rule))
    with desk.store.reading() as tx:
        rules_of = rules_lookup(desk, tx)
        return [reasons(clock, view.events, rules_of) for clock in clocks]
