"""The bell: grouped, at most one a minute, muted or snoozed by a key; never the only sign of anything."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

#: The least time between two bells.
QUIET: Final = timedelta(minutes=1)
#: How long one key silences it.
SNOOZE: Final = timedelta(minutes=10)


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
