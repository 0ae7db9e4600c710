"""The small form of one action: just the fields that its event needs. A refusal keeps the form and says why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from deskconsole.actions import Scope, event_title
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.staff.specialists import rates
from deskconsole.desk.tickets import act
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.rules.customer_wording import WordingRefused
from deskconsole.domain.tickets.event import EVENTS
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.answer_offers import AnswerOffers
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.event_fields import fields_of, not_asked, open_threads, pack_fields
from deskconsole.screens.forms.phrases import script_for
from deskconsole.screens.forms.values import entered, hint
from deskconsole.screens.forms.wording_check import WordingCheck
from deskconsole.screens.forms.writing import WritingHelp
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.answer_matches import AnswerMatches
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import Entry, FormRow, rows_of
from deskconsole.widgets.forms.pack_fields import PackFieldRow
from deskconsole.widgets.text_view import TextView

if TYPE_CHECKING:
    pass


class ActionForm(WritingHelp, DeskModal[TicketView | None]):
    """Gives the ticket as it is after the action, or ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(
        self,
        session: Session,
        view: TicketView,
        event: str,
        prefilled: Mapping[str, str] | None = None,
        *,
        taken: Offer | None = None,
    ) -> None:
        super().__init__(session)
        self.view = view
        self.event = event
        self._prefilled = dict(prefilled or {})
        self._fields = fields_of(event, view, session.titles)
        self._after_own = next(field for field in self._fields if field.name in ("text", "remark"))
        self._threads = open_threads(EVENTS[event], view)
        self.own = pack_fields(event, view, session, self._rows)
        self._saving = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        self._script = TextView(classes="script")
        self._script.can_focus = False
        self.drafts = DraftKeeper(session, f"act {event} {view.number}", self.body)
        self.answers = AnswerOffers(
            self, session, question=self.asked_for, category=lambda: view.ticket.category, exclude=view.number
        )
        self.answers.taken = taken
        self.wording = WordingCheck(session, view, event, self._rows, time_told=self.time_told, allowed=self.blanks)

    def compose(self) -> ComposeResult:
        """Title, rows, what was refused, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            yield self._script
            with VerticalScroll(classes="rows", can_focus=False):
                for field in self._fields:
                    if field is self._after_own:
                        yield self.own
                    yield field.row(self._prefilled.get(field.name, ""))
                yield from self.wording.reason_row()
            yield self.answers.matches
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first field; what was typed before and not saved comes back."""
        self.relabel()
        self._message.display = False
        self._ask()
        rows = [row for row in self.query(FormRow) if row.display]
        first = next((row for row in rows if not self._prefilled.get(row.field)), rows[0])
        if self._prefilled.get("outcome") == "no_answer":
            first = rows_of(self).get("due", first)
        first.focus_entry()
        if first is rows[0]:
            # The cursor is in view, but so must be what the first row asks.
            self.call_after_refresh(self.query_one(".rows", VerticalScroll).scroll_home, animate=False)
        self.run_worker(self._take_up())
        self.run_worker(self.wording.read_existing())
        if any(row.entry is Entry.WHO for row in rows):
            self.run_worker(self._read_rates())
        self.offer_answers()

    async def _read_rates(self) -> None:
        """Reads how specialists keep agreed times, and says it of who is chosen already."""
        self.session.rates = await self.session.ask(rates, self.session.desk)
        for row in self.query(FormRow):
            if row.entry is Entry.WHO:
                row.say(hint(row, rows_of(self), self.session, self.view.pack))

    async def _take_up(self) -> None:
        body = await self.drafts.latest()
        if body is not None and not any(row.value for row in self.query(FormRow) if row.field not in self._prefilled):
            for name, row in rows_of(self).items():
                row.value = str(body.get(name, row.value))
            self._ask()
            self.say(_("Taken up where it was left"))

    def relabel(self) -> None:
        """Title and keys in the language now in use."""
        super().relabel()
        customer = self.session.titles.customer(self.view.ticket.customer, self.view.ticket.tier)
        self._title.update(Content(f"{_(event_title(self.event))} · {self.view.number[-4:]} {customer}"))
        self.query_one(KeyLine).show(shown_keys(self.scope))
        self._script.show(script_for(EVENTS[self.event].action, self.view, self.session))
        self._script.display = bool(self._script.plain)
        self.query_one(".form").set_class(self._script.display, "-scripted")

    def body(self) -> dict[str, str]:
        """What is typed, for the draft."""
        return {name: row.value for name, row in rows_of(self).items() if row.value != self._prefilled.get(name, "")}

    def _rows(self) -> dict[str, FormRow]:
        return rows_of(self)

    # --- while typing --------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        self.drafts.touched()
        row = self.row_of(event.control)
        if row is not None:
            if isinstance(row, PackFieldRow) and not self.wording.names(row):
                row.say(self.own.understood(row))
            elif not self.wording.names(row):
                row.say(hint(row, rows_of(self), self.session, self.view.pack))
            self._ask()
            self.wording.touched()
            if row.entry is Entry.AREA:
                self.offer_answers()
        if isinstance(event, ChoiceRow.Changed) and event.by_digit:
            self.focus_next()

    def _ask(self) -> None:
        """Shows the fields that are asked now, and hides the others."""
        self.own.renew()
        rows = rows_of(self)
        hidden = not_asked(self.event, self.view, {name: row.value for name, row in rows.items()})
        for field in self._fields:
            rows[field.name].display = field.name not in hidden

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it saves."""
        rows = [row for row in self.query(FormRow) if row.display]
        if self.row_of(event.control) is rows[-1]:
            self.action_save()
        else:
            self.focus_next()

    @on(AnswerMatches.Taken)
    def _answer_clicked(self, event: AnswerMatches.Taken) -> None:
        self.take_answer(event.match)

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Records the event; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        try:
            for row in self.query(FormRow):
                if not self.wording.names(row):
                    row.say("")
            values = self._entered()
            values |= self.answers.source_in(str(values.get("text", "")))
            view = await self.session.ask(
                act.act,
                self.session.desk,
                self.view.number,
                self.event,
                of=self._of(values.pop("of", None)),
                text=values.pop("text", None),
                fields=values,
                expect=self.view.events[-1].seq,
                source="console",
            )
        except DeskError as error:
            self._saving = False
            self._refused(error)
            return
        self.session.recorded(view, self.event)
        await self.drafts.drop()
        self.dismiss(view)

    def _entered(self) -> dict[str, Any]:
        """The event's own values and those of its kind's form; raises :class:`DeskError` at its field."""
        rows = [row for row in self.query(FormRow) if not isinstance(row, PackFieldRow)]
        several = self.event == "specialist_needed"
        values = entered(rows, self.session, self.view.pack, several=several)
        own, wrong = self.own.entered()
        if wrong:
            raise FormRefused(wrong)
        return {**values, **own}

    def _of(self, chosen: str | None) -> int | None:
        if chosen is not None:
            return int(chosen)
        return self._threads[0] if len(self._threads) == 1 else None

    def _refused(self, error: DeskError) -> None:
        """Says each reason at its field, or below the form; everything typed stays."""
        if isinstance(error, WordingRefused):
            self.wording.refused(error)
            return
        errors = error.errors if isinstance(error, FormRefused) else (error,)
        rows = rows_of(self)
        for one in reversed(errors):  # the cursor ends in the first
            row = rows.get(one.field or "")
            if row is None:
                self.say(message_of(one))
                continue
            row.say(message_at(one, row.label), error=True)
            row.focus_entry()
            row.scroll_visible(animate=False)

    def say(self, text: str) -> None:
        """Says something below the form."""
        self._message.update(Content(text))
        self._message.display = bool(text)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    async def action_back(self) -> None:
        """Leaves; what was typed is kept and comes back when the form is opened again."""
        await self.drafts.keep()
        self.dismiss(None)
