"""What can be done with the visitor who is selected: each step of a visit by one key."""

from typing import Any

from deskconsole.actions import key_of
from deskconsole.desk.tickets import act, views
from deskconsole.desk.visitors import checking_out
from deskconsole.desk.visitors.records import WAITING, VisitorLine
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.who import addressee
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.screens.visitors.board import VisitorBoard
from deskconsole.screens.visitors.message import MessageForm, PassForm


class VisitorSteps:
    """The host told and answering, looked after, received, a message, signed out; a part of the visitors' screen."""

    def __init__(self, screen: DeskScreen, board: VisitorBoard, actions: TicketActions) -> None:
        self._screen = screen
        self._session = screen.session
        self._board = board
        self._actions = actions

    # --- waiting -------------------------------------------------------------------------------------------

    def _act(self, event: str, **fields: Any) -> None:
        """Records one event on the selected visitor at once; ^Z takes it back."""
        if (visitor := self._board.visitor) is None:
            self._screen.say(_("Select a visitor who has come"), error=True)
        else:
            self._screen.work(self._record(visitor, event, fields))

    async def _record(self, visitor: VisitorLine, event: str, fields: dict[str, Any]) -> None:
        session = self._session
        view = await session.ask(act.act, session.desk, visitor.number, event, fields=fields)
        session.recorded(view, event)
        self._screen.status.say_done()
        self._screen.post_message(StoreChanged())

    def action_tell_host(self) -> None:
        """The host has been told."""
        visitor = self._board.visitor
        host = visitor.own("host") if visitor is not None else None
        if visitor is not None and host is not None:  # a colleague or a department is asked by name
            host = addressee(host, self._session, visitor.pack)
        self._act("host_told", to=host)

    def action_host(self, outcome: str) -> None:
        """What the host answered; one who comes later is asked when."""
        if outcome == "later":
            self._offer("host_answered", outcome=outcome)
        else:
            self._act("host_answered", outcome=outcome)

    def action_contact(self) -> None:
        """Somebody else is told (F04)."""
        self._offer("host_told")

    def action_look_after(self) -> None:
        """The reason and the estimated time, as told to who waits (F07)."""
        visitor = self._board.visitor
        self._offer("looked_after", reason=visitor.reason or "" if visitor is not None else "")

    def action_receive(self) -> None:
        """The host has come for the visitor."""
        self._act("seen")

    def _offer(self, event: str, **prefilled: str) -> None:
        if not self._board.number:
            self._screen.say(_("Select a visitor who has come"), error=True)
        else:
            self._screen.work(self._offer_on(self._board.number, event, prefilled))

    async def _offer_on(self, number: str, event: str, prefilled: dict[str, str]) -> None:
        view = await self._session.ask(views.show, self._session.desk, number)
        self._actions.offer(view, event, **prefilled)

    def action_message(self) -> None:
        """Words for a host who is not to be reached (F04, F12)."""
        visitor = self._board.visitor
        if visitor is None or visitor.place != WAITING:
            self._screen.say(_("Select a visitor who waits"), error=True)
            return

        def saved(number: str | None) -> None:
            if number is not None:
                message = _("Message {number} is to be delivered").format(number=number[-4:])
                self._board.done(message, visitor.number)

        self._screen.app.push_screen(MessageForm(self._session, visitor), saved)

    def action_give_pass(self) -> None:
        """A pass for somebody who is inside and has none."""
        visitor = self._board.visitor
        if visitor is None or not visitor.inside:
            self._screen.say(_("Select a visitor who is inside"), error=True)
            return
        name = self._session.titles.name(visitor.name) or visitor.number
        if visitor.passes:
            message = _("{name} has pass {number} already").format(name=name, number=" ".join(visitor.passes))
            self._screen.say(message, error=True)
            return

        def given(number: str | None) -> None:
            if number is not None:
                self._board.done(_("Pass {number} given to {name}").format(number=number, name=name), visitor.number)

        self._screen.app.push_screen(PassForm(self._session, visitor), given)

    # --- leaving -------------------------------------------------------------------------------------------

    def action_sign_out(self, pass_: str) -> None:
        """The visitor leaves; the pass is back, or is kept."""
        visitor = self._board.visitor
        if visitor is None or not visitor.inside:
            self._screen.say(_("Select a visitor who is inside"), error=True)
        else:
            self._screen.work(self._sign_out(visitor, pass_ == "back"))

    async def _sign_out(self, visitor: VisitorLine, back: bool) -> None:
        session = self._session
        await session.ask(checking_out.sign_out, session.desk, visitor.number, pass_back=back)
        name = session.titles.name(visitor.name) or visitor.number
        passes = " ".join(visitor.passes)
        message = _("{name} signed out · {key} brings them back").format(name=name, key=key_of("sign_in"))
        if passes:
            message += " · " + (_("pass {number} back") if back else _("pass {number} still out")).format(number=passes)
        self._board.done(message, visitor.number)
