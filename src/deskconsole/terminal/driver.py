"""Textual's driver for POSIX terminals without its three weak points: SIGCONT, invalid bytes, the end of input.

This is the one module that rests on private names of Textual's driver and parser; its tests run on a real terminal.
"""

import io
import os
import selectors
import signal
import time
from codecs import getincrementaldecoder
from contextlib import suppress
from queue import Full
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual._parser import ParseError
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from deskconsole.terminal.silence import QUESTION, Patience, Silence, Step
from deskconsole.terminal.typed_ahead import TypedAhead
from deskconsole.text.clean import clean

if TYPE_CHECKING:
    from deskconsole.terminal.guard import Guard
    from deskconsole.terminal.modes import TerminalModes

#: How long one look for input lasts; the end of the thread is noticed that late at most.
_LOOK: Final = 0.1


def _until_due(parser: XTermParser) -> float:
    """How long to look for input: an escape that nothing follows is a key when the parser has waited long enough."""
    due = parser._timeout_time
    return _LOOK if due is None else min(_LOOK, max(0.0, due - get_time()))


class DeskDriver(LinuxDriver):
    """The driver of `GuardedApp`."""

    def __init__(self, app: Any, **options: Any) -> None:
        stop = signal.getsignal(signal.SIGTSTP)
        super().__init__(app, **options)
        #: whoever has started the console where nobody could have it go on again has it ignore the wish to stop
        self._stays = stop is signal.SIG_IGN
        if self._stays:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._guard: Guard | None = getattr(app, "guard", None)
        self._modes: TerminalModes | None = getattr(app, "terminal_modes", None)
        self._ahead = TypedAhead(app)
        self._patience: Patience = app.patience
        self._silence = Silence(time.monotonic(), self._patience)
        # What is read is UTF-8, so what is drawn is too, whatever the locale says.
        if isinstance(self._file, io.TextIOWrapper):
            self._file.reconfigure(encoding="utf-8", errors="replace")

    @property
    def can_suspend(self) -> bool:
        """Whether the console may be stopped and gone on with later."""
        return not self._stays

    def _sigcont_application(self, *arguments: Any) -> None:
        """Goes on only after a stop of its own making.

        The SIGCONT that the kernel sends along with a hang-up would start application mode on a dead terminal, and
        block there for ever.
        """
        if self._must_signal_resume and (self._guard is None or self._guard.leaving is None):
            super()._sigcont_application(*arguments)

    def start_application_mode(self) -> None:
        """Takes the terminal over."""
        if self._modes is not None:
            self._modes.changed = True
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def use_mouse(self, on: bool) -> None:
        """Has the terminal report its mouse, or keep it."""
        self._mouse = True
        if on:
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
        self._mouse = on

    def close(self) -> None:
        """Ends after `stop_application_mode`: everything is written, the terminal is as it was."""
        super().close()
        if self._modes is not None:
            self._modes.changed = False

    def send_message(self, message: Message) -> None:
        """Hands a message on in its order, from the input thread."""
        with suppress(RuntimeError):  # the loop has ended meanwhile
            self._loop.call_soon_threadsafe(self._ahead.put, message)

    def process_message(self, message: Message) -> None:
        """Hands a message to the app; pasted text comes in through the door for foreign text, and what a terminal
        answers to being asked stays here."""
        if isinstance(message, events.CursorPosition):
            self._silence.heard(time.monotonic(), answered=True)
            return
        if isinstance(message, events.Paste):
            message.text = clean(message.text)
        super().process_message(message)

    def _run_input_thread(self) -> None:
        """The input thread: a failure goes to the app's log instead of a traceback on the screen."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Reads keys until the driver stops or the terminal ends.

        Bytes that are not UTF-8 (a client set to GBK) become U+FFFD; a sequence that the parser cannot stand is
        dropped.
        """
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            parser = XTermParser(self._debug)
            self._silence = Silence(time.monotonic(), self._patience)
            while not self.exit_event.is_set():
                data: str | None = None
                self._follow_silence()
                if selector.select(_until_due(parser)):
                    read = self._read()
                    if not read:
                        if self._guard is not None:
                            self._guard.line_lost()
                        break
                    self._silence.heard(time.monotonic())
                    data = decode(read)
                if not self._parse(parser, data):
                    parser = XTermParser(self._debug)
            with suppress(EOFError, ParseError):
                list(parser.feed(""))

    def _follow_silence(self) -> None:
        """Asks a terminal from which nothing has come for a while, and leaves one that does not answer any more."""
        step = self._silence.look(time.monotonic())
        if step is Step.ASK and self._writer_thread is not None:
            with suppress(Full):  # it stands still: no answer will come either
                self._writer_thread._queue.put_nowait(QUESTION)
        elif step is Step.LEAVE and self._guard is not None:
            self._guard.line_lost()

    def _read(self) -> bytes:
        """What can be read now; empty when the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _parse(self, parser: XTermParser, data: str | None) -> bool:
        """Passes on what ``data`` means and what time has settled (a lone escape); whether the parser is still good."""
        try:
            messages = list(parser.feed(data)) if data else []
            messages += parser.tick()
        except (ValueError, OverflowError, LookupError):
            # Line noise and strange terminals send numbers that are none.
            return False
        for message in messages:
            self.process_message(message)
        return True
