"""A ticket that has gone on under an open form: what others did is said, what was typed stays, saving again saves."""

from typing import Final, Protocol

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import views
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError, Outdated
from deskconsole.present.catalogue import _
from deskconsole.present.event_titles import event_title
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line

#: How much of somebody's words is shown, in cells, and of how many events.
_WORDS: Final = 40
_MOST: Final = 3


class OnTicket(Protocol):
    """A form about a ticket, as it was when the form was opened."""

    view: TicketView


class Meanwhile(FormPart):
    """Says what has happened since the form was opened; from then on the form rests on what has been said."""

    def __init__(self, session: Session, on: OnTicket) -> None:
        self._session = session
        self._on = on

    def refused(self, error: DeskError) -> bool:
        """A save that rests on an older view: the ticket is looked at again."""
        if not isinstance(error, Outdated):
            return False
        self.form.work(self._look_again())
        return True

    async def _look_again(self) -> None:
        before = self._on.view
        after = await self._session.ask(views.show, self._session.desk, before.number)
        since = [event for event in after.events if event.seq > before.events[-1].seq and event.human]
        self._on.view = after
        told = [self._told(event) for event in since[-_MOST:]]
        if len(since) > _MOST:
            told.insert(0, "…")
        message = _("Meanwhile: {changes} · saving once more records yours after it")
        self.form.say(message.format(changes="; ".join(told) or "…"), error=True)

    def _told(self, event: Event) -> str:
        who = self._session.titles.person(event.by) if event.by else ""
        words = f"“{clip(one_line(event.text), _WORDS)}”" if event.text else ""
        return " ".join(filter(None, (who, _(event_title(event.kind)), words)))
