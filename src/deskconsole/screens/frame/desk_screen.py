"""What every screen of the console has: top line, room for itself, a line for messages, the line of keys."""

import asyncio
import unicodedata
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, ClassVar, Final, ParamSpec, TypeVar

from textual.app import ComposeResult
from textual.events import Key
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget

from deskconsole.actions import LISTS, Scope, event_title
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.safe_dismiss import SafeDismiss
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.call_banner import CallBanner
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.bars.status_line import StatusLine
from deskconsole.widgets.bars.top_line import TopLine
from deskconsole.widgets.more_room import MoreRoom

#: Seconds that opening a screen waits for the store, so that frame and content are painted once.
READING: Final = 0.2

P = ParamSpec("P")
T = TypeVar("T")


class StoreChanged(Message):
    """This session has written: every screen reads again."""


class DeskScreen(SafeDismiss[None]):
    """A full screen. Subclasses say what stands in the middle and how it is read and drawn."""

    scope: ClassVar[Scope]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.status = StatusLine()
        self._language = language()
        self._standing = asyncio.Event()

    def begin(self, *about: str) -> None:
        """Becomes as good as new before it is opened again: a screen that is left stays mounted."""
        self.status.say("")

    def body(self) -> ComposeResult:
        """What stands between the top line and the messages."""
        raise NotImplementedError

    async def reload(self) -> None:
        """Reads what is shown from the store and shows it."""

    def tick(self, now: datetime) -> None:
        """A second has passed: countdowns whose text changed are drawn again. Nothing is read."""

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield TopLine(self.session.desk.site_code, self.session.zone)
        yield CallBanner()
        yield from self.body()
        yield self.status
        yield KeyLine()
        yield MoreRoom()

    def on_mount(self) -> None:
        """Shows the frame and what is read from the store in one paint."""
        self.refresh_frame()
        self._standing.set()
        self.work(self._read_before_paint())

    async def _read_before_paint(self) -> None:
        """A store that answers slowly must not hold the first paint up."""
        reading = asyncio.ensure_future(self.reload())
        with self.app.batch_update():
            await asyncio.wait({reading}, timeout=READING)
        await reading

    def on_screen_resume(self) -> None:
        """Back on top: what changed meanwhile is read."""
        if self.is_mounted:
            if self.session.saved is not None:
                message = _("Recorded as {number}").format(number=self.session.saved)
                parked = self.session.parked
                self.status.say(message + (" · " + _("{n} parked: ^O").format(n=parked) if parked else ""))
                self.saved(self.session.saved)
                self.session.saved = None
            if self._language != language():
                self.relabel()
            self.refresh_frame()
            self.work(self._read_before_paint())

    def saved(self, number: str) -> None:
        """An inquiry was just taken on the form above this screen."""

    def start_reload(self) -> None:
        """Reads again without waiting for it."""
        self.work(self.reload())

    def work(self, job: Coroutine[Any, Any, Any]) -> None:
        """Runs a job that calls the desk; what it refuses is said on the line for messages.

        It waits until the screen stands: a key typed ahead must not fill in what mounting then clears.
        """
        self.run_worker(self._guarded(job), exit_on_error=True)

    async def _guarded(self, job: Coroutine[Any, Any, Any]) -> None:
        try:
            await self._standing.wait()
        except asyncio.CancelledError:  # the screen was left before it stood
            job.close()
            raise
        try:
            await job
        except DeskError as error:
            if self.is_attached:
                self.status.say(message_of(error), error=True)

    def refresh_frame(self) -> None:
        """Top line and keys as they are now."""
        if not self.query(TopLine):
            return
        counts = self.session.counts
        figures = None
        if counts is not None:
            figures = (counts.overdue, counts.due_soon, counts.open, counts.follow_ups_today)
        session = self.session
        self.query_one(TopLine).show(session.now(), session.who, figures, session.notices(), duty=session.duty)
        self.query_one(KeyLine).show(self.shown())

    def shown(self) -> list[tuple[str, str, str]]:
        """What the line of keys shows: (action name, key, title)."""
        return shown_keys(self.scope)

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        self._language = language()
        self.refresh_frame()
        relabel_below(self)
        self.say_done()
        self.start_reload()

    def say_done(self) -> None:
        """The line of the last action with the key that takes it back, as long as it can be."""
        done = self.session.undoable()
        if done is not None:
            message = _("{title} recorded for {number} · ^Z or z takes it back")
            self.status.say(message.format(title=_(event_title(done.event)), number=done.number[-4:]))
        else:
            self.status.say("")

    async def record(self, call: Callable[P, Any], /, *args: P.args, **kwargs: P.kwargs) -> None:
        """Writes in a thread and then lets every screen read again."""
        await self.session.ask(call, *args, **kwargs)
        self.post_message(StoreChanged())

    def on_key(self, event: Key) -> None:
        """Text that an input method composed means nothing in a list: says so, and what works instead."""
        if self.scope in LISTS and event.is_printable and unicodedata.category(event.character or " ") == "Lo":
            message = _("“{text}” came from an input method: switch it off for letters, or use digits, F keys, ^P")
            self.status.say(message.format(text=event.character), error=True)

    async def action_undo(self) -> None:
        """Takes back the last action of this session."""
        done = self.session.undoable()
        if done is None:
            self.status.say(_("Nothing to take back: only the last action, within a minute"), error=True)
            return
        self.work(self._undo(done.number, _(event_title(done.event)), done.steps))

    async def _undo(self, number: str, title: str, steps: int) -> None:
        from deskconsole.desk.tickets import act  # the first paint does not wait for it

        for _step in range(steps):
            await self.record(act.undo, self.session.desk, number)
        self.session.done = None
        self.status.say(_("{title} of {number} taken back").format(title=title, number=number[-4:]))

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys does what the key does."""
        await self.run_action(event.name)

    async def action_back(self) -> None:
        """Back to the screen below; the lowest stays."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()


class DeskModal(SafeDismiss[T], ModalScreen[T]):
    """A form or a menu over a screen; the same manners, without a frame."""

    #: what works everywhere works over a modal too, letters aside
    BINDINGS: ClassVar = bindings(Scope.EVERYWHERE, prefix="app.", letters=False)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def tick(self, now: datetime) -> None:
        """A second has passed."""

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        relabel_below(self)

    async def reload(self) -> None:
        """The store has changed; a form keeps what it shows."""


def relabel_below(parent: Widget) -> None:
    """Lets every widget that holds texts of its own draw them again."""
    for widget in parent.walk_children(Widget):
        again = getattr(widget, "relabel", None)
        if callable(again):
            again()
