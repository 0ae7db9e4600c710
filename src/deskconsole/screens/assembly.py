"""Everything of the console but the queue, put together. Imported when the first paint is done."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from deskconsole.desk.admin.closing import refusal_while_closed
from deskconsole.desk.customers.at_risk import begin_plans
from deskconsole.desk.emergency.watch import EmergencyWatch
from deskconsole.desk.knowledge.answer_index import AnswerIndex
from deskconsole.desk.matters.recurring import open_recurring
from deskconsole.desk.verifying.quick import quick_differences
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain
from deskconsole.screens.alarms.alarming import Alarming
from deskconsole.screens.alarms.lateness import LateReasons
from deskconsole.screens.emergency.emergencies import Emergencies
from deskconsole.screens.everywhere import Everywhere
from deskconsole.screens.forecast.watch import ForecastWatch
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session
from deskconsole.screens.frame.store_poll import SETTLE, StorePoll
from deskconsole.screens.intake.something_else import SomethingElse
from deskconsole.screens.learning.learning import LearningWays
from deskconsole.screens.navigator import Navigator
from deskconsole.screens.papers.written_files import WrittenFiles
from deskconsole.screens.parked_forms import ParkedForms
from deskconsole.screens.practice.offer import PracticeOffer
from deskconsole.screens.staff.answering import Answering
from deskconsole.screens.staff.glass import BrokenGlass
from deskconsole.screens.staff.operators import Operators
from deskconsole.screens.staff.qualification import QualificationOffer
from deskconsole.screens.telephone.calls import Calls

if TYPE_CHECKING:
    from deskconsole.screens.practice.coach import Coach

#: Seconds between looks at the clock.
TICK: Final = 1.0
#: Seconds between looks at who may be lost.
LOOK_AFTER: Final = 3600.0
#: How long keeping drafts may hold up a console that must leave; the guard ends it after two seconds.
KEEPING: Final = 1.0


class Assembly:
    """The parts of one console; the actions of the :attr:`lenders` are the console's.

    ``copy_out`` gives a text to the clipboard of the person at the terminal; ``coach``: somebody practises;
    ``practise``: leaves the console for the practice.
    """

    def __init__(
        self,
        app: App[Any],
        session: Session,
        copy_out: Callable[[str], None],
        coach: "Coach | None",
        practise: Callable[[], None],
    ) -> None:
        self._app = app
        self._session = session
        session.answer_index = AnswerIndex()
        session.emergency = watch = EmergencyWatch(session.desk.folder)
        self.screens = OpenScreens(app, session)
        self.calls = Calls(self.screens, session)
        self.alarming = Alarming(self.screens, session)
        self.calls.otherwise = self.alarming.take_first
        self.store_poll = StorePoll(self.screens, session, self._show)
        qualification = QualificationOffer(self.screens, session)
        self.navigator = Navigator(
            self.screens,
            session,
            pick_up=self.calls.action_pick_up,
            offer_test=qualification.action_offer_test,
            call_help=self.alarming.call_to,
        )
        self.everywhere = everywhere = Everywhere(self.screens, session, self.store_poll, qualification)
        files = WrittenFiles(self.screens, session, copy_out)
        self.people, parked = Operators(self.screens, session), ParkedForms(self.screens, session)
        self._coach = coach
        self._leaves = False
        self._practice = PracticeOffer(self.screens, session, practise, coach.offer if coach is not None else None)
        glass = BrokenGlass(self.screens, session)
        else_ = SomethingElse(
            self.screens, session, may_take=qualification.may_take, open_intake=self.navigator.open_intake
        )
        self._emergencies = Emergencies(self.screens, session, watch)
        answering = Answering(self.screens, session)
        self.forecast = ForecastWatch(self.screens, session)
        self.lenders = (
            *(everywhere, self.calls, qualification, self.people, parked, files, glass, else_, self._practice),
            *(self.alarming, LateReasons(self.screens, session), self._emergencies, answering),
            self.forecast,
            LearningWays(self.screens, session),
        )
        self.store_poll.then = self.forecast.look

    def start(self, poll: float, *, offers_practice: bool) -> None:
        """Reads what the first paint did not wait for, and begins to look at the clock and at the store."""
        self.store_poll.start_refreshing()
        if self._coach is not None:
            self._coach.start()
        elif offers_practice:
            self._practice.offer_once()
        self._app.run_worker(self._look_at_record())
        self._app.set_interval(TICK, self.tick)
        self._app.set_interval(poll, self.store_poll.poll)
        self._app.set_interval(SETTLE, self.store_poll.start_settling)
        self._app.set_interval(LOOK_AFTER, lambda: self._app.run_worker(self._look_after_customers()))
        self._app.set_interval(SETTLE, lambda: self._app.run_worker(self._emergencies.hand_in()))

    async def _look_at_record(self) -> None:
        """What is wrong with the record stands on the first line for as long as the console runs."""
        with suppress(DeskError):  # a store that cannot be read is told of by what reads it next
            differences = await self._session.ask(quick_differences, self._session.desk)
            self._session.record_differences = tuple(differences)
        if self._session.record_differences and self._app.screen_stack:
            self.screens.refresh_top()

    async def _look_after_customers(self) -> None:
        """Who has come to be at risk gets a ticket, whichever console looks first; without `watch` nobody else does."""
        with suppress(DeskError):  # the same is said by what reads the store next; the next look tries again
            await self._session.ask(begin_plans, self._session.desk)
        with suppress(DeskError):  # what comes again becomes a ticket in the same way
            await self._session.ask(open_recurring, self._session.desk)

    def tick(self) -> None:
        """A second has passed: what changed by that is drawn; nothing is read but what rings."""
        if self._app.screen_stack:  # else the console is closing
            if not self._leaves and (closed := refusal_while_closed(self._session.desk)) is not None:
                self._leaves = True
                self._app.run_worker(self.keep_and_leave(closed.exit_status, explain(closed)))
            now = self._session.now()
            self.screens.tick(now)
            self._show(now)
            self.calls.start_following()
            self.people.lock_when_idle(now)
            if self._coach is not None:
                self._coach.start_following()

    def _show(self, now: datetime) -> None:
        """What rings, and what stands for the person here."""
        self.calls.show(now)
        self.alarming.show(now)

    async def keep_and_leave(self, status: int, message: str | None = None) -> None:
        """Ends the app, with a word about why; half-filled forms are kept before, if the store takes them in time."""
        with suppress(DeskError, TimeoutError):
            await asyncio.wait_for(self.screens.keep_drafts(), KEEPING)
        self._app.exit(None, status, message)
