"""Which tickets of the queue are shown: filters of one key, a typed one, and finished ones that are due later."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from deskconsole.actions import keys_of
from deskconsole.desk.records import QueueLine
from deskconsole.desk.tickets import views
from deskconsole.keys import key_label
from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.queue_parts.groups import due_soon, overdue
from deskconsole.screens.tickets.queue_parts.lines import is_later, matches
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.bars.title_line import TitlePart

_ALL = "all"
#: The filters that stand on the title line, in the order of their digits.
_SHOWN: Final[tuple[tuple[str, Marked], ...]] = (
    (_ALL, N_("All")),
    ("mine", N_("Mine")),
    ("unowned", N_("Nobody's")),
    ("overdue", N_("Overdue")),
    ("soon", N_("Due soon")),
)
#: Cells of a typed filter on the title line.
_TYPED: Final = 12


class QueueFilter:
    """The filters that are on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._name = _ALL
        #: which channel or category
        self._value: str | None = None
        self._typed = ""
        self._counts: dict[str, int] = {}
        self._passing = 0
        #: whether finished tickets that are due on a later day are shown too
        self.with_later = False
        #: how many of them passed the other filters but are not shown
        self.folded = 0

    def put_on(self, name: str, lines: Sequence[QueueLine]) -> str:
        """Puts a filter on; channel and category go on to the next value of ``lines`` each time. The one that is on."""
        if name in ("channel", "category"):
            values = list(dict.fromkeys(value for line in lines if (value := getattr(line, name)) is not None))
            after = values.index(self._value) + 1 if self._name == name and self._value in values else 0
            self._value = values[after] if after < len(values) else None
            name = name if self._value is not None else _ALL
        self._name = name
        return name

    def apply(self, lines: Sequence[QueueLine], typed: str, *, whole: bool = True) -> list[QueueLine]:
        """Those that pass, in their order. ``whole``: these are all there are, so that they can be counted."""
        now, zone, titles = self._session.now(), self._session.zone, self._session.titles
        keep = self._passes(self._name, now)
        results = [line for line in lines if keep(line) and (not typed or matches(line, typed, titles))]
        later = {line.number for line in results if is_later(line, now, zone)} if not typed else set()
        self._typed, self._passing = typed, len(results)
        self.folded = 0 if self.with_later else len(later)
        self._counts = self._counted(lines, now) if whole else {}
        return results if self.with_later else [line for line in results if line.number not in later]

    def _counted(self, lines: Sequence[QueueLine], now: datetime) -> dict[str, int]:
        mine, unowned = (self._passes(name, now) for name in ("mine", "unowned"))
        return {
            _ALL: len(lines),
            "mine": sum(map(mine, lines)),
            "unowned": sum(map(unowned, lines)),
            "overdue": overdue(lines, now),
            "soon": due_soon(lines, now),
        }

    def _passes(self, name: str, now: datetime) -> Callable[[QueueLine], bool]:
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
        }.get(name, lambda line: True)

    def parts(self) -> list[list[TitlePart]]:
        """The filters with their digits and counts, the one that is on marked: all of them; where there is less room
        the chosen ones, and how to change."""
        shown = [self._part(name, _(title), self._counts.get(name)) for name, title in _SHOWN]
        if self._name not in self._counts and self._name in ("channel", "category"):
            shown.append(self._part(self._name, self._session.titles.title(self._name, self._value), self._passing))
        if self._typed:
            typed = clip(one_line(self._typed), _TYPED)
            shown.append(TitlePart(f"“{typed}” {self._passing}", _key("narrow"), "narrow", chosen=True))
        chosen = [part for part in shown if part.chosen]
        shorter = [part for part in shown if part.chosen or part.key in (_key_of(_ALL), _key_of("overdue"))]
        return [shown, shorter, [*chosen, TitlePart(_("1-7 change"))], chosen]

    def _part(self, name: str, title: str, count: int | None) -> TitlePart:
        text = title if count is None else f"{title} {count}"
        return TitlePart(text, _key_of(name), f"filter('{name}')", chosen=name == self._name)


def _key_of(name: str) -> str:
    return _key(f"filter('{name}')")


def _key(action: str) -> str:
    keys = keys_of(action)
    return key_label(keys[0]) if keys else ""
