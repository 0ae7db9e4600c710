"""What the counter hides of a ticket until somebody asks (F08)."""

from deskconsole.desk.tickets.records import TicketView
from deskconsole.record import replace
from deskconsole.text.masking import masked


def hides(view: TicketView) -> tuple[str, ...]:
    """The parts of the ticket's form that its kind keeps private and that are filled in."""
    ticket = view.ticket
    kind = next((kind for kind in view.pack.kinds if kind.name == ticket.kind), None)
    private = kind.private if kind is not None else ()
    return tuple(name for name in private if getattr(ticket, name, None) or ticket.fields.get(name))


def at_the_counter(view: TicketView) -> TicketView:
    """The ticket as the counter shows it: what is private is masked."""
    names = hides(view)
    if not names:
        return view
    ticket = view.ticket
    fields = {name: masked(str(value)) if name in names else value for name, value in ticket.fields.items()}
    contact = masked(ticket.contact) if "contact" in names else ticket.contact
    return replace(view, ticket=replace(ticket, contact=contact, fields=fields))
