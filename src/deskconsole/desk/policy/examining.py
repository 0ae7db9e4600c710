"""A pack read anew and checked: imported only then, for mostly a prepared text is at hand."""

from collections.abc import Sequence
from typing import Any

from deskconsole.domain.figures.registry import countable
from deskconsole.domain.problems import PackError, Problem
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import examine


def examined(name: str, layers: Sequence[Layer], calendars: Any, unreadable: Sequence[Problem]) -> str:
    """The canonical text of the pack in these layers. Raises :class:`PackError` with everything that is wrong."""
    pack, problems = examine(layers, calendars, countable())
    if pack is None or unreadable:
        raise PackError(name, [*unreadable, *problems])
    return pack.canonical()
