"""The rows of a visitor's form: what is asked, what is filled in by itself, what is checked while it is typed."""

from collections.abc import Mapping
from typing import Any, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from deskconsole.actions import Scope
from deskconsole.desk.visitors import expecting, visitors
from deskconsole.desk.visitors.records import Expected, RoomUse, VisitorLine
from deskconsole.desk.visitors.rooms import rooms_of_day
from deskconsole.domain.rules.field_values import Moment
from deskconsole.domain.rules.kinds import Kind
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short
from deskconsole.present.when import parse_when
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.frame.bindings import shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_time
from deskconsole.text.masking import masked
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.pack_fields import PackFields

#: What the form is for.
SIGN_IN: Final = "sign_in"
WALK_IN: Final = "walk_in"
EXPECT: Final = "expect"
#: Fields of an earlier visit that are likely to be the same again; private ones are not among them.
_AGAIN: Final = ("host", "organisation", "plate")
#: Digits after which a telephone number is looked up.
_KNOWN_FROM: Final = 7


class VisitorTyping(DeskModal[str | None]):
    """What is asked and filled in while the form is typed."""

    scope = Scope.FORM

    def __init__(self, session: Session, purpose: str, expected: Expected | None = None) -> None:
        super().__init__(session)
        self._for = purpose
        self._expected = expected
        kinds = expecting.walk_in_kinds if purpose == WALK_IN else expecting.visitor_kinds
        self._kinds = {kind.name: kind for kind in kinds(session.desk)}
        self._saving = False
        self._looked_up = ""
        self._rooms: tuple[RoomUse, ...] = ()
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        form = expected.form if expected is not None else None
        kind = form.kind if form is not None else next(iter(self._kinds), "")
        self.kind_row = FormRow("kind", lambda: _("Kind"), Entry.CHOICE, choices=self._kind_titles, value=kind)
        self.rows = {row.field: row for row in self._common(form.name if form is not None else "")}
        self.own = PackFields(self._moment, lambda: {"kind": self.kind.name}, session.desk.calendar)
        self.drafts = DraftKeeper(session, f"visitor {purpose} {expected.id if expected else ''}".strip(), self.body)

    def _common(self, name: str) -> list[FormRow]:
        phone = FormRow("phone", lambda: _("Telephone"), Entry.LINE)
        rows = [FormRow("name", lambda: _("Visitor"), Entry.LINE, value=name)]
        rows = [phone, *rows] if self._for == WALK_IN else [*rows, phone]
        if self._for == EXPECT:
            rows.append(FormRow("at", lambda: _("When"), Entry.WHEN))
        category = FormRow("category", lambda: _("Category"), Entry.CHOICE, choices=self._categories)
        return [*rows, category, FormRow("purpose", lambda: _("Purpose"), Entry.LINE)]

    def _categories(self) -> list[tuple[str, str]]:
        pack = self.session.desk.pack_for(kind=self.kind.name)
        return [(category.name, category.title.get(language())) for category in pack.categories]

    def _kind_titles(self) -> list[tuple[str, str]]:
        return [(kind.name, kind.title.get(language())) for kind in self._kinds.values()]

    def _moment(self) -> Moment:
        return Moment(self.session.now(), self.session.zone)

    @property
    def kind(self) -> Kind:
        """The kind that is chosen."""
        return self._kinds.get(self.kind_row.value) or next(iter(self._kinds.values()))

    def compose(self) -> ComposeResult:
        """Title, who it is, what the kind asks, what was refused, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            with VerticalScroll(classes="rows", can_focus=False):
                if len(self._kinds) > 1 and self._for != SIGN_IN:
                    yield self.kind_row
                for name, row in self.rows.items():
                    if name == "purpose":
                        yield self.own
                    yield row
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """What is known stands in the rows; the cursor in the first gap that the counter fills in."""
        self._message.display = False
        form = self._expected.form if self._expected is not None else None
        values = {name: str(value) for name, value in form.fields.items()} if form is not None else {}
        self._ask(values)
        if form is not None:
            self.rows["category"].value = form.category or ""
            self.rows["purpose"].value = form.purpose or ""
            if isinstance(phone := self.rows["phone"].input, Input):
                phone.placeholder = masked(form.phone)
        self.relabel()
        first = self.own.rows.get("pass") if self._for == SIGN_IN else None
        (first or next(iter(self.rows.values()))).focus_entry()
        self.run_worker(self._take_up())

    def _ask(self, values: Mapping[str, str] | None = None) -> None:
        """Asks what the chosen kind asks."""
        self.own.ask(self._fields_shown(), values)
        self.rows["category"].offer()
        self.rows["category"].display = self.kind.needs("category")

    def _fields_shown(self) -> tuple[Any, ...]:
        """The kind's own fields; what only the counter can know is not asked beforehand."""
        fields = self.kind.fields
        return tuple(f for f in fields if self._for != EXPECT or f.name not in expecting.AT_THE_COUNTER)

    async def _take_up(self) -> None:
        self._rooms = tuple(await self.session.ask(rooms_of_day, self.session.desk))
        self._check_room()
        body = await self.drafts.latest()
        if self._for == SIGN_IN:
            await self._next_pass()
        if body is not None and not self.body():
            self.kind_row.value = str(body.get("kind") or self.kind_row.value)
            for name, row in self.rows.items():
                row.value = str(body.get(name, row.value))
            self._ask({name[4:]: text for name, text in body.items() if name.startswith("own.")})
            self._say(_("Taken up where it was left"))

    async def _next_pass(self) -> None:
        """The pass that is likely to lie on top stands there as an example, never as an entry."""
        from deskconsole.desk.visitors.passes import next_pass

        row = self.own.rows.get("pass")
        number = await self.session.ask(next_pass, self.session.desk)
        if row is not None and isinstance(row.input, Input) and number is not None:
            row.input.placeholder = number

    def relabel(self) -> None:
        """Title and keys in the language now in use."""
        super().relabel()
        titles = {SIGN_IN: _("Sign in"), WALK_IN: _("Walk-in"), EXPECT: _("Expect a visitor")}
        message = titles[self._for]
        if self._expected is not None:
            form = self._expected.form
            message += f" · {clock_time(form.at, self.session.zone)} {one_line(form.name)}"
            message += f" → {one_line(self._expected.host)}" if self._expected.host else ""
            message += "".join(f" · ({n.entry}) {one_line(n.tell)}" for n in self._expected.notices)
        self._title.update(Content(message))
        self.query_one(KeyLine).show([key for key in shown_keys(self.scope) if key[0] in ("save", "back", "help")])

    def body(self) -> dict[str, str]:
        """What is typed, for the draft."""
        form = self._expected.form if self._expected is not None else None
        existing = {"name": form.name, "purpose": form.purpose or ""} if form is not None else {}
        own = {name: str(value) for name, value in form.fields.items()} if form is not None else {}
        typed = {name: row.value for name, row in self.rows.items() if row.value != existing.get(name, "")}
        typed |= {f"own.{n}": text for n, text in self.own.typed().items() if text and text != own.get(n, "")}
        return {**typed, "kind": self.kind_row.value} if typed else {}

    # --- while typing --------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        self.drafts.touched()
        if self.kind_row.owns(event.control):
            self._ask()
        else:
            self.own.renew()
        if self.rows["phone"].owns(event.control):
            self.run_worker(self._look_up(self.rows["phone"].value.strip()))
        self._check_room()
        at = self.rows.get("at")
        if at is not None and at.owns(event.control):
            at.say(self._understood(at.value))
        if isinstance(event, ChoiceRow.Changed) and event.by_digit:
            self.focus_next()

    def _check_room(self) -> None:
        """A room is checked against the plan of the day: which meeting is there, or that there is none (F06)."""
        row = self.own.rows.get("room")
        if row is None or self._for == EXPECT:
            return
        if isinstance(row.input, Input):
            row.input.placeholder = " / ".join(dict.fromkeys(one_line(use.room) for use in self._rooms))
        typed = row.value.strip()
        here = [use for use in self._rooms if use.room == typed]
        zone = self.session.zone
        messages = [
            f"{clock_time(u.starts, zone)}–{clock_time(u.ends, zone)} {u.title} {u.organiser or ''}" for u in here
        ]
        row.say(" · ".join(messages) if here else _("no meeting is planned there today") if typed else "")

    def _understood(self, text: str) -> str:
        try:
            return "= " + short(self._when(text), self.session.now(), self.session.zone)
        except DeskError:
            return ""

    async def _look_up(self, phone: str) -> None:
        """A returning visitor is filled in by the telephone number; one who is expected today is named."""
        if sum(c.isdecimal() for c in phone) < _KNOWN_FROM or phone == self._looked_up:
            return
        self._looked_up = phone
        existing = await self.session.ask(visitors.returning, self.session.desk, phone)
        if existing is not None and self.rows["phone"].value.strip() == phone:
            self._fill(existing)

    def _fill(self, existing: VisitorLine) -> None:
        if not self.rows["name"].value.strip() and existing.name:
            self.rows["name"].value = existing.name
        for name in _AGAIN:
            row = self.own.rows.get(name)
            if row is not None and not row.value.strip() and (value := existing.own(name)):
                row.value = value
        when = short(existing.arrived_at, self.session.now(), self.session.zone)
        self.rows["phone"].say(_("was here {when}").format(when=when))

    def _when(self, text: str) -> Any:
        return parse_when(text, self.session.now(), self.session.zone, self.session.desk.calendar, field="at")

    def _say(self, text: str) -> None:
        self._message.update(Content(text))
        self._message.display = bool(text)
