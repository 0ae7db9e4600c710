"""What every screen of the console has: top line, room for itself, a line for messages, the line of keys."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, ClassVar, ParamSpec, TypeVar

from textual.app import ComposeResult
from textual.events import Key
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget

from deskconsole.actions import Scope
from deskconsole.desk.tickets import views
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import language
from deskconsole.screens.frame.beside import Title
from deskconsole.screens.frame.bindings import bindings, meant_instead, shown_keys
from deskconsole.screens.frame.navigation import Relabels
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.reloads import Reloads
from deskconsole.screens.frame.safe_dismiss import SafeDismiss, closing
from deskconsole.screens.frame.session import Done, Session
from deskconsole.widgets.bars.call_banner import CallBanner
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.bars.status_line import StatusLine
from deskconsole.widgets.bars.top_line import TopLine
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.more_room import MoreRoom

P = ParamSpec("P")
T = TypeVar("T")


class Messages:
    """The messages of one screen. One that speaks of a ticket goes when that has changed, what can be taken back when
    it cannot be any more; a screen that is covered by another has nothing to say when it is seen again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.line = StatusLine()
        self._about = ""
        #: the ticket's last event when the message was said; ``None`` until it is looked at
        self._seq: int | None = None
        self._done: Done | None = None

    @property
    def text(self) -> str:
        """What stands there."""
        return self.line.text

    def say(self, text: str, *, error: bool = False, about: str = "") -> None:
        """Says something, of a ticket or of none."""
        self._about, self._seq, self._done = about, None, None
        self.line.say(text, error=error)

    def say_done(self) -> None:
        """The last action with the key that takes it back, as long as it can be."""
        done = self._session.undoable()
        self.say(self._session.done_text(), about=done.number if done is not None else "")
        if done is not None:
            self._done, self._seq = done, done.seq

    def tick(self) -> None:
        """A second has passed."""
        if self._done is not None and self._session.undoable() is not self._done:
            self.say("")

    async def look_again(self) -> None:
        """Something was recorded: takes a message away whose ticket has changed since it was said."""
        number, desk = self._about, self._session.desk
        if not number:
            return
        try:
            seq = (await self._session.ask(views.show, desk, number)).events[-1].seq
        except DeskError:  # who may not see the ticket is not told of it either
            return
        if number == self._about and self._seq in (None, seq):
            self._seq = seq
        elif number == self._about:
            self.say("")


class StoreChanged(Message):
    """This session has written: every screen reads again."""


