"""How long people are at a call: from when they picked it up to the last that they recorded of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from deskconsole.domain.forecast.sittings import ONE_SITTING

#: Of fewer calls nobody knows how long they take.
FEWEST: Final = 5
#: What a call takes with what is done after it, where nothing is known of it.
UNKNOWN: Final = timedelta(minutes=3)


class Deed(Protocol):
    """That somebody recorded something of a ticket, or of the site (``None``)."""

    @property
    def by(self) -> str: ...
    @property
    def ticket_id(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def happened_at(self) -> datetime: ...


def talks(deeds: Iterable[Deed]) -> list[timedelta]:
    """How long each call took whose person recorded something of it afterwards, in one sitting."""
    begun: dict[str, tuple[int | None, datetime]] = {}
    ended: dict[tuple[str, int, datetime], datetime] = {}
    for deed in sorted(deeds, key=lambda deed: deed.happened_at):
        if deed.kind == "picked_up":
            begun[deed.by] = (deed.ticket_id, deed.happened_at)
            continue
        ticket, picked = begun.get(deed.by, (None, deed.happened_at))
        if ticket is not None and ticket == deed.ticket_id and deed.happened_at - picked <= ONE_SITTING:
            ended[deed.by, ticket, picked] = deed.happened_at
    return [at - picked for (_by, _ticket, picked), at in ended.items() if at > picked]


def mean_of(lengths: Sequence[timedelta]) -> timedelta | None:
    """The mean, which a load is counted by; ``None`` of too few."""
    return sum(lengths, timedelta(0)) / len(lengths) if len(lengths) >= FEWEST else None
