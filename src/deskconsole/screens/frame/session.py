"""What the screens of one console share: the desk, its threads, the names of people, the last action."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from deskconsole.actions import event_title, key_of
from deskconsole.desk.accounts import os_account
from deskconsole.desk.alarms.standing import STANDS_NOTHING, Alarms
from deskconsole.desk.desk import CONSOLE, Desk
from deskconsole.desk.permissions import NONE, NotQualified, Staff, need_of_event, refusal_through_glass
from deskconsole.desk.records import Counts, TicketView
from deskconsole.desk.staff import preferences, staff
from deskconsole.desk.use_cases import Once
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, explain
from deskconsole.present.titles import Titles
from deskconsole.record import dataclass
from deskconsole.screens.frame.bell import Bell
from deskconsole.screens.frame.navigation import Navigation
from deskconsole.screens.frame.parked import Parked
from deskconsole.screens.frame.themes import NAMES, theme_named
from deskconsole.widgets.bars import notices
from deskconsole.widgets.bars.top_line import Notice

if TYPE_CHECKING:
    from textual.widget import Widget

    from deskconsole.desk.emergency.watch import EmergencyWatch
    from deskconsole.desk.knowledge.answer_index import AnswerIndex
    from deskconsole.desk.shifts.records import ShiftsNow
    from deskconsole.desk.sign_on.asking import Request
    from deskconsole.desk.staff.specialists import Agreed
    from deskconsole.desk.telephone.calls import RingingCall
    from deskconsole.desk.tickets.due_times import DueTime
    from deskconsole.desk.tickets.settling import ClockBehind
    from deskconsole.desk.visitors.records import VisitorLine

P = ParamSpec("P")
T = TypeVar("T")

#: How long the last action can be taken back; the desk's own guard has the last word.
UNDO_WITHIN: Final = timedelta(seconds=60)
#: States of what was asked for that still count.
_OPEN: Final = frozenset({"asked", "allowed"})
#: So many actions that were chosen in the palette stand first there.
_RECENT: Final = 5
#: The store keeps a connection a thread: one may wait for the write lock while the others read.
_THREADS: Final = 3


@dataclass(frozen=True, slots=True)
class Done:
    """The last thing recorded by this session, which can be taken back for a minute.

    ``steps``: how many events it made; a follow-up brings the plan of the next one along, an objection a hand-off.
    """

    number: str
    seq: int
    event: str
    at: datetime
    steps: int = 1
    #: it ended a clock late, and the rules ask why
    late: bool = False


class Session:
    """One person's work at one desk; screens come and go, it stays."""

    #: articles and answered cases, to be compared with what is typed; made with the parts of the console
    answer_index: "AnswerIndex"
    #: what is known of an emergency, with the store or without it; made with the parts of the console
    emergency: "EmergencyWatch | None" = None
    counts: Counts | None = None
    #: when each open ticket is due next; ``None`` before the first reading
    due_times: "tuple[DueTime, ...] | None" = None
    #: how the shifts stand; ``None`` before the first reading
    shifts: "ShiftsNow | None" = None
    #: the newest recording, while the system clock stands behind it (T12)
    clock_behind: "ClockBehind | None" = None
    #: how long nothing has been backed up, while that is too long and this person's to know
    unsaved_for: timedelta | None = None
    #: what the quick look at the record has found: it was changed past the program; ``None`` before that look
    record_differences: tuple[DeskError, ...] | None = None
    #: what will keep the desk from recording soon, or does already
    trouble: DeskError | None = None
    #: how many rounds are due now
    rounds_due: int = 0
    #: the ticket that was taken last: its number stays visible to be read aloud, and the queue goes to it
    saved: str | None = None
    #: the file that was written last, and what was said of it
    written: Path | None = None
    written_text: str = ""

    def __init__(self, desk: Desk, navigation: Callable[[], Navigation]) -> None:
        self.desk = desk.coming_from(CONSOLE)
        #: whether several people share this console, so that each signs on with a PIN
        self.shared = desk.settings.sign_on.is_shared(os_account())
        if self.shared:
            self.desk = self.desk.signed_off()
        #: when a key was pressed last
        self.touched = desk.now()
        #: what a leader has allowed last
        self.allowed: Desk | None = None
        #: until when the person has a leader's needs; ``None``: they have their own
        self.glass_until: datetime | None = None
        #: what the person has asked leaders to allow, what others ask of them, and what they have been told of it
        self.requests: tuple[Request, ...] = ()
        self.to_answer: tuple[Request, ...] = ()
        self.answers_shown: set[tuple[str, str]] = set()
        #: what else the top line warns of
        self.more_notices: Callable[[], Iterable[Notice]] = tuple
        #: a call that was picked up while the console was locked: its form opens once somebody has signed on
        self.picked: tuple[TicketView, str] | None = None
        self._find_navigation = navigation
        self.titles = Titles(desk.packs, hides_names=desk.faces_counter)
        self.actor: Staff | None = None
        self.staff: tuple[Staff, ...] = ()
        #: the calls that ring now, the longest first
        self.calls: tuple[RingingCall, ...] = ()
        #: what stands for this person, and the tickets on which they have called for help lately
        self.alarms: Alarms = STANDS_NOTHING
        self.called: tuple[str, ...] = ()
        #: the same as they read it: over everything, on the top line
        self.alarm_texts: tuple[str, ...] = ()
        self.alarm_notices: tuple[Notice, ...] = ()
        #: how many visitors wait; ``None`` where nobody has counted them
        self.visitors_waiting: int | None = None
        #: the day's visits as they were read last: those that have not changed are not read again
        self.visits_read: tuple[date | None, dict[int, tuple[int, VisitorLine | None]]] = (None, {})
        #: the half-filled forms that wait for this person
        self.parked = Parked(lambda: self.navigation.typed_in())
        #: how specialists keep agreed times, read when a form asks whom to hand a question to
        self.rates: Mapping[str, Agreed] = {}
        self.bell = Bell(on=desk.settings.bell)
        self.done: Done | None = None
        #: what the person has chosen before, as it was at the start
        self.chosen: Mapping[str, Any] = {}
        #: what a practice puts on each screen: a pane of its own
        self.coach_panes: Callable[[], tuple[Widget, ...]] = tuple
        self._closed = False
        #: what was chosen in the palette, the newest first; kept from start to start
        self.recent: tuple[str, ...] = ()
        self._once = Once()
        self._threads = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="desk")

    @cached_property
    def navigation(self) -> Navigation:
        """How screens open others; the rooms behind it are imported when the first asks."""
        return self._find_navigation()

    def now(self) -> datetime:
        """The desk's clock."""
        return self.desk.now()

    def today(self) -> date:
        """The day at the site."""
        return self.now().astimezone(self.zone).date()

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return self.desk.zone

    async def ask(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a function of the desk in a thread. The thread goes on to its end even if nobody waits any more.

        A console that closes begins nothing new: whoever asks then is cancelled, as all that waits there is. What
        records something has a key (:class:`Once`).
        """
        if self._closed:
            raise asyncio.CancelledError
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self._once.run(function, *args, **kwargs))

    def desk_for(self, number: str, event: str) -> Desk:
        """The desk that records an event of a ticket: as a leader has allowed it, else that of whoever sits here."""
        desk, allowed = self.desk, self.allowed
        approval = allowed.approval if allowed is not None else None
        if allowed is None or approval is None or not approval.covers(number, event) or allowed.login != desk.login:
            return desk
        return allowed

    def refusal(self, view: "TicketView", event: str) -> DeskError | None:
        """Why whoever sits here may not record an event of a ticket; with broken glass a leader must be refused it."""
        if self.actor is None:
            return None
        return refusal_through_glass(
            self.desk.roles,
            self.actor,
            need_of_event(event),
            view.ticket,
            view.clocks,
            broken=lambda: self.glass_until is not None and self.glass_until > self.now(),
            action=event,
            visitor=view.ticket.kind in view.pack.visitor_kinds,
        )

    def must_ask(self, view: "TicketView", event: str) -> bool:
        """Whether an event of a ticket is recorded only once a leader has allowed it at their own console."""
        why = self.refusal(view, event)
        return why is not None and not isinstance(why, NotQualified) and self.desk_for(view.number, event) is self.desk

    def waits_for(self, number: str, event: str) -> bool:
        """Whether that has been asked for, and was not refused."""
        return any((each.number, each.action) == (number, event) for each in self.requests if each.state in _OPEN)

    @property
    def asks_pin(self) -> bool:
        """Whether the lock opens by a PIN: who sits here is not simply whom the system knows."""
        return self.shared or self.desk.by_pin

    def remember(self, **chosen: Any) -> None:
        """Keeps what the person has chosen for their next start, without waiting; where it cannot be kept, nothing else
        suffers."""
        if not self._closed:
            self._threads.submit(preferences.remember, self.desk, chosen)

    def chose(self, name: str) -> None:
        """An action was chosen in the palette: it stands first there."""
        self.recent = (name, *(other for other in self.recent if other != name))[:_RECENT]
        self.remember(recent=list(self.recent))

    def take_preferences(self) -> str:
        """What the person chose last, else what the site says: sets the bell, gives the name of the theme."""
        settings = self.desk.settings
        theme = theme_named(settings.theme)
        try:
            chosen: Mapping[str, Any] = preferences.preferences(self.desk)
        except DeskError:  # a stranger, or a store that cannot be read now: what reads it next says so
            chosen = {}
        self.chosen = chosen
        self.bell.muted = bool(chosen.get("muted", not settings.bell))
        self.recent = tuple(str(name) for name in chosen.get("recent", ()))[:_RECENT]
        return str(chosen["theme"]) if chosen.get("theme") in NAMES.values() else theme

    def close(self, *, wait: bool = False) -> None:
        """Lets what runs come to its end, or waits for it; writes are never cancelled."""
        self._closed = True
        self._threads.shutdown(wait=wait)

    def read_people(self) -> None:
        """Reads who is who. Called in a thread, or before the app runs."""
        self.actor = self.desk.actor
        self.staff = tuple(staff.staff_list(self.desk))
        self.titles.people = {person.login: person.name for person in self.staff}

    def notices(self) -> tuple[Notice, ...]:
        """What the top line warns of besides the figures, what is most urgent first."""
        now, zone = self.now(), self.zone
        behind, waiting = self.clock_behind, self.shifts.waiting if self.shifts is not None else ()
        handed = waiting[0].handed_over if waiting else None
        goes_on = self.emergency is not None and self.emergency.current is not None
        behind_whom = self.titles.person(behind.by) if behind is not None else ""
        # Before the first reading nobody waits for the calendar.
        year = self.desk.calendar.missing_year(self.today()) if self.counts is not None else None
        results = (
            *self.alarm_notices,
            notices.emergency(key_of("emergency")) if goes_on else None,
            Notice(explain(self.trouble), urgent=True) if self.trouble is not None else None,
            notices.clock_back(behind, now, behind_whom, key_of("app.confirm_time")) if behind is not None else None,
            notices.no_backup(self.unsaved_for.days) if self.unsaved_for is not None else None,
            notices.record_changed() if self.record_differences else None,
            notices.leader(self.glass_until, zone) if self.glass_until is not None and self.glass_until > now else None,
            notices.hand_over(handed.at if handed else None, now) if waiting else None,
            *self.more_notices(),
            notices.round_due(key_of("app.show_rounds")) if self.rounds_due else None,
            notices.parked(self.parked.count_text(), len(self.parked)),
            notices.bell(self.bell.muted, self.bell.snoozed_until if self.bell.snoozing(now) else None, zone),
            notices.year_missing(year) if year is not None else None,
        )
        return tuple(notice for notice in results if notice is not None)

    @property
    def figures(self) -> tuple[int, int, int, int] | None:
        """Overdue, due soon, open, follow-ups today; ``None`` before the first reading."""
        counts = self.counts
        return None if counts is None else (counts.overdue, counts.due_soon, counts.open, counts.follow_ups_today)

    @property
    def who(self) -> str:
        """The name of whose session this is."""
        return self.titles.person(self.actor.login) if self.actor else ""

    @property
    def sees(self) -> bool:
        """Whether tickets are the business of whoever sits here; those of a guard are not."""
        return self.actor is None or self.desk.roles.scope(self.actor.role, "see") != NONE

    @property
    def on_duty(self) -> bool:
        """Whether the shift is that of whoever sits here."""
        duty = self.shifts.on_duty if self.shifts is not None else None
        return self.actor is not None and duty == self.actor.login

    @property
    def duty(self) -> str:
        """The name of who is on duty; empty where nobody is named."""
        duty = self.shifts.on_duty if self.shifts is not None else None
        return self.titles.person(duty) if duty is not None else ""

    def recorded(self, view: "TicketView", event: str) -> None:
        """Remembers what was just recorded, to be taken back on request."""
        first = max((e.seq for e in view.events if e.kind == event), default=0)
        along = sum(e.human and e.seq > first > 0 for e in view.events)
        since = {e.happened_at for e in view.events if e.seq >= first > 0}
        late = bool(view.pack.late_causes) and any(
            clock.cause is None and clock.was_late(view.at) and not clock.active and clock.ended in since
            for clock in view.clocks
        )
        self.done = Done(view.number, view.events[-1].seq, event, self.now(), 1 + along, late)

    def saved_text(self) -> str:
        """The number of the ticket that was taken last, and how many forms wait."""
        message = _("Recorded as {number}").format(number=self.saved)
        return " · ".join(part for part in (message, self.parked.count_text()) if part)

    def undoable(self) -> Done | None:
        """The last action while it can still be taken back."""
        done = self._just_done()
        return done if done is not None and not _is_final(done.event) else None

    def _just_done(self) -> Done | None:
        return self.done if self.done is not None and self.now() - self.done.at <= UNDO_WITHIN else None

    def done_text(self) -> str:
        """The last action with the key that takes it back; empty when it cannot be taken back any more."""
        done = self._just_done()
        if done is None:
            return ""
        if _is_final(done.event):
            message = _("{title} recorded for {number}")
            return message.format(title=_(event_title(done.event)), number=done.number[-4:])
        message = _("{title} recorded for {number} · ^Z or z takes it back")
        if done.event == "withdrawn":
            message = _("{number} is withdrawn · ^Z or z takes it back")
        message = message.format(title=_(event_title(done.event)), number=done.number[-4:])
        key = key_of("why_late")
        return f"{message} · {_('{key}: why it was late').format(key=key)}" if done.late and key else message


def _is_final(event: str) -> bool:
    return event in EVENTS and EVENTS[event].final
