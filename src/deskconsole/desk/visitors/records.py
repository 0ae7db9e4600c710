"""What the desk hands out about visitors: who is expected, who is here, what they were given, where they meet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field
from deskconsole.text.private import Private

#: Where a visitor is, in the order in which the visitors' screen shows them.
WAITING: Final = "waiting"
WITH_HOST: Final = "with_host"
LEFT: Final = "left"


@dataclass(frozen=True, slots=True)
class WatchNotice:
    """A quiet warning: the number of an entry of the watch list, and whom to tell. Why is not said here."""

    entry: int
    tell: str


@dataclass(frozen=True, slots=True)
class ExpectedForm:
    """An appointment as entered. ``fields``: the kind's own, such as the host."""

    at: datetime
    kind: str
    name: str
    phone: str | Private | None = None
    purpose: str | None = None
    category: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expected:
    """An appointment as it stands; ``state``: expected, arrived or cancelled."""

    id: str
    state: str
    form: ExpectedForm
    notices: tuple[WatchNotice, ...] = ()

    @property
    def host(self) -> str | None:
        """Who is to be seen."""
        return text_of(self.form.fields.get("host"))


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A visitor at the counter: from an appointment (``expected`` is its id) or walking in."""

    kind: str
    name: str
    phone: str | Private | None = None
    purpose: str | None = None
    category: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    expected: str | None = None
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitorLine:
    """One visitor of the day. Instants are UTC; ``due`` and ``do`` are those of the nearest running clock."""

    number: str
    place: str
    kind: str
    name: str | Private | None
    phone: str | Private | None
    tier: str | None
    fields: Mapping[str, Any]
    purpose: str | None
    arrived_at: datetime
    seen_at: datetime | None
    left_at: datetime | None
    host_told_at: datetime | None
    host_told: str | None
    answer: str | None
    reason: str | None
    estimate: datetime | None
    do: str | None
    title: Text | None
    rule: str | None
    due: datetime | None
    warn_at: datetime | None
    asks_host: datetime | None
    pack: Pack = field(compare=False)
    notices: tuple[WatchNotice, ...] = ()
    passes: tuple[str, ...] = ()

    @property
    def inside(self) -> bool:
        """Whether they are in the house."""
        return self.place != LEFT

    def own(self, name: str) -> str | None:
        """What a field of their kind's form says; ``None`` where it is not given."""
        return text_of(self.fields.get(name))

    @property
    def people(self) -> int:
        """How many persons came."""
        value = self.fields.get("people")
        return int(value) if isinstance(value, int | float) and value >= 1 else 1

    def host_missing(self, now: datetime) -> bool:
        """Whether the host cannot come, or has not answered in time: a message or another contact is offered."""
        late = self.asks_host is not None and now > self.asks_host
        return self.place == WAITING and (late or self.answer == "unavailable")


@dataclass(frozen=True, slots=True)
class VisitorsDay:
    """The visitors of one day: who is to come, who waits (the longest first), who is inside, who has left."""

    expected: tuple[Expected, ...]
    waiting: tuple[VisitorLine, ...]
    with_host: tuple[VisitorLine, ...]
    left: tuple[VisitorLine, ...]

    @property
    def inside(self) -> tuple[VisitorLine, ...]:
        """Everybody who is in the house: the evacuation list, by time of arrival."""
        return tuple(sorted((*self.waiting, *self.with_host), key=lambda line: (line.arrived_at, line.number)))


@dataclass(frozen=True, slots=True)
class RoomUse:
    """A meeting in a room. ``prepared``: machine name of what was prepared → (login, when)."""

    id: str
    room: str
    starts: datetime
    ends: datetime
    title: str
    organiser: str | None
    people: int | None
    prepared: Mapping[str, tuple[str, datetime]]


@dataclass(frozen=True, slots=True)
class Watched:
    """One entry of the watch list, for those who keep it."""

    entry: int
    name: str | None
    phone: str | None
    organisation: str | None
    reason: str
    tell: str


def text_of(value: object) -> str | None:
    """A field's value as text; ``None`` for nothing."""
    return None if value is None or value == "" else str(value)
