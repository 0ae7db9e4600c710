"""Find anything: tickets, customers and articles while it is typed what they say."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from deskconsole.desk.search.searching import CUSTOMER, TICKET, SearchResult, SearchResults, search
from deskconsole.domain.search.words import Term, spans
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import pad
from deskconsole.text.clean import one_line
from deskconsole.text.dates import short_date
from deskconsole.widgets.forms.line_input import LineInput

#: How many of each kind are shown; who looks for more types on.
_TICKETS: Final = 20
_OTHERS: Final = 6
#: Narrower than this only number, title and text are shown.
_ROOMY: Final = 64
_HIT: Final = "bold $accent"
_DIM: Final = "$foreground-muted"


class Find(DeskModal[SearchResult | None]):
    """Type, up and down to choose, Enter opens; gives what was chosen, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.typed = LineInput(compact=True)
        self.typed.cursor_blink = False
        self.options = OptionList(markup=False, compact=True)
        self.options.can_focus = False
        self.note = Static("", markup=False, classes="note")
        self.results = SearchResults()
        self.shown: dict[str, SearchResult] = {}
        #: what the results on the screen are for, once they are there
        self.answered = ""
        self._asking = False

    def compose(self) -> ComposeResult:
        """Title, what is typed, what was found."""
        with Vertical(classes="dialog find"):
            yield Static(Content(_("Find anything")), classes="dialog-title")
            yield self.typed
            yield self.options
            yield self.note

    def on_mount(self) -> None:
        """Nothing is found yet."""
        self.typed.placeholder = _("Name, pinyin, number, telephone, any words")
        self._tell()

    # --- asking --------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _changed(self) -> None:
        if not self._asking:
            self.run_worker(self._ask())

    async def _ask(self) -> None:
        """Asks until the answer is for what stands there by then; keys typed meanwhile are one question."""
        self._asking = True
        try:
            while (typed := self.typed.value) != self.answered:
                self.results = await self.session.ask(search, self.session.desk, typed, limit=_TICKETS)
                self.answered = typed
                self._show()
        except DeskError as error:  # a store that cannot be read now; the next key asks again
            self.note.update(Content(message_of(error)))
        finally:
            self._asking = False

    # --- showing -------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Shows what was found; the mark stays on the same thing while it is found at all."""
        before = self.marked
        sections = (
            (_("Customers"), self.results.customers[:_OTHERS]),
            (_("Tickets"), self.results.tickets),
            (_("Articles"), self.results.articles[:_OTHERS]),
        )
        self.shown = {_key(match): match for _title, matches in sections for match in matches}
        self.options.clear_options()
        for title, matches in sections:
            if matches:
                self.options.add_option(Option(Content.styled(title, _DIM), disabled=True))
                self.options.add_options(Option(self._line(match), id=_key(match)) for match in matches)
        if self.shown:
            key = _key(before) if before is not None and _key(before) in self.shown else next(iter(self.shown))
            self.options.highlighted = self.options.get_option_index(key)
        self._tell()

    def _line(self, match: SearchResult) -> Content:
        cells = max(20, self.options.size.width - 2)
        number = 13 if cells >= _ROOMY else 11
        parts = [(pad(self._number(match), number), _DIM)] if match.kind != CUSTOMER else []
        rest = cells - (number if parts else 0)
        if match.kind == TICKET and cells >= _ROOMY:
            parts.append((pad(_("open") if match.open else _("completed"), 9), "" if match.open else _DIM))
            rest -= 9
        title = min(30, rest * 2 // 5)
        parts += _marked(pad(self._title(match), title), self.results.wanted, "")
        parts += _marked(pad(f"  {self._snippet(match)}", rest - title), self.results.wanted, _DIM)
        return Content.assemble(*parts)

    def _title(self, match: SearchResult) -> str:
        return one_line(match.title) if match.kind not in (CUSTOMER, TICKET) else self.session.titles.name(match.title)

    def _snippet(self, match: SearchResult) -> str:
        """The words around what was found; where names are hidden, they are hidden in them as well."""
        titles, text = self.session.titles, one_line(match.snippet)
        if match.kind == CUSTOMER:
            return titles.name(text)
        title = one_line(match.title)
        return text.replace(title, self._title(match)) if match.kind == TICKET and title else text

    def _number(self, match: SearchResult) -> str:
        """The day and the running number of a ticket; an article's own number."""
        whole = match.number or ""
        if match.kind != TICKET:
            return whole
        _site, day, running = whole.rsplit("-", 2)
        today = self.session.today()
        return f"{short_date(date.fromisoformat(day), today)} {running}"

    def _tell(self) -> None:
        """What can be typed, or that nothing was found."""
        if not self.answered.strip():
            message = _("Enter opens, Esc leaves")
        elif not self.shown:
            message = _("Nothing holds “{text}”").format(text=one_line(self.answered.strip()))
        elif len(self.results.tickets) == _TICKETS:
            message = _("The newest {n} · type more for older ones").format(n=len(self.shown))
        else:
            message = _("{n} found · Enter opens, Esc leaves").format(n=len(self.shown))
        self.note.update(Content(message))

    def on_resize(self, event: Resize) -> None:
        """Other widths, other columns."""
        if self.shown:
            self.call_after_refresh(self._show)

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.query_one(".dialog-title", Static).update(Content(_("Find anything")))
        self.typed.placeholder = _("Name, pinyin, number, telephone, any words")
        self._show()

    # --- choosing ------------------------------------------------------------------------------------------

    @property
    def marked(self) -> SearchResult | None:
        """What Enter would open."""
        place = self.options.highlighted
        if place is None or not self.options.option_count:
            return None
        return self.shown.get(self.options.get_option_at_index(place).id or "")

    def action_step(self, by: int) -> None:
        """Marks the next one."""
        if by > 0:
            self.options.action_cursor_down()
        else:
            self.options.action_cursor_up()

    def action_page(self, by: int) -> None:
        """Moves by a page."""
        move = self.options.action_page_down if by > 0 else self.options.action_page_up
        move()  # type: ignore[no-untyped-call]

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        """Opens what is marked; who typed and pressed Enter at once means what is about to be found."""
        await self._ask()
        if self.marked is not None:
            self.dismiss(self.marked)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        match = self.shown.get(event.option_id or "")
        if match is not None:
            self.dismiss(match)

    def action_leave(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)


def _key(match: SearchResult) -> str:
    return f"{match.kind} {match.id}"


def _marked(text: str, wanted: Sequence[Term], style: str) -> list[tuple[str, str]]:
    """A text in pieces, what was looked for marked."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end in spans(text, wanted):
        if start >= at:
            pieces += [(text[at:start], style), (text[start:end], _HIT)]
            at = end
    return [*pieces, (text[at:], style)]
