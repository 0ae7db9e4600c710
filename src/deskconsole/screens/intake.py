"""The intake form: a new inquiry in the fewest keys, its response clock running, nothing typed ever lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, TextArea

from deskconsole.actions import Scope
from deskconsole.desk import forms, intake
from deskconsole.desk.customers import CustomerHit, find_customers
from deskconsole.desk.forms import NOT_GIVEN, IntakeRefused
from deskconsole.domain.errors import DeskError
from deskconsole.domain.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.present.cells import wrap
from deskconsole.present.dates import clock_time
from deskconsole.present.safe import clean
from deskconsole.screens.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.drafting import DraftKeeper
from deskconsole.screens.keys import bindings
from deskconsole.screens.refusals import said, said_at
from deskconsole.screens.session import Session
from deskconsole.widgets.choice_row import ChoiceRow
from deskconsole.widgets.customer_hits import CustomerHits
from deskconsole.widgets.form_row import Entry, FormRow, rows_of
from deskconsole.widgets.intake_clock import IntakeClock
from deskconsole.widgets.reading import Reading

_CHOICES = {"channel": "channels", "tier": "tiers", "category": "categories", "kind": "kinds"}
#: Below this many characters typed nobody is looked for.
_LEAST_TYPED = 2
#: Width of the texts beside the form; the style sheet gives them their place.
_SIDE_CELLS = 36


class IntakeScreen(DeskScreen):
    """One inquiry as it comes in. The response clock counts from the moment that the form was opened."""

    scope = Scope.INTAKE
    BINDINGS: ClassVar = bindings(Scope.INTAKE)
    AUTO_FOCUS = "Input"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.opened_at = session.now()
        self.clock = IntakeClock(session.desk.calendar, session.zone)
        self.hits = CustomerHits()
        self.questions = Reading(id="questions")
        self.questions.can_focus = False
        self.rows: dict[str, FormRow] = {row.field: row for row in self._make_rows()}
        self.drafts = DraftKeeper(session, "intake", self.typed)
        self._saving = False
        self._waiting_drafts = 0

    @property
    def pack(self) -> Pack:
        """The pack of the kind that is chosen."""
        kind = self.rows["kind"].value if "kind" in self.rows else None
        return self.session.desk.pack_for(kind=kind or None)

    def _make_rows(self) -> list[FormRow]:
        kinds = [kind for pack in self.session.desk.packs for kind in pack.kinds]
        rows = [
            FormRow("customer", lambda: _("Customer"), Entry.LINE),
            FormRow("contact", lambda: _("Contact"), Entry.LINE),
            FormRow("channel", lambda: _("Channel"), Entry.CHOICE, choices=lambda: self._titles("channel")),
            FormRow("tier", lambda: _("Tier"), Entry.CHOICE, choices=lambda: self._titles("tier")),
            FormRow("category", lambda: _("Category"), Entry.CHOICE, choices=lambda: self._titles("category")),
            FormRow("content", lambda: _("Content"), Entry.AREA),
            FormRow("request", lambda: _("Request"), Entry.LINE),
        ]
        if len(kinds) > 1:
            row = FormRow("kind", lambda: _("Kind"), Entry.CHOICE, choices=lambda: self._titles("kind"))
            rows.insert(2, row)
        return rows

    def _titles(self, name: str) -> list[tuple[str, str]]:
        packs = self.session.desk.packs if name == "kind" or not hasattr(self, "rows") else (self.pack,)
        entries = [entry for pack in packs for entry in getattr(pack, _CHOICES[name])]
        return [(entry.name, entry.title.get(language())) for entry in entries]

    def body(self) -> ComposeResult:
        """The response clock, the rows, beside them what helps while the customer speaks."""
        yield self.clock
        with Horizontal(id="intake-body"):
            with VerticalScroll(id="intake-rows", can_focus=False):
                for row in self.rows.values():
                    yield row
                    if row.field == "customer":
                        yield self.hits
            with Vertical(id="intake-side"):
                yield self.questions

    def on_mount(self) -> None:
        """An empty form; the tier that is usual stands in it."""
        self._clear()
        super().on_mount()

    async def reload(self) -> None:
        """Says how many parked drafts wait."""
        self._waiting_drafts = len(await self.drafts.all())
        if not self.status.text and self._waiting_drafts:
            told = _("{n} parked drafts · ^O takes the newest up")
            self.status.say(told.format(n=self._waiting_drafts))

    def tick(self, now: datetime) -> None:
        """The time since the call, and the response clock."""
        self.clock.show(now, self.opened_at, self.pack, self._attributes())

    def _attributes(self) -> dict[str, Any]:
        values = {name: self.rows[name].value or None for name in ("channel", "tier", "category")}
        kind = self.rows["kind"].value if "kind" in self.rows else self.pack.kinds[0].name
        return {**values, "kind": kind or None, "level": None, "urgent": False}

    # --- while typing --------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        row = next((row for row in self.rows.values() if row.owns(event.control)), None)
        if row is None:
            return
        self.drafts.touched()
        if row.input.has_focus:
            row.say("")
        if row.field in ("customer", "contact") and row.input.has_focus:
            self.run_worker(self._look_up(row.value), group="look-up", exclusive=True)
        if isinstance(event, ChoiceRow.Changed):
            self.tick(self.session.now())
            self._show_questions()
            if event.by_digit:
                self.focus_next()

    async def _look_up(self, typed: str) -> None:
        hits: list[CustomerHit] = []
        if len(typed.strip()) >= _LEAST_TYPED:
            hits = await self.session.ask(find_customers, self.session.desk, clean(typed), limit=4)
        self.hits.show(hits, self.session.titles)

    @on(CustomerHits.Taken)
    def _taken(self, event: CustomerHits.Taken) -> None:
        """A known customer was chosen: tier and contact come with them."""
        hit: CustomerHit = event.hit
        self.rows["customer"].value = hit.name or ""
        if hit.contacts and not self.rows["contact"].value:
            self.rows["contact"].value = hit.contacts[0]
        if hit.tier:
            self.rows["tier"].value = hit.tier
        self.hits.show([], self.session.titles)
        if hit.open_numbers:
            told = _("Open already: {numbers} · {words}")
            numbers = ", ".join(number[-4:] for number in hit.open_numbers)
            self.rows["customer"].say(told.format(numbers=numbers, words=hit.last_words or "-"))
        self.tick(self.session.now())
        self.rows["channel"].focus_entry()

    def on_key(self, event: Any) -> None:
        """Down from the customer field goes to the customers that fit; the first also by its number key."""
        row = self.rows["customer"]
        if event.key == "down" and row.owns(self.focused) and self.hits.hits:
            self.hits.focus()
            event.stop()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it saves."""
        if self.rows["request"].owns(event.control):
            self.action_save()
        elif self.rows["customer"].owns(event.control):
            self.rows["contact"].focus_entry()
        else:
            self.focus_next()

    def _show_questions(self) -> None:
        checklist = self.pack.questions(self.rows["category"].value)
        asked = checklist.questions if checklist is not None else ()
        pieces = [(f"{_('Ask')}\n", "bold $accent")] if asked else []
        for question in asked:
            lines = wrap(question.title.get(language()), _SIDE_CELLS - 2)
            pieces.append(("- " + "\n  ".join(lines) + "\n", ""))
        self.questions.show(pieces)

    # --- drafts --------------------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """What is typed, for the draft; a form with nothing but choices in it is none."""
        values = {name: row.value for name, row in self.rows.items()}
        if not any(values[name].strip() for name in ("customer", "contact", "content", "request")):
            return {}
        return {**values, "opened_at": self.opened_at.isoformat()}

    def action_take_draft(self) -> None:
        """Parks what is typed and takes the newest parked draft up."""
        self.work(self._take_draft())

    async def _take_draft(self) -> None:
        waiting = await self.drafts.all()
        if not waiting:
            self.status.say(_("No draft is parked"), error=True)
            return
        await self.drafts.keep()
        self._fill(waiting[0].body)
        self.drafts.take(waiting[0])
        self.status.say(_("Draft of {time} taken up").format(time=clock_time(self.opened_at, self.session.zone)))

    def _fill(self, body: Mapping[str, Any]) -> None:
        for name, row in self.rows.items():
            row.value = str(body.get(name, ""))
            row.say("")
        opened = body.get("opened_at")
        self.opened_at = datetime.fromisoformat(opened) if isinstance(opened, str) else self.session.now()
        self._show_questions()
        self.tick(self.session.now())
        self.rows["customer"].focus_entry()

    def _clear(self) -> None:
        self._fill({"channel": self.pack.channels[0].name, "tier": self.pack.default_tier})

    def action_fresh(self) -> None:
        """Parks what is typed and begins another form: the next call has come."""
        self.work(self._fresh())

    async def _fresh(self) -> None:
        if self.typed():
            await self.drafts.keep()
            self.status.say(_("Parked · ^O takes it up again"))
        self.drafts.renew()
        self._clear()

    async def action_back(self) -> None:
        """Leaves; a half-filled form is parked as a draft."""
        if self.typed():
            await self.drafts.keep()
        self.dismiss()

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Records the inquiry; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.work(self._save())

    async def _save(self) -> None:
        for row in self.rows.values():
            row.say("")
        entered = {name: row.value for name, row in self.rows.items()}
        entered["kind"] = entered.get("kind") or self.pack.kinds[0].name
        desk, now = self.session.desk, self.session.now()
        try:
            form = forms.read_form(desk, {**entered, "received": self.opened_at}, now=now, loose=True)
            view = await self.session.ask(intake.intake, desk, form, key=self.drafts.id, source="console")
        except DeskError as error:
            self._show_errors(error)
            return
        finally:
            self._saving = False
        await self.drafts.drop()
        self.session.saved = view.number
        self.post_message(StoreChanged())
        self.dismiss()

    def _show_errors(self, error: DeskError) -> None:
        """Each mistake at its field; the cursor goes to the first."""
        errors = error.errors if isinstance(error, IntakeRefused) else (error,)
        rows = rows_of(self)
        first: FormRow | None = None
        for one in errors:
            row = rows.get(one.field or "")
            if row is not None:
                hint = f" · {NOT_GIVEN}: {_('not given')}" if row.field in ("customer", "contact") else ""
                row.say(said_at(one, row.label) + hint, error=True)
                first = first or row
        if first is not None:
            first.focus_entry()
            first.scroll_visible(animate=False)
        if first is None or len(errors) > 1:
            many = _("{n} fields need another look").format(n=len(errors))
            self.status.say(said(error) if first is None else many, error=True)

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self._show_questions()
