"""The tickets behind a figure, those that pull it down first; Enter opens one."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from deskconsole.desk.figures import figures
from deskconsole.desk.figures.figures import Behind, Part
from deskconsole.domain.figures.figure import RATE, Figure
from deskconsole.domain.figures.periods import Period
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.figures import texts
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line

#: More than so many nobody reads here: the command has them all.
MOST: Final = 300
#: From so many cells on a ticket stands on one line.
_WIDE: Final = 64


class BehindFigure(DeskModal[None]):
    """The tickets that a figure, or one part of it, is made of."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self,
        session: Session,
        figure: Figure,
        period: Period,
        by: tuple[str, ...],
        part: Part | None,
        person: str | None = None,
    ) -> None:
        super().__init__(session)
        self.figure, self.period, self.by, self.part, self.person = figure, period, by, part, person
        self.tickets: Sequence[Behind] = ()
        self.options = OptionList(markup=False, compact=True)
        self.message = Static("", markup=False, classes="note")

    def compose(self) -> ComposeResult:
        """Which figure, its tickets, what keys do."""
        by = texts.by_words(self.session.titles, dict(zip(self.by, self.part or (), strict=False)))
        title = " · ".join(filter(None, (_(self.figure.title), by, self.period.name)))
        with Vertical(classes="dialog reading"):
            yield Static(Content(title), classes="dialog-title")
            yield self.options
            yield self.message
            yield Static(Content(_("Enter opens the ticket, Esc leaves")), classes="hint")

    def on_mount(self) -> None:
        """Reads."""
        super().on_mount()
        self.options.focus()
        self.run_worker(self.reload())

    async def reload(self) -> None:
        """Reads which tickets they are."""
        desk, name = self.session.desk, self.figure.name
        behind = partial(figures.tickets_behind, by=self.by, part=self.part, limit=MOST, person=self.person)
        reading = partial(behind, desk, name, self.period)
        try:
            self.tickets = await self.session.ask(reading)
        except DeskError as error:
            self.message.update(Content(message_of(error)))
            return
        self.options.clear_options()
        self.options.add_options(Option(Content(self._line(each)), id=each.number) for each in self.tickets)
        if self.tickets:
            self.options.highlighted = 0
        many = _("The first {n}; all of them: figures show … --tickets").format(n=MOST)
        self.message.update(Content("" if 0 < len(self.tickets) < MOST else many if self.tickets else _("No ticket")))

    def _line(self, each: Behind) -> str:
        """One ticket; on a phone on two lines, so that kind and owner are seen there too."""
        titles, width = self.session.titles, self.app.size.width
        sign = ("✓" if each.good else "✗") if self.figure.measure == RATE else "·"
        when = each.came_at.astimezone(self.session.zone).strftime("%m-%d %H:%M")
        about = [
            titles.title("channel", each.channel),
            titles.title("kind", each.kind),
            titles.title("category", each.category),
            titles.person(each.owner),
        ]
        room = max(20, width - 12)
        first = [each.number, when]
        if width >= _WIDE:
            return _clipped(f"{sign} ", first + about, room)
        return "\n".join((_clipped(f"{sign} ", first, room), _clipped("  ", about[1:], room)))

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(None)
            self.session.navigation.open_ticket(event.option_id)

    def action_leave(self) -> None:
        """Back to the figures."""
        self.dismiss(None)


def _clipped(begin: str, parts: Sequence[str], room: int) -> str:
    return clip(one_line(begin + " · ".join(part for part in parts if part)), room)
