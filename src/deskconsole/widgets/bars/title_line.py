"""The line under the top line: where one is or what is filtered, and the screens beside with their keys."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from deskconsole.record import dataclass
from deskconsole.text.cells import clip, width
from deskconsole.widgets.bars.key_line import KeyLine

_PIECE = tuple[str, str]
#: Between two screens beside.
_GAP = "  "


@dataclass(frozen=True, slots=True)
class TitlePart:
    """A part of the line: a key and what it is for; ``action``: what a click does. A ``chosen`` one is in brackets."""

    text: str
    key: str = ""
    action: str = ""
    chosen: bool = False

    @property
    def cells(self) -> int:
        """How many cells it takes, without brackets."""
        return width(self.text) + (width(self.key) + 1 if self.key else 0)


class TitleLine(Widget):
    """One line, painted again only when something else stands in it."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._here: Sequence[Sequence[TitlePart]] = ()
        self._beside: Sequence[TitlePart] = ()
        self._places: list[tuple[int, int, str]] = []

    def show(self, here: Sequence[Sequence[TitlePart]], beside: Sequence[TitlePart]) -> None:
        """Shows where one is, the longest way to say it first, and the screens beside, the most important first."""
        if (here, beside) != (self._here, self._beside):
            self._here, self._beside = here, beside
            self.refresh()

    def render(self) -> Content:
        """Where one is, a rule, what is beside: as much of either as there is room for."""
        room = self.size.width
        self._places = []
        here = next((parts for parts in self._here if _cells_of(parts) <= room), self._here[-1] if self._here else ())
        pieces: list[_PIECE] = []
        x = 0
        for part in here:
            x = self._add(pieces, part, x, room, framed=True)
        beside = self._fitting(room - x - 3)
        rule = room - x - sum(part.cells + len(_GAP) for part in beside)
        if beside and rule > 0:
            pieces.append((f"{'─' * (rule - 1)} ", "$border"))
            x += rule
        for part in beside:
            x = self._add(pieces, part, x, room, framed=False)
        return Content.assemble(*pieces)

    def _fitting(self, room: int) -> list[TitlePart]:
        """The screens beside, as many as fit."""
        fitting: list[TitlePart] = []
        for part in self._beside:
            room -= part.cells + len(_GAP)
            if room < 0:
                break
            fitting.append(part)
        return fitting

    def _add(self, pieces: list[_PIECE], part: TitlePart, x: int, room: int, *, framed: bool) -> int:
        before, after = ("[", "]") if part.chosen else (" ", " ") if framed else ("", _GAP)
        text = clip(part.text, room - x - part.cells + width(part.text) - len(before) - len(after.rstrip()))
        pieces.append((before, "bold" if part.chosen else ""))
        if part.key:
            pieces += [(part.key, "bold $accent"), (" ", "")]
        pieces += [(text, "bold" if part.chosen else ""), (after, "bold" if part.chosen else "")]
        end = x + len(before) + width(text) + (width(part.key) + 1 if part.key else 0) + len(after)
        if part.action:
            self._places.append((x, end, part.action))
        return end

    def on_click(self, event: Click) -> None:
        """A click does what the key does."""
        name = next((name for start, end, name in self._places if start <= event.x < end), None)
        if name is not None:
            self.post_message(KeyLine.Pressed(name))


def _cells_of(parts: Iterable[TitlePart]) -> int:
    return sum(part.cells + 2 for part in parts)
