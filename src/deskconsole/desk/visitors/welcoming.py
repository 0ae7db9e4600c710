"""What goes with every visitor who is taken in, by whatever form: the pass, and a look at the watch list."""

from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.visitors.passes import give
from deskconsole.desk.visitors.records import text_of
from deskconsole.desk.visitors.watching import Watch
from deskconsole.desk.work import Work


def welcome(work: Work, visit: TicketWork) -> None:
    """Gives out the pass that the form names, and puts on record which entries of the watch list somebody matches.

    Raises :class:`DeskError` when the pass is out already.
    """
    ticket = visit.ticket
    number = text_of(ticket.fields.get("pass"))
    if number is not None:
        give(work, visit, number)
    notices = Watch(work.tx).notices(ticket.customer, ticket.contact, text_of(ticket.fields.get("organisation")))
    if notices:
        work.note("watch_matched", number=visit.number, entries=[notice.entry for notice in notices])
