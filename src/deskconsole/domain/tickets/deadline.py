"""What the guards of a ticket ask of its clocks; :class:`deskconsole.domain.clocks.clock.Clock` is one."""

from datetime import datetime
from typing import Protocol


class Deadline(Protocol):
    """One deadline of a ticket: which rule asks for what, in which thread, until when."""

    @property
    def rule(self) -> str:
        """The number of the rule that it counts for."""

    @property
    def name(self) -> str:
        """Which of the clocks of its rule it is, where there are several."""

    @property
    def of(self) -> int:
        """The ``seq`` of the event that opened its thread."""

    @property
    def do(self) -> str:
        """What must be done: the imperative name of an action."""

    @property
    def due(self) -> datetime:
        """Until when, UTC."""

    @property
    def active(self) -> bool:
        """Whether it still asks for something: running or paused."""

    @property
    def extendable(self) -> bool:
        """Whether it may be moved while it runs (T7)."""

    @property
    def idle(self) -> bool:
        """Whether it runs only because nothing else does."""

    @property
    def cause(self) -> str | None:
        """Why it was late, by the pack's name; ``None`` while nobody has said."""

    @property
    def cause_by(self) -> str | None:
        """Who said so."""

    @property
    def cause_state(self) -> str | None:
        """Whether that is accepted."""

    def was_late(self, at: datetime) -> bool:
        """Whether it ended late, or is late by then."""

    @property
    def before_filing(self) -> bool:
        """Whether it keeps the ticket from being filed, although what it asks for could be done afterwards."""
