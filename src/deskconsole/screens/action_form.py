"""The small form of one action: just the fields that its event needs. A refusal keeps the form and says why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from deskconsole.actions import Scope, event_title
from deskconsole.desk import acting
from deskconsole.desk.records import TicketView
from deskconsole.domain.errors import DeskError
from deskconsole.domain.events import EVENTS
from deskconsole.domain.recurrence import first_after
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.present.repeats import parse_recurrence, told_recurrence
from deskconsole.present.when import parse_when
from deskconsole.screens.desk_screen import DeskModal
from deskconsole.screens.drafting import DraftKeeper
from deskconsole.screens.form_fields import fields_of, open_threads
from deskconsole.screens.keys import bindings, shown_keys
from deskconsole.screens.phrases import banned_note, phrases_for, script_for
from deskconsole.screens.refusals import said, said_at
from deskconsole.screens.session import Session
from deskconsole.screens.who import addressee, names_hint
from deskconsole.widgets.choice_row import ChoiceRow
from deskconsole.widgets.form_row import Entry, FormRow, rows_of
from deskconsole.widgets.key_line import KeyLine
from deskconsole.widgets.reading import Reading


class ActionForm(DeskModal[TicketView | None]):
    """Gives the ticket as it is after the action, or ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(
        self, session: Session, view: TicketView, event: str, prefilled: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(session)
        self.view = view
        self.event = event
        self._prefilled = dict(prefilled or {})
        self._fields = fields_of(event, view, session.titles)
        self._threads = open_threads(EVENTS[event], view)
        self._phrase = -1
        self._saving = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        self._script = Reading(classes="script")
        self._script.can_focus = False
        self.drafts = DraftKeeper(session, f"act {event} {view.number}", self.body)

    def compose(self) -> ComposeResult:
        """Title, rows, what was refused, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            yield self._script
            with VerticalScroll(classes="rows", can_focus=False):
                for field in self._fields:
                    yield field.row(self._prefilled.get(field.name, ""))
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first field; what was typed before and not saved comes back."""
        self.relabel()
        self._message.display = False
        rows = list(self.query(FormRow))
        first = next((row for row in rows if not self._prefilled.get(row.field)), rows[0])
        if self._prefilled.get("outcome") == "no_answer":
            first = rows_of(self).get("due", first)
        first.focus_entry()
        self.run_worker(self._take_up())

    async def _take_up(self) -> None:
        body = await self.drafts.found()
        if body is not None and not any(row.value for row in self.query(FormRow) if row.field not in self._prefilled):
            for name, row in rows_of(self).items():
                row.value = str(body.get(name, row.value))
            self._say(_("Taken up where it was left"))

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

    # --- while typing --------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        self.drafts.touched()
        row = self._row_of(event.control)
        if row is not None:
            row.say(*self._hint(row))
        if isinstance(event, ChoiceRow.Changed) and event.by_digit:
            self.focus_next()

    def _row_of(self, widget: Any) -> FormRow | None:
        return next((row for row in self.query(FormRow) if row.owns(widget)), None)

    def _hint(self, row: FormRow) -> tuple[str]:
        """What was understood of an entry, or what should not be said to a customer."""
        if not row.value.strip():
            return ("",)
        if row.entry is Entry.WHEN:
            try:
                return ("= " + short(self._when(row.value), self.session.now(), self.session.zone),)
            except DeskError:
                return ("",)
        if row.entry is Entry.REPEAT:
            return (self._repeat_note(row.value),)
        if row.entry is Entry.WHO:
            return (names_hint(row.value, self.session, self.view.pack),)
        if row.entry is Entry.AREA:
            return (banned_note(row.value, self.view.pack),)
        return ("",)

    def _repeat_note(self, text: str) -> str:
        """How often, and without a time of its own from when."""
        try:
            rule = parse_recurrence(text)
        except DeskError:
            return ""
        first = first_after(rule, self.session.now(), self.session.zone)
        if rows_of(self)["due"].value.strip() or first is None:
            return f"= {told_recurrence(rule)}"
        told = _("= {often}, first {when}")
        return told.format(often=told_recurrence(rule), when=short(first, self.session.now(), self.session.zone))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it saves."""
        rows = list(self.query(FormRow))
        if self._row_of(event.control) is rows[-1]:
            self.action_save()
        else:
            self.focus_next()

    def action_phrase(self) -> None:
        """Puts the next standard phrase into the text; the first time behind what is there."""
        found = phrases_for(self.event, self.view, self.session)
        row = next((row for row in self.query(FormRow) if row.entry is Entry.AREA), None)
        if row is None or not found:
            self._say(_("There is no standard phrase for this"))
            return
        before = found[self._phrase % len(found)] if self._phrase >= 0 else ""
        self._phrase += 1
        text = row.value.removesuffix(before) if before else row.value
        row.value = text + found[self._phrase % len(found)]
        row.focus_entry()

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Records the event; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        try:
            entered = self._entered()
            view = await self.session.ask(
                acting.act,
                self.session.desk,
                self.view.number,
                self.event,
                of=self._of(entered.pop("of", None)),
                text=entered.pop("text", None),
                fields=entered,
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

    def _of(self, chosen: str | None) -> int | None:
        if chosen is not None:
            return int(chosen)
        return self._threads[0] if len(self._threads) == 1 else None

    def _entered(self) -> dict[str, Any]:
        """The values as the desk wants them; raises :class:`DeskError` at its field."""
        entered: dict[str, Any] = {}
        for row in self.query(FormRow):
            row.say("")
            value = row.value.strip()
            if not value:
                continue
            if row.entry is Entry.WHEN:
                entered[row.field] = self._when(value)
            elif row.entry is Entry.REPEAT:
                entered[row.field] = parse_recurrence(value, field=row.field)
            elif row.entry is Entry.WHO:
                entered[row.field] = addressee(value, self.session, self.view.pack)
            elif row.field == "score":
                entered[row.field] = int(value)
            elif row.field == "level":
                entered[row.field] = int(value) if value.isdecimal() else value
            elif row.field == "urgent":
                entered[row.field] = value == "yes"
            else:
                entered[row.field] = value
        if "recurrence" in entered and "due" not in entered:
            entered["due"] = first_after(entered["recurrence"], self.session.now(), self.session.zone)
        return entered

    def _when(self, text: str) -> datetime:
        return parse_when(text, self.session.now(), self.session.zone, self.session.desk.calendar, field="due")

    def _refused(self, error: DeskError) -> None:
        """Says the reason at its field, or below the form; everything typed stays."""
        row = rows_of(self).get(error.field or "")
        if row is None:
            self._say(said(error))
            return
        row.say(said_at(error, row.label), error=True)
        row.focus_entry()
        row.scroll_visible(animate=False)

    def _say(self, text: str) -> None:
        self._message.update(Content(text))
        self._message.display = bool(text)

    def say(self, text: str) -> None:
        """Says something below the form."""
        self._say(text)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    async def action_back(self) -> None:
        """Leaves; what was typed is kept and comes back when the form is opened again."""
        await self.drafts.keep()
        self.dismiss(None)
