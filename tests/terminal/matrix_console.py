"""Every widget that may show foreign text, showing one payload after the other.

python -m tests.terminal.matrix_console PAYLOADS.jsonl LOG [unfiltered]
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Grid
from textual.content import Content
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import (
    Button,
    Checkbox,
    Collapsible,
    DataTable,
    Footer,
    Header,
    Input,
    Label,
    ListItem,
    ListView,
    Log,
    OptionList,
    RadioButton,
    RichLog,
    Select,
    SelectionList,
    Static,
    Tab,
    Tabs,
    TextArea,
    Tree,
)
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from deskconsole.terminal.app import GuardedApp


class PayloadScreen(Screen[None]):
    """One payload in every widget, in two notifications and as the title."""

    CSS = """
    Grid { grid-size: 5; grid-rows: 5; height: 1fr; }
    Grid > * { height: 5; overflow: hidden; }
    #count { height: 1; }
    """

    def __init__(self, number: int, payload: str) -> None:
        super().__init__()
        self.number = number
        self.payload = payload
        self.title = payload

    def compose(self) -> ComposeResult:
        yield Header()
        with Grid():
            yield from self.simple(self.payload)
            yield from self.complex(self.payload)
        yield Static(f"payload{self.number}.", id="count")
        yield Footer()

    def simple(self, payload: str) -> ComposeResult:
        yield Static(payload, markup=False)
        yield Static(Text(payload))
        yield Label(payload, markup=False)
        yield Button(Content(payload))
        yield Checkbox(Content(payload))
        yield RadioButton(Content(payload))
        yield Input(payload)
        yield Input(placeholder=payload)
        yield TextArea(payload)
        yield TextArea(payload, soft_wrap=False, show_line_numbers=True)
        yield Tabs(Tab(Content(payload)))
        titled = Static("border", markup=False)
        titled.styles.border = ("round", "white")
        titled.border_title = Content(payload)
        titled.border_subtitle = Content(payload)
        yield titled

    def complex(self, payload: str) -> ComposeResult:
        yield OptionList(payload, Option(Content(payload)), markup=False)
        select = Select([(Content(payload), 1), (Content(payload), 2)], value=1)
        yield select
        yield SelectionList(Selection(Content(payload), 1))
        yield Collapsible(Static(payload, markup=False), title=Content(payload), collapsed=False)  # type: ignore[arg-type]
        yield ListView(ListItem(Label(payload, markup=False)))
        table: DataTable[Text] = DataTable()
        table.add_column(Text(payload, no_wrap=True, overflow="ellipsis"), width=20)
        table.add_row(Text(payload, no_wrap=True, overflow="ellipsis"), label=Text(payload))
        yield table
        tree: Tree[None] = Tree(Text(payload))
        tree.root.expand().add_leaf(Text(payload))
        yield tree
        rich_log = RichLog(markup=False)
        rich_log.write(Text(payload))
        yield rich_log
        log = Log()
        log.write(payload)
        yield log
        link = Static(Text(payload, style="on red"))
        link.tooltip = Content(payload)
        yield link

    def on_mount(self) -> None:
        self.app.clear_notifications()
        self.app.notify(f"toast{self.number}. {self.payload}", title=self.payload, timeout=60)
        self.notify(self.payload, timeout=60)


class MatrixConsole(GuardedApp):
    """``f2`` shows the next payload; the line above the footer counts them."""

    BINDINGS: ClassVar[list[BindingType]] = [("f2", "next", "Next"), ("f9", "leave", "Leave")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, payloads: Sequence[str], log: Path, filtered: bool) -> None:
        super().__init__(failure_log=log)
        self.screens = [PayloadScreen(number, payload) for number, payload in enumerate(payloads)]
        self.filtered = filtered

    def get_line_filters(self) -> Sequence[LineFilter]:
        return super().get_line_filters() if self.filtered else App.get_line_filters(self)

    def on_mount(self) -> None:
        self.push_screen(self.screens.pop(0))

    def action_next(self) -> None:
        self.switch_screen(self.screens.pop(0))

    def action_leave(self) -> None:
        assert isinstance(self.screen, PayloadScreen)
        self.exit(message=self.screen.payload)


def main(payloads: str, log: str, unfiltered: str = "") -> int:
    texts = [json.loads(line)["content"][:60] for line in Path(payloads).read_text("utf-8").splitlines()]
    return MatrixConsole(texts, Path(log), not unfiltered).run_guarded()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
