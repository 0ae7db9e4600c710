"""The bell: grouped, at most one a minute, muted or snoozed by a key; never the only sign of anything.

Beside it the one line that tells of the clocks that became due soon or overdue together.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from deskconsole.present.catalogue import _
from deskconsole.text.cells import width

if TYPE_CHECKING:
    from deskconsole.desk.telephone.calls import RingingCall
    from deskconsole.desk.tickets.due_times import DueTime

#: The least time between two bells.
QUIET: Final = timedelta(minutes=1)
#: How long one key silences it.
SNOOZE: Final = timedelta(minutes=10)
_OVERDUE: Final = "overdue"
_SOON: Final = "soon"
#: Numbers told at most; the queue shows the rest.
_MOST: Final = 5
_BETWEEN: Final = " · "


class Bell:
    """Says when to sound. What alarms within a minute of the last bell is sounded once when that minute is over."""

    def __init__(self, *, on: bool) -> None:
        self.muted = not on
        #: silent until then; what alarms meanwhile and still does is sounded once afterwards
        self.snoozed_until: datetime | None = None
        #: what was new at the last look
        self.fresh: frozenset[str] = frozenset()
        self._warned: frozenset[str] | None = None
        self._waiting: set[str] = set()
        self._last: datetime | None = None

    def begin(self) -> None:
        """Somebody sits down: what is late already is no news to them, a call that rings is."""
        self._warned = None

    def snooze(self, now: datetime) -> datetime | None:
        """Silences the sound for ten minutes, or lets it sound again; until when it is silent now."""
        self.snoozed_until = None if self.snoozing(now) else now + SNOOZE
        return self.snoozed_until

    def snoozing(self, now: datetime) -> bool:
        """Whether it is silenced for a while."""
        return self.snoozed_until is not None and now < self.snoozed_until

    def look(self, alarms: Iterable[str], now: datetime) -> tuple[bool, bool]:
        """(something new alarms and must flash, the bell must sound). Clocks that are late already when the console
        opens are no news; a call is."""
        current = frozenset(alarms)
        existing = (
            self._warned if self._warned is not None else frozenset(a for a in current if not a.startswith("call"))
        )
        self.fresh = fresh = current - existing
        self._warned = current
        self._waiting = (self._waiting | fresh) & current
        if self.muted:
            self._waiting.clear()
        if not self._waiting or self.snoozing(now) or (self._last is not None and now - self._last < QUIET):
            return bool(fresh), False
        self._waiting.clear()
        self._last = now
        return bool(fresh), True


def alarms_of(calls: "Iterable[RingingCall]", times: "Iterable[DueTime]", now: datetime) -> list[str]:
    """What alarms now: each ringing call that is not blocked, each ticket overdue or due soon.

    What begins with ``call`` is news whenever it is seen first.
    """
    alarms = [f"call {call.call}" for call in calls if not call.blocked]
    for time in times:
        if now >= time.warn_at or now > time.due:
            state = _OVERDUE if now > time.due else _SOON
            alarms.append(f"{state} {time.number} {time.due.isoformat()}")
    return alarms


def warning_line(fresh: Iterable[str]) -> str:
    """``‼ 3 overdue: 0005 0002 …`` of the alarms that are new; empty where no clock is among them."""
    numbers: dict[str, list[str]] = {_OVERDUE: [], _SOON: []}
    for state, number, _due in (alarm.split(" ") for alarm in sorted(fresh) if not alarm.startswith("call")):
        numbers[state].append(number[-4:])
    parts = []
    if late := numbers[_OVERDUE]:
        parts.append(_("‼ {n} overdue: {numbers}").format(n=len(late), numbers=_some(late)))
    if soon := numbers[_SOON]:
        parts.append(_("! {n} due soon: {numbers}").format(n=len(soon), numbers=_some(soon)))
    return _BETWEEN.join(parts)


def beside(before: str, line: str, cells: int) -> str:
    """A warning behind what the line for messages says already, where both have room; else the warning alone."""
    stored = before.partition("‼")[0].partition("! ")[0].removesuffix(_BETWEEN)
    both = f"{stored}{_BETWEEN}{line}" if stored else line
    return both if width(both) < cells else line


def _some(numbers: list[str]) -> str:
    return " ".join(numbers[:_MOST]) + (" …" if len(numbers) > _MOST else "")
