"""The roll-call and the log printed or written from the card; what is said of it."""

from deskconsole.desk.emergency.watch import EmergencyWatch
from deskconsole.documents.emergency import print_emergency, write_emergency
from deskconsole.documents.files import files_folder, free
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.papers.written_files import written_text


async def print_text(session: Session, watch: EmergencyWatch, cells: int) -> str:
    """Prints them; how many lines, or why not."""
    try:
        lines = await session.ask(print_emergency, session.desk, watch)
    except DeskError as error:
        return message_of(error)
    return _("{n} lines sent to the printer").format(n=lines)


async def file_text(session: Session, watch: EmergencyWatch, cells: int) -> str:
    """Writes them into the folder of the site's files; where, or why not."""
    stamp = f"{session.now().astimezone(session.zone):%Y%m%d-%H%M%S}"
    try:
        out = free(files_folder(session.desk) / f"emergency-{stamp}.pdf")
        await session.ask(write_emergency, session.desk, watch, out)
    except DeskError as error:
        return message_of(error)
    return written_text(session, out, cells)
