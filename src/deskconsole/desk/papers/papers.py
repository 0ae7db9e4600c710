"""What papers are made of: a ticket, or who is in the house, with everything that the paper shows standing open.

Paper has its own rule: it is handed in and filed, so names and contacts are whole on it. That it was made is on
record (``exports.py``).
"""

from deskconsole.desk.look import Look
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.repeats import view_with_repeats
from deskconsole.desk.use_cases import query
from deskconsole.desk.visitors.records import VisitorLine
from deskconsole.desk.visitors.visitors import visitors_of_day


@query(needs="tickets")
def ticket_on_paper(look: Look, number: str) -> TicketView:
    """One ticket for its paper form."""
    return view_with_repeats(look, look.look_at(number), reveal=True)


@query(needs="inside")
def inside_on_paper(look: Look) -> tuple[VisitorLine, ...]:
    """Everybody who is in the house, for the list that is taken along when it is left (F09)."""
    return visitors_of_day(look, reveal=True).inside
