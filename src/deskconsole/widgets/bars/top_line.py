"""The top line: site, who is on duty, date and time, and how the desk stands."""

from datetime import datetime, tzinfo
from typing import Final

from textual.content import Content
from textual.widget import Widget

from deskconsole.present.catalogue import _
from deskconsole.present.dates import top_line
from deskconsole.record import dataclass
from deskconsole.text.cells import clip, width
from deskconsole.text.dates import clock_time

_PIECE = tuple[str, str]
_URGENT: Final = "bold $error"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the top line warns of for as long as it is so.

    A narrow line shows only what is urgent, and what has a ``short`` text.
    """

    text: str
    urgent: bool = False
    short: str = ""


class TopLine(Widget):
    """One line, redrawn when its text changes."""

    can_focus = False

    def __init__(self, site: str, zone: tzinfo) -> None:
        super().__init__()
        self._site = site
        self._zone = zone
        self._who = ""
        self._duty = ""
        self._now: datetime | None = None
        self._counts: tuple[int, int, int, int] | None = None
        self._notices: tuple[Notice, ...] = ()
        self._shown: list[_PIECE] = []

    def show(
        self,
        now: datetime,
        who: str,
        counts: tuple[int, int, int, int] | None,
        notices: tuple[Notice, ...] = (),
        *,
        duty: str = "",
    ) -> None:
        """Shows the instant, who sits here, (overdue, due soon, open, follow-ups today), and what it warns of.

        ``duty``: who is on duty; empty where nobody is named.
        """
        self._now, self._who, self._counts, self._notices, self._duty = now, who, counts, notices, duty
        self.relabel()

    def relabel(self) -> None:
        """Draws the line again if its text is another one now."""
        pieces = self._pieces(self.size.width)
        if pieces != self._shown:
            self.refresh()

    def _pieces(self, cells: int) -> list[_PIECE]:
        if self._now is None:
            return []
        figures, room = self._fitting(cells, f" {self._who} {clock_time(self._now, self._zone)}")
        day = top_line(self._now, self._zone)
        time = clock_time(self._now, self._zone)
        on_duty = _("On duty: {name}").format(name=self._duty) if self._duty else self._who
        who = f"{on_duty} · {self._who}" if self._duty not in ("", self._who) else self._who
        lefts = [
            f" {self._site}  {on_duty if who == self._who else who}  {day}",
            f" {self._site}  {who}  {day}",
            f" {self._site}  {who}  {day[5:]}",
            f" {who}  {day[5:]}",
            f" {who} {time}",
            f" {self._who} {time}",
            f" {time}",
        ]
        left = clip(next((text for text in lefts if width(text) <= room), lefts[-1]), max(0, room))
        return [(left + " " * max(1, room + 1 - width(left)), ""), *figures]

    def _fitting(self, cells: int, least: str) -> tuple[list[_PIECE], int]:
        """Warnings and figures, and the room that they leave. Before ``least``, the name of who sits here and the time,
        go the figures that the title line tells too (follow-ups, open ones), then what is not urgent, the last first.
        """
        warnings, figures = self._warnings(cells), self._figures(short=cells < 72)
        overdue_and_soon = 4  # pieces, each figure with the space behind it
        while True:
            pieces = [*warnings, *figures]
            room = cells - sum(width(text) for text, _style in pieces) - 1
            if width(least) <= room:
                return pieces, room
            if len(figures) > overdue_and_soon:
                figures = figures[:-2]
            elif (place := _last_of_no_haste(warnings)) is not None:
                warnings.pop(place)
            else:
                return pieces, room

    def _warnings(self, cells: int) -> list[_PIECE]:
        """On a narrow line in a word, on a very narrow one only what is urgent."""
        short = cells < 100
        return [
            (f"{(short and notice.short) or notice.text}  ", _URGENT if notice.urgent else "$warning")
            for notice in self._notices
            if notice.urgent or not short or (notice.short and cells >= 72)
        ]

    def _figures(self, *, short: bool) -> list[_PIECE]:
        if self._counts is None:
            return []
        overdue, soon, open_, today = self._counts
        figures = [
            (_("‼ {n} overdue").format(n=overdue), _URGENT if overdue else ""),
            (_("! {n} soon").format(n=soon), "$warning" if soon else ""),
            (_("{n} open").format(n=open_), ""),
            (_("{n} follow-ups today").format(n=today), ""),
        ]
        if short:
            figures = [(f"‼{overdue}", figures[0][1]), (f"!{soon}", figures[1][1]), (figures[2][0], "")]
        spaced: list[_PIECE] = []
        for text, style in figures:
            spaced += [(text, style), ("  " if text != figures[-1][0] else " ", "")]
        return spaced

    def render(self) -> Content:
        """The line."""
        self._shown = self._pieces(self.size.width)
        return Content.assemble(*self._shown)


def _last_of_no_haste(warnings: list[_PIECE]) -> int | None:
    """Where the last warning stands that is not urgent."""
    return next((place for place in reversed(range(len(warnings))) if warnings[place][1] != _URGENT), None)
