"""Wrong tier, channel or category: shows which deadlines move before it is recorded."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import Scope
from deskconsole.desk import acting
from deskconsole.desk.records import TicketView
from deskconsole.domain.errors import DeskError
from deskconsole.domain.pack import Pack
from deskconsole.domain.pack_parts import Kind
from deskconsole.present.catalogue import _, language
from deskconsole.present.cells import wrap
from deskconsole.screens.desk_screen import DeskModal
from deskconsole.screens.keys import bindings, shown_keys
from deskconsole.screens.moves import move_line, moves
from deskconsole.screens.refusals import said
from deskconsole.screens.session import Session
from deskconsole.widgets.choice_row import ChoiceRow
from deskconsole.widgets.form_row import Entry, FormRow
from deskconsole.widgets.key_line import KeyLine

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
        self.told = Static("", markup=False, id="moves")
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
            found = self.session.desk.kinds if name == "kind" else getattr(self._pack(), _TABLES[name])
            return [(entry.name, entry.title.get(language())) for entry in found]

        return entries

    def _kind(self) -> Kind | None:
        """The kind that is chosen."""
        chosen = self.rows["kind"].value if "kind" in self.rows else ""
        return self._pack().kind_of(chosen or self.view.ticket.kind)

    def _pack(self) -> Pack:
        """The pack that the ticket goes by once it is of the kind that is chosen."""
        kind = self.rows["kind"].value if "kind" in self.rows else None
        known = not kind or self.view.pack.kind_of(kind) is not None
        return self.view.pack if known else self.session.desk.pack_for(kind=kind)

    def compose(self) -> ComposeResult:
        """Title, rows, what moves, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            yield from self.rows.values()
            yield self.told
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
        typed: dict[str, Callable[[str], object]] = {"level": int, "urgent": lambda value: value == "yes"}
        return {
            name: typed[name](row.value) if name in typed else row.value
            for name, row in self.rows.items()
            if row.display and row.value and row.value != self._was[name]
        }

    @on(ChoiceRow.Changed)
    def _chosen(self, event: ChoiceRow.Changed) -> None:
        """Another kind may have other tiers, channels and categories: what it does not know is chosen anew."""
        if "kind" in self.rows and self.rows["kind"].owns(event.control):
            for row in self.rows.values():
                row.offer()
                if row.value not in {name for name, _title in self._choices(row.field)()}:
                    row.value = ""
            self._arrange()
        self._look()

    def _arrange(self) -> None:
        """Shows level and urgency where the kind has them."""
        kind = self._kind()
        for name in ("level", "urgent"):
            self.rows[name].display = kind is not None and kind.asks(name)

    def _look(self) -> None:
        self.run_worker(self._preview(), group="preview", exclusive=True)

    async def _preview(self) -> None:
        changed = self.changed()
        if not changed:
            self._tell([_("Choose by a digit; nothing is recorded before Enter")], "$foreground-muted")
            return
        try:
            after = await self.session.ask(
                acting.preview, self.session.desk, self.view.number, "classified", fields=changed
            )
        except DeskError as error:
            self._tell([said(error)], "$warning")
            return
        now, zone = self.session.now(), self.session.zone
        found = moves(self.view.clocks, after.clocks)
        lines = [move_line(move, self.view.pack, now, zone) for move in found]
        self._tell([_("Deadlines that move:"), *lines] if lines else [_("No deadline moves")], "$accent")

    def _tell(self, lines: list[str], style: str) -> None:
        cells = max(20, self.told.size.width or 70)
        text = "\n".join("\n  ".join(wrap(line, cells - 2)) for line in lines)
        self.told.update(Content.assemble((text, style)))

    def action_save(self) -> None:
        """Records the change; nothing chosen: leaves."""
        if not self.changed():
            self.dismiss(None)
        elif not self._saving:
            self._saving = True
            self.run_worker(self._save(self.changed()))

    async def _save(self, changed: dict[str, object]) -> None:
        try:
            view = await self.session.ask(
                acting.act,
                self.session.desk,
                self.view.number,
                "classified",
                fields=changed,
                expect=self.view.events[-1].seq,
                source="console",
            )
        except DeskError as error:
            self._saving = False
            self._tell([said(error)], "$warning")
            return
        self.session.recorded(view, "classified")
        self.dismiss(view)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    def action_back(self) -> None:
        """Nothing changes."""
        self.dismiss(None)
