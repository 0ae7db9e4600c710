"""The file that was just written: where it is, a key that prints it, a key that copies its path."""

from collections.abc import Callable
from pathlib import Path

from deskconsole.actions import key_of
from deskconsole.desk.papers.transfer import fetch_command
from deskconsole.documents.files import PRINTABLE
from deskconsole.documents.form import print_made
from deskconsole.errors import DeskError
from deskconsole.given_files import confined_to
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.copying import copy_from
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import clip, width
from deskconsole.text.clean import one_line


def written_text(session: Session, path: Path, cells: int, more: str = "") -> str:
    """What to say of a file that was written, in so many cells; the path is cut from its left, its name stays.

    Over SSH it is not on the PC of whoever wrote it: the command that fetches it is told instead.
    """
    if confined_to() is not None:
        session.written = path
        message = _("Written: {path}").format(path=fetch_command(path.name))
        parts = (message, more, _("{key} copies the command").format(key=key_of("app.copy")))
        session.written_text = one_line(" · ".join(part for part in parts if part))
        return session.written_text
    keys = [_("{key} copies the path").format(key=key_of("app.copy"))]
    if path.suffix.lower() in PRINTABLE:
        keys.insert(0, _("{key} prints").format(key=key_of("app.print_file")))
    message, end = _("Written: {path}"), "".join(f" · {part}" for part in (more, *keys) if part)
    session.written, session.written_text = path, message.format(path=_path(path, cells - width(message + end) + 6))
    session.written_text += end
    return session.written_text


def _path(path: Path, cells: int) -> str:
    parts = [one_line(part) for part in path.parts]
    for first in range(len(parts)):
        text = str(Path(*parts[first:])) if first == 0 else "…/" + "/".join(parts[first:])
        if width(text) <= cells:
            return text
    return parts[-1]


class WrittenFiles:
    """What can be done with the last file of this session; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session, copy_out: Callable[[str], None]) -> None:
        self._screens = screens
        self._session = session
        self._copy_out = copy_out

    def action_copy(self) -> None:
        """The selected text, the field or the number of the ticket, to the person's own clipboard; while a message
        tells of a file, its path."""
        top = self._screens.top
        message = one_line(self._session.written_text)
        if message and isinstance(top, DeskScreen) and top.status.text == message:
            self.action_copy_path()
        else:
            copy_from(top, self._copy_out)

    def action_copy_path(self) -> None:
        """The path of the last file, or the command that fetches it, to the person's own clipboard."""
        path = self._session.written
        if path is None:
            self._screens.complain(_("No file has been written yet"))
            return
        cells = self._screens.app.size.width - 10
        text, shown = str(path), _path(path, cells)
        if confined_to() is not None:  # of use on their own PC
            text = shown = fetch_command(path.name)
        self._copy_out(text)
        self._screens.say(_("Copied: {text}").format(text=clip(shown, cells)))

    def action_print_file(self) -> None:
        """The last file, on the printer."""
        path = self._session.written
        if path is None:
            self._screens.complain(_("No file has been written yet"))
        elif path.suffix.lower() not in PRINTABLE:
            message = _("{name}: only a PDF can be printed from here; open it to print it")
            self._screens.complain(message.format(name=one_line(path.name)))
        else:
            self._screens.app.run_worker(self._print(path))

    async def _print(self, path: Path) -> None:
        try:
            await self._session.ask(print_made, self._session.desk, path)
        except DeskError as error:
            self._screens.complain(error)
        else:
            self._screens.say(_("{name} sent to the printer").format(name=one_line(path.name)))
