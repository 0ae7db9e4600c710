"""The lines of a list: what stands in each, and made only when they are looked at."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import overload

from deskconsole.record import dataclass, field
from deskconsole.text.cells import width


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. ``texts`` (column → text) are safe and hold no line break.

    ``key`` names what the line stands for; lines with an empty key are headings between others and cannot be
    selected. ``started``: since when the clock runs. ``dim``: nothing of it is urgent. ``chosen``: what stands in a
    column while the line is selected, where it fits.
    """

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    due: datetime | None = None
    started: datetime | None = None
    warn_from: datetime | None = None
    paused_since: datetime | None = None
    dim: bool = False
    chosen: Mapping[str, str] = field(default_factory=dict)


def in_sections(groups: Iterable[tuple[str, Sequence[Line]]]) -> list[Line]:
    """The lines of each group under its title, which says how many they are; a group without any is left out."""
    lines: list[Line] = []
    for title, group in groups:
        if group:
            lines += [Line("", {"section": f"{title} ({len(group)})"}), *group]
    return lines


class LinesOnDemand(Sequence[Line]):
    """Lines of a long list: ``make`` is asked for the line at a place when that is looked at for the first time.

    ``needed``: how many cells the columns take that are not fixed, known without making the lines.
    """

    def __init__(self, keys: Sequence[str], make: Callable[[int], Line], needed: Mapping[str, int]) -> None:
        self.keys = keys
        self.needed = needed
        self._make = make
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        where = range(len(self))[place]
        if where not in self._made:
            self._made[where] = self._make(where)
        return self._made[where]


def widths(lines: Iterable[Line]) -> dict[str, int]:
    """How many cells the widest text of each column takes."""
    needed: dict[str, int] = {}
    for line in lines:
        for name, text in line.texts.items():
            needed[name] = max(needed.get(name, 0), width(text))
    return needed
