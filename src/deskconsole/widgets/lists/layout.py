"""How a list is laid out: its columns at each width, declared; and how wide each of them becomes."""

from collections.abc import Mapping, Sequence

from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.record import dataclass
from deskconsole.text.cells import Align, width


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where its text stands in the texts of a line, its heading, and how many cells it takes.

    It takes what its texts and its heading need, between ``least`` and ``most`` cells and at most this ``part`` of the
    line. With ``rest`` it shares what the others leave, evenly with those behind it. ``like``: the column whose texts
    say how wide it is.
    """

    name: str
    title: Marked | str = ""
    least: int = 0
    most: int | None = None
    part: float = 1.0
    rest: bool = False
    align: Align = "left"
    like: str = ""

    def wanted(self, needed: Mapping[str, int]) -> int:
        """How many cells it would take."""
        if self.most == self.least:
            return self.least
        least = max(self.least, width(_(self.title)))
        wanted = max(least, needed.get(self.like or self.name, 0))
        return wanted if self.most is None else max(least, min(wanted, self.most))


def fixed(name: str, title: Marked | str, cells: int, *, part: float = 1.0, align: Align = "left") -> Column:
    """A column of so many cells, whatever stands in it."""
    return Column(name, title, cells, cells, part, align=align)


def rest(name: str, title: Marked | str, least: int = 0, most: int | None = None) -> Column:
    """A column that takes what the others leave."""
    return Column(name, title, least, most, rest=True)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a list shows. ``columns``: from so many cells on, the widest last."""

    columns: dict[int, Sequence[Column]]
    #: what stands in an empty list
    empty: Marked | str = ""
    #: the heading of the countdown
    clock: Marked | str = N_("Left")
    #: whether a line with the columns' titles stands on top
    headed: bool = True
    #: the cells of the countdown, in front of the columns
    clock_cells: int = 10
    #: whether a cell behind the countdown shows how much of its time is used
    used: bool = False
    #: cells that stay free at the end of a line; the bar of a long list stands there
    spare: int = 0

    @property
    def front(self) -> int:
        """The cells in front of the columns: the countdown, and the time used."""
        return self.clock_cells + (2 if self.used else 0)

    def fitted(self, cells: int, needed: Mapping[str, int], bar: int = 0) -> list[tuple[Column, int]]:
        """The columns of a list of this width, each with its cells; ``needed``: what the texts of each take.

        ``bar``: how many cells at the end of each line the bar of a long list takes.
        """
        columns = next(columns for least, columns in reversed(self.columns.items()) if cells >= least)
        room = cells - self.front - 1 - max(self.spare, bar)
        taken = {c.name: min(c.wanted(needed), int(c.part * room)) for c in columns if not c.rest}
        left = room - sum(taken.values()) - (len(columns) - 1)
        sharing = [column for column in columns if column.rest]
        for place, column in enumerate(sharing):
            still = len(sharing) - place
            wanted = -(-left // still) if column.most is None else min(column.wanted(needed), left // still)
            taken[column.name] = max(column.least, wanted)
            left -= taken[column.name]
        return [(column, taken[column.name]) for column in columns]
