"""The open tickets as a console keeps them: read whole once, then brought up to date by what was recorded since."""

import threading
from collections.abc import Iterable
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.records import QueueLine
from deskconsole.desk.tickets.views import line_of_view, lines_of, rebuilt, seen_lines
from deskconsole.desk.use_cases import query
from deskconsole.store import tickets
from deskconsole.store.site import site_now

#: Beyond so many events since the last look everything is read again.
_MANY: Final = 1_000


class OpenLines:
    """Every open ticket with its nearest running clock, for a screen that looks again and again.

    A line that nothing happened to is the very same object as before; its ``overdue`` tells of the time at which it
    was read.
    """

    def __init__(self) -> None:
        self._lines: dict[int, QueueLine] = {}
        self._seen: int | None = None
        #: tickets whose line was not that of their row when it was read last
        self._ringing: frozenset[int] = frozenset()
        self._one_at_a_time = threading.Lock()

    def read(self, desk: Desk) -> list[QueueLine]:
        """The queue as it is now, by (due, number); from any thread. As :func:`views.queue` gives it."""
        with self._one_at_a_time:
            return _read(desk, self)

    def renew(self, look: Look) -> list[QueueLine]:
        """Brings every line up to date with what one transaction sees."""
        last = site_now(look.tx).last_site_seq
        changed = self._changed(look, last)
        if changed is None:
            rows = tickets.queue_page(look.tx, limit=None)
            self._lines = dict(zip((row.id for row in rows), lines_of(look, rows, look.now), strict=True))
        else:
            self._read_again(look, changed)
        self._show_ringing(look)
        self._seen = last
        return sorted(seen_lines(look, self._lines.values()), key=lambda line: (line.due, line.number))

    def _changed(self, look: Look, last: int) -> set[int] | None:
        """The tickets to look at again; ``None``: all of them."""
        if self._seen is None or not 0 <= last - self._seen < _MANY:
            return None
        since = tickets.events_since(look.tx, self._seen, limit=_MANY) if last > self._seen else []
        return {ticket_id for _seq, ticket_id, _kind, _by in since if ticket_id is not None} | self._ringing

    def _read_again(self, look: Look, ids: Iterable[int]) -> None:
        for ticket_id in ids:
            record = tickets.find_ticket_by_id(look.tx, ticket_id)
            row = tickets.queue_line(look.tx, ticket_id) if record is not None and record.open else None
            if row is None:
                self._lines.pop(ticket_id, None)
            else:
                (self._lines[ticket_id],) = lines_of(look, [row], look.now)

    def _show_ringing(self, look: Look) -> None:
        """Calls that time alone has ended and nobody has recorded as missed yet."""
        result = rebuilt(look, look.now, None)
        for ticket_id, seen in result.items():
            clock = seen.next_clock if seen is not None and not seen.closed else None
            if seen is None or clock is None:
                self._lines.pop(ticket_id, None)
            else:
                self._lines[ticket_id] = line_of_view(seen, clock)
        self._ringing = frozenset(result)


@query(needs="see")
def _read(look: Look, lines: OpenLines) -> list[QueueLine]:
    return lines.renew(look)
