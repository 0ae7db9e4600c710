"""What stands for the person at this console: shown over everything, done by one key, without a sound."""

from datetime import datetime

from deskconsole.actions import LISTS, key_of
from deskconsole.desk.alarms import helping
from deskconsole.desk.alarms.standing import Alarm
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import act
from deskconsole.desk.visitors.rooms import rooms_of_site
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.alarms.at_hand import AtHand, at_hand
from deskconsole.screens.alarms.texts import KEY, banner_lines, listed, notices, quiet_lines
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen, StoreChanged
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.bars.alarm_banner import AlarmBanner, AlarmLine
from deskconsole.widgets.bars.call_banner import CallBanner

#: What is done by looking.
LOOK = "look_at"
_HERE = "here"


class Alarming:
    """The banner and the quiet key; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session
        self._looked: set[str] = set()

    # --- what is seen --------------------------------------------------------------------------------------

    def show(self, now: datetime) -> None:
        """What stands, on what is visible, once a second; whoever reads a ticket has looked at it."""
        session, alarms = self._session, self._session.alarms
        session.alarm_texts = tuple(line.text for line in banner_lines(alarms, session.titles, now, ""))
        session.alarm_notices = tuple(notices(alarms))
        quiet = quiet_lines(alarms, session)
        for screen in self._screens.app.screen_stack[-2:]:
            if isinstance(screen, DeskScreen | DeskModal) and screen.is_mounted:
                lists = isinstance(screen, DeskScreen) and screen.scope in LISTS
                shown = banner_lines(alarms, session.titles, now, key_of(KEY if lists else "pick_up"))
                _show_on(screen, [*shown, *quiet])
        top = self._screens.top
        if isinstance(top, TicketScreen) and top.view is not None:
            self._look(top.view.number)

    def _look(self, number: str) -> None:
        waits = any(alarm.number == number and alarm.do == LOOK for alarm in self._session.alarms.lines)
        if waits and number not in self._looked:
            self._looked.add(number)
            self._screens.app.run_worker(self._record_look(number))

    async def _record_look(self, number: str) -> None:
        try:
            await self._session.ask(helping.look_at, self._session.desk, number)
        except DeskError as error:
            self._looked.discard(number)
            self._screens.complain(error)
        else:
            self._changed()

    # --- calling -------------------------------------------------------------------------------------------

    def action_call_help(self) -> None:
        """Calls somebody to the ticket at hand; nothing is said aloud."""
        self._screens.app.run_worker(self._call(at_hand(self._screens.app.screen_stack)))

    def call_to(self, number: str) -> None:
        """Calls somebody to a ticket."""
        self._screens.app.run_worker(self._call(AtHand(number)))

    async def _call(self, at: AtHand) -> None:
        session = self._session
        try:
            if at.typed is None:
                view = await session.ask(helping.call_help, session.desk, at.number)
            else:
                view = await session.ask(helping.call_help_at_once, session.desk, dict(at.typed))
        except DeskError as error:
            self._screens.complain(error)
            return
        session.called = tuple(dict.fromkeys((*session.called, view.number)))
        if at.intake is not None:  # what was typed is the ticket now
            await at.intake.drafts.drop()
            at.intake.dismiss()
        self._changed()

    # --- coming --------------------------------------------------------------------------------------------

    def action_help_or_take(self) -> None:
        """Goes to whoever has called; else asks which of what waits is meant; else calls somebody here."""
        alarms = self._session.alarms
        hand = at_hand(self._screens.app.screen_stack).number
        grave = next((each for each in alarms.lines if each.number == hand and each.do != LOOK), None)
        if alarms.banners:
            self._take(alarms.banners[0])
        elif grave is not None:
            self._take(grave)
        elif alarms.lines:
            self.action_alarms()
        else:
            self.action_call_help()

    def action_take_over_call(self) -> None:
        """Goes to whoever has called first."""
        if not self.take_first():
            self._screens.complain(_("Nobody has called"))

    def take_first(self) -> bool:
        """Goes to whoever has called first; whether anybody has."""
        banners = self._session.alarms.banners
        if banners and not self._screens.locked:
            self._take(banners[0])
        return bool(banners)

    def _take(self, alarm: Alarm) -> None:
        self._screens.app.run_worker(self._take_over(alarm))

    async def _take_over(self, alarm: Alarm) -> None:
        session = self._session
        try:
            view = await session.ask(helping.take_over, session.desk, alarm.number)
            places = await session.ask(rooms_of_site, session.desk) if alarm.caller is not None else []
        except DeskError as error:
            self._screens.complain(error)
            self._changed()
            return
        self._changed()
        if view.ticket.owner != session.desk.actor.login:  # stands by
            self._screens.say(_("Go to {who} · {number}").format(who=self._who(alarm), number=alarm.number[-4:]))
            return
        top = self._screens.top
        if not (isinstance(top, TicketScreen) and top.number == view.number):
            session.navigation.open_ticket(view.number)
        if places:
            self._ask_place(view, places)

    def _who(self, alarm: Alarm) -> str:
        return self._session.titles.person(alarm.caller or alarm.owner)

    def _ask_place(self, view: TicketView, places: list[str]) -> None:
        entries = [(str(place), name) for place, name in enumerate(places)]

        def chosen(place: str | None) -> None:
            if place is not None:
                self._screens.app.run_worker(self._move(view, places[int(place)]))

        title = _("{number} is yours. Where do you take the customer?").format(number=view.number[-4:])
        self._screens.app.push_screen(PickOne(self._session, title, entries), chosen)

    async def _move(self, view: TicketView, place: str) -> None:
        session = self._session
        try:
            fields = {"moved_to": place}
            await session.ask(act.act, session.desk, view.number, "place_changed", fields=fields)
        except DeskError as error:
            self._screens.complain(error)
        self._changed()

    def action_alarms(self) -> None:
        """Everything that waits for whoever sits here, each by one key; and that they need somebody themselves."""
        session, now = self._session, self._session.now()
        alarms = session.alarms.waiting
        if not alarms:
            self._screens.complain(_("Nothing waits for you"))
            return
        hand = at_hand(self._screens.app.screen_stack)
        entries = [(str(place), listed(alarm, now)) for place, alarm in enumerate(alarms)]
        entries.append((_HERE, _("I need somebody here {number}").format(number=hand.number[-4:]).strip()))

        def chosen(which: str | None) -> None:
            if which == _HERE:
                self._screens.app.run_worker(self._call(hand))
            elif which is not None and (alarm := alarms[int(which)]).banner:
                self._take(alarm)
            elif which is not None:
                session.navigation.open_ticket(alarms[int(which)].number)

        self._screens.app.push_screen(PickOne(session, _("Waits for you"), entries), chosen)

    def _changed(self) -> None:
        if (full := self._screens.full) is not None:
            full.post_message(StoreChanged())


def _show_on(screen: DeskScreen | DeskModal[object], lines: list[AlarmLine]) -> None:
    banner = next(iter(screen.query(AlarmBanner)), None)
    if banner is None and lines:
        banner = AlarmBanner()
        call = next(iter(screen.query(CallBanner)), None)
        screen.mount(banner, **({"after": call} if call is not None and isinstance(screen, DeskScreen) else {}))
    if banner is not None:
        banner.show(lines)
