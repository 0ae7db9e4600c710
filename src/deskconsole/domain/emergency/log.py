"""What has happened in an emergency, entry by entry, and what follows: whether it goes on, who is missing.

An entry is one line of the log, one tick of the roll-call, the beginning or the end. Each has an id of its own, made
where it was written down, so that it counts once wherever it is read from: the store, or a file beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.record import dataclass

#: What an entry is.
OPENED: Final = "opened"
SAID: Final = "said"
ADDED: Final = "added"
PRESENT: Final = "present"
MISSING: Final = "missing"
UNTICKED: Final = "unticked"
CLOSED: Final = "closed"
WHAT: Final = (OPENED, SAID, ADDED, PRESENT, MISSING, UNTICKED, CLOSED)
_TICKS: Final = frozenset({PRESENT, MISSING, UNTICKED})
#: Between a visit's number and the ordinal of a companion.
_COMPANION: Final = "#"


class Entry(NamedTuple):
    """One entry. ``at``: when it was written down, which may be before it came into the store; ``login``: by whom,
    ``None`` where nobody was signed on; ``person``: whom a tick is of; ``inside``: visits that were in the house when
    it began, each with how many persons."""

    uuid: str
    emergency: str
    what: str
    at: datetime
    login: str | None = None
    kind: str | None = None
    person: str | None = None
    text: str | None = None
    inside: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who visits, as the desk knew them last; ``people``: how many came with that name."""

    number: str
    name: str
    people: int = 1
    host: str = ""
    where: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the roll-call. ``state``: present, missing or, before anybody has ticked, unticked."""

    key: str
    name: str
    companion: int = 0
    state: str = UNTICKED
    by: str | None = None
    at: datetime | None = None
    host: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Emergency:
    """One emergency as its entries say; ``entries`` in the order in which they were written down."""

    id: str
    kind: str | None
    opened: datetime
    entries: tuple[Entry, ...]
    closed: datetime | None = None

    @property
    def lines(self) -> tuple[Entry, ...]:
        """The log: everything but ticks."""
        return tuple(entry for entry in self.entries if entry.what not in _TICKS)


def emergencies(entries: Iterable[Entry]) -> list[Emergency]:
    """Every emergency of these entries, the oldest first; an entry that is there twice counts once."""
    unique = {entry.uuid: entry for entry in entries}
    stories: dict[str, list[Entry]] = {}
    for entry in sorted(unique.values(), key=lambda each: (each.at, each.uuid)):
        stories.setdefault(entry.emergency, []).append(entry)
    return sorted((_story(key, story) for key, story in stories.items()), key=lambda each: (each.opened, each.id))


def _story(key: str, entries: Sequence[Entry]) -> Emergency:
    kinds = [entry.kind for entry in entries if entry.kind]
    last = entries[-1]
    closings = [entry for entry in entries if entry.what == CLOSED]
    closed = closings[-1].at if closings and last.what == CLOSED else None
    return Emergency(key, kinds[-1] if kinds else None, entries[0].at, tuple(entries), closed)


def goes_on(entries: Iterable[Entry]) -> Emergency | None:
    """The newest emergency that has not ended."""
    return next((each for each in reversed(emergencies(entries)) if each.closed is None), None)


def roll_call(emergency: Emergency | None, guests: Sequence[Guest]) -> tuple[Person, ...]:
    """Everybody to be counted: who was in the house when it began, who is now, who was added by name; each person a
    line, companions too. Who left meanwhile is counted all the same."""
    names = {each.number: each for each in guests}
    counts: dict[str, int] = {}
    added: list[Entry] = []
    ticks: dict[str, Entry] = {}
    for entry in emergency.entries if emergency is not None else ():
        if entry.what == OPENED:
            counts |= {str(number): int(people) for number, people in entry.inside or ()}
        elif entry.what == ADDED:
            added.append(entry)
        elif entry.what in _TICKS and entry.person:
            ticks[entry.person] = entry
    for each in guests:
        counts[each.number] = max(each.people, counts.get(each.number, 0))
    results = [
        _person(f"{number}{_COMPANION}{ordinal}" if ordinal else number, names.get(number), number, ordinal, ticks)
        for number, people in counts.items()
        for ordinal in range(people)
    ]
    return (*results, *(_ticked(Person(entry.uuid, entry.text or "-"), ticks) for entry in added))


def _person(key: str, guest: Guest | None, number: str, ordinal: int, ticks: Mapping[str, Entry]) -> Person:
    name = guest.name if guest is not None else number
    person = Person(key, name, ordinal, host=guest.host if guest else "", where=guest.where if guest else "")
    return _ticked(person, ticks)


def _ticked(person: Person, ticks: Mapping[str, Entry]) -> Person:
    tick = ticks.get(person.key)
    if tick is None:
        return person
    return Person(person.key, person.name, person.companion, tick.what, tick.login, tick.at, person.host, person.where)


@dataclass(frozen=True, slots=True)
class Count:
    """How the roll-call stands."""

    people: int
    present: int
    missing: int

    @property
    def open(self) -> int:
        """Whom nobody has ticked yet."""
        return self.people - self.present - self.missing


def count(people: Sequence[Person]) -> Count:
    """How many there are, and how many are accounted for."""
    states = [person.state for person in people]
    return Count(len(states), states.count(PRESENT), states.count(MISSING))
