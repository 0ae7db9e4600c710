"""The terminal as it was found, and the way back to it when Textual has no time left to go there itself."""

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any, Final

if sys.platform != "win32":
    import termios

#: CAN ends a sequence that was cut short; then every mode that the console switches on goes off again, in the order
#: frame, colours, mouse, focus, paste, resize reports, line wrap, cursor, and last the screen that was there before.
_BACK: Final = (
    b"\x18\x1b[?2026l\x1b[0m"
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"
    b"\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[?25h\x1b[?1049l"
)
#: How often a full queue is emptied for them, a hundredth of a second apart.
_ATTEMPTS: Final = 20


class TerminalModes:
    """The settings of the terminal on standard input at the time of creation, and how to bring them back."""

    def __init__(self, source: int = 0, screen: int = 2) -> None:
        self._source = source
        self._screen = screen
        #: whether a driver has switched the terminal over and not back yet
        self.changed = False
        self._settings: list[Any] | None = None
        with suppress(OSError, termios.error):
            self._settings = termios.tcgetattr(source)

    def restore(self) -> None:
        """Gives the terminal back as it was, from any thread, without waiting for a reader that does not read.

        Does nothing when it was given back already, when it is gone, or when another program is in its foreground.
        """
        if not self.changed:
            return
        self.changed = False
        with suppress(OSError):
            if os.tcgetpgrp(self._source) == os.getpgrp():
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
                if self._settings is not None:
                    with suppress(termios.error):
                        termios.tcsetattr(self._source, termios.TCSANOW, self._settings)
                # A description of our own: O_NONBLOCK on standard error would also hit the shell that shares it.
                own = os.open(os.ttyname(self._source), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
                self._write(own)

    def silence(self, writers: str, number: int) -> None:
        """Takes standard error away from the threads named ``writers``, of which one may hang in a write for ever.

        For the last moment before the process ends. ``number`` is a handled signal; it only interrupts the write.
        """
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, self._screen)
        for thread in threading.enumerate():
            if thread.name == writers and thread.ident is not None:
                signal.pthread_kill(thread.ident, number)

    def _write(self, descriptor: int) -> None:
        for _ in range(_ATTEMPTS):
            with suppress(BlockingIOError, termios.error):
                # What nobody reads stands before ours in a queue that may be full for ever.
                termios.tcflush(descriptor, termios.TCOFLUSH)
                os.write(descriptor, _BACK)
                return
            time.sleep(0.01)
