"""Following the store: what others have written is read again, what time alone brings about is written."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from deskconsole.desk.admin.trouble import trouble
from deskconsole.desk.alarms.standing import alarms
from deskconsole.desk.backups.last_backup import unsaved_for
from deskconsole.desk.records import Counts
from deskconsole.desk.rounds import rounds
from deskconsole.desk.shifts import shifts
from deskconsole.desk.sign_on.asking import my_requests, requests_to_answer
from deskconsole.desk.sign_on.glass import glass_until
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import drafts, settling, views
from deskconsole.desk.tickets.due_times import due_times
from deskconsole.desk.visitors import visitors
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session

#: The figures of somebody who sees no tickets.
NO_COUNTS: Final = Counts(0, 0, 0, 0)
#: Seconds between looks at what time alone has brought about.
SETTLE: Final = 3.0
#: So many portions are recorded at one look; after a long pause the figures go on in between.
_PORTIONS: Final = 10


class StorePoll:
    """Looks at one store for one console. ``show_calls`` draws what rings, after it was read."""

    def __init__(self, screens: OpenScreens, session: Session, show_calls: Callable[[datetime], None]) -> None:
        self._screens = screens
        self._session = session
        self._show_calls = show_calls
        self._polling = False
        #: what is made anew of what was read: after a change, or because time has passed
        self.then: Callable[[bool], None] = lambda changed: None

    def poll(self) -> None:
        """Reads again only when another process or thread has committed; to ask takes microseconds, no thread."""
        if self._polling:
            return
        try:
            self._polling = self._session.desk.store.changed()
        except DeskError as error:
            self._screens.complain(error)
        if self._polling:
            self._screens.app.run_worker(self._follow())

    async def _follow(self) -> None:
        try:
            await self.refresh()
        finally:
            self._polling = False

    def start_refreshing(self) -> None:
        """Reads again without waiting for it."""
        self._screens.app.run_worker(self.refresh())

    async def refresh(self) -> None:
        """Reads what every screen shows, and lets the one on top read again."""
        session, screens = self._session, self._screens
        first = session.counts is None
        try:
            await session.ask(read_shared, session)
        except DeskError as error:
            screens.complain(error)
        if not screens.app.screen_stack:
            return  # the console was left meanwhile
        self._show_calls(session.now())
        screens.refresh_top()
        first = first and session.counts is not None
        if first:
            screens.read_home()
        self.then(True)
        if first and session.parked:  # after a crash, a dropped line, a kill
            message = _("{n} half-filled forms are kept · ^O goes on with the newest")
            screens.say(message.format(n=len(session.parked)))

    def start_settling(self) -> None:
        """Settles without waiting for it."""
        self._screens.app.run_worker(self._settle())

    async def _settle(self) -> None:
        """Missed calls and escalations; once each, whoever looks first. Time alone also changes the figures."""
        session = self._session
        session.trouble = await session.ask(trouble, session.desk)
        try:
            await session.ask(settling.settle, session.desk, portions=_PORTIONS)
            if session.desk.waits or not session.sees:
                return
            session.counts = await session.ask(views.counts, session.desk)
            session.due_times = await session.ask(due_times, session.desk)
            session.rounds_due = len(await session.ask(rounds.rounds_due, session.desk))
            self.then(False)
        except DeskError as error:
            self._screens.complain(error)

    async def confirm_time(self) -> None:
        """Somebody says that the system clock is right (T12)."""
        try:
            await self._session.ask(settling.confirm_time, self._session.desk)
        except DeskError as error:
            self._screens.complain(error)
            return
        self.start_refreshing()


def _visitors_waiting(session: Session) -> int | None:
    """How many visitors wait; ``None`` where the rules know none, or the person may not see them."""
    desk = session.desk
    if not any(pack.visitor_kinds for pack in desk.packs):
        return None
    if session.visits_read[0] != session.today():
        session.visits_read = (session.today(), {})
    try:
        return len(visitors.visitors_of_day(desk, existing=session.visits_read[1]).waiting)
    except DeskError:
        return None


def read_shared(session: Session) -> None:
    """Reads what every screen shows: who is who, the figures of the top line, what rings. Called in a thread."""
    desk = session.desk
    if session.emergency is not None:
        session.emergency.read(desk)
    if desk.waits:  # nobody is signed on: what may be shown then is that the telephone rings
        session.calls = tuple(calls.ringing_for_nobody(desk))
        return
    desk.look_again()
    session.read_people()
    session.alarms = alarms(desk, session.called)
    session.called = session.alarms.numbers
    session.glass_until = glass_until(desk)
    session.counts = views.counts(desk) if session.sees else NO_COUNTS
    session.due_times = due_times(desk) if session.sees else ()
    session.trouble = trouble(desk)
    session.clock_behind = settling.clock_behind(desk)
    session.unsaved_for = unsaved_for(desk)
    session.shifts = shifts.shifts_now(desk)
    session.rounds_due = len(rounds.rounds_due(desk))
    session.calls = tuple(calls.ringing(desk))
    session.requests, session.to_answer = tuple(my_requests(desk)), tuple(requests_to_answer(desk))
    session.visitors_waiting = _visitors_waiting(session)
    session.parked.read((draft.id, draft.form) for draft in drafts.drafts(desk))
