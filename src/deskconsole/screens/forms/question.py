"""What the customer asked, above the form that answers it, and what specialists have answered to it."""

from collections.abc import Iterable
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.wording import specialists_answers
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.answer_offers import ANSWERS
from deskconsole.screens.forms.parts import FormPart
from deskconsole.text.cells import clip, wrap
from deskconsole.text.clean import one_line

#: What is done about the customer's question besides answering it.
_ABOUT_IT: Final = ANSWERS | {"promised", "specialist_needed", "extended", "progress_told"}
#: What is done about the question that was handed off.
_OF_HAND_OFF: Final = frozenset({"handed_off", "accepted", "declined", "specialist_answered"})


class QuestionLines(Widget):
    """The words of the customer, and below them those of a specialist; cut where there is little room."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(classes="question")
        self._parts: list[tuple[str, str, str]] = []

    def show(self, parts: Iterable[tuple[str, str, str]]) -> None:
        """Shows (label, text, style) each."""
        self._parts = [(label, one_line(text), style) for label, text, style in parts if text.strip()]
        self.display = bool(self._parts)
        self.refresh(layout=True)

    def _lines(self, cells: int) -> list[tuple[str, str]]:
        """At most three lines a part, less where the terminal is low."""
        most = 3 if self.app.size.height >= 30 else 2 if self.app.size.height >= 24 or len(self._parts) < 2 else 1
        lines: list[tuple[str, str]] = []
        for label, text, style in self._parts:
            broken = wrap(f"{label}{text}", max(8, cells))
            rest = broken[:most]
            if len(broken) > most:
                rest[-1] = clip("".join(broken[most - 1 :]), max(8, cells))
            lines += [(line, style) for line in rest]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for line, style in self._lines(self.size.width):
            pieces.append((("\n" if pieces else "") + line, style))
        return Content.assemble(*pieces)


class Question(FormPart):
    """The question of the ticket (or of the hand-off) that an event is about."""

    def __init__(self, view: TicketView, event: str) -> None:
        self._view, self._event = view, event
        self._lines = QuestionLines()

    def above(self) -> Iterable[Widget]:
        """The question."""
        return (self._lines,)

    def relabel(self) -> None:
        """In the language now in use."""
        self._lines.show(self._parts())

    def _parts(self) -> Iterable[tuple[str, str, str]]:
        ticket = self._view.ticket
        if self._event in _OF_HAND_OFF:
            for hand_off in [each for each in ticket.hand_offs.values() if each.open][:1]:
                yield _("Asked: "), hand_off.question, "$foreground-muted"
        elif self._event in _ABOUT_IT:
            words = dict.fromkeys(part.strip() for part in (ticket.request, ticket.content) if part)
            yield _("Asked: "), " · ".join(words), "$foreground-muted"
            for answer in specialists_answers(self._view.events)[:1]:
                yield _("Specialist: "), answer, "$accent"
