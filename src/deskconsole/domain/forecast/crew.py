"""How many people would have met every deadline of a day that is over."""

from collections.abc import Sequence
from heapq import heappop, heappush, heapreplace
from typing import Final

#: A desk with more is none.
MOST: Final = 200

#: When it began, when it was due, how long it takes; in any unit.
Span = tuple[int, int, int]


def crew(spans: Sequence[Span]) -> int:
    """The fewest people who, taking what is due first of what has come, do everything in time; what nobody could do
    in time, begun at once, does not count. :data:`MOST` where even so many would not."""
    possible = sorted(span for span in spans if span[0] + span[2] <= span[1])
    if not possible:
        return 0
    least, most = 0, 1
    while most < MOST and not _enough(possible, most):
        least, most = most, min(MOST, most * 2)
    while most - least > 1:
        middle = (most + least) // 2
        least, most = (least, middle) if _enough(possible, middle) else (middle, most)
    return most


def _enough(spans: Sequence[Span], people: int) -> bool:
    free = [spans[0][0]] * people
    waiting: list[tuple[int, int]] = []
    place = 0
    while place < len(spans) or waiting:
        at = free[0]
        if not waiting and spans[place][0] > at:
            at = spans[place][0]
        while place < len(spans) and spans[place][0] <= at:
            _start, due, takes = spans[place]
            heappush(waiting, (due, takes))
            place += 1
        due, takes = heappop(waiting)
        if at + takes > due:
            return False
        heapreplace(free, at + takes)
    return True
