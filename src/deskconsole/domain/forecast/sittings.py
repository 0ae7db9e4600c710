"""How long people were at a step: what a record of deeds says of the time that each took.

Nobody writes down when they begin. So a step was begun when its clock began, or when whoever did it had ended what they
recorded before, whichever was later. What lies further apart than :data:`ONE_SITTING` says nothing: in between somebody
did something that is not on record, or nothing.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, Protocol

#: What takes longer was put down in between.
ONE_SITTING: Final = timedelta(minutes=30)


class Step(Protocol):
    """A step that was done: of which ticket and kind of work, what, from when until when its clock ran."""

    @property
    def ticket_id(self) -> int: ...
    @property
    def do(self) -> str: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def started(self) -> datetime: ...
    @property
    def ended(self) -> datetime: ...


class Deed(Protocol):
    """That somebody recorded something."""

    @property
    def by(self) -> str: ...
    @property
    def ticket_id(self) -> int | None: ...
    @property
    def happened_at(self) -> datetime: ...


def sittings(steps: Iterable[Step], deeds: Iterable[Deed]) -> Iterator[tuple[str, str, timedelta]]:
    """(kind of work, step, how long) of each step of which that can be told."""
    moments: dict[str, list[datetime]] = {}
    doers: dict[tuple[int | None, datetime], str] = {}
    for deed in deeds:
        moments.setdefault(deed.by, []).append(deed.happened_at)
        doers[deed.ticket_id, deed.happened_at] = deed.by
    for each in moments.values():
        each.sort()
    for step in steps:
        by = doers.get((step.ticket_id, step.ended))
        if by is None:
            continue
        place = bisect_left(moments[by], step.ended)
        begun = max(step.started, moments[by][place - 1]) if place else step.started
        if timedelta(0) < step.ended - begun <= ONE_SITTING:
            yield step.kind or "", step.do, step.ended - begun
