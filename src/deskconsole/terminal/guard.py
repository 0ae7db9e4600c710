"""Leaving in time: signals and dropped lines end the console, whatever it is busy with.

Stock behaviour without this: SIGTERM leaves the terminal unusable, a line that drops while SIGHUP is ignored or the
process is in the background leaves it running at full processor load for ever.

A signal only wakes a thread of the guard; that thread asks the app to leave and, if the process is still there two
seconds later (a reader that does not read, a busy thread), gives the terminal back and ends the process.
"""

import os
import select
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Final, Self

from deskconsole.terminal.modes import TerminalModes

GRACE: Final = 2.0
_STOP: Final = 0
#: Textual's thread that writes to the terminal.
_WRITERS: Final = "textual-output"


class Guard:
    """Watches signals and the line while an app runs; a context manager, for the main thread.

    ``ask_to_leave`` is called at most once, from another thread, with the exit status (128 + signal number).
    """

    def __init__(
        self, ask_to_leave: Callable[[int], object], modes: TerminalModes, *, source: int = 0, grace: float = GRACE
    ) -> None:
        self._ask_to_leave = ask_to_leave
        self._modes = modes
        self._source = source
        self._grace = grace
        #: the exit status once the console must leave, else ``None``
        self.leaving: int | None = None
        self._before: dict[int, Any] = {}
        self._ending = False

    def __enter__(self) -> Self:
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        # The wake-up descriptor is written even while the main thread hangs in a call that runs no Python code.
        self._wake_before = signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, self._on_signal)
        self._thread = threading.Thread(target=self._watch, name="terminal-guard", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ending:
            self._thread.join()  # it gives the terminal back and ends the process
        self._modes.restore()
        if self.leaving is not None:
            return  # stays armed: threads that do not end may still hold the process back
        self._wake(_STOP)
        self._thread.join()
        signal.set_wakeup_fd(self._wake_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def line_lost(self) -> None:
        """The terminal on the other end is gone: leave as on SIGHUP. From any thread."""
        self._wake(signal.SIGHUP)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self.leaving is None:
            self.leaving = 128 + number
        self._wake(number)

    def _wake(self, byte: int) -> None:
        with suppress(OSError):  # full: the thread is awake anyway; closed: nothing is watched any more
            os.write(self._wake_write, bytes((byte,)))

    def _watch(self) -> None:
        poller = select.poll()
        poller.register(self._wake_read, select.POLLIN)
        poller.register(self._source, 0)
        while True:
            for descriptor, events in poller.poll():
                if descriptor == self._wake_read:
                    for byte in os.read(self._wake_read, 512):
                        if byte == _STOP and self.leaving is None:
                            return
                        if byte in self._before:
                            self._leave(128 + byte)
                elif events & (select.POLLHUP | select.POLLERR):
                    self._leave(128 + signal.SIGHUP)
                else:  # this system cannot poll terminals: the driver notices the end of input itself
                    poller.unregister(self._source)

    def _leave(self, status: int) -> None:
        """Asks the app to leave, gives it the grace, then ends the process."""
        self.leaving = status = self.leaving or status
        try:
            self._ask_to_leave(status)
            time.sleep(self._grace)
        finally:
            self._ending = True
            try:
                self._modes.silence(_WRITERS, signal.SIGTERM)
                self._modes.restore()
            finally:
                os._exit(status)
