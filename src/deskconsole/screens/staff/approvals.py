"""A leader allows one action on one ticket that is refused to whoever sits here: by their PIN at this console, or asked
at their own."""

from collections.abc import Callable
from functools import partial
from typing import Final

from deskconsole.actions import event_title
from deskconsole.desk.desk import Desk
from deskconsole.desk.records import TicketView
from deskconsole.desk.sign_on import approving, pins
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.staff.pin_dialog import PinDialog
from deskconsole.screens.staff.pin_steps import PinSteps

#: No login is called so.
_AT_THEIR_OWN: Final = "at their own console"


class Approvals:
    """Asks who allows it, and their PIN; at their own console who leads is asked when the form is saved."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session

    def ask(self, view: TicketView, event: str, why: DeskError, go_on: Callable[[], None]) -> None:
        """What was refused, and who may allow it; where nobody may, only what was refused. ``go_on``: what was wanted,
        which is done by :meth:`Session.desk_for`, or asked for when it is saved."""
        self._screens.app.run_worker(self._ask(view, event, why, go_on))

    async def _ask(self, view: TicketView, event: str, why: DeskError, go_on: Callable[[], None]) -> None:
        session, app = self._session, self._screens.app
        try:
            people = await session.ask(approving.who_may_approve, session.desk, view.number, event)
            existing = await session.ask(pins.who_has_pins, session.desk)
        except DeskError as error:
            self._screens.complain(error)
            return
        entries = [(each.login, f"{each.name}  {each.login}") for each in people if each.login in existing]
        if not people:
            self._screens.complain(message_of(why))
            return
        names = _(", ").join(each.name for each in people)
        entries.append((_AT_THEIR_OWN, _("Ask at their own console: {names}").format(names=names)))
        title = _("{title} of {number}: who allows it?").format(title=_(event_title(event)), number=view.number[-4:])

        def chosen(login: str | None) -> None:
            if login is None:
                self._screens.complain(message_of(why))
            elif login == _AT_THEIR_OWN:
                go_on()
            else:
                use = partial(_approved, number=view.number, event=event)
                app.push_screen(PinDialog(session, title, PinSteps(session, login, use=use, sets=False)), allowed)

        def allowed(desk: Desk | None) -> None:
            if desk is not None:
                session.allowed = desk
                go_on()

        app.push_screen(PickOne(session, title, entries), chosen)


def _approved(desk: Desk, login: str, pin: str, *, number: str, event: str) -> Desk:
    return approving.approved(desk, login, pin, number, event)
