"""The evacuation list on the screen: one key to it, one to print it, one to write it to a file (F09)."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import key_of, keys_of
from deskconsole.desk.visitors.records import VisitorLine
from deskconsole.desk.visitors.visitors import inside
from deskconsole.documents.evacuation import print_evacuation, write_evacuation
from deskconsole.documents.files import files_folder, free
from deskconsole.errors import DeskError
from deskconsole.keys import bound_keys
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.papers.written_files import written_text
from deskconsole.text.cells import pad
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.text_view import Piece, TextView

#: Cells of name, host, room, pass; the organisation has the rest.
_NAME: Final = 16
_HOST: Final = 10
_SHORT: Final = 7
#: The same on a narrow terminal.
_NARROW_NAME: Final = 12
_PASSES: Final = 5


class EvacuationList(DeskModal[None]):
    """Everybody who is in the house, by arrival; one key prints them, one writes a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(("escape", *bound_keys(keys_of("evacuation")))), "leave", show=False),
        Binding(",".join(bound_keys(keys_of("print_sheet"))), "print", show=False),
        Binding(",".join(bound_keys(keys_of("paper"))), "file", show=False),
        Binding(",".join(bound_keys(keys_of("app.copy"))), "app.copy_path", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: tuple[VisitorLine, ...] = ()
        self.reading = TextView()
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note")

    def compose(self) -> ComposeResult:
        """Title with the count, the list, what was done with it."""
        with Vertical(classes="dialog reading"):
            yield self._title
            yield self.reading
            yield self._message

    def on_mount(self) -> None:
        """Reads who is inside."""
        self.reading.focus()
        self.relabel()
        self.run_worker(self.reload())

    async def reload(self) -> None:
        """Reads again: somebody may have left meanwhile."""
        try:
            self.lines = await self.session.ask(inside, self.session.desk)
        except DeskError as error:
            self._say(message_of(error))
            return
        self.relabel()

    def on_resize(self) -> None:
        """As many columns as fit."""
        self.relabel()

    def relabel(self) -> None:
        """In the language now in use."""
        people = sum(line.people for line in self.lines)
        message = _("In the house: {n} persons · {print} prints · {file} writes a file · Esc leaves")
        message = message.format(n=people, print=key_of("print_sheet"), file=key_of("paper"))
        self._title.update(Content(message))
        self.reading.show(self._pieces())

    def _pieces(self) -> list[Piece]:
        if not self.lines:
            return [(_("Nobody is inside."), "")]
        wide = self.app.size.width >= 64
        return [(self._text(line, wide=wide) + "\n", "") for line in self.lines]

    def _text(self, line: VisitorLine, *, wide: bool) -> str:
        more = f" +{line.people - 1}" if line.people > 1 else ""
        name = pad((self.session.titles.name(line.name) or "-") + more, _NAME)
        host = pad(self.session.titles.who(line.host_told or line.own("host")), _HOST)
        since = clock_or_day(line.arrived_at, self.session.now(), self.session.zone)
        if not wide:
            passes = pad(" ".join(line.passes), _PASSES)
            return f"{since} {pad(name.rstrip(), _NARROW_NAME)} {passes} {host.rstrip()}"
        place = pad(" ".join((line.own("room") or "", *line.passes)).strip(), _SHORT)
        return f"{since} {name} {host} {place} {one_line(line.own('organisation') or '')}"

    def action_print(self) -> None:
        """Prints it."""
        self.run_worker(self._print())

    async def _print(self) -> None:
        try:
            rows = await self.session.ask(print_evacuation, self.session.desk)
        except DeskError as error:
            self._say(message_of(error))
        else:
            self._say(_("{n} lines sent to the printer").format(n=rows))

    def action_file(self) -> None:
        """Writes it as a PDF into the folder of the site's files."""
        self.run_worker(self._write())

    async def _write(self) -> None:
        session = self.session
        stamp = f"{session.now().astimezone(session.zone):%Y%m%d-%H%M%S}"
        try:
            out = free(files_folder(session.desk) / f"evacuation-{stamp}.pdf")
            await session.ask(write_evacuation, session.desk, out)
        except DeskError as error:
            self._say(message_of(error))
        else:
            self._say(written_text(session, out, self._message.size.width))

    def _say(self, text: str) -> None:
        self._message.update(Content(text))

    def action_leave(self) -> None:
        """Back to the visitors."""
        self.dismiss(None)
