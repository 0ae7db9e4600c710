"""The form of a customer's file: fields, a contact more, a contact less. A refusal keeps it and says why."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from deskconsole.actions import Scope
from deskconsole.desk.customers.changes import change_customer
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.present.customer_texts import FIELD_TITLES
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.who import addressee, names_hint
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import Entry, FormRow, rows_of

_AREAS = ("preferences", "special_needs")


class CustomerForm(DeskModal[CustomerFile | None]):
    """Gives the file as it is afterwards, or ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session, file: CustomerFile) -> None:
        super().__init__(session)
        self.file = file
        self._saving = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        self.drafts = DraftKeeper(session, f"customer {file.id}", self.body)

    def compose(self) -> ComposeResult:
        """Title, rows, what was refused, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            with VerticalScroll(classes="rows", can_focus=False):
                yield from self._rows()
            yield self._message
            yield KeyLine()

    def _rows(self) -> Iterator[FormRow]:
        for name, title in FIELD_TITLES.items():
            value = self._shown(name)
            if name == "tier":
                yield FormRow(name, lambda: _("Tier"), Entry.CHOICE, choices=self._tiers, value=value)
            elif name == "owner":
                yield FormRow(name, lambda: _("Owner"), Entry.WHO, value=value)
            else:
                entry = Entry.AREA if name in _AREAS else Entry.LINE
                yield FormRow(name, lambda title=title: _(title), entry, value=value)  # type: ignore[misc]
        yield FormRow("contact", lambda: _("New contact"), Entry.LINE)
        if self.file.contacts:
            gone = [(str(place), contact.value) for place, contact in enumerate(self.file.contacts)]
            yield FormRow("gone", lambda: _("Remove"), Entry.CHOICE, choices=lambda: gone)

    def _tiers(self) -> list[tuple[str, str]]:
        tiers = {tier.name: tier.title.get(language()) for pack in self.session.desk.packs for tier in pack.tiers}
        return list(tiers.items())

    def _shown(self, name: str) -> str:
        value = getattr(self.file, name) or ""
        return self.session.titles.person(value) if name == "owner" and value else value

    def on_mount(self) -> None:
        """The cursor stands in the first field; what was typed before and not saved comes back."""
        self.relabel()
        self._message.display = False
        next(iter(self.query(FormRow))).focus_entry()
        self.run_worker(self._take_up())

    async def _take_up(self) -> None:
        body = await self.drafts.latest()
        if body is not None and not self.body():
            for name, row in rows_of(self).items():
                row.value = str(body.get(name, row.value))
            self.say(_("Taken up where it was left"))

    def relabel(self) -> None:
        """Title and keys in the language now in use."""
        super().relabel()
        titles = self.session.titles
        self._title.update(Content(f"{_('Customer file')} · {titles.customer(self.file.name, self.file.tier)}"))
        self.query_one(KeyLine).show([key for key in shown_keys(self.scope) if key[0] in ("save", "back", "help")])

    def body(self) -> dict[str, str]:
        """What differs from the file, for the draft."""
        shown = {name: self._shown(name) for name in FIELD_TITLES}
        return {name: row.value for name, row in rows_of(self).items() if row.value.strip() != shown.get(name, "")}

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        self.drafts.touched()
        row = next((row for row in self.query(FormRow) if row.owns(event.control)), None)
        if row is not None and row.input.has_focus:
            typed = row.field == "owner" and row.value.strip()
            row.say(names_hint(row.value, self.session, self.session.desk.pack) if typed else "")
        if isinstance(event, ChoiceRow.Changed) and event.by_digit:
            self.focus_next()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Records what differs; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        entered = {name: value.strip() for name, value in self.body().items()}
        contact, gone = entered.pop("contact", ""), entered.pop("gone", "")
        if entered.get("owner"):
            entered["owner"] = addressee(entered["owner"], self.session, self.session.desk.pack)
        try:
            file = await self.session.ask(
                change_customer,
                self.session.desk,
                self.file.id,
                entered,
                add=[(None, contact)] if contact else [],
                remove=[self.file.contacts[int(gone)].value] if gone else [],
                expect=self.file.version,
            )
        except DeskError as error:
            self._saving = False
            self._refused(error)
            return
        await self.drafts.drop()
        self.dismiss(file)

    def _refused(self, error: DeskError) -> None:
        """Says the reason at its field, or below the form; everything typed stays."""
        row = rows_of(self).get(error.field or "")
        if row is None:
            self.say(message_of(error))
            return
        row.say(message_at(error, row.label), error=True)
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
