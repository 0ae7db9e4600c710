"""What the console is held against: the smallest Textual apps that show the same kind of thing.

python -m tests.bench.bare_app table 50        a header, a table of 50 rows, a footer
python -m tests.bench.bare_app countdowns 40   the same, with a countdown in each row, every second
python -m tests.bench.bare_app input           one text field
python -m tests.bench.bare_app screens         two screens with a table of 40 rows each; F3 and F4 show them
"""

import sys
import time
from typing import Any

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Header, Input

_COLUMNS = ("Left", "What", "Number", "Customer", "Channel", "Request")


def rows(count: int) -> list[tuple[str, ...]]:
    """As many lines as are asked for."""
    return [
        (f"{n // 60:02}:{n % 60:02}", "Reply", f"{n:04}", f"客户 {n}", "电话", f"bench request {n}")
        for n in range(count)
    ]


def filled(count: int) -> DataTable[str]:
    """A table of that many rows."""
    found: DataTable[str] = DataTable(cursor_type="row")
    for column in _COLUMNS:
        found.add_column(column, key=column)
    for number, row in enumerate(rows(count)):
        found.add_row(*row, key=str(number))
    return found


class BareApp(App[None]):
    """Header, table, footer."""

    TITLE = "BENCH"
    BINDINGS = [("q", "quit", "Quit"), ("f3", "one", "One"), ("f4", "two", "Two")]  # noqa: RUF012

    def __init__(self, what: str, count: int) -> None:
        super().__init__()
        self.what = what
        self.count = count

    def compose(self) -> ComposeResult:
        """The one screen."""
        yield Header()
        yield Input() if self.what == "input" else filled(self.count)
        yield Footer()

    def on_mount(self) -> None:
        """Countdowns begin to run."""
        if self.what == "countdowns":
            self.set_interval(1.0, self.count_down)

    def count_down(self) -> None:
        """One second less in each row."""
        table = self.query_one(DataTable)
        left = 540 - int(time.monotonic()) % 500
        for number in range(self.count):
            table.update_cell(str(number), "Left", f"{left // 60:02}:{left % 60:02}")

    def action_one(self) -> None:
        """Back to the first screen."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def action_two(self) -> None:
        """A second screen over the first."""
        self.push_screen(Second(self.count))


class Second(Screen[None]):
    """Another table."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def compose(self) -> ComposeResult:
        """Header, table, footer."""
        yield Header()
        yield filled(self.count)
        yield Footer()


def main(arguments: list[str]) -> Any:
    """Runs one of them."""
    what, count = arguments[0], int(arguments[1]) if len(arguments) > 1 else 40
    return BareApp(what, count).run()


if __name__ == "__main__":
    main(sys.argv[1:])
