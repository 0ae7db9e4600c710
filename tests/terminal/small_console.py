"""A small app of the console's kind, for the tests that need one on a real terminal.

python -m tests.terminal.small_console LOG [busy|stuck|flood|fail|fail-worker|thread|impatient]
"""

import os
import sys
import threading
from pathlib import Path
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from deskconsole.errors import DeskError
from deskconsole.terminal.app import GuardedApp
from deskconsole.terminal.silence import Patience

NAMES: Final = ("张三", "李四𠮷", "Müller", "👨\u200d👩\u200d👧 家", "⚠\ufe0f 急", "🇨🇳 中国", "e\u0301" * 3)


class SmallConsole(GuardedApp):
    """A few lines with a column at cell 20, and an input."""

    CSS = "Static { height: 1; } Input { border: none; height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f9", "leave", "Leave"),
        ("f2", "act", "Act"),
        ("f8", "suspend_process", "Stop"),
    ]

    def __init__(self, log: Path, mode: str) -> None:
        super().__init__(failure_log=log)
        if mode == "impatient":
            self.patience = Patience(first=0.2, quiet=0.5, answer=0.5)
        self.mode = mode
        self.drawn = 0

    def compose(self) -> ComposeResult:
        from rich.cells import cell_len

        for name in NAMES:
            yield Static(name + " " * (20 - cell_len(name)) + "|", markup=False)
        yield Static("ready", id="said", markup=False)
        yield Input()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#said", Static).update(f"said {event.value!a}")

    def action_leave(self) -> None:
        self.exit()

    def action_act(self) -> None:
        telephone = "13812345678"
        if self.mode == "busy":
            self.busy()
        elif self.mode == "stuck":
            self.set_timer(0.05, self.hang)
        elif self.mode == "flood":
            self.set_interval(0.004, self.flood)
        elif self.mode == "fail":
            raise RuntimeError("broken" + telephone[:0])
        elif self.mode == "fail-worker":
            self.fail()
        elif self.mode == "thread":
            threading.Thread(target=self.fail_in_thread).start()

    def hang(self) -> None:
        os.write(2, b"\x1b[24;1Hstuck")
        threading.Event().wait(30)

    def flood(self) -> None:
        self.drawn += 1
        for line in self.query(Static):
            line.update(("flood", "洪水")[self.drawn % 2] * 12 + str(self.drawn))

    @work(thread=True)
    def busy(self) -> None:
        self.call_from_thread(self.query_one("#said", Static).update, "busy")
        threading.Event().wait(30)

    @work(thread=True)
    def fail(self) -> None:
        telephone = "13812345678"
        raise ValueError("worker broke" + telephone[:0])

    def fail_in_thread(self) -> None:
        try:
            raise ValueError("thread broke")
        finally:
            self.call_from_thread(self.query_one("#said", Static).update, "thread failed")


def main(log: str, mode: str = "") -> int:
    try:
        return SmallConsole(Path(log), mode).run_guarded()
    except DeskError as refused:
        print(refused, file=sys.stderr)
        return refused.exit_status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
