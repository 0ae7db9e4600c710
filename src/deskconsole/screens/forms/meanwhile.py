"""A ticket on which several work: who else is writing is said, and what they recorded under an open form.

What was typed stays; saving it once more saves it.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final, Protocol

from textual.widget import Widget

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import drafts, views
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError, Outdated
from deskconsole.present.catalogue import _
from deskconsole.present.event_titles import event_title
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.text_view import TextView

#: How long somebody counts as writing whose form was kept: it is kept every few seconds while they type.
AT_WORK: Final = timedelta(minutes=2)
#: How much of somebody's words is shown, in cells, and of how many events.
_WORDS: Final = 40
_MOST: Final = 3


class OnTicket(Protocol):
    """A form about a ticket, as it was when the form was opened."""

    view: TicketView


class Meanwhile(FormPart):
    """Says who else is writing, and what has happened since the form was opened; from then on the form rests on what
    has been said.

    Somebody writes whose half-filled form was kept a moment ago: a console that dies keeps none any more.
    """

    def __init__(self, session: Session, on: OnTicket) -> None:
        self._session = session
        self._on = on
        self._others = TextView(classes="rows")
        self._others.can_focus = self._others.display = False

    def below(self) -> Iterable[Widget]:
        """Who else is writing."""
        return (self._others,)

    def begin(self) -> None:
        """The form stands."""
        self.form.work(self._look_around())

    async def _look_around(self) -> None:
        session, number = self._session, self._on.view.number
        stored = await session.ask(drafts.drafts, session.desk, everybody=True)
        since = session.now() - AT_WORK
        me = session.desk.actor.login
        logins = {each.person for each in stored if each.form.endswith(f" {number}") and each.updated_at >= since} - {
            me
        }
        names = _(", ").join(sorted(map(session.titles.person, logins)))
        message = _("Writing on this ticket too: {names}").format(names=names)
        self._others.show([(message, "$foreground-muted")] if names else [])
        self._others.display = bool(names)

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
        messages = [self._describe(event) for event in since[-_MOST:]]
        if len(since) > _MOST:
            messages.insert(0, "…")
        message = _("Meanwhile: {changes} · saving once more records yours after it")
        self.form.say(message.format(changes="; ".join(messages) or "…"), error=True)

    def _describe(self, event: Event) -> str:
        who = self._session.titles.person(event.by) if event.by else ""
        words = f"“{clip(one_line(event.text), _WORDS)}”" if event.text else ""
        return " ".join(filter(None, (who, _(event_title(event.kind)), words)))
