"""The wallboard: large figures and the next deadlines, for everybody in the room; it reads again by itself."""

from datetime import datetime
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from deskconsole.desk.figures.wallboard import wallboard
from deskconsole.domain.figures.board import Board
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import language
from deskconsole.present.figures.board import BAD, DIM, TITLE, board_lines
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session

#: Seconds between two readings: figures of today change without anybody writing, as time goes on.
EVERY: Final = 10
_STYLES: Final = {TITLE: "bold", BAD: "bold $error", DIM: "dim"}


class Wallboard(DeskModal[None]):
    """Fills the terminal; q or Esc leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board: Board | None = None
        self.sheet = Static("", markup=False, id="wallboard")
        self._read_at: datetime | None = None
        self._problem = ""

    def compose(self) -> ComposeResult:
        """One sheet."""
        yield self.sheet

    def on_mount(self) -> None:
        """Reads."""
        super().on_mount()
        self.run_worker(self.reload(), exclusive=True)

    async def reload(self) -> None:
        """Reads the board; where it may not be seen, says so."""
        try:
            self.board = await self.session.ask(partial(wallboard, self.session.desk))
            self._problem = ""
        except DeskError as error:
            self.board, self._problem = None, message_of(error)
        self._read_at = self.session.now()
        self.redraw()

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        if self._read_at is not None and (now - self._read_at).total_seconds() >= EVERY:
            self._read_at = now
            self.run_worker(self.reload(), exclusive=True)
        else:
            self.redraw()

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        self.redraw()

    @property
    def lines(self) -> list[str]:
        """What stands there, a line each."""
        return str(self.sheet.content).split("\n")

    def redraw(self) -> None:
        """Draws what was read, as large as the terminal allows."""
        if self.board is None:
            self.sheet.update(Content(self._problem))
            return
        desk, size = self.session.desk, self.app.size
        company = desk.company.get(language())
        lines = board_lines(self.board, company, desk.zone, self.session.now(), size.width - 2, size.height)
        parts = [Content.assemble(*((piece.text, _STYLES.get(piece.style, "")) for piece in line)) for line in lines]
        self.sheet.update(Content("\n").join(parts))

    def on_resize(self, _event: Resize) -> None:
        """Another size of the terminal."""
        self.redraw()

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
