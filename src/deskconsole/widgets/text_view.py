"""A text to read: foreign text as written, never as markup."""

from collections.abc import Iterable
from typing import Any

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from deskconsole.text.clean import shown

#: (text, style) pieces; texts are made safe here.
Piece = tuple[str, str]


class TextView(VerticalScroll):
    """A scrollable text of pieces."""

    class Widened(Message):
        """Its text has another width than before, so that lines break elsewhere."""

    def __init__(self, **options: Any) -> None:
        self.body = Static("", markup=False)
        super().__init__(self.body, **options)
        self._pieces: tuple[Piece, ...] = ()
        self._cells = 0

    def on_resize(self) -> None:
        """Tells of another width once its text has it too."""
        self.call_after_refresh(self._measure)

    def _measure(self) -> None:
        cells = self.body.size.width
        if cells != self._cells:
            self._cells = cells
            self.post_message(self.Widened())

    @property
    def plain(self) -> str:
        """What is shown, without styles."""
        return "".join(text for text, _ in self._pieces)

    def show(self, pieces: Iterable[Piece]) -> None:
        """Shows other pieces; nothing is redrawn when they are the same."""
        safe = tuple((shown(text), style) for text, style in pieces)
        if safe != self._pieces:
            self._pieces = safe
            self.body.update(Content.assemble(*safe))
