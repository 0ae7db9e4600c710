"""The app class that the console builds on: safe on a real terminal, whatever happens to it."""

import gc
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from deskconsole.terminal import line_breaking
from deskconsole.terminal.ascii_signs import ASCII_SIGNS
from deskconsole.terminal.environment import prepare, require_terminal
from deskconsole.terminal.failures import FailureLog
from deskconsole.terminal.linefilter import FOREIGN_TEXT
from deskconsole.terminal.silence import Patience
from deskconsole.text.clean import clean, shown

if sys.platform != "win32":  # they rest on what only POSIX has
    from deskconsole.terminal.driver import DeskDriver
    from deskconsole.terminal.guard import Guard
    from deskconsole.terminal.modes import TerminalModes

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

_WINDOWS: Final = sys.platform == "win32"
#: Exit status of a console that ended without saying how.
_FAILED: Final = 1


class GuardedApp(App[None]):
    """An app that leaves in time, gives the terminal back and never prints what a customer wrote as an instruction.

    Start it with `run_guarded`. ``failure_log`` is where details of unexpected errors go (a file of mode 0600), by
    default in the person's state folder.
    """

    #: whether signs are drawn in ASCII
    ascii_signs = False
    #: whether the terminal reports its mouse
    mouse_on = True
    #: how long the terminal may say nothing
    patience = Patience()

    def __init__(self, *, failure_log: Path | None = None, **options: Any) -> None:
        prepare()
        line_breaking.install()
        self.guard: Guard | None = None
        self.terminal_modes: TerminalModes | None = None
        self.failures = FailureLog(failure_log)
        options.setdefault("driver_class", _driver())
        super().__init__(**options)

    def begin_with(self, theme: str) -> None:
        """Takes a registered theme before anything is drawn; setting `theme` would read every style sheet twice."""
        self.set_reactive(App.theme, theme)
        self.set_class(self.current_theme.dark, "-dark-mode")
        self.set_class(not self.current_theme.dark, "-light-mode")
        self.stylesheet.set_variables(self.get_css_variables())

    def run_guarded(self, *, mouse: bool = True) -> int:
        """Runs until the person leaves, a signal comes or the line drops; the exit status. Without ``mouse`` the
        terminal is asked for no mouse reports, so that its own selection works.

        0 left, 1 failed (one line said so), 128 + n ended by signal n. Raises `NoTerminal` where it cannot run.
        """
        require_terminal(windows=_WINDOWS)
        self.mouse_on = mouse
        gc.freeze()  # what was imported stays for good: no pause between two keys to look through it
        gc.enable()  # whoever opens the console may have it off until here
        excepthook, threading.excepthook = threading.excepthook, self._on_thread_failure
        try:
            if _WINDOWS:
                self.run(mouse=mouse)
            else:
                self._run_under_guard(mouse)
        finally:
            threading.excepthook = excepthook
        if self.guard is not None and self.guard.leaving is not None:
            return self.guard.leaving
        return _FAILED if self.return_code is None else self.return_code

    def _run_under_guard(self, mouse: bool) -> None:
        self.terminal_modes = TerminalModes()
        self.guard = Guard(self._leave, self.terminal_modes)
        with self.guard:
            self.run(mouse=mouse)

    def use_mouse(self, on: bool) -> None:
        """Takes the mouse from the terminal, or gives it back for the terminal's own selection of text."""
        self.mouse_on = on
        if not _WINDOWS and isinstance(self._driver, DeskDriver):
            self._driver.use_mouse(on)

    def _leave(self, status: int) -> None:
        """Asks the running app to end; called from the guard's thread."""
        self.call_later(self.exit, None, status)

    def get_line_filters(self) -> "Sequence[LineFilter]":
        """The filter for foreign text first, then Textual's own."""
        return [FOREIGN_TEXT, *([ASCII_SIGNS] if self.ascii_signs else []), *super().get_line_filters()]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Shows a notification, always as plain text: ``markup`` is ignored, widgets pass Textual's default."""
        super().notify(shown(message), title=shown(title), severity=severity, timeout=timeout, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Keeps what was cut or copied for pasting here. The terminal is told nothing: Textual would empty the person's
        own clipboard when nothing is selected, and send a visitor's telephone number to the machine at the other end.
        """
        if text:
            self._clipboard = text

    def copy_out(self, text: str) -> None:
        """Gives a text to the person's own clipboard (OSC 52), because a key asked for it."""
        self._clipboard = text
        super().copy_to_clipboard(clean(text))

    def _handle_exception(self, error: Exception) -> None:
        """Ends the app after an unexpected error, with the details in the log instead of on the screen."""
        self._return_code = _FAILED
        if self._exception is None:  # tests of screens are told the first one
            self._exception = error
            self._exception_event.set()
        self.failures.record(error)
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Prints, after the terminal is given back, one line about a failure or what `exit` was given to say."""
        messages = [shown(str(message)) for message in self._exit_renderables if isinstance(message, str)]
        self._exit_renderables.clear()
        if self.failures.line:
            messages = [f"deskconsole: {self.failures.line}"]
        if messages and sys.__stderr__ is not None and (self.guard is None or self.guard.leaving is None):
            print(*messages, sep="\n", file=sys.__stderr__)

    def _on_thread_failure(self, failure: threading.ExceptHookArgs) -> None:
        """A thread ended by an error: to the log. A thread that wrote to a lost line is no failure."""
        line_lost = isinstance(failure.exc_value, OSError) and self.guard is not None and self.guard.leaving is not None
        if failure.exc_value is not None and not line_lost:
            FailureLog(self.failures.path).record(failure.exc_value)


def _driver() -> "type[Driver] | None":
    """Our driver on POSIX systems, unless the environment names one; Textual's choice elsewhere."""
    if _WINDOWS or os.environ.get("TEXTUAL_DRIVER"):
        return None
    return DeskDriver
