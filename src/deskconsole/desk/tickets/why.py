"""Why the deadlines of a ticket lie where they do."""

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import demand
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.work import books_of
from deskconsole.domain.clocks.why import Reasons, reasons


def why(desk: Desk, view: TicketView) -> list[Reasons]:
    """The reasons of every clock of a ticket as it was seen, the running ones first, by due."""
    demand(desk.actor, "show")
    clocks = sorted(view.clocks, key=lambda clock: (not clock.active, clock.due, clock.rule))
    with desk.store.reading() as tx:
        books = books_of(desk, tx)
        return [reasons(clock, view.events, books) for clock in clocks]
