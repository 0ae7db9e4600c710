"""The paper form of a ticket from the console: PDF, Word or printer by one key, told where the file is."""

from typing import TYPE_CHECKING, Final

from deskconsole.desk.tickets.records import TicketView
from deskconsole.present.catalogue import _, language

if TYPE_CHECKING:
    from deskconsole.screens.frame.desk_screen import DeskScreen

_PRINT: Final = "print"


def offer_paper(screen: "DeskScreen", view: TicketView) -> None:
    """Asks what to make of a ticket: each of its kind's papers as PDF, as Word file, or on the printer."""
    from deskconsole.documents.paper import papers_of
    from deskconsole.screens.frame.pick_one import PickOne

    entries: list[tuple[str, str]] = []
    for form in papers_of(view):
        title = form.title.get(language())
        entries += [
            (f".pdf {form.name}", _("{title} as PDF").format(title=title)),
            (f".docx {form.name}", _("{title} as a Word file").format(title=title)),
            (f"{_PRINT} {form.name}", _("Print {title}").format(title=title)),
        ]

    def chosen(name: str | None) -> None:
        if name is not None:
            what, _space, paper = name.partition(" ")
            screen.status.say(_("The form is being made …"))
            screen.work(_make(screen, view.number, what, paper))

    screen.app.push_screen(PickOne(screen.session, f"{_('Paper form')} · {view.number[-4:]}", entries), chosen)


async def _make(screen: "DeskScreen", number: str, what: str, paper: str) -> None:
    from deskconsole.documents import form
    from deskconsole.documents.files import free, usual_folder

    session = screen.session
    if what == _PRINT:
        lacking = await session.ask(form.print_form, session.desk, number, paper=paper)
        message = _("Sent to the printer")
    else:
        path = free(usual_folder() / f"{number}{what}")
        lacking = await session.ask(form.make_form, session.desk, number, path, paper=paper)
        message = _("Written: {path}").format(path=path)
    if lacking:
        message += " · " + _("printed as boxes: {characters}").format(characters=lacking)
    if screen.is_attached:
        screen.status.say(message)
