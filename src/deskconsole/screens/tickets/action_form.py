"""The small form of one action: just the fields that its event needs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from deskconsole.actions import event_title
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.answer_offers import ANSWERS
from deskconsole.screens.forms.awaited import AwaitedAnswer
from deskconsole.screens.forms.event_fields import (
    Field,
    fields_of,
    not_asked,
    open_threads,
    pack_fields,
    proposed_values,
)
from deskconsole.screens.forms.form import Form, ticket_heading
from deskconsole.screens.forms.late_cause import cause_row, late_step
from deskconsole.screens.forms.meanwhile import Meanwhile
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.question import Question
from deskconsole.screens.forms.values import Hints, entered
from deskconsole.screens.forms.wording_check import WordingCheck
from deskconsole.screens.forms.writing import AnswersToTicket, Phrases, Script
from deskconsole.screens.frame.navigation import Wanted
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.form_rows import FormRows
from deskconsole.widgets.forms.pack_fields import PackFields

#: What somebody has to be told of.
_TOLD: Final = frozenset({"specialist_needed", "handed_off", "objected"})


class ActionForm(Form[TicketView]):
    """Gives the ticket as it is after the action. ``taken``: the answer that the prefilled text is of."""

    def __init__(
        self,
        session: Session,
        view: TicketView,
        event: str,
        prefilled: Mapping[str, str] | None = None,
        *,
        taken: Offer | None = None,
    ) -> None:
        self.view, self.event = view, event
        self._prefilled = {**proposed_values(event, view, session.titles), **(prefilled or {})}
        self._fields = fields_of(event, view, session.titles, session.zone)
        self._threads = open_threads(EVENTS[event], view)
        self._awaited = AwaitedAnswer(session, self)
        self._wording, self.answers = WordingCheck(session, view, event), AnswersToTicket(session, view, taken)
        parts: list[FormPart] = [
            Question(view, event),
            Meanwhile(session, self),
            self._awaited,
            Script(session, view, event),
            Hints(session, view.pack, agreed=True),
            Phrases(session, view, event, self._wording.watches),
            self._wording,
            *([self.answers] if event in ANSWERS else []),
        ]
        rows = _made(session, view, event, self._fields, self._prefilled, lambda: self.rows, self._wording.reason)
        super().__init__(session, rows, draft=f"act {event} {view.number}", parts=parts)

    @property
    def asks_of(self) -> tuple[str, str]:
        """What a leader would be asked to allow: the ticket's number and the event."""
        return self.view.number, self.event

    def tick(self, now: datetime) -> None:
        """Whether a leader has answered what was asked."""
        self._awaited.look(now)

    def heading(self) -> str:
        """Which action, on whose ticket."""
        return ticket_heading(_(event_title(self.event)), self.view, self.session)

    def first_row(self) -> FormRow:
        """The first that was not filled in by the key that opened the form."""
        if self._prefilled.get("outcome") == "no_answer" and "due" in self.rows.by_name:
            return self.rows["due"]
        return next((row for row in self.rows.shown() if not self._prefilled.get(row.field)), self.rows.shown()[0])

    def show_rows(self) -> None:
        """Shows the fields that are asked now, and hides the others."""
        values = {name: row.value for name, row in self.rows.by_name.items()}
        hidden = not_asked(self.event, self.view, values)
        for field in self._fields:
            self.rows[field.name].display = field.name not in hidden

    def fill(self, body: Mapping[str, Any]) -> bool:
        """What the key that opened the form has chosen stays; an answer that was just taken is not displaced."""
        if self.answers.taken is not None and "text" in body:
            return False
        chosen = {name for name in self._prefilled if (row := self.rows.find(name)) and row.entry is Entry.CHOICE}
        self.rows.fill({name: text for name, text in body.items() if name not in chosen})
        return True

    async def wanted_answer(self) -> Wanted | None:
        """What the knowledge screen is opened for from here."""
        return self.answers.wanted() if self.event in ANSWERS else None

    # --- saving --------------------------------------------------------------------------------------------

    def submit(self) -> Callable[[], TicketView]:
        """Records the event with its own values and those of the pack's form."""
        several, named = self.event == "specialist_needed", self.event in _TOLD
        values = entered(self.rows.by_name.values(), self.session, self.view.pack, several=several, named=named)
        own, wrong = self.rows.own.entered() if self.rows.own is not None else ({}, [])
        if wrong:
            raise FormRefused(wrong)
        values |= own | self.answers.source_in(str(values.get("text", "")))
        of = values.pop("of", None)
        return partial(
            self._awaited.recording(self.view),
            self.session.desk_for(*self.asks_of),
            *self.asks_of,
            of=int(of) if of is not None else self._threads[0] if len(self._threads) == 1 else None,
            text=values.pop("text", None),
            fields=values,
            expect=self.view.events[-1].seq,
        )

    def saved(self, result: TicketView) -> None:
        """The last action can be taken back for a while."""
        self.session.recorded(result, self.event)


def _made(
    session: Session,
    view: TicketView,
    event: str,
    fields: Sequence[Field],
    prefilled: Mapping[str, str],
    rows: Callable[[], FormRows],
    reason: FormRow,
) -> Iterator[FormRow | PackFields]:
    """The rows of an action: its fields, those of the pack above its words, why it is put so, why it is late."""
    words = next(field for field in fields if field.name in ("text", "remark"))
    for field in fields:
        if field is words:
            yield pack_fields(event, view, session, rows)
        yield field.row(prefilled.get(field.name, ""))
    yield reason
    if late := late_step(view, event):
        yield cause_row(view, late, session)