class DeskScreen(SafeDismiss[None]):
    """A full screen. Subclasses say what stands in the middle and how it is read and drawn."""

    scope: ClassVar[Scope]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.top_line = TopLine(session.desk.site_code, session.zone)
        self.title_bar = Title(session, self.scope)
        self.status, self.key_line = Messages(session), KeyLine()
        self.reloads = Reloads(self, self.reload)
        self._language = language()
        self._standing = asyncio.Event()

    # --- what a screen says of itself ----------------------------------------------------------------------

    def begin(self, *about: Any) -> None:
        """Becomes as good as new before it is opened again: a screen that is left stays mounted."""
        self.say("")

    def body(self) -> ComposeResult:
        """What stands between the top line and the messages."""
        raise NotImplementedError

    async def reload(self) -> None:
        """Reads what is shown from the store and shows it."""

    def redraw(self) -> None:
        """Shows again what was read, after names, width or language have changed."""

    def tick(self, now: datetime) -> None:
        """A second has passed: countdowns whose text changed are drawn again. Nothing is read."""
        for lines in self.query(LineList):
            lines.tick(now)

    def saved(self, number: str) -> None:
        """An inquiry was just taken on the form above this screen."""

    def shown(self) -> list[tuple[str, str, str]]:
        """What the line of keys shows: (action name, key, title)."""
        return shown_keys(self.scope)

    # --- frame ---------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield from (CallBanner(), self.top_line, self.title_bar.line)
        yield from self.body()
        yield from (*self.session.coach_panes(), self.status.line, self.key_line, MoreRoom())

    def on_mount(self) -> None:
        """Shows the frame and what is read from the store in one paint."""
        self.refresh_frame()
        self._standing.set()
        self.read_and_paint()

    def on_screen_resume(self) -> None:
        """Back on top: what changed meanwhile is read."""
        if self.is_mounted:
            _say_what_happened(self)
            if self._language != language():
                self.relabel()
            self.refresh_frame()
            self.read_and_paint()

    def on_screen_suspend(self) -> None:
        """Another screen is opened: what was said here is over."""
        self.say("")

    def refresh_frame(self) -> None:
        """Top line and keys as they are now."""
        session = self.session
        self.top_line.show(session.now(), session.who, session.figures, session.notices(), duty=session.duty)
        self.title_bar.show(self.app.screen_stack)
        self.key_line.show(self.shown())

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        self._language = language()
        self.refresh_frame()
        relabel_below(self)
        self.status.say_done()
        self.redraw()
        self.start_reload()

    def say(self, text: str, *, error: bool = False, about: str = "") -> None:
        """Says something on the line for messages; ``about``: the ticket that it speaks of."""
        self.status.say(text, error=error, about=about)

    def _compositor_refresh(self) -> None:
        """What is about to be painted whole is not painted in parts before; nor is what nobody would see rendered."""
        paint = self.refresh if _is_painted_whole(self) else super()._compositor_refresh
        paint()

    # --- work ----------------------------------------------------------------------------------------------

    def read_and_paint(self) -> None:
        """Frame and content in one paint."""
        self.work(self.reloads.run_before_paint())

    def start_reload(self) -> None:
        """Reads again without waiting for it."""
        self.work(self.reloads.run())

    def work(self, job: Coroutine[Any, Any, Any]) -> None:
        """Runs a job that calls the desk, once the screen stands; what it refuses is said on the line for messages."""
        closing(self.run_worker(_once_it_stands(job, self._standing, self), exit_on_error=True), job)

    async def record(self, call: Callable[P, Any], /, *args: P.args, **kwargs: P.kwargs) -> None:
        """Writes in a thread and then lets every screen read again."""
        await self.session.ask(call, *args, **kwargs)
        self.post_message(StoreChanged())

    # --- keys ----------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Composed text means nothing in a list, nor do letters of before: says what works instead."""
        if event.is_printable and (message := meant_instead(self.scope, event.character or " ")):
            self.say(message, error=True)

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys does what the key does."""
        await self.run_action(event.name)

    def action_undo(self) -> None:
        """Takes back the last action of this session."""
        self.work(_undo(self))

    async def action_back(self) -> None:
        """Back to the screen below; the lowest stays."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()


def _say_what_happened(screen: DeskScreen) -> None:
    """On the form that lay above: an inquiry was taken, or the form was left."""
    session = screen.session
    if (number := session.saved) is not None:
        screen.say(session.saved_text())
        session.saved = None
        screen.saved(number)
    elif word := session.parked.word():
        screen.say(word)


def _is_painted_whole(screen: DeskScreen) -> bool:
    return screen.is_current and bool(screen._repaint_required or screen.app._batch_count)


async def _undo(screen: DeskScreen) -> None:
    screen.say(await screen.session.navigation.undo())
    screen.post_message(StoreChanged())


async def _once_it_stands(job: Coroutine[Any, Any, Any], standing: asyncio.Event, screen: DeskScreen) -> None:
    """A key typed ahead must not fill in what mounting then clears."""
    try:
        await standing.wait()
    except asyncio.CancelledError:  # the screen was left before it stood
        job.close()
        raise
    try:
        await job
    except DeskError as error:
        if screen.is_attached:
            screen.say(message_of(error), error=True)


class DeskModal(SafeDismiss[T], ModalScreen[T]):
    """A form or a menu over a screen; the same manners, without a frame."""

    #: where its actions work; without one it has keys of its own, no help and no palette
    scope: ClassVar[Scope | None] = None
    #: what works everywhere works over a modal too, letters aside
    BINDINGS: ClassVar = bindings(Scope.EVERYWHERE, prefix="app.", letters=False)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        """Also a form says where it needs more room."""
        self.mount(*self.session.coach_panes(), MoreRoom())

    def say(self, text: str) -> None:
        """Says something on the form, where it has a line for that."""

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
        if isinstance(widget, Relabels):
            widget.relabel()
