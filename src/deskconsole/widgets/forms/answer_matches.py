"""Answers at hand: articles and answered cases that fit what is asked, a line each."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from deskconsole.present.catalogue import _
from deskconsole.text.cells import clip, wrap
from deskconsole.text.clean import one_line


class AnswerEntry(Protocol):
    """What is known of an answer."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def answer(self) -> str: ...


class AnswerMatches(Widget, can_focus=False):
    """Hidden while nothing fits. The one that was taken is marked; a click gives one to ``take``."""

    def __init__(self, take: Callable[[Any], None], *, lines: int = 3, **options: Any) -> None:
        super().__init__(**options)
        self.matches: tuple[AnswerEntry, ...] = ()
        self.taken: AnswerEntry | None = None
        self._take = take
        self._most = lines
        self._key = ""
        #: which hit stands on each line
        self._places: list[int] = []
        self.display = False

    def show(self, matches: Sequence[AnswerEntry], taken: AnswerEntry | None, key: str) -> None:
        """Shows other answers; ``key`` takes the next one."""
        if (tuple(matches), taken, key) == (self.matches, self.taken, self._key):
            return
        self.matches, self.taken, self._key = tuple(matches), taken, key
        self.display = bool(matches)
        if self.parent is not None and isinstance(self.parent, Widget):
            self.parent.set_class(bool(matches), "-hits")
        self.roomy(self.has_class("-roomy"))

    def roomy(self, room: bool) -> None:
        """Whether there is room for the beginning of each answer below its title."""
        self.set_class(room, "-roomy")
        self.styles.height = "1fr" if room else max(1, min(len(self.matches), self._most))
        self.refresh()

    def render(self) -> Content:
        """A line each; where there is room, the beginning of the answer below it."""
        pieces: list[tuple[str, str]] = []
        self._places = []
        room = self.has_class("-roomy")
        if room and self.matches:
            self._add(pieces, -1, clip(_("At hand") + f"  {self._key}", self.size.width), "bold $accent")
        for place, match in enumerate(self.matches if room else self.matches[: self._most]):
            sign = "✓" if match == self.taken else "·"
            key = f"  {self._key}" if place == 0 and not room and self.taken is None else ""
            name = match.name if len(match.name) < 8 else match.name[-4:]
            line = f"{sign} {name} {one_line(match.title)}"
            line = clip(line, max(8, self.size.width - len(key))) + key
            self._add(pieces, place, line, "bold $accent" if match == self.taken else "$accent")
            if room:
                for words in wrap(one_line(match.answer), max(8, self.size.width - 2))[:2]:
                    self._add(pieces, place, f"  {words}", "$foreground-muted")
        return Content.assemble(*pieces)

    def _add(self, pieces: list[tuple[str, str]], place: int, line: str, style: str) -> None:
        pieces.append((("\n" if self._places else "") + line, style))
        self._places.append(place)

    def on_click(self, event: Click) -> None:
        """Takes the answer of the line."""
        if 0 <= event.y < len(self._places) and self._places[event.y] >= 0:
            self._take(self.matches[self._places[event.y]])
