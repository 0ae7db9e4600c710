"""What helps to write on the form of an action: standard phrases, answers of the knowledge base, accepted wording."""

import contextlib
from typing import TYPE_CHECKING, Any

from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.tickets.records import TicketView
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.answer_offers import ANSWERS, AnswerOffers, to_beginning
from deskconsole.screens.forms.phrases import Blanks, blanks_of, phrases_for
from deskconsole.screens.forms.values import when
from deskconsole.screens.forms.who import addressee
from deskconsole.screens.forms.wording_check import WordingCheck, to_end
from deskconsole.widgets.forms.form_row import Entry, FormRow, rows_of
from deskconsole.widgets.forms.pack_fields import PackFieldRow

if TYPE_CHECKING:
    from deskconsole.screens.frame.desk_screen import DeskModal
    from deskconsole.screens.knowledge.knowledge import Wanted

    _Base = DeskModal[TicketView | None]
else:
    _Base = object


class WritingHelp(_Base):
    """Mixed into the form of an action, which says what is on it and what it is for."""

    view: TicketView
    event: str
    answers: AnswerOffers
    wording: WordingCheck
    #: the standard phrase that was put in last
    _phrase = -1

    def say(self, text: str) -> None:
        """Says something below the form."""
        raise NotImplementedError

    def row_of(self, widget: Any) -> FormRow | None:
        """The row that a widget enters."""
        return next((row for row in self.query(FormRow) if row.owns(widget)), None)

    def time_told(self) -> bool:
        """Whether a time stands on the form."""
        due = rows_of(self).get("due")
        return due is not None and bool(due.value.strip())

    def blanks(self, lang: str | None = None) -> Blanks:
        """What phrases and accepted wording fill in; time and addressee as they stand on the form."""
        rows = rows_of(self)
        due, to = (rows[name].value.strip() if name in rows else "" for name in ("due", "to"))
        message = None
        with contextlib.suppress(DeskError):
            message = when(due, self.session) if due else None
        addressed = addressee(to, self.session, self.view.pack) if to else None
        return blanks_of(self.view, self.session, due=message, to=addressed, lang=lang)

    def action_phrase(self) -> None:
        """Puts the next standard phrase into the text; the first time behind what is there."""
        result = phrases_for(self.event, self.view, self.blanks())
        row = self._phrase_row()
        if row is None or not result:
            self.say(_("There is no standard phrase for this"))
            return
        before = result[self._phrase % len(result)] if self._phrase >= 0 else ""
        self._phrase += 1
        text = row.value.removesuffix(before) if before else row.value
        row.value = text + result[self._phrase % len(result)]
        row.focus_entry()

    def asked_for(self) -> str:
        """What the customer asked, and what is typed so far."""
        ticket = self.view.ticket
        return "\n".join((ticket.request or "", ticket.content or "", self._words().value))

    def _words(self) -> FormRow:
        """Where the words of an answer stand."""
        areas = [row for row in self.query(FormRow) if row.entry is Entry.AREA]
        return next((row for row in areas if row.field == "text"), areas[0])

    def offer_answers(self) -> None:
        """Articles and answered cases, where the event answers the customer."""
        if self.event in ANSWERS:
            self.answers.touched()

    def action_take_answer(self) -> None:
        """Puts the next answer that is offered into the text, in place of the one before; without such the cursor goes
        to the line's beginning."""
        before = self.answers.taken
        if self.event not in ANSWERS:
            to_beginning(self.focused)
        elif self.answers.next() is None and before is None:
            self.say(_("Nothing in the knowledge base fits"))
            to_beginning(self.focused)
        else:
            self._put_answer(before)

    async def wanted_answer(self) -> "Wanted | None":
        """What the knowledge screen is opened for from here."""
        return await self.answers.wanted(self.take_answer) if self.event in ANSWERS else None

    def take_answer(self, offer: Offer) -> None:
        """Puts an answer into the text, in place of the one that was taken before."""
        before = self.answers.taken
        self.answers.take(offer)
        self._put_answer(before)

    def _put_answer(self, before: Offer | None) -> None:
        row = self._words()
        text = row.value.removesuffix(before.answer).rstrip("\n") if before is not None else row.value
        taken = self.answers.taken
        row.value = "\n".join(part for part in (text, taken.answer if taken is not None else "") if part)
        row.focus_entry()

    def _phrase_row(self) -> FormRow | None:
        """Where a phrase goes: the text that is typed in, else the first that is said to the customer."""
        areas = [row for row in self.query(FormRow) if row.entry is Entry.AREA and not isinstance(row, PackFieldRow)]
        areas = [row for row in areas if row.display]
        areas.sort(key=lambda row: (not self.wording.watches(row), not row.owns(self.focused)))
        return next(iter(areas), None)

    def action_take_wording(self) -> None:
        """Takes the accepted wording for what the check names; without such the cursor goes to the line's end."""
        if not self.wording.take(self.row_of(self.focused)):
            to_end(self.focused)
