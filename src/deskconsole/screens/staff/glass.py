"""Breaking the glass at the console: a leader's needs for some minutes, with a reason; the top line shows how long."""

from collections.abc import Callable
from functools import partial

from deskconsole.desk.sign_on import glass
from deskconsole.domain.site.glass import Glass
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.desk_screen import StoreChanged
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import clock_time
from deskconsole.widgets.forms.form_row import FormRow

#: So many minutes stand in the form at first.
_PROPOSED = "15"


class GlassForm(Form[Glass]):
    """For how long, and why."""

    def __init__(self, session: Session) -> None:
        rows = [FormRow("reason", N_("Reason"), required=True), FormRow("minutes", N_("Minutes"), value=_PROPOSED)]
        # No draft: what was a reason then is none now.
        super().__init__(session, rows)

    def heading(self) -> str:
        """What is done."""
        return _("A leader's needs for a while; the supervisor sees it")

    def submit(self) -> Callable[[], Glass]:
        """Begins."""
        typed = self.entered("minutes").strip()
        minutes = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
        return partial(glass.break_glass, self.session.desk, minutes, self.entered("reason"))


class BrokenGlass:
    """Taking a leader's needs and giving them back; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session

    def action_break_glass(self) -> None:
        """Asks for how long and why; while it lasts it is given back."""
        if self._session.glass_until is not None and self._session.glass_until > self._session.now():
            self._screens.app.run_worker(self._mend())
        else:
            self._screens.app.push_screen(GlassForm(self._session), self._broken)

    def _broken(self, broken: Glass | None) -> None:
        if broken is not None:
            until = clock_time(broken.until, self._session.zone)
            self._changed(_("A leader's needs until {time}; chosen again it gives them back").format(time=until))

    async def _mend(self) -> None:
        try:
            await self._session.ask(glass.mend_glass, self._session.desk)
        except DeskError as error:
            self._screens.complain(error)
        else:
            self._changed(_("A leader's needs are given back"))

    def _changed(self, message: str) -> None:
        screen = self._screens.full
        if screen is not None:
            screen.say(message)
            screen.post_message(StoreChanged())
