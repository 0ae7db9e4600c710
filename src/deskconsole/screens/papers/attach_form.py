"""Attaching files to a ticket by their paths, completed while they are typed."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from textual.suggester import Suggester
from textual.widgets import Input

from deskconsole.actions import event_title
from deskconsole.desk.papers.attachments import KIND, attach
from deskconsole.desk.records import TicketView
from deskconsole.domain.rules.house.documents import documents_of
from deskconsole.domain.tickets.papers import open_documents
from deskconsole.errors import DeskError
from deskconsole.given_files import confined_to, named, within_reach
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.forms.form import Form, ticket_heading
from deskconsole.screens.forms.meanwhile import Meanwhile
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.text.sizes import size_words
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: Files that one form attaches.
_FILES: Final = ("file", "file 2", "file 3")


class Paths(Suggester):
    """Completes the path of a file that exists; the right arrow takes what is offered."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first entry of the folder that goes on with what is typed; a folder with its slash."""
        if not value.strip():
            return None
        typed = named(value)
        folder, begun = (typed, "") if value.endswith(os.sep) else (typed.parent, typed.name)
        if not within_reach(folder):
            return None
        try:
            with os.scandir(folder) as entries:
                result = min(
                    (
                        entry.name + (os.sep if entry.is_dir() else "")
                        for entry in entries
                        if entry.name.startswith(begun) and (begun or not entry.name.startswith("."))
                    ),
                    default=None,
                )
        except (OSError, ValueError):
            return None
        return None if result is None else value[: len(value) - len(begun)] + result


class AttachForm(Form[TicketView]):
    """Gives the ticket with its files attached."""

    def __init__(self, session: Session, view: TicketView) -> None:
        self.view = view
        files = [FormRow(name, N_("File path")) for name in _FILES]
        for row in files:
            if isinstance(row.input, Input):
                row.input.suggester = Paths()
        self._documents = documents_of(view.pack.documents, view.ticket.kind)
        rows = [*files, FormRow("text", N_("Text"), Entry.AREA), *self._paper_rows()]
        super().__init__(session, rows, draft=f"attach {view.number}", parts=[PathNotes(), Meanwhile(session, self)])

    def _paper_rows(self) -> Iterator[FormRow]:
        """Which document it is, where some are still asked for; who signed it, where it is one that is signed."""
        missing = open_documents(self.view.ticket.documents)
        waiting = [each for each in self._documents if each.name in missing]
        if not waiting:
            return

        def choices() -> list[tuple[str, str]]:
            return [("", _("none of them")), *((each.name, each.title.get(language())) for each in waiting)]

        yield FormRow("document", N_("Document"), Entry.CHOICE, choices=choices)
        if any(each.signed for each in waiting):
            customer = self.view.ticket.customer
            yield FormRow("signed_by", N_("Signed by"), value=customer if isinstance(customer, str) else "")

    def _document(self) -> str:
        return self.entered("document") if self.rows.find("document") is not None else ""

    def _signed(self) -> bool:
        return any(each.signed for each in self._documents if each.name == self._document())

    def show_rows(self) -> None:
        """Who signed is asked of what is signed."""
        if self.rows.find("signed_by") is not None:
            self.rows["signed_by"].display = self._signed()

    def heading(self) -> str:
        """To which ticket."""
        return ticket_heading(_(event_title(KIND)), self.view, self.session)

    def submit(self) -> Callable[[], TicketView]:
        """Copies the files and records them."""
        return partial(
            attach,
            self.session.desk,
            self.view.number,
            [Path(path) for name in _FILES if (path := self.entered(name))],
            text=self.entered("text") or None,
            document=self._document() or None,
            signed_by=self.entered("signed_by") or None if self._signed() else None,
            expect=self.view.events[-1].seq,
        )

    def saved(self, result: TicketView) -> None:
        """The last action can be taken back for a while."""
        self.session.recorded(result, KIND)

    def row_of(self, reason: DeskError) -> FormRow | None:
        """The path that it names, else the row of its field."""
        blamed = str(reason.values.get("path", ""))
        for name in _FILES if blamed else ():
            if (path := self.entered(name)) and str(named(path)) == blamed:
                return self.rows[name]
        return super().row_of(reason)


class PathNotes(FormPart):
    """How large the file is that a path names."""

    def relabel(self) -> None:
        """What stands in an empty path."""
        for name in _FILES:
            entry = self.form.rows[name].input
            if isinstance(entry, Input):
                sent = _("a name sent by: ssh HOST send NAME < FILE") if confined_to() is not None else ""
                entry.placeholder = sent or _("→ completes; ~ is your home")

    def note(self, row: FormRow) -> str | None:
        """Its size; empty while it names none."""
        if row.field not in _FILES:
            return None
        typed = row.value.strip()
        try:
            path = named(typed)
            there = typed and within_reach(path) and path.is_file()
            return f"= {size_words(path.stat().st_size)}" if there else ""
        except (OSError, ValueError):
            return ""
