"""A visitor leaves, or comes back (F09); words for a host who is not to be reached (F04)."""

from datetime import datetime
from typing import Final

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.intake import take
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN, read_form
from deskconsole.desk.use_cases import command
from deskconsole.desk.viewing import view_at
from deskconsole.desk.visitors.passes import take_back
from deskconsole.desk.work import Work
from deskconsole.errors import DeskError

#: The kind of work that brings words to somebody.
MESSAGE: Final = "message"
#: How a visit ended, for those who have been received and those who have not.
RECEIVED: Final = "received"
NOT_RECEIVED: Final = "not_received"
#: As many words of a message stand on the visit that it was left at.
_QUOTED: Final = 200


@command(needs="visitors")
def sign_out(
    work: Work,
    number: str,
    *,
    pass_back: bool = True,
    at: datetime | None = None,
    key: str | None = None,
) -> TicketView:
    """A visitor leaves: recorded, the pass back (unless they kept it), the visit ended and filed if nothing is open.

    What is still owed on the ticket (a promised reply, a hand-off) keeps it open. Raises :class:`DeskError` when
    nobody is there to leave.
    """
    visit = work.ticket(number)
    seen = any(each.seen for each in visit.ticket.visits.values())
    visit.record("left", at=at)
    if visit.record_if_allowed("finished", at=at, outcome=RECEIVED if seen else NOT_RECEIVED):
        visit.record_if_allowed("filed", at=at)
    if pass_back:
        take_back(work, visit)
    return view_at(visit, work.now)


@command(needs="visitors")
def come_back(work: Work, number: str, *, key: str | None = None) -> TicketView:
    """A visitor who had left is back with the host: after lunch, or because they were signed out by mistake."""
    visit = work.ticket(number)
    if visit.ticket.inside or not visit.ticket.visits:
        raise DeskError("arrived: {number} has not left", number=visit.number)
    visit.record_if_allowed("reopened", reason="came back")
    visit.record("arrived")
    visit.record("seen")
    return view_at(visit, work.now)


@command(needs="visitors")
def leave_message(
    work: Work,
    number: str,
    text: str,
    *,
    host: str | None = None,
    key: str | None = None,
) -> TicketView:
    """A visitor leaves words for a host who is not to be reached: a ticket of its own, which the visit names.

    ``host``: for whom, by default whom the visitor came to see. Raises :class:`DeskError`.
    """
    visit = work.ticket(number)
    ticket, pack = visit.ticket, work.desk.pack_for(kind=MESSAGE)
    if not any(kind.name == MESSAGE for kind in pack.kinds):
        raise DeskError("kind: the rules of this desk know no messages", field="kind")
    own = {field.name for field in pack.kind(MESSAGE).fields}
    whom = host or ticket.fields.get("host")
    fields = {"host": whom, "organisation": ticket.fields.get("organisation"), "visit": visit.number}
    form = read_form(
        work.desk,
        {
            "channel": ticket.channel,
            "kind": MESSAGE,
            "tier": ticket.tier if ticket.tier in {t.name for t in pack.tiers} else pack.default_tier,
            "customer": ticket.customer or NOT_GIVEN,
            "contact": ticket.contact or NOT_GIVEN,
            "content": text,
            "request": str(whom or "-"),
            "fields": {name: value for name, value in fields.items() if value and name in own},
        },
        now=work.now,
        loose=True,
    )
    message = take(work, form)
    words = form.content if len(form.content) <= _QUOTED else form.content[: _QUOTED - 1] + "…"
    visit.record("noted", text=words, fields={"message": message.number})
    return view_at(message, work.now)
