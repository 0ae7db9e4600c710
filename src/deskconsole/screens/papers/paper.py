"""The papers and attached files of a ticket from the console: PDF, Word, printer, a copy; told where the file is."""

from itertools import chain
from typing import Final

from deskconsole.desk.papers.attachments import attachments_of, save_attachments
from deskconsole.desk.records import TicketView
from deskconsole.documents.files import files_folder, free
from deskconsole.documents.form import make_form, print_form
from deskconsole.documents.paper import papers_of
from deskconsole.present.catalogue import _, language
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.papers.written_files import written_text
from deskconsole.text.sizes import size_words

_PRINT: Final = "print"
_FILE: Final = "file"


def paper_menu(session: Session, view: TicketView) -> PickOne:
    """What can be made of a ticket: its usual paper as PDF, as Word file, or on the printer; a copy of each attached
    file; the papers that it has beside."""
    papers = [
        [
            (f".pdf {form.name}", _("{title} as PDF").format(title=title)),
            (f".docx {form.name}", _("{title} as a Word file").format(title=title)),
            (f"{_PRINT} {form.name}", _("Print {title}").format(title=title)),
        ]
        for form in papers_of(view)
        for title in (form.title.get(language()),)
    ]
    files = []
    for attached in attachments_of(view.events):
        name = _("Take a copy of {name} ({size})").format(name=attached.name, size=size_words(attached.size))
        files.append((f"{_FILE} {attached.seq}", name))
    entries = [*chain.from_iterable(papers[:1]), *files, *chain.from_iterable(papers[1:])]
    return PickOne(session, f"{_('Paper form')} · {view.number[-4:]}", entries)


async def make_paper(session: Session, number: str, choice: str, cells: int) -> str:
    """Makes what was chosen in that menu, and says in so many cells where it is."""
    what, _space, paper = choice.partition(" ")
    if what == _FILE:
        folder = files_folder(session.desk)
        ((_attached, path),) = await session.ask(save_attachments, session.desk, number, folder, seq=int(paper))
        return written_text(session, path, cells)
    if what == _PRINT:
        lacking = await session.ask(print_form, session.desk, number, paper=paper)
        message = _("Sent to the printer")
    else:
        path = free(files_folder(session.desk) / f"{number}{what}")
        lacking = await session.ask(make_form, session.desk, number, path, paper=paper)
        boxes = _("printed as boxes: {characters}").format(characters=lacking) if lacking else ""
        return written_text(session, path, cells, boxes)
    return message + (" · " + _("printed as boxes: {characters}").format(characters=lacking) if lacking else "")
