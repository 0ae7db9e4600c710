"""A short menu in which one key chooses: who is at the desk, which parked form."""

import unicodedata
from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line

#: The key of each entry, in their order.
_KEYS: Final = "123456789abcdefghijklmnopqrstuvwxyz"


class PickOne(DeskModal[str | None]):
    """Entries (name, text), each with a digit or letter; gives the name of the chosen one, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, session: Session, title: str, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__(session)
        self._title = title
        self.entries = tuple(entries)
        self.options = OptionList(markup=False, compact=True)

    def compose(self) -> ComposeResult:
        """Title, entries, how to leave."""
        with Vertical(classes="dialog pick"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self.options
            yield Static(Content(self.hint()), classes="hint")

    def hint(self) -> str:
        """How to choose."""
        return _("A key chooses, Esc leaves")

    def line(self, text: str) -> str:
        """An entry as it is shown: on one line."""
        return clip(one_line(text), max(8, self.app.size.width - 10))

    def on_mount(self) -> None:
        """Shows the entries."""
        for place, (_name, text) in enumerate(self.entries):
            key = _KEYS[place] if place < len(_KEYS) else " "
            self.options.add_option(Option(Content.assemble((f" {key} ", "bold $accent"), (self.line(text), ""))))
        self.options.focus()

    def on_key(self, event: Key) -> None:
        """The key of an entry chooses it, also as an input method sends it."""
        key = unicodedata.normalize("NFKC", event.character or "")
        place = _KEYS.find(key) if len(key) == 1 else -1
        if 0 <= place < len(self.entries):
            event.stop()
            event.prevent_default()
            self.dismiss(self.entries[place][0])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.entries[event.option_index][0])

    def action_leave(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)
