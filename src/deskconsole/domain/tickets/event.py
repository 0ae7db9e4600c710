"""One thing that happened to one ticket (``model.md``).

A ticket is its events. ``events/`` holds what each kind of event is, one file a family; ``vocabulary.py`` puts the
kinds together, ``fold.py`` makes of the events what is true now, ``guards.py`` says which may happen next.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from deskconsole.record import dataclass, field

#: Longest texts accepted anywhere, in characters (``cli.md``).
CONTENT_LIMIT: Final = 20_000
REQUEST_LIMIT: Final = 2_000
FIELD_LIMIT: Final = 200

#: Attributes of a ticket that rules may ask for and `classified` may change.
ATTRIBUTES: Final = ("tier", "channel", "category", "kind", "level", "urgent")

#: What a department's name in ``to`` begins with; otherwise it is a login or free text.
DEPARTMENT: Final = "dept:"
#: What time alone tells of a clock: nobody did anything to the ticket.
TOLD_BY_TIME: Final = frozenset({"escalated", "warned"})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one ticket; appended, never changed.

    ``seq`` counts within the ticket from 1. ``of`` is the ``seq`` of the event whose thread this one
    continues. ``by`` is a staff login, ``None`` for the desk itself. Instants are UTC. ``pack`` and
    ``calendar`` are the hashes of the texts in force for the ticket. ``erased`` names what it said in words
    that are gone since (``payload.py``): ``text``, fields. ``entered_by``: the administrator
    who entered it in the name of ``by``.
    """

    seq: int
    kind: str
    happened_at: datetime
    recorded_at: datetime
    by: str | None = None
    of: int | None = None
    text: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    source: str = "desk"
    by_role: str | None = None
    by_department: str | None = None
    pack: str = ""
    calendar: str = ""
    erased: frozenset[str] = frozenset()
    entered_by: str | None = None

    @property
    def due(self) -> datetime | None:
        """The instant that the event carries (a promise, an extension, a look-again time), UTC."""
        return instant_of(self.fields.get("due"))

    @property
    def outcome(self) -> str | None:
        """What came of it, for kinds that have outcomes."""
        value = self.fields.get("outcome")
        return value if isinstance(value, str) else None

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes of the ticket that it names (:data:`ATTRIBUTES`)."""
        return {name: self.fields[name] for name in ATTRIBUTES if name in self.fields}

    @property
    def to(self) -> str | None:
        """To whom it goes: a login, ``dept:NAME``, free text; empty where that was words that are erased."""
        to: str | None = self.fields.get("to", "" if "to" in self.erased else None)
        return to

    @property
    def retold(self) -> bool:
        """Whether it happened on another ticket, and came here when that one was merged into this."""
        return "moved_from" in self.fields

    @property
    def late_entry(self) -> bool:
        """Whether it was recorded noticeably after it happened (more than two minutes)."""
        return (self.recorded_at - self.happened_at).total_seconds() > 120

    @property
    def human(self) -> bool:
        """Whether a person did it, not the desk itself."""
        return self.by is not None


def instant_of(value: object) -> datetime | None:
    """The instant in UTC that a field holds in ISO form; ``None`` for what is no text."""
    if not isinstance(value, str):
        return None
    at = datetime.fromisoformat(value)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
