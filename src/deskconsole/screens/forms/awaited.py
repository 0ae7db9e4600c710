"""A form whose action somebody else has to allow first, at their own console: asked by saving, recorded once allowed.

What is typed is kept as any other draft; the form may be left meanwhile.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from deskconsole.desk.records import TicketView
from deskconsole.desk.sign_on import asking
from deskconsole.desk.sign_on.asking import ALLOWED, ASKED, REFUSED, Asked, Request
from deskconsole.desk.tickets import act
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_time


class AskingForm(Protocol):
    """The form that asks."""

    drafts: DraftKeeper

    @property
    def asks_of(self) -> tuple[str, str]:
        """The ticket's number and the event."""

    def typed(self) -> Mapping[str, str]:
        """What is typed."""

    def save(self) -> None:
        """Writes it."""


class AwaitedAnswer(FormPart):
    """Says that it waits, until when, and what the answer is; an answer that allows it saves what was asked with.

    A form that was left meanwhile says so again with the next second, when what was typed stands in it.
    """

    def __init__(self, session: Session, on: AskingForm) -> None:
        self._session, self._on = session, on
        self._shown: tuple[str, str] | None = None
        self._asked_with: Mapping[str, str] | None = None

    def recording(self, view: TicketView) -> Callable[..., TicketView]:
        """What records the event of the form: at once, or by asking first whoever leads."""
        number, event = self._on.asks_of
        if not self._session.must_ask(view, event):
            return act.act
        form, typed = f"act {event} {number}", self._on.typed()
        return partial(asking.act_or_ask, draft=self._on.drafts.id, form=form, typed=typed)

    def refused(self, error: DeskError) -> bool:
        """It is asked for: that is no refusal."""
        if not isinstance(error, Asked):
            return False
        self._asked_with = dict(self._on.typed())
        self._shown = None
        self.form.work(self._wait())
        return True

    async def _wait(self) -> None:
        await self._on.drafts.keep()
        self._session.requests = tuple(await self._session.ask(asking.my_requests, self._session.desk))
        self.look(self._session.now())

    def look(self, now: datetime) -> None:
        """Whether there is an answer; time may have passed as well."""
        mine = [each for each in self._session.requests if (each.number, each.action) == self._on.asks_of]
        if not mine:
            return
        request = mine[-1]
        late = now > request.until and request.state in (ASKED, ALLOWED)
        state = asking.EXPIRED if late else request.state
        if (request.id, state) == self._shown:
            return
        self._shown = (request.id, state)
        self._session.answers_shown.add(self._shown)
        self._say(request, state)

    def _say(self, request: Request, state: str) -> None:
        name = self._session.titles.person(request.decided_by)
        time = clock_time(request.until, self._session.zone)
        if state == ASKED:
            self.form.say(_("Asked, waits for an answer until {time} · Esc parks it meanwhile").format(time=time))
        elif state == ALLOWED and self._asked_with == self._on.typed():
            self.form.say(_("{name} allows it").format(name=name))
            self._on.save()
        elif state == ALLOWED:
            self.form.say(_("{name} allows it until {time} · ^S records it").format(name=name, time=time))
        elif state == REFUSED:
            message = _("{name} refuses it · what is typed is kept, ^S asks once more").format(name=name)
            self.form.say(f"{one_line(request.word)} · {message}" if request.word else message, error=True)
        elif request.decided_by is not None:
            self.form.say(_("It was allowed until {time} · ^S asks once more").format(time=time), error=True)
        else:
            self.form.say(_("Nobody has answered until {time} · ^S asks once more").format(time=time), error=True)
