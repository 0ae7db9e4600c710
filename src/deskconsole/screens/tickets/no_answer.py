"""A follow-up that nobody answered, by one key."""

from deskconsole.desk.records import FollowUpLine, TicketView
from deskconsole.desk.tickets import act
from deskconsole.domain.tickets.plans import next_try, open_try
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.screens.frame.session import Session


async def record_no_answer(session: Session, line: FollowUpLine, view: TicketView) -> str:
    """Record it with a next time; what to say of it.

    The next try takes the place of an earlier one without a question; it can be taken back.
    """
    now = session.now()
    again = next_try(now, session.desk.calendar)
    after = await session.ask(
        act.act,
        session.desk,
        line.number,
        "followed_up",
        of=open_try(view.ticket, view.events, line.of),
        fields={"outcome": "no_answer", "due": again},
        expect=view.events[-1].seq,
    )
    session.recorded(after, "followed_up")
    message = _("No answer at {number}: again {when} · ^Z or z takes it back")
    return message.format(number=line.number[-4:], when=short(again, now, session.zone))
