"""Wrong tier, channel or category: shows which deadlines move before it is recorded."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from deskconsole.actions import Scope
from deskconsole.desk.tickets import act
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.rules.field_values import Moment
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.present.form_values import typed_form
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.moves import move_line, moves
from deskconsole.text.cells import wrap
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.pack_fields import PackFields

_TABLES = {"tier": "tiers", "channel": "channels", "category": "categories", "kind": "kinds"}


class Reclassify(DeskModal[TicketView | None]):
    """A row for each class, a digit chooses; below, each deadline before → after; Enter records it."""

    scope = Scope.FORM
    BINDINGS: ClassVar = [
        *bindings(Scope.FORM),
        Binding("enter", "save", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, session: Session, view: TicketView) -> None:
        super().__init__(session)
        self.view = view
        self._was = {name: getattr(view.ticket, name) or "" for name in _TABLES}
        self._was |= {"level": str(view.ticket.level or ""), "urgent": "yes" if view.ticket.urgent else "no"}
        labels = {
            "tier": lambda: _("Tier"),
            "channel": lambda: _("Channel"),
            "category": lambda: _("Category"),
            "kind": lambda: _("Kind"),
            "level": lambda: _("Level"),
            "urgent": lambda: _("Urgent"),
        }
        # One kind of work leaves nothing to choose.
        names = [name for name in (*_TABLES, "level", "urgent") if name != "kind" or len(session.desk.kinds) > 1]
        self.rows: dict[str, FormRow] = {}
        for name in names:
            value = self._was[name]
            self.rows[name] = FormRow(name, labels[name], Entry.CHOICE, choices=self._choices(name), value=value)
        desk = session.desk
        self.own = PackFields(lambda: Moment(session.now(), session.zone), self._facts, desk.calendar)
        self.moves_note = Static("", markup=False, id="moves")
        self._title = Static("", markup=False, classes="dialog-title")
        self._saving = False

    def _choices(self, name: str) -> Callable[[], list[tuple[str, str]]]:
        def entries() -> list[tuple[str, str]]:
            if name == "urgent":
                return [("yes", _("yes")), ("no", _("no"))]
            if name == "level":
                kind = self._kind()
                named = [(str(each.level), each.title.get(language())) for each in kind.level] if kind else []
                return named or [(str(n), "") for n in range(1, 10)]
            result = self.session.desk.kinds if name == "kind" else getattr(self._pack(), _TABLES[name])
            return [(entry.name, entry.title.get(language())) for entry in result]

        return entries

    def _kind(self) -> Kind | None:
        """The kind that is chosen."""
        chosen = self.rows["kind"].value if "kind" in self.rows else ""
        return self._pack().kind_of(chosen or self.view.ticket.kind)

    def _pack(self) -> Pack:
        """The pack that the ticket goes by once it is of the kind that is chosen."""
        kind = self.rows["kind"].value if "kind" in self.rows else None
        existing = not kind or self.view.pack.kind_of(kind) is not None
        return self.view.pack if existing else self.session.desk.pack_for(kind=kind)

    def compose(self) -> ComposeResult:
        """Title, rows, what moves, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            with VerticalScroll(classes="rows", can_focus=False):
                yield from self.rows.values()
                yield self.own
            yield self.moves_note
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands on the tier."""
        self.relabel()
        self._arrange()
        next(iter(self.rows.values())).focus_entry()

    def relabel(self) -> None:
        """In the language now in use."""
        super().relabel()
        customer = self.session.titles.customer(self.view.ticket.customer, self.view.ticket.tier)
        self._title.update(Content(f"{_('Classify')} · {self.view.number[-4:]} {customer}"))
        shown = [keys for keys in shown_keys(self.scope) if keys[0] in ("save", "back")]
        self.query_one(KeyLine).show([("save", "Enter", _("Record")), *shown[1:]])
        self._look()

    def changed(self) -> dict[str, object]:
        """What is chosen otherwise than it was."""
        return {**self._chosen_classes(), **self._own_changes()}

    def _chosen_classes(self) -> dict[str, object]:
        typed: dict[str, Callable[[str], object]] = {"level": int, "urgent": lambda value: value == "yes"}
        return {
            name: typed[name](row.value) if name in typed else row.value
            for name, row in self.rows.items()
            if row.display and row.value and row.value != self._was[name]
        }

    def _own_changes(self) -> dict[str, object]:
        """The kind's own fields that are otherwise than they were; what was emptied as an empty text."""
        self.own.renew()
        entered, wrong = self.own.entered()
        if wrong:
            raise FormRefused(wrong)
        stored, was = self.own.stored(), self.view.ticket.fields
        emptied = {name: "" for name, row in self.own.rows.items() if row.display and not row.value and was.get(name)}
        return {**{name: text for name, text in entered.items() if stored.get(name) != was.get(name)}, **emptied}

    def _facts(self) -> dict[str, object]:
        """What conditions of the kind's fields may ask, as it is chosen."""
        return {**self.view.ticket.attributes(), **self._chosen_classes()}

    @on(ChoiceRow.Changed)
    def _chosen(self, event: ChoiceRow.Changed) -> None:
        """Another kind may have other tiers, channels and categories: what it does not know is chosen anew."""
        if "kind" in self.rows and self.rows["kind"].owns(event.control):
            for row in self.rows.values():
                row.offer()
                if row.value not in {name for name, _title in self._choices(row.field)()}:
                    row.value = ""
            self._arrange()
        self.own.renew()
        self._look()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        row = self.own.owner(event.control)
        if row is not None:
            row.say(self.own.understood(row))
            self.own.renew()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def _arrange(self) -> None:
        """Shows level and urgency where the kind has them."""
        kind = self._kind()
        for name in ("level", "urgent"):
            self.rows[name].display = kind is not None and kind.asks(name)
        fields = kind.fields if kind is not None else ()
        was = self.view.ticket.fields
        self.own.ask(fields, {f.name: typed_form(was.get(f.name), f, self.session.zone) for f in fields})

    def _look(self) -> None:
        self.run_worker(self._preview(), group="preview", exclusive=True)

    async def _preview(self) -> None:
        try:
            changed = self.changed()
            if not changed:
                self._tell([_("Choose by a digit; nothing is recorded before Enter")], "$foreground-muted")
                return
            after = await self.session.ask(
                act.preview, self.session.desk, self.view.number, "classified", fields=changed
            )
        except DeskError as error:
            self._tell([message_of(error)], "$warning")
            return
        now, zone = self.session.now(), self.session.zone
        result = moves(self.view.clocks, after.clocks)
        lines = [move_line(move, self.view.pack, now, zone) for move in result]
        self._tell([_("Deadlines that move:"), *lines] if lines else [_("No deadline moves")], "$accent")

    def _tell(self, lines: list[str], style: str) -> None:
        cells = max(20, self.moves_note.size.width or 70)
        text = "\n".join("\n  ".join(wrap(line, cells - 2)) for line in lines)
        self.moves_note.update(Content.assemble((text, style)))

    def action_save(self) -> None:
        """Records the change; nothing chosen: leaves."""
        try:
            changed = self.changed()
        except DeskError as error:
            self._refused(error)
            return
        if not changed:
            self.dismiss(None)
        elif not self._saving:
            self._saving = True
            self.run_worker(self._save(changed))

    def _refused(self, error: DeskError) -> None:
        """Each mistake at its field, whatever has none below."""
        errors = error.errors if isinstance(error, FormRefused) else (error,)
        for one in reversed(errors):
            row = self.own.rows.get(one.field or "") or self.rows.get(one.field or "")
            if row is None or not row.display:
                self._tell([message_of(one)], "$warning")
                continue
            row.say(message_at(one, row.label), error=True)
            row.focus_entry()
            row.scroll_visible(animate=False)

    async def _save(self, changed: dict[str, object]) -> None:
        try:
            view = await self.session.ask(
                act.act,
                self.session.desk,
                self.view.number,
                "classified",
                fields=changed,
                expect=self.view.events[-1].seq,
                source="console",
            )
        except DeskError as error:
            self._saving = False
            self._refused(error)
            return
        self.session.recorded(view, "classified")
        self.dismiss(view)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    def action_back(self) -> None:
        """Nothing changes."""
        self.dismiss(None)
