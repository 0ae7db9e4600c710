"""The telephone on every screen: banner, bell, the key that picks up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from textual.screen import Screen

from deskconsole.desk.telephone import calls as ringing
from deskconsole.desk.tickets import views
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bell import alarms_of, beside, warning_line
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen
from deskconsole.screens.frame.navigation import HasTicket
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session
from deskconsole.screens.telephone.ring_lines import answerable, ring_lines
from deskconsole.screens.tickets.ticket_actions import is_unfinished
from deskconsole.text.dates import clock_time
from deskconsole.widgets.bars.call_banner import CallBanner, CallLine


class Calls:
    """The telephone calls of a console; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session
        self._picking_up = False
        #: what the key does where nothing rings: go to a colleague who has called; whether one has
        self.otherwise: Callable[[], bool] = lambda: False

    # --- what is seen and heard ----------------------------------------------------------------------------

    def show(self, now: datetime) -> None:
        """The banner on what is visible, once a second while something rings; then what the bell has to say."""
        app, session = self._screens.app, self._session
        lines = ring_lines(session.calls, session.titles, now, session.zone)
        visible = app.screen_stack[-2:]
        for screen in visible:
            if isinstance(screen, DeskScreen | DeskModal) and screen.is_mounted:
                _show_banner(screen, lines, flash=bool(lines) and now.second % 2 == 0)
        if session.due_times is None and not session.desk.waits:
            return  # nothing has been read yet, so nothing is news
        fresh, sound = session.bell.look(
            [
                *alarms_of(session.calls, session.due_times or (), now),
                *(f"call for {each.id}" for each in session.to_answer),
            ],
            now,
        )
        line, full = warning_line(session.bell.fresh), self._screens.full
        if line and full is not None:
            full.say(beside(full.status.text, line, full.size.width - 1))
        for screen in visible:
            if isinstance(screen, DeskScreen):
                screen.top_line.set_class(fresh, "-flash")
        if sound:
            app.bell()

    def start_following(self) -> None:
        """While something rings its end by time alone is looked for every second."""
        if self._session.calls:
            self._screens.app.run_worker(self._follow(), group="calls", exclusive=True)

    async def _follow(self) -> None:
        try:
            desk = self._session.desk
            calls = await self._session.ask(ringing.ringing_for_nobody if desk.waits else ringing.ringing, desk)
        except DeskError as error:
            self._screens.complain(error)
            return
        self._session.calls = tuple(calls)
        self.show(self._session.now())

    def action_mute(self) -> None:
        """Silences the bell for this person, or lets it sound again; it silences no clock."""
        bell = self._session.bell
        bell.muted = not bell.muted
        self._session.remember(muted=bell.muted)
        self._say_of_bell(_("Bell off") if bell.muted else _("Bell on"))

    def action_snooze(self) -> None:
        """Silences the sound for ten minutes, or lets it sound again; it silences no clock."""
        until = self._session.bell.snooze(self._session.now())
        if until is None:
            self._say_of_bell(_("Bell on"))
        else:
            time = clock_time(until, self._session.zone)
            self._say_of_bell(_("Bell silent until {time}; clocks go on").format(time=time))

    def _say_of_bell(self, text: str) -> None:
        screen = self._screens.top
        if isinstance(screen, DeskScreen):
            screen.say(text)
            screen.refresh_frame()

    # --- picking up ----------------------------------------------------------------------------------------

    def action_pick_up(self) -> None:
        """Picks up the call that rings; without one, opens the form of a call that has none yet."""
        if not self._picking_up:
            self._picking_up = True
            self._screens.app.run_worker(self._pick_up())

    async def _pick_up(self) -> None:
        session = self._session
        try:
            call = answerable(session.calls)
            if call is None:
                if not self._screens.locked and not self.otherwise():
                    await self._open_unfinished()
                return
            if session.desk.waits:  # nobody has signed on: it is the shift's
                me, view = None, await session.ask(ringing.pick_up_for_shift, session.desk, call.call)
            else:
                me = session.desk.actor.login
                view = await session.ask(ringing.pick_up, session.desk, call.call, me)
            session.calls = tuple(other for other in session.calls if other is not call)
            picked = [e for e in view.events if e.kind == "picked_up" and e.fields.get("call") == call.call]
            if me is not None and picked and picked[-1].by != me:
                message = _("{name} has picked it up").format(name=session.titles.person(picked[-1].by))
                self._screens.complain(message)
            elif self._screens.locked:  # it is answered; its form opens once somebody has typed their PIN
                session.picked = (view, call.call)
            else:
                await session.navigation.take_call(view, call.call)
        except DeskError as error:
            self._screens.complain(error)
        finally:
            self._picking_up = False
            self.show(session.now())

    async def _open_unfinished(self) -> None:
        """The selected ticket, where it is a call whose form nobody has filled in."""
        screen, session = self._screens.top, self._session
        number = screen.number if isinstance(screen, HasTicket) else ""
        view = await session.ask(views.show, session.desk, number) if number else None
        if view is None or not is_unfinished(view):
            self._screens.complain(_("No call rings"))
        else:
            await session.navigation.take_call(view, list(view.ticket.calls.values())[-1].call)


def _show_banner(screen: Screen[Any], lines: Sequence[CallLine], *, flash: bool) -> None:
    banner = next(iter(screen.query(CallBanner)), None)
    if banner is None and lines:
        # A form or menu hides the screen below it; it gets a banner of its own while something rings.
        banner = CallBanner()
        screen.mount(banner)
    if banner is not None:
        banner.show(lines, flash=flash)
