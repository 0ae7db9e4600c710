"""What stands on the wallboard at an instant: figures, and what is due next."""

from datetime import datetime

from deskconsole.domain.figures.amounts import Amount
from deskconsole.domain.figures.figure import Figure
from deskconsole.domain.rules.texts import Text
from deskconsole.record import NamedTuple
from deskconsole.text.marked import Marked


class Tile(NamedTuple):
    """One figure of the board: what it is of today, or how many wait now (``waiting``). ``bad``: none is better."""

    name: str
    title: Marked
    figure: Figure | None
    amount: Amount | None
    waiting: int | None
    bad: bool


class Deadline(NamedTuple):
    """What is due next: on which ticket, what, and when; no name and nothing of what anybody wrote."""

    number: str
    what: Text
    due: datetime


class Board(NamedTuple):
    """The wallboard at an instant."""

    at: datetime
    tiles: tuple[Tile, ...]
    deadlines: tuple[Deadline, ...]
