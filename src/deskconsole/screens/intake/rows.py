"""The rows of the intake form: what is entered, which pack judges it, which deadlines it would start."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from textual.widget import Widget

from deskconsole.desk.desk import Desk
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN
from deskconsole.domain.clocks.derive import Clock, Rules, explain_starts
from deskconsole.domain.rules.field_values import Moment
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.pack_fields import PackFields

_TABLES: Final = {"channel": "channels", "tier": "tiers", "category": "categories", "kind": "kinds"}
#: Rows whose text makes a form worth keeping.
TEXTS: Final = ("customer", "contact", "content", "request")
#: What the name of an own field begins with where it stands beside the common ones.
_OWN: Final = "field."


class IntakeRows:
    """The rows by the names of their fields; ``own`` are those that the chosen kind adds, before the content."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._joining: tuple[str, ...] = ()
        self.by_name: dict[str, FormRow] = {}
        for row in self._make():
            self.by_name[row.field] = row
        self.own = PackFields(lambda: Moment(desk.now(), desk.zone), self.attributes, desk.calendar)

    def __getitem__(self, name: str) -> FormRow:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Widget]:
        """Everything in the order of the form."""
        for name, row in self.by_name.items():
            if name == "content":
                yield self.own
            yield row

    def _make(self) -> list[FormRow]:
        def choice(name: str) -> Any:
            return lambda: self._titles(name)

        rows = [
            FormRow("customer", lambda: _("Customer"), Entry.LINE),
            FormRow("contact", lambda: _("Contact"), Entry.LINE),
            FormRow("kind", lambda: _("Kind"), Entry.CHOICE, choices=choice("kind")),
            FormRow("channel", lambda: _("Channel"), Entry.CHOICE, choices=choice("channel")),
            FormRow("tier", lambda: _("Tier"), Entry.CHOICE, choices=choice("tier")),
            FormRow("category", lambda: _("Category"), Entry.CHOICE, choices=choice("category")),
            FormRow("level", lambda: _("Level"), Entry.CHOICE, choices=choice("level")),
            FormRow("urgent", lambda: _("Urgent"), Entry.CHOICE, choices=choice("urgent")),
            FormRow("content", lambda: _("Content"), Entry.AREA),
            FormRow("request", lambda: _("Request"), Entry.LINE),
        ]
        return rows if len(self._desk.kinds) > 1 else [row for row in rows if row.field != "kind"]

    def _titles(self, name: str) -> list[tuple[str, str]]:
        """The values to choose from, with their titles."""
        if name == "urgent":
            return [("yes", _("yes")), ("no", _("no"))]
        if name == "kind":
            return [(kind.name, kind.title.get(language())) for kind in self._desk.kinds]
        if name == "level":
            levels = self.of_kind.level if self.by_name else ()
            named = [(str(each.level), each.title.get(language())) for each in levels]
            return named or [(str(n), "") for n in range(1, 10)]
        entries = [(entry.name, entry.title.get(language())) for entry in getattr(self.pack, _TABLES[name])]
        allowed = self.of_kind.channels if name == "channel" else ()
        return [entry for entry in entries if not allowed or entry[0] in allowed]

    @property
    def pack(self) -> Pack:
        """The pack of the kind that is chosen."""
        kind = self.by_name["kind"].value if "kind" in self.by_name else None
        return self._desk.pack_for(kind=kind or None)

    @property
    def kind(self) -> str:
        """The kind that is chosen, else the usual one."""
        chosen = self.by_name["kind"].value if "kind" in self.by_name else ""
        return chosen or self.pack.kinds[0].name

    @property
    def of_kind(self) -> Kind:
        """What the chosen kind asks."""
        return self.pack.kind(self.kind)

    def owner(self, widget: Widget | None) -> FormRow | None:
        """The row whose entry a widget is."""
        return next((row for row in self.by_name.values() if row.owns(widget)), None) or self.own.owner(widget)

    def find(self, field: str) -> FormRow | None:
        """The row that a refusal blames."""
        return self.by_name.get(field) or self.own.rows.get(field)

    def shown(self) -> list[FormRow]:
        """The rows that are asked now, in the order of the form."""
        own = [row for row in self.own.rows.values() if row.display] if self.own.display else []
        rows = [[*own, row] if name == "content" else [row] for name, row in self.by_name.items()]
        return [row for part in rows for row in part if row.display]

    def values(self) -> dict[str, str]:
        """What is entered."""
        own = {f"{_OWN}{name}": text for name, text in self.own.typed().items()}
        return {**{name: row.value for name, row in self.by_name.items()}, **own}

    def entered(self) -> tuple[dict[str, Any], list[DeskError]]:
        """What is entered in the rows that are asked, as a form is read, and every time that is unclear."""
        self.own.renew()
        fields, wrong = self.own.entered()
        values = {name: row.value for name, row in self.by_name.items() if row.display}
        return {**values, "kind": self.kind, "fields": fields}, wrong

    def has_text(self, *names: str) -> bool:
        """Whether something is typed in one of the rows; a form with nothing but choices in it is empty."""
        return any(self.by_name[name].value.strip() for name in names) or self.own.has_text

    def fill(self, body: Mapping[str, Any]) -> None:
        """Other values in all rows."""
        for name, row in self.by_name.items():
            row.value = str(body.get(name) or "")
            row.say("")
        own = {name.removeprefix(_OWN): value for name, value in body.items() if name.startswith(_OWN)}
        self.arrange(own)

    def arrange(self, own: Mapping[str, Any] | None = None) -> None:
        """Asks what the chosen kind asks; what its pack does not know is chosen anew. ``own``: its fields' values."""
        for name in ("channel", "tier", "category", "level"):
            row = self.by_name[name]
            row.offer()
            existing = [value for value, _title in self._titles(name)]
            if row.value not in existing:
                row.value = {"channel": existing[0], "tier": self.pack.default_tier}.get(name, "")
        for name, row in self.by_name.items():
            row.display = name in self._joining if self._joining else name == "kind" or self.of_kind.asks(name)
        self.own.display = not self._joining
        self.own.ask(self.of_kind.fields, own)

    def join(self, names: tuple[str, ...]) -> None:
        """Asks only these rows, for what is added to a ticket; none: the whole form again."""
        self._joining = names
        self.arrange()

    def usual(self) -> dict[str, str]:
        """What an empty form begins with."""
        pack = self._desk.packs[0]
        return {"kind": pack.kinds[0].name, "channel": pack.channels[0].name, "tier": pack.default_tier}

    def next_gap(self) -> FormRow:
        """The first row that must be filled in and is empty; where none is, the last one."""
        rows = self.shown()
        for row in rows:
            needed = row.field == "kind" or self.of_kind.needs(row.field) or row is self.own.next_gap()
            if needed and not row.value.strip():
                return row
        return self.by_name["content"] if self.by_name["content"].display else rows[-1]

    def attributes(self) -> dict[str, Any]:
        """What rules and conditions may ask of the inquiry."""
        values = {name: self.by_name[name].value or None for name in ("channel", "tier", "category")}
        level = self.by_name["level"].value if self.of_kind.asks("level") else ""
        urgent = self.of_kind.asks("urgent") and self.by_name["urgent"].value == "yes"
        return {**values, "kind": self.kind, "level": int(level) if level.isdecimal() else None, "urgent": urgent}

    def starts(self, opened_at: datetime) -> list[Clock]:
        """The deadlines that recording the form now would start, the nearest first."""
        attributes = {**self.attributes(), "fields": self.own.stored()}
        book = Rules(self.pack, self._desk.calendar)
        result = explain_starts(book, "received", opened_at, attributes, attributes)
        return sorted((clock for _rule, clock in result), key=lambda clock: (clock.due, clock.rule))

    def say_not_given(self, row: FormRow) -> FormRow | None:
        """One key says that name or number was not given: what to fill in next, else ``None``."""
        if row.field not in ("customer", "contact") or row.value != NOT_GIVEN:
            return None
        row.say(_("not given"))
        rows = self.shown()
        return next((after for before, after in pairwise(rows) if before is row), None)
