"""Completing a ticket's form and filing it (R16): exactly what it lacks on one screen, recorded by one save."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar, Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import filing
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.domain.tickets.filing import MissingPart, missing_parts
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.dates import short_due
from deskconsole.present.event_fields import OUTCOMES
from deskconsole.present.event_titles import event_title
from deskconsole.screens.forms.classes import class_row, class_titles
from deskconsole.screens.forms.event_fields import pack_fields
from deskconsole.screens.forms.form import Form, ticket_heading
from deskconsole.screens.forms.meanwhile import Meanwhile
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.filing_wording import FilingWording
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: What was answered settles the question, or the customer did not react; anything else leaves the form open.
_SETTLED: Final = ("understood", "no_reaction")
#: The row for words that go with the outcome.
_SUMMARY: Final = "summary"
_TITLES: Final[Mapping[str, Marked]] = {"confirmed": N_("Understood"), "finished": N_("Outcome")}


class FilingForm(Form[TicketView]):
    """Gives the ticket as it was filed."""

    LOOK: ClassVar = "filing"

    def __init__(self, session: Session, view: TicketView) -> None:
        self.view = view
        kind = view.pack.kind_of(view.ticket.kind)
        offered = kind.steps if kind is not None and kind.steps else tuple(EVENTS)
        result = missing_parts(view.ticket, view.clocks)
        self.missing_parts = tuple(missing for missing in result if not missing.optional or missing.kind in offered)
        self._finishing = any(missing.kind == "finished" for missing in self.missing_parts)
        self._wording = FilingWording(session, view, self.missing_parts)
        rows = [row for missing in self.missing_parts for row in self._row(session, missing)]
        own = pack_fields("finished" if self._finishing else "filed", view, session, lambda: self.rows)
        parts = [Settled(self.missing_parts, empty=not rows), Meanwhile(session, self), self._wording]
        super().__init__(session, [*rows, own], draft=f"file {view.number}", parts=parts)

    def heading(self) -> str:
        """Whose ticket is filed."""
        return ticket_heading(_("File"), self.view, self.session)

    def submits(self, row: FormRow) -> bool:
        """Saving needs its own key, for a filed form is locked."""
        return False

    # --- rows ----------------------------------------------------------------------------------------------

    def _row(self, session: Session, missing: MissingPart) -> Iterator[FormRow]:
        def label() -> str:
            return clip(one_line(_described(self.view, session, missing)), 70)

        needed = not missing.optional
        if missing.entered == "name":
            row = class_row(missing.part, lambda name: class_titles(name, self.view.pack, None, ()))
            row.require(needed)
            yield row
        elif missing.kind == "confirmed":
            yield FormRow(missing.part, label, Entry.CHOICE, choices=_confirmations, required=needed)
        elif missing.kind == "finished":
            yield FormRow(missing.part, label, required=needed)
            yield FormRow(_SUMMARY, N_("Summary"), Entry.AREA)
        elif missing.entered == "text":
            yield FormRow(missing.part, label, Entry.AREA, required=needed)
            yield from self._wording.reason_row(missing.part)

    # --- saving --------------------------------------------------------------------------------------------

    def submit(self) -> Callable[[], TicketView]:
        """Records everything and files."""
        own, wrong = self.rows.own.entered() if self.rows.own is not None else ({}, [])
        if wrong:
            raise FormRefused(wrong)
        return partial(
            filing.complete_and_file,
            self.session.desk,
            self.view.number,
            list(self._steps(own if self._finishing else {})),
            fields={} if self._finishing else own,
            expect=self.view.events[-1].seq,
        )

    def _steps(self, own: Mapping[str, Any]) -> Iterator[filing.Step]:
        """The events that the form records, in their order."""
        for missing in self.missing_parts:
            value = self.entered(missing.part)
            if value or missing.entered == "nothing" or not EVENTS[missing.kind].required:
                yield self._step(missing, value, own)

    def _step(self, missing: MissingPart, value: str, own: Mapping[str, Any]) -> filing.Step:
        part, kind = missing.part, missing.kind
        if missing.entered == "name":
            return filing.Step(part, kind, fields={part: value})
        if kind == "confirmed":
            return filing.Step(part, kind, fields={"outcome": value})
        if kind == "finished":
            return filing.Step(part, kind, text=self.rows[_SUMMARY].value, fields={"outcome": value, **own})
        if missing.field != "text":
            return filing.Step(part, kind, missing.of, fields={missing.field: value})
        return filing.Step(part, kind, missing.of, value or None, fields=self._wording.reason(part))


class Settled(FormPart):
    """Says above the rows what saving does by itself."""

    def __init__(self, parts: Iterable[MissingPart], *, empty: bool) -> None:
        self._settled = any(missing.entered == "nothing" for missing in parts)
        self._empty = empty
        self._text = Static("", markup=False, classes="note")

    def above(self) -> Iterable[Widget]:
        """The lines."""
        return (self._text,)

    def relabel(self) -> None:
        """In the language now in use."""
        message = [_("The form is complete; saving files it")] if self._empty else []
        message += [_("Saving also ends the waiting for the customer")] if self._settled else []
        self._text.update(Content("\n".join(message)))
        self._text.display = bool(message)


def _confirmations() -> list[tuple[str, str]]:
    return [(outcome, _(OUTCOMES[outcome])) for outcome in _SETTLED]


def _described(view: TicketView, session: Session, missing: MissingPart) -> str:
    """What is missing, as the label of its row."""
    ticket = view.ticket
    if missing.kind in _TITLES:
        return _(_TITLES[missing.kind])
    if missing.kind == "replied" and missing.of is not None:
        promise = ticket.promises[missing.of]
        due = short_due(promise.due, session.now(), session.zone)
        return _("Reply promised until {due}: {text}").format(due=due, text=promise.text)
    if missing.of is not None and missing.of in ticket.hand_offs:
        hand_off = ticket.hand_offs[missing.of]
        message = (
            _("What {who} answered: {question}")
            if missing.kind == "specialist_answered"
            else _("Why nobody takes it: {question}")
            if missing.kind == "withdrawn_from"
            else _("What the customer was told on: {question}")
        )
        return message.format(who=session.titles.who(hand_off.to), question=hand_off.question)
    text = _(event_title(missing.kind))
    if missing.rule is not None:
        text = view.clock_title(missing.rule, missing.clock or EVENTS[missing.kind].action).get(language())
    return text + (f" ({_('may stay empty')})" if missing.optional else "")
