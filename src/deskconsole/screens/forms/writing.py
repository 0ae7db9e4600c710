"""What helps to write on the form of an action: answers at hand, what to say, standard phrases."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from textual.widget import Widget

from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.wording import specialists_answers
from deskconsole.domain.rules.wording import BLANK
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.answer_offers import AnswerOffers
from deskconsole.screens.forms.moments import ask_moment
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.phrases import blanks_on, phrases_for, script_for
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.text_view import TextView


class SpecialistsAnswer(Offer):
    """What a specialist has answered on the ticket itself: the words are its own, so that no source is named."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """Nothing."""
        return {}


class AnswersToTicket(AnswerOffers):
    """Articles and answered cases for the words of an answer to a ticket. ``taken``: the one they are of already."""

    def __init__(self, session: Session, view: TicketView, taken: Offer | None) -> None:
        super().__init__(
            session,
            question=self._what_is_asked,
            category=lambda: view.ticket.category,
            take=self._put,
            nothing=lambda: self.form.say(_("Nothing in the knowledge base fits")),
            exclude=view.number,
        )
        self._ticket = view.ticket
        self.taken = taken
        self._answers = [
            SpecialistsAnswer(view.number, _("what the specialist answered"), text, view.ticket.category)
            for text in specialists_answers(view.events)[:1]
        ]

    def first_offers(self) -> list[Offer]:
        """What a specialist has answered to this very question comes before what is like it."""
        return [*self._answers]

    def _what_is_asked(self) -> str:
        """What the customer asked, and what is typed so far."""
        return "\n".join((self._ticket.request or "", self._ticket.content or "", self._words().value))

    def _words(self) -> FormRow:
        """Where the words of an answer stand."""
        areas = [row for row in self.form.rows.by_name.values() if row.entry is Entry.AREA]
        return self.form.rows.by_name.get("text", areas[0])

    def _put(self, before: Offer | None) -> None:
        """Puts the answer that was taken into the text, in place of the one before."""
        row = self._words()
        text = row.value.removesuffix(before.answer).rstrip("\n") if before is not None else row.value
        row.value = "\n".join(part for part in (text, self.taken.answer if self.taken is not None else "") if part)
        row.focus_entry()


class Script(FormPart):
    """What the pack has people say while they do an action, above its form; hidden where nothing."""

    def __init__(self, session: Session, view: TicketView, event: str) -> None:
        self._session, self._view, self._event = session, view, event
        self._text = TextView(classes="script")
        self._text.can_focus = False

    def above(self) -> Iterable[Widget]:
        """The script."""
        return (self._text,)

    def relabel(self) -> None:
        """In the language now in use."""
        self._text.show(script_for(EVENTS[self._event].action, self._view, self._session))
        self._text.display = bool(self._text.plain)
        if isinstance(self._text.parent, Widget):
            self._text.parent.set_class(self._text.display, "-scripted")


class Phrases(FormPart):
    """The standard phrases of an event: one key puts the next one in; its first gap is selected, to be typed over.
    Behind the last one the lines for hard moments are offered.

    ``to_customer``: whether what stands in a row is said to the customer.
    """

    def __init__(self, session: Session, view: TicketView, event: str, to_customer: Callable[[FormRow], bool]) -> None:
        self._session, self._view, self._event = session, view, event
        self._to_customer = to_customer
        #: the phrase that was put in last; whether the lines for hard moments have been offered behind it
        self._place = -1
        self._offered = False

    @property
    def actions(self) -> Mapping[str, Callable[[], None]]:
        """The next phrase."""
        return {"phrase": self._put_next}

    def _put_next(self) -> None:
        """Puts the next phrase into the text; the first time behind what is there."""
        phrases = phrases_for(self._event, self._view, blanks_on(self.form.rows, self._view, self._session))
        row = self._row()
        last = self._place + 1 >= len(phrases) and not (phrases and self._offered)
        if row is not None and last and self._view.pack.moments:
            self._offered = True
            ask_moment(row.app, self._session, self._view, lambda line: _add(row, line), self.form.say)
            return
        self._offered = False
        if row is None or not phrases:
            self.form.say(_("There is no standard phrase for this"))
            return
        before = phrases[self._place % len(phrases)] if self._place >= 0 else ""
        self._place += 1
        begun = row.value.removesuffix(before) if before else row.value
        row.value = begun + phrases[self._place % len(phrases)]
        row.focus_entry()
        if (gap := row.value.find(BLANK, len(begun))) >= 0:
            row.select(gap, gap + len(BLANK))

    def _row(self) -> FormRow | None:
        """Where a phrase goes: the text that is typed in, else the first that is said to the customer."""
        areas = [row for row in self.form.rows.by_name.values() if row.entry is Entry.AREA and row.display]
        areas.sort(key=lambda row: (not self._to_customer(row), row is not self.form.focused_row))
        return next(iter(areas), None)


def _add(row: FormRow, line: str) -> None:
    """A line behind what stands in a text; its first gap is selected."""
    begun = row.value
    row.value = begun + line
    row.focus_entry()
    if (gap := row.value.find(BLANK, len(begun))) >= 0:
        row.select(gap, gap + len(BLANK))
