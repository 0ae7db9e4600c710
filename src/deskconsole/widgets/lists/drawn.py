"""Small drawings of one line: a share as a bar, a row of values as a line. Where signs are drawn in ASCII the last
filter before the terminal puts plain ones in their place, cell by cell."""

from collections.abc import Sequence
from typing import Final

_PARTS: Final = "▏▎▍▌▋▊▉█"
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
#: What is not full, and a value that is not known.
_REST: Final = "░"
_UNKNOWN: Final = "·"


def bar(share: float, cells: int) -> str:
    """A share from 0 to 1 of so many cells, to an eighth of a cell."""
    eighths = round(max(0.0, min(share, 1.0)) * cells * 8)
    full, part = divmod(eighths, 8)
    drawn = _PARTS[-1] * full + (_PARTS[part - 1] if part else "")
    return drawn + _REST * (cells - len(drawn))


def spark(values: Sequence[float | None]) -> str:
    """A cell a value, the lowest at the bottom and the highest on top; all in the middle where they are the same."""
    existing = [value for value in values if value is not None]
    low, high = min(existing, default=0.0), max(existing, default=0.0)
    return "".join(_UNKNOWN if value is None else _height(value, low, high) for value in values)


def _height(value: float, low: float, high: float) -> str:
    if high <= low:
        return _HEIGHTS[3]
    return _HEIGHTS[round((value - low) / (high - low) * (len(_HEIGHTS) - 1))]
