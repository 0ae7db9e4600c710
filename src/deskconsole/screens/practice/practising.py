"""A practice from its beginning to its end: a desk of its own, the coach, and what the real desk is told of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from deskconsole.desk.desk import Desk, system_now
from deskconsole.desk.practice.completed import record_practice
from deskconsole.desk.practice.scenes import make_practice
from deskconsole.desk.staff import preferences
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.practice.coach import Coach
from deskconsole.screens.practice.offer import CHOICE, DONE, place_of


class DeskReport:
    """Tells the desk that somebody works at; one that is not there, or that does not know them, is told nothing."""

    def __init__(self, desk: Desk | None) -> None:
        self._desk = desk

    def progress(self, place: int, skipped: int) -> None:
        """Where it goes on the next time."""
        if self._desk is not None:
            with suppress(DeskError):
                preferences.remember(self._desk, {CHOICE: {"place": place, "skipped": skipped}})

    def completed(self, steps: int, skipped: int) -> None:
        """On record, where the person did at least one step themselves."""
        if self._desk is not None:
            with suppress(DeskError):
                if skipped < steps:
                    record_practice(self._desk, steps, skipped)
                preferences.remember(self._desk, {CHOICE: DONE})


@contextmanager
def practising(
    desk: Desk | None, *, now: Callable[[], datetime] = system_now, folder: Path | None = None
) -> Iterator[Coach]:
    """The coach of a practice for the person at ``desk``; its store is removed at the end, whatever happened."""
    chosen, name = {}, _("You")
    if desk is not None:
        with suppress(DeskError):
            chosen, name = dict(preferences.preferences(desk)), desk.actor.name
    place, skipped = place_of(chosen)
    practice = make_practice(name, now=now, folder=folder)
    try:
        preferences.remember(practice.desk, {key: value for key, value in chosen.items() if key != CHOICE})
        yield Coach(practice, DeskReport(desk), place=place, skipped=skipped)
    finally:
        practice.close()
