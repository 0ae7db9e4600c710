"""Whether the line still has another end: a terminal is asked where its cursor is, and answers by itself.

A connection that goes silent without being closed would leave its console behind for ever. A terminal that has answered
once must answer again; one that never does (a bare serial line) is asked once and then left alone.
"""

from enum import Enum, auto
from typing import Final

from deskconsole.record import NamedTuple

#: What asks: the report of the cursor's position.
QUESTION: Final = "\x1b[6n"


class Patience(NamedTuple):
    """How long nothing may happen, in seconds."""

    #: without a key before the first question: early, because only a terminal that has answered is left
    first: float = 5.0
    #: without a key before each further one
    quiet: float = 60.0
    #: until the answer comes, over any line on which somebody can work
    answer: float = 30.0


class Step(Enum):
    """What is to be done now."""

    NOTHING = auto()
    ASK = auto()
    LEAVE = auto()


class Silence:
    """When to ask and when to leave. Every ``now`` is a monotonic time in seconds."""

    def __init__(self, now: float, patience: Patience) -> None:
        self._patience = patience
        self._heard_at = now
        self._asked_at: float | None = None
        #: whether this terminal answers; ``None`` before that is known
        self._answers: bool | None = None

    def heard(self, now: float, *, answered: bool = False) -> None:
        """Something came from the terminal, keys or the answer."""
        self._heard_at = now
        if answered:
            self._answers = True
        if self._answers:
            self._asked_at = None

    def look(self, now: float) -> Step:
        """What is to be done, if nothing has come up to now."""
        if self._asked_at is not None:
            if now - self._asked_at < self._patience.answer:
                return Step.NOTHING
            self._asked_at = None
            if self._answers:
                return Step.LEAVE
            self._answers = False
        quiet = self._patience.quiet if self._answers else self._patience.first
        if self._answers is False or now - self._heard_at < quiet:
            return Step.NOTHING
        self._asked_at = now
        return Step.ASK
