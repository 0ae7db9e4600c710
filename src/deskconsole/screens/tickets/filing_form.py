"""Completing a ticket's form and filing it (R16): exactly what it lacks on one screen, recorded by one save."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from deskconsole.actions import Scope
from deskconsole.desk.tickets import filing
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.rules.customer_wording import WordingRefused
from deskconsole.domain.tickets.event import EVENTS
from deskconsole.domain.tickets.filing import MissingPart, missing_parts
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short_due
from deskconsole.present.event_fields import OUTCOMES
from deskconsole.present.event_titles import event_title
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.event_fields import pack_fields
from deskconsole.screens.forms.wording_check import TAKE, to_end
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.filing_wording import FilingWording
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import Entry, FormRow, rows_of
from deskconsole.widgets.forms.pack_fields import PackFieldRow

_TABLES: Final = {"tier": "tiers", "channel": "channels"}
#: What was answered settles the question, or the customer did not react; anything else leaves the form open.
_SETTLED: Final = ("understood", "no_reaction")
#: The row for words that go with the outcome.
_SUMMARY: Final = "summary"


class FilingForm(DeskModal[TicketView | None]):
    """Gives the ticket as it was filed, or ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session, view: TicketView) -> None:
        super().__init__(session)
        self.view = view
        kind = view.pack.kind_of(view.ticket.kind)
        offered = kind.steps if kind is not None and kind.steps else tuple(EVENTS)
        result = missing_parts(view.ticket, view.clocks)
        self.missing_parts = tuple(missing for missing in result if not missing.optional or missing.kind in offered)
        self._rows = {row.field: row for row in self._make()}
        self.own = pack_fields("finished" if "outcome" in self._rows else "filed", view, session, lambda: self._rows)
        self.wording = FilingWording(session, view, self.missing_parts, self._rows)
        self._title = Static("", markup=False, classes="dialog-title")
        self._tell = Static("", markup=False, classes="note")
        self._message = Static("", markup=False, classes="note -error")
        self._saving = False
        self.drafts = DraftKeeper(session, f"file {view.number}", self.body)

    def compose(self) -> ComposeResult:
        """Title, what is settled by itself, a row for each thing that is missing, what was refused, keys."""
        with Vertical(classes="dialog form filing"):
            yield self._title
            yield self._tell
            with VerticalScroll(classes="rows", can_focus=False):
                yield from self.wording.rows()
                yield self.own
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first row; what was typed before and not saved comes back."""
        self.relabel()
        self._message.display = False
        first = next(iter(self.query(FormRow)), None)
        if first is not None:
            first.focus_entry()
            # The cursor is in view, but so must be what the first row asks.
            self.call_after_refresh(self.query_one(VerticalScroll).scroll_home, animate=False)
        self.run_worker(self._take_up())
        self.run_worker(self.wording.read_existing())

    async def _take_up(self) -> None:
        body = await self.drafts.latest()
        if body is not None and not any(row.value for row in self.query(FormRow)):
            for name, row in rows_of(self).items():
                row.value = str(body.get(name, row.value))
            self._say(_("Taken up where it was left"))

    def relabel(self) -> None:
        """In the language now in use."""
        super().relabel()
        customer = self.session.titles.customer(self.view.ticket.customer, self.view.ticket.tier)
        self._title.update(Content(f"{_('File')} · {self.view.number[-4:]} {customer}"))
        settled = [missing for missing in self.missing_parts if missing.entered == "nothing"]
        message = [_("The form is complete; saving files it")] if not self._rows else []
        message += [_("Saving also ends the waiting for the customer")] if settled else []
        self._tell.update(Content("\n".join(message)))
        self._tell.display = bool(message)
        shown = [keys for keys in shown_keys(self.scope) if keys[0] in self._keys()]
        self.query_one(KeyLine).show(shown)

    def _keys(self) -> tuple[str, ...]:
        return ("save", "back", TAKE) if self.wording else ("save", "back")

    def body(self) -> dict[str, str]:
        """What is typed, for the draft."""
        return {name: row.value for name, row in rows_of(self).items() if row.value}

    # --- rows ----------------------------------------------------------------------------------------------

    def _make(self) -> Iterator[FormRow]:
        for missing in self.missing_parts:
            if missing.entered == "name":
                yield FormRow(missing.part, self._label(missing), Entry.CHOICE, choices=self._names(missing.part))
            elif missing.kind == "confirmed":
                yield FormRow(missing.part, self._label(missing), Entry.CHOICE, choices=_confirmations)
            elif missing.kind == "finished":
                yield FormRow(missing.part, self._label(missing), Entry.LINE)
                yield FormRow(_SUMMARY, lambda: _("Summary"), Entry.AREA)
            elif missing.entered == "text":
                yield FormRow(missing.part, self._label(missing), Entry.AREA, stacked=True)

    def _names(self, part: str) -> Callable[[], list[tuple[str, str]]]:
        entries = getattr(self.view.pack, _TABLES[part])
        return lambda: [(entry.name, entry.title.get(language())) for entry in entries]

    def _label(self, missing: MissingPart) -> Callable[[], str]:
        return lambda: clip(one_line(self._described(missing)), 70)

    def _described(self, missing: MissingPart) -> str:
        ticket, optional = self.view.ticket, f" ({_('may stay empty')})" if missing.optional else ""
        if missing.entered == "name":
            return {"tier": _("Tier"), "channel": _("Channel")}[missing.part]
        if missing.kind == "confirmed":
            return _("Understood")
        if missing.kind == "finished":
            return _("Outcome")
        if missing.kind == "replied" and missing.of is not None:
            promise = ticket.promises[missing.of]
            due = short_due(promise.due, self.session.now(), self.session.zone)
            return _("Reply promised until {due}: {text}").format(due=due, text=promise.text)
        if missing.of is not None and missing.of in ticket.hand_offs:
            hand_off = ticket.hand_offs[missing.of]
            message = (
                _("What {who} answered: {question}")
                if missing.kind == "specialist_answered"
                else _("What the customer was told on: {question}")
            )
            return message.format(who=self.session.titles.who(hand_off.to), question=hand_off.question)
        title = self.view.title(missing.rule, EVENTS[missing.kind].action) if missing.rule is not None else None
        text = title.get(language()) if title is not None else _(event_title(missing.kind))
        return text + optional

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        self.drafts.touched()
        row = next((row for row in self.query(FormRow) if row.owns(event.control)), None)
        if row is not None:
            if not self.wording.names(row):
                row.say(self.own.understood(row) if isinstance(row, PackFieldRow) else "")
            self.wording.touched(row)
        self.own.renew()
        if isinstance(event, ChoiceRow.Changed) and event.by_digit:
            self.focus_next()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter goes on; saving needs its own key, for a filed form is locked."""
        self.focus_next()

    def action_take_wording(self) -> None:
        """Takes the accepted wording for what the check names; without such the cursor goes to the line's end."""
        row = next((row for row in self.query(FormRow) if row.owns(self.focused)), None)
        if not self.wording.take(row):
            to_end(self.focused)

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Records everything and files; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        try:
            self._say("")
            own, wrong = self.own.entered()
            if wrong:
                raise FormRefused(wrong)
            finishing = "outcome" in self._rows
            view = await self.session.ask(
                filing.complete_and_file,
                self.session.desk,
                self.view.number,
                self._steps(own if finishing else {}),
                fields={} if finishing else own,
                expect=self.view.events[-1].seq,
            )
        except DeskError as error:
            self._saving = False
            self._refused(error)
            return
        await self.drafts.drop()
        self.dismiss(view)

    def _steps(self, own: Mapping[str, Any]) -> list[filing.Step]:
        """The events that the form records, in their order; raises :class:`DeskError` at the first empty row."""
        steps: list[filing.Step] = []
        for missing in self.missing_parts:
            value = self._rows[missing.part].value.strip() if missing.part in self._rows else ""
            if not value and missing.entered != "nothing":
                if missing.optional and EVENTS[missing.kind].required:
                    continue
                if not missing.optional:
                    raise DeskError("{name}: is missing", field=missing.part, name=missing.part)
            steps.append(self._step(missing, value, own))
        return steps

    def _step(self, missing: MissingPart, value: str, own: Mapping[str, Any]) -> filing.Step:
        if missing.entered == "name":
            return filing.Step(missing.part, missing.kind, fields={missing.part: value})
        if missing.kind == "confirmed":
            return filing.Step(missing.part, missing.kind, fields={"outcome": value})
        if missing.kind == "finished":
            return filing.Step(
                missing.part, missing.kind, text=self._rows[_SUMMARY].value, fields={"outcome": value, **own}
            )
        return filing.Step(
            missing.part, missing.kind, missing.of, value or None, fields=self.wording.reason(missing.part)
        )

    def _refused(self, error: DeskError) -> None:
        """Says each reason at its row, or below the form; everything typed stays."""
        if isinstance(error, WordingRefused) and self.wording.refused(error):
            return
        rows = rows_of(self)
        for one in reversed(error.errors if isinstance(error, FormRefused) else (error,)):
            row = rows.get(one.field or "")
            if row is None:
                self._say(message_of(one))
                continue
            row.say(message_at(one, row.label), error=True)
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


def _confirmations() -> list[tuple[str, str]]:
    return [(outcome, _(OUTCOMES[outcome])) for outcome in _SETTLED]
