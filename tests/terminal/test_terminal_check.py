"""What is told of the terminal: how wide it draws, which it is asked itself."""

import os
import pty
import threading
import tty

import pytest

from deskconsole.terminal import terminal_check
from deskconsole.terminal.terminal_check import ambiguous_width, check


class Terminal:
    """A terminal that answers where the cursor is, as if the sign had been so wide."""

    def __init__(self, answer: bytes | None) -> None:
        self.ours, self.theirs = pty.openpty()
        tty.setraw(self.ours)
        self._answer, self.heard = answer, b""
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while b"\x1b[K" not in self.heard:
            self.heard += os.read(self.ours, 1024)
            if self._answer is not None and self.heard.endswith(b"\x1b[6n"):
                os.write(self.ours, self._answer)

    def close(self) -> None:
        self._thread.join(10)
        os.close(self.ours)
        os.close(self.theirs)


@pytest.mark.parametrize(("answer", "width"), [(b"\x1b[5;2R", 1), (b"typed ahead\x1b[5;3R", 2), (None, None)])
def test_the_terminal_is_asked(monkeypatch: pytest.MonkeyPatch, answer: bytes | None, width: int | None) -> None:
    monkeypatch.setattr(terminal_check, "_PATIENCE", 5.0 if answer else 0.05)
    terminal = Terminal(answer)
    before = tty.tcgetattr(terminal.theirs)  # type: ignore[attr-defined]
    assert ambiguous_width(terminal.theirs, terminal.theirs) == width
    assert tty.tcgetattr(terminal.theirs) == before  # type: ignore[attr-defined]
    terminal.close()
    assert terminal.heard.endswith(b"\r\x1b[K")


def test_where_there_is_no_terminal_nothing_is_asked() -> None:
    reading, writing = os.pipe()
    assert ambiguous_width(reading, writing) is None
    os.close(reading)
    os.close(writing)
    assert [what for what, *_more in check({})] == ["locale"]
