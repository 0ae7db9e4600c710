"""Modules that are read when they are first used, not when they are named.

A feature of the command line declares its commands and calls use cases; what it says with ``--help``, or of a wrong
option, must not wait for the store, the rules and the papers::

    with late():
        from deskconsole.desk.tickets import act, views

Inside the block whole modules are named; ``views.show`` reads the module. The command line has
one thread; before there are several, :func:`read_all` reads what still waits.
"""

import sys
import threading as threading  # Python's own loader of late modules needs it from 3.13 on, and must not get it late
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

_waiting: Final[list[str]] = []


class _Finder:
    """Finds modules as usual, and has them read at their first use; packages are read at once."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: "ModuleType | None" = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None or spec.submodule_search_locations is not None:
            return spec
        spec.loader = LazyLoader(spec.loader)
        _waiting.append(fullname)
        return spec


@contextmanager
def late() -> Iterator[None]:
    """The modules that the block names are read when they are first used."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def read_all() -> None:
    """Read every module that was named and not used yet: a module must not be read by two threads at once."""
    while _waiting:
        _ = sys.modules[_waiting.pop()].__doc__  # any attribute has it read
