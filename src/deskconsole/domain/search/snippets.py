"""The piece of a text that shows why it was found."""

from collections.abc import Iterable, Sequence
from typing import Final

from deskconsole.domain.search.words import Term, spans

#: What was found stands no further from the beginning, else so much before it is shown; and the whole length.
_NEAR: Final = 14
_BEFORE: Final = 8
_LENGTH: Final = 80
_CUT: Final = "…"


def snippet(texts: Iterable[str], wanted: Sequence[Term]) -> str:
    """The text that holds most of what is wanted, on one line, cut so that the first of it is near the beginning.

    The first text when none holds anything; empty when there is none.
    """
    best = ""
    places: list[tuple[int, int]] = []
    for text in texts:
        line = " ".join(text.split())
        result = spans(line, wanted)
        if not best or len(result) > len(places):
            best, places = line, result
    start = places[0][0] - _BEFORE if places and places[0][0] > _NEAR else 0
    end = start + _LENGTH
    return (_CUT if start else "") + best[start:end] + (_CUT if end < len(best) else "")
