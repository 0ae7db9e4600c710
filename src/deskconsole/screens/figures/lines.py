"""The lines of the figures' screen: what stands in each, and what is known of what is usual."""

from collections.abc import Iterable
from typing import Final

from deskconsole.desk.figures.figures import FigureLine
from deskconsole.domain.figures.amounts import NOT_KNOWN, Usual
from deskconsole.domain.figures.figure import BASES, RATE
from deskconsole.present.catalogue import N_, _
from deskconsole.present.figures import texts
from deskconsole.present.titles import Titles
from deskconsole.widgets.lists.drawn import bar, spark
from deskconsole.widgets.lists.layout import Column, Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line

#: What a change is marked with, and what is none.
_HIGHER: Final = "▲"
_LOWER: Final = "▼"
_AS_USUAL: Final = "="
_BAR: Final = 8
_TREND: Final = 12
_VALUE: Final = Column("value", N_("Value"), 8, 17)
_MARK: Final = fixed("mark", "", 1)
_BEFORE: Final = Column("before", N_("Before"), 6, 8)
#: On a phone the value alone; at eighty cells with a line of the last periods; wider, what is usual in words.
FIGURES: Final = Layout(
    {
        0: (rest("title", N_("Figure")), _VALUE, _MARK),
        64: (rest("title", N_("Figure")), _VALUE, _MARK, _BEFORE, fixed("trend", N_("Last 12"), _TREND)),
        100: (
            *(rest("title", N_("Figure")), _VALUE, fixed("bar", "", _BAR), _MARK, _BEFORE),
            *(fixed("trend", N_("Last 12"), _TREND), Column("usual", N_("Usually"), 12, 34)),
        ),
    },
    empty=N_("Nothing is counted for this period."),
    clock="",
    clock_cells=0,
)


class FigureLines:
    """Makes the lines of one period and one cut; what is usual is learnt figure by figure."""

    def __init__(self, titles: Titles) -> None:
        self._titles = titles
        self._usual: dict[tuple[str, str | None], FigureLine] = {}

    def learn(self, lines: Iterable[FigureLine]) -> None:
        """What is usual of these."""
        self._usual |= {_key(line): line for line in lines}

    def knows(self, line: FigureLine) -> bool:
        """Whether what is usual of it was read."""
        return _key(line) in self._usual

    def forget(self) -> None:
        """Another period, or another cut."""
        self._usual.clear()

    def line(self, key: str, line: FigureLine) -> Line:
        """A line of the list."""
        figure, usual = line.figure, self._judged(line)
        share = line.amount.value if figure.measure == RATE else None
        earlier = self._usual.get(_key(line), line).earlier
        return Line(
            key,
            {
                "title": texts.by_words(self._titles, line.by) if line.by else _(figure.title),
                "value": texts.value_words(figure, line.amount),
                "bar": bar(share, _BAR) if share is not None else "",
                "mark": _mark(line, usual),
                "before": texts.plain_value(figure, line.previous.value),
                "trend": spark(earlier) if any(value is not None for value in earlier) else "",
                "usual": texts.usual_words(figure, usual),
            },
            dim=not line.amount.n,
        )

    def about(self, line: FigureLine) -> list[str]:
        """What a figure is, a line each: its formula, of which tickets, whose; what is usual."""
        figure = line.figure
        words = (_(figure.formula), _(BASES[figure.basis]), _(figure.whose), _("n={n}").format(n=line.amount.n))
        return [each for each in (" · ".join(words), texts.usual_words(figure, self._judged(line))) if each]

    def _judged(self, line: FigureLine) -> Usual:
        """What is usual, as far as it was read; whether the newest value is a change."""
        usual = self._usual[_key(line)].usual if self.knows(line) else NOT_KNOWN
        value = line.amount.value
        if usual.changed is None or value is None or usual.low is None or usual.high is None:
            return usual
        return usual._replace(changed=not usual.low <= value <= usual.high)


def _key(line: FigureLine) -> tuple[str, str | None]:
    return line.figure.name, next(iter((line.by or {}).values()), None)


def _mark(line: FigureLine, usual: Usual) -> str:
    if usual.changed is None or usual.high is None or line.amount.value is None:
        return ""
    if not usual.changed:
        return _AS_USUAL
    return _HIGHER if line.amount.value > usual.high else _LOWER
