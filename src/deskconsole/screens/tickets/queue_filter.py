"""Which tickets of the queue are shown: filters of one key, a typed one, and finished ones that are due later."""

from collections.abc import Callable, Sequence
from datetime import datetime

from deskconsole.desk.records import QueueLine
from deskconsole.desk.tickets import views
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.lines import is_later, matches

_ALL = "all"


class QueueFilter:
    """The filters that are on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._name = _ALL
        #: which channel or category
        self._value: str | None = None
        #: whether finished tickets that are due on a later day are shown too
        self.with_later = False
        #: how many of them passed the other filters but are not shown
        self._later = 0

    def put_on(self, name: str, lines: Sequence[QueueLine]) -> str:
        """Puts a filter on; channel and category go on to the next value of ``lines`` each time. The one that is on."""
        if name in ("channel", "category"):
            values = list(dict.fromkeys(value for line in lines if (value := getattr(line, name)) is not None))
            after = values.index(self._value) + 1 if self._name == name and self._value in values else 0
            self._value = values[after] if after < len(values) else None
            name = name if self._value is not None else _ALL
        self._name = name
        return name

    def apply(self, lines: Sequence[QueueLine], typed: str) -> list[QueueLine]:
        """Those that pass, in their order."""
        now, zone, titles = self._session.now(), self._session.zone, self._session.titles
        keep = self._passes(now)
        results = [line for line in lines if keep(line) and (not typed or matches(line, typed, titles))]
        later = {line.number for line in results if is_later(line, now, zone)} if not typed else set()
        self._later = len(later)
        return results if self.with_later else [line for line in results if line.number not in later]

    def _passes(self, now: datetime) -> Callable[[QueueLine], bool]:
        session = self._session
        return {
            "mine": lambda line: (
                session.actor is not None and views.is_mine(session.actor, line, on_duty=session.on_duty)
            ),
            "unowned": lambda line: line.owner is None,
            "overdue": lambda line: now > line.due,
            "soon": lambda line: line.warn_at <= now <= line.due,
            "channel": lambda line: line.channel == self._value,
            "category": lambda line: line.category == self._value,
        }.get(self._name, lambda line: True)

    def message(self, shown: int, total: int, *, typing: bool, typed: str) -> str:
        """The filter that is on, and how many finished tickets wait for a later day; empty where nothing is hidden."""
        titles = self._session.titles
        names = {
            "mine": _("Mine"),
            "unowned": _("Nobody's"),
            "overdue": _("Overdue"),
            "soon": _("Due soon"),
            "channel": titles.title("channel", self._value),
            "category": titles.title("category", self._value),
        }
        parts: list[str] = []
        if self._name != _ALL or typing:
            name = " · ".join(part for part in (names.get(self._name, ""), typed) if part)
            text = _("Only: {filter} ({n} of {all}) · 1 shows all")
            parts.append(text.format(filter=name or "…", n=shown, all=total))
        if self._later:
            text = _("{n} finished, due later · 8 hides") if self.with_later else _("{n} finished, due later: 8")
            parts.append(text.format(n=self._later))
        return " · ".join(parts)
