"""Wrong tier, channel or category: shows which deadlines move before it is recorded."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import ClassVar, Final

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import act
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.form_values import typed_form
from deskconsole.screens.forms.classes import class_row, class_titles, pack_group
from deskconsole.screens.forms.form import Form, ticket_heading
from deskconsole.screens.forms.meanwhile import Meanwhile
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.reloads import OneAtATime
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.moves import move_line, moves
from deskconsole.text.cells import wrap
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.form_rows import FormRows

_CLASSES: Final = ("tier", "channel", "category", "kind", "level", "urgent")


class ClassRows(FormRows):
    """The classes of a ticket and the own fields of its kind, as they are and as they are chosen."""

    def __init__(self, session: Session, view: TicketView) -> None:
        self._session, self._view = session, view
        #: of which kind the rows are now; ``None`` before they stand
        self._shown: tuple[Kind | None] | None = None
        was = {name: str(value or "") for name, value in view.ticket.attributes().items()}
        was["urgent"] = "yes" if view.ticket.urgent else "no"
        # One kind of work leaves nothing to choose.
        names = [name for name in _CLASSES if name != "kind" or len(session.desk.kinds) > 1]
        self._fields = pack_group(session, self._facts)
        super().__init__([*(class_row(name, self._titles, was[name]) for name in names), self._fields])

    def _titles(self, name: str) -> list[tuple[str, str]]:
        return class_titles(name, self._pack(), self._kind(), self._session.desk.kinds)

    def _kind(self) -> Kind | None:
        """The kind that is chosen."""
        return self._pack().kind_of(self.value("kind") or self._view.ticket.kind)

    def _pack(self) -> Pack:
        """The pack that the ticket goes by once it is of the kind that is chosen."""
        kind = self.value("kind")
        existing = not kind or self._view.pack.kind_of(kind) is not None
        return self._view.pack if existing else self._session.desk.pack_for(kind=kind)

    def follow_kind(self) -> None:
        """Another kind may have other tiers, channels and categories: what it does not know is chosen anew."""
        before, self._shown = self._shown, (self._kind(),)
        if before == self._shown:
            return
        (kind,) = self._shown
        for name, row in self.by_name.items() if before is not None else ():
            row.offer()
            if row.value not in dict(self._titles(name)):
                row.value = ""
        for name in ("level", "urgent"):
            self[name].display = kind is not None and kind.asks(name)
        fields, was = kind.fields if kind is not None else (), self._view.ticket.fields
        self._fields.begin_with(fields, {f.name: typed_form(was.get(f.name), f, self._session.zone) for f in fields})

    def changes(self) -> dict[str, object]:
        """What is chosen otherwise than it was; raises :class:`FormRefused` for what is wrong.

        A field that was emptied is an empty text.
        """
        self._fields.renew()
        entered, wrong = self._fields.entered()
        if wrong:
            raise FormRefused(wrong)
        stored, was = self._fields.stored(), self._view.ticket.fields
        changed = {name: text for name, text in entered.items() if stored.get(name) != was.get(name)}
        empty = [name for name, row in self._fields.rows.items() if row.display and not row.value and was.get(name)]
        return {**self._chosen(), **changed, **dict.fromkeys(empty, "")}

    def _chosen(self) -> dict[str, object]:
        typed: dict[str, Callable[[str], object]] = {"level": int, "urgent": lambda value: value == "yes"}
        return {
            name: typed.get(name, str)(row.value)
            for name, row in self.by_name.items()
            if row.display and row.value and row.value != row.initial
        }

    def _facts(self) -> Mapping[str, object]:
        """What conditions of the kind's fields may ask, as it is chosen."""
        return {**self._view.ticket.attributes(), **self._chosen()}


class Reclassify(Form[TicketView]):
    """A row for each class, a digit chooses; below, each deadline before → after; Enter records it."""

    BINDINGS: ClassVar = [
        Binding("enter", "save", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, session: Session, view: TicketView) -> None:
        self.view = view
        self._by_class = rows = ClassRows(session, view)
        # No draft: choices that wait for Enter must not stand there when the form is opened again.
        super().__init__(session, rows, parts=[Preview(session, view, rows.changes), Meanwhile(session, self)])

    def heading(self) -> str:
        """Whose ticket."""
        return ticket_heading(_("Classify"), self.view, self.session)

    def shown(self) -> list[tuple[str, str, str]]:
        """Enter records; digits and letters choose."""
        return [("save", "Enter", _("Record")), *[key for key in super().shown() if key[0] == "back"]]

    def submits(self, row: FormRow) -> bool:
        """Enter records in every row."""
        return True

    def go_on(self, row: FormRow) -> None:
        """A digit chooses and stays: another may be meant when the deadlines are seen."""

    def show_rows(self) -> None:
        """Asks what the chosen kind asks."""
        self._by_class.follow_kind()

    def save(self) -> None:
        """Records the change; nothing chosen: leaves."""
        try:
            if not self._by_class.changes():
                self.dismiss(None)
                return
        except DeskError as error:
            self.content.refuse(error)
            return
        super().save()

    def submit(self) -> Callable[[], TicketView]:
        """Records the change."""
        return partial(
            act.act,
            self.session.desk,
            self.view.number,
            "classified",
            fields=self._by_class.changes(),
            expect=self.view.events[-1].seq,
        )

    def saved(self, result: TicketView) -> None:
        """The last action can be taken back for a while."""
        self.session.recorded(result, "classified")


class Preview(FormPart):
    """Below the rows: which deadlines would move. ``changes`` says what is chosen now."""

    def __init__(self, session: Session, view: TicketView, changes: Callable[[], dict[str, object]]) -> None:
        self._session, self._view, self._changes = session, view, changes
        self._text = Static("", markup=False, id="moves")
        self._latest = OneAtATime(self._look)

    def below(self) -> Iterable[Widget]:
        """The deadlines."""
        return (self._text,)

    def begin(self) -> None:
        """What to do."""
        self.form.work(self._latest.run())

    def relabel(self) -> None:
        """In the language now in use."""
        if self._text.is_attached:
            self.form.work(self._latest.run())

    def changed(self, row: FormRow) -> None:
        """Another choice, other deadlines."""
        if row.entry is Entry.CHOICE:
            self.form.work(self._latest.run())

    async def _look(self) -> None:
        try:
            changes = self._changes()
            if not changes:
                self._say([_("Choose by a digit; nothing is recorded before Enter")], "$foreground-muted")
                return
            after = await self._session.ask(
                act.preview, self._session.desk, self._view.number, "classified", fields=changes
            )
        except DeskError as error:
            self._say([message_of(error)], "$warning")
            return
        now, zone = self._session.now(), self._session.zone
        lines = [move_line(move, self._view.pack, now, zone) for move in moves(self._view.clocks, after.clocks)]
        self._say([_("Deadlines that move:"), *lines] if lines else [_("No deadline moves")], "$accent")

    def _say(self, lines: list[str], style: str) -> None:
        cells = max(20, self._text.size.width or 70)
        text = "\n".join("\n  ".join(wrap(line, cells - 2)) for line in lines)
        self._text.update(Content.assemble((text, style)))
