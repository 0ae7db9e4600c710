"""The documents of a ticket on one form: of each what became of it, by one key."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import ClassVar, Final

from deskconsole.desk.archive.papers import record_documents
from deskconsole.desk.records import TicketView
from deskconsole.domain.rules.house.documents import DocumentRule, documents_of
from deskconsole.domain.tickets.papers import ASKED, MISSING, NOT_NEEDED, RECEIVED, REFUSED, SIGNED
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.event_titles import event_title
from deskconsole.present.papers.states import state_title
from deskconsole.screens.forms.form import Form, ticket_heading
from deskconsole.screens.forms.phrases import DOCUMENT
from deskconsole.screens.forms.wording_check import WordingCheck
from deskconsole.screens.forms.writing import Phrases
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: What may be said of a document, in the order of the digits; of one that the customer signs.
_STATES: Final = (ASKED, RECEIVED, NOT_NEEDED, MISSING)
_SIGNED_STATES: Final = (ASKED, SIGNED, REFUSED, NOT_NEEDED)
#: Row → what must be said of some document that it is asked.
_ASKED_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "asked_of": (ASKED,),
    "told": (ASKED,),
    "signed_by": (SIGNED,),
    "reason": (NOT_NEEDED, REFUSED),
}
_EVENT: Final = "documents_recorded"


class DocumentsForm(Form[TicketView]):
    """Of each document a row; what goes with what is said stands below."""

    ROW_OF: ClassVar[Mapping[str, str]] = {"text": "told"}

    def __init__(self, session: Session, view: TicketView) -> None:
        self.view = view
        self._documents = documents_of(view.pack.documents, view.ticket.kind)
        self._wording = WordingCheck(session, view, _EVENT)
        parts = [Phrases(session, view, _EVENT, self._wording.watches), self._wording]
        rows = [*self._rows(), self._wording.reason]
        super().__init__(session, rows, draft=f"act {_EVENT} {view.number}", parts=parts)

    def _rows(self) -> Iterator[FormRow]:
        for document in self._documents:
            states = _SIGNED_STATES if document.signed else _STATES
            yield FormRow(
                f"{DOCUMENT}{document.name}",
                partial(self._label, document),
                Entry.CHOICE,
                choices=partial(_choices, states),
            )
        customer = self.view.ticket.customer
        question = next((each.whom for each in self.view.ticket.documents.values() if each.whom), None)
        existing = question or (customer if isinstance(customer, str) else None) or ""
        yield FormRow("asked_of", N_("Asked whom"), value=existing)
        yield FormRow("told", N_("Tell them"), Entry.AREA)
        yield FormRow("signed_by", N_("Signed by"), required=True)
        yield FormRow("reason", N_("Reason"), required=True)

    def _label(self, document: DocumentRule) -> str:
        """What it is called, with a sign of what became of it: nothing yet, still missing, settled."""
        existing = self.view.ticket.documents.get(document.name)
        sign = " " if existing is None else "!" if existing.open else "✓"
        return f"{sign} {one_line(document.title.get(language()))}"

    def heading(self) -> str:
        """What is on record, of whose ticket."""
        return ticket_heading(_(event_title(_EVENT)), self.view, self.session)

    def _outcomes(self) -> dict[str, str]:
        rows = {each.name: self.rows.by_name[f"{DOCUMENT}{each.name}"].value for each in self._documents}
        return {name: state for name, state in rows.items() if state}

    def show_rows(self) -> None:
        """Whom was asked, and with which words, only where somebody was; the rest likewise."""
        outcomes = set(self._outcomes().values())
        for name, states in _ASKED_WITH.items():
            self.rows[name].display = bool(outcomes & set(states))

    def go_on(self, row: FormRow) -> None:
        """The row below, whether or not what goes with this one has just come up."""
        shown = self.rows.shown()
        after = shown[shown.index(row) + 1 :] if row in shown else []
        if after:
            after[0].focus_entry()

    def submit(self) -> Callable[[], TicketView]:
        """Records all of it in one go."""
        outcomes = self._outcomes()
        if not self._documents:
            raise DeskError("The rules know no documents of this kind of work")
        if not outcomes:
            raise DeskError("documents: nothing is said of any document", field="documents")
        words = {name: self.entered(name) for name in _ASKED_WITH if self.rows[name].display}
        message = words.pop("told", None)
        return partial(
            record_documents,
            self.session.desk,
            self.view.number,
            outcomes,
            message=message or None,
            **{name: value or None for name, value in words.items()},
            wording_reason=self._wording.reason.value or None,
            expect=self.view.events[-1].seq,
        )

    def saved(self, result: TicketView) -> None:
        """What was recorded last can be taken back for a while."""
        self.session.recorded(result, result.events[-1].kind)


def _choices(states: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(state, state_title(state)) for state in states]
