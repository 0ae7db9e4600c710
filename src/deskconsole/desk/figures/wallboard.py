"""The wallboard: the figures of today and the next deadlines, for the whole room and without anybody's name."""

from typing import Final

from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.look import Look
from deskconsole.desk.records import QueueLine
from deskconsole.desk.telephone.calls import ringing_for_nobody
from deskconsole.desk.tickets.views import counts, queue
from deskconsole.desk.use_cases import query
from deskconsole.domain.figures.board import Board, Deadline, Tile
from deskconsole.domain.figures.periods import period_at
from deskconsole.domain.figures.registry import figure_named
from deskconsole.domain.figures.wallboard import OVERDUE, RINGING, WALLBOARD
from deskconsole.text.marked import N_

#: So many deadlines at most, whatever room there is.
MOST: Final = 30
#: So many that are overdue stand before what is due next; so many overdue ones are passed over at most.
_LAST_OVERDUE: Final = 3
_LOOKED_AT: Final = 2_000
_NOW: Final = {OVERDUE: N_("Overdue now"), RINGING: N_("Ringing now")}


@query(needs="figures")
def wallboard(look: Look, *, limit: int = MOST) -> Board:
    """The figures that the site has chosen, and what is due next. Raises :class:`DeskError` for a name that is none."""
    names = look.desk.settings.figures.wallboard or WALLBOARD
    lines = _next(look, min(limit, MOST))
    return Board(
        look.now,
        tuple(_tile(look, name) for name in dict.fromkeys(names)),
        tuple(Deadline(line.number, line.title, line.due) for line in lines),
    )


def _next(look: Look, limit: int) -> list[QueueLine]:
    """What is due next, behind what has become overdue last: what has been overdue for long is counted above, and would
    leave no room for anything else."""
    lines = queue(look, limit=min(counts(look).overdue, _LOOKED_AT) + limit)
    overdue = [line for line in lines if line.overdue]
    latest = overdue[max(0, len(overdue) - _LAST_OVERDUE) :]
    return [*latest, *lines[len(overdue) :]][:limit]


def _tile(look: Look, name: str) -> Tile:
    if name in _NOW:
        count = counts(look).overdue if name == OVERDUE else len(ringing_for_nobody(look))
        return Tile(name, _NOW[name], None, None, count, bad=True)
    figure = figure_named(name)
    today = period_at("day", look.desk.calendar.day(look.now))
    (line,) = show_figures(look, [name], period=today, usual=False)
    return Tile(name, figure.title, line.figure, line.amount, None, bad=figure.more is False)
