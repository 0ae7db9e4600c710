"""The telephone on every screen: banner, bell, the key that picks up."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.screen import Screen

from deskconsole.desk.telephone import calls as ringing
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.records import TicketView
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.mounted_screens import mounted
from deskconsole.screens.frame.session import Session
from deskconsole.screens.frame.warnings import alarms_of, beside, warning_line
from deskconsole.screens.intake.call_link import CallLink, link_of
from deskconsole.screens.telephone.ring_lines import answerable, ring_lines
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.text.dates import clock_time
from deskconsole.widgets.bars.call_banner import CallBanner
from deskconsole.widgets.bars.top_line import TopLine

if TYPE_CHECKING:
    from deskconsole.screens.intake.intake import IntakeScreen

    _Base = App[int]
else:
    _Base = object


class Calls(_Base):
    """Mixed into the console."""

    session: Session
    _picking_up = False

    def complain(self, error: DeskError | str) -> None:
        """Says on the screen on top what was refused."""
        raise NotImplementedError

    async def leave_above(self, screen: Screen[Any]) -> None:
        """Leaves the screens above one; what is half typed there is kept."""
        raise NotImplementedError

    # --- what is seen and heard ----------------------------------------------------------------------------

    def show_calls(self, now: datetime) -> None:
        """The banner on what is visible, once a second while something rings."""
        lines = ring_lines(self.session.calls, self.session.titles, now, self.session.zone)
        flash = bool(lines) and now.second % 2 == 0
        for screen in self.screen_stack[-2:]:
            if isinstance(screen, DeskScreen | DeskModal) and screen.is_mounted:
                self._banner(screen, wanted=bool(lines), lines=lines, flash=flash)
        if self.session.due_times is None:
            return  # nothing has been read yet, so nothing is news
        fresh, sound = self.session.bell.look(alarms_of(self.session.calls, self.session.due_times, now), now)
        self._warn(warning_line(self.session.bell.fresh))
        for screen in self.screen_stack[-2:]:
            if isinstance(screen, DeskScreen):
                screen.query(TopLine).set_class(fresh, "-flash")
        if sound:
            self.bell()

    def _warn(self, line: str) -> None:
        """One line for all clocks that became due soon or overdue since the last look."""
        screen = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, DeskScreen)), None)
        if line and screen is not None:
            screen.status.say(beside(screen.status.text, line, screen.size.width - 1))

    def _banner(self, screen: Screen[Any], *, wanted: bool, lines: Any, flash: bool) -> None:
        banner = next(iter(screen.query(CallBanner)), None)
        if banner is None and wanted:
            # A form or menu hides the screen below it; it gets a banner of its own while something rings.
            banner = CallBanner()
            screen.mount(banner)
        if banner is not None:
            banner.show(lines, flash=flash)

    def start_following_calls(self) -> None:
        """While something rings its end by time alone is looked for every second."""
        if self.session.calls:
            self.run_worker(self._follow_calls(), group="calls", exclusive=True)

    async def _follow_calls(self) -> None:
        try:
            calls = await self.session.ask(ringing.ringing, self.session.desk)
        except DeskError as error:
            self.complain(error)
            return
        self.session.calls = tuple(calls)
        self.show_calls(self.session.now())

    def action_mute(self) -> None:
        """Silences the bell of this session, or lets it sound again; it silences no clock."""
        self.session.bell.muted = not self.session.bell.muted
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.status.say(_("Bell off") if self.session.bell.muted else _("Bell on"))
            screen.refresh_frame()

    def action_snooze(self) -> None:
        """Silences the sound for ten minutes, or lets it sound again; it silences no clock."""
        until = self.session.bell.snooze(self.session.now())
        screen = self.screen
        if isinstance(screen, DeskScreen):
            message = _("Bell silent until {time}; clocks go on") if until is not None else _("Bell on")
            screen.status.say(
                message.format(time=clock_time(until, self.session.zone)) if until is not None else message
            )
            screen.refresh_frame()

    # --- picking up ----------------------------------------------------------------------------------------

    @on(CallBanner.PickUp)
    def action_pick_up(self) -> None:
        """Picks up the call that rings; without one, opens the form of a call that has none yet."""
        if not self._picking_up:
            self._picking_up = True
            self.run_worker(self._pick_up())

    async def _pick_up(self) -> None:
        try:
            call = answerable(self.session.calls)
            if call is None:
                await self._open_unfinished()
                return
            desk = self.session.desk
            view = await self.session.ask(ringing.pick_up, desk, call.call, desk.actor.login, source="console")
            self.session.calls = tuple(other for other in self.session.calls if other is not call)
            picked = [e for e in view.events if e.kind == "picked_up" and e.fields.get("call") == call.call]
            if picked and picked[-1].by != desk.actor.login:
                self.complain(_("{name} has picked it up").format(name=self.session.titles.person(picked[-1].by)))
                return
            link = link_of(view, call.call)
            if link is not None:
                await self._open_call(link, view)
        except DeskError as error:
            self.complain(error)
        finally:
            self._picking_up = False
            self.show_calls(self.session.now())

    async def _open_unfinished(self) -> None:
        """The selected ticket, where it is a call whose form nobody has filled in."""
        screen = self.screen
        number = screen.number if isinstance(screen, TicketActions) else ""
        view = await self.session.ask(views.show, self.session.desk, number) if number else None
        if view is not None and view.ticket.calls and not view.ticket.received and not view.ticket.ended:
            link = link_of(view, list(view.ticket.calls.values())[-1].call)
            if link is not None:
                await self._open_call(link, view)
                return
        self.complain(_("No call rings"))

    async def _open_call(self, link: CallLink, view: TicketView) -> None:
        screen = await self.open_intake()
        await screen.take_call(link, view)

    async def open_intake(self) -> "IntakeScreen":
        """The intake form on top of everything; small forms above are left, what is typed in them is kept."""
        from deskconsole.screens.intake.intake import IntakeScreen

        open_ = next((screen for screen in self.screen_stack if isinstance(screen, IntakeScreen)), None)
        if open_ is not None:
            await self.leave_above(open_)
            return open_
        below = next(screen for screen in reversed(self.screen_stack) if not isinstance(screen, DeskModal))
        await self.leave_above(below)
        screen = mounted(self, self.session, IntakeScreen)
        await self.push_screen(screen)
        return screen

    @property
    def locked(self) -> bool:
        """Whether the lock hides everything."""
        return any(isinstance(screen, LockScreen) for screen in self.screen_stack)
