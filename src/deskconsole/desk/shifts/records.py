"""What the desk hands out about shifts: who is on duty, what was checked, what one shift leaves to the next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.duty import Duty
from deskconsole.domain.calendar.duty import Watch
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field

#: States of a shift.
OPEN: Final = "open"
HANDED_OVER: Final = "handed_over"
ACCEPTED: Final = "accepted"


@dataclass(frozen=True, slots=True)
class Tick:
    """Who did something, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tick off: of the checklist before the shift (``title``), or a piece of news (``text``)."""

    name: str
    title: Text | None = None
    text: str = ""
    tick: Tick | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """One person's shift. ``sheet``: what was open when it was handed over, by numbers (see ``shift_sheet.py``)."""

    id: str
    state: str
    part: str
    login: str
    opened_at: datetime
    ticked: Mapping[str, Tick] = field(default_factory=dict)
    note: str | None = None
    sheet: Mapping[str, Any] | None = None
    handed_over: Tick | None = None
    accepted: Tick | None = None


@dataclass(frozen=True, slots=True)
class ShiftsNow:
    """How the shifts stand: the part of the day, who has it by the roster, the open shift, what waits to be accepted.

    ``items``: the checklist; ``news``: of today. Ticks are those of the open shift.
    """

    at: datetime
    watch: Watch
    rostered: Duty | None
    current: Shift | None
    waiting: tuple[Shift, ...]
    items: tuple[Item, ...]
    news: tuple[Item, ...]

    @property
    def on_duty(self) -> str | None:
        """Whose shift it is: that of the open shift, else by the roster."""
        if self.current is not None:
            return self.current.login
        return self.rostered.on_duty if self.rostered is not None else None
