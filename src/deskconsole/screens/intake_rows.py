"""The rows of the intake form: what is entered, which pack judges it, which deadlines it would start."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from textual.widget import Widget

from deskconsole.desk.forms import NOT_GIVEN
from deskconsole.desk.opening import Desk
from deskconsole.domain.clocks import Book, Clock, explain_starts
from deskconsole.domain.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.widgets.form_row import Entry, FormRow

_TABLES: Final = {"channel": "channels", "tier": "tiers", "category": "categories", "kind": "kinds"}
#: Rows that must be filled in, in the order in which the cursor looks for the next gap.
_ORDER: Final = ("customer", "contact", "channel", "tier", "category", "content", "request")
#: Rows whose text makes a form worth keeping.
TEXTS: Final = ("customer", "contact", "content", "request")


class IntakeRows:
    """The rows by the names of their fields."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.by_name: dict[str, FormRow] = {}
        for row in self._make():
            self.by_name[row.field] = row

    def __getitem__(self, name: str) -> FormRow:
        return self.by_name[name]

    def _make(self) -> list[FormRow]:
        def choice(name: str) -> Any:
            return lambda: self._titles(name)

        rows = [
            FormRow("customer", lambda: _("Customer"), Entry.LINE),
            FormRow("contact", lambda: _("Contact"), Entry.LINE),
            FormRow("channel", lambda: _("Channel"), Entry.CHOICE, choices=choice("channel")),
            FormRow("tier", lambda: _("Tier"), Entry.CHOICE, choices=choice("tier")),
            FormRow("category", lambda: _("Category"), Entry.CHOICE, choices=choice("category")),
            FormRow("content", lambda: _("Content"), Entry.AREA),
            FormRow("request", lambda: _("Request"), Entry.LINE),
        ]
        if len([kind for pack in self._desk.packs for kind in pack.kinds]) > 1:
            rows.insert(2, FormRow("kind", lambda: _("Kind"), Entry.CHOICE, choices=choice("kind")))
        return rows

    def _titles(self, name: str) -> list[tuple[str, str]]:
        packs = self._desk.packs if name == "kind" or not self.by_name else (self.pack,)
        entries = [entry for pack in packs for entry in getattr(pack, _TABLES[name])]
        return [(entry.name, entry.title.get(language())) for entry in entries]

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

    def owner(self, widget: Widget | None) -> FormRow | None:
        """The row whose entry a widget is."""
        return next((row for row in self.by_name.values() if row.owns(widget)), None)

    def values(self) -> dict[str, str]:
        """What is entered."""
        return {name: row.value for name, row in self.by_name.items()}

    def has_text(self, *names: str) -> bool:
        """Whether something is typed in one of the rows; a form with nothing but choices in it is empty."""
        return any(self.by_name[name].value.strip() for name in names)

    def fill(self, body: Mapping[str, Any]) -> None:
        """Other values in all rows."""
        for name, row in self.by_name.items():
            row.value = str(body.get(name) or "")
            row.say("")

    def usual(self) -> dict[str, str]:
        """What an empty form begins with."""
        return {"channel": self.pack.channels[0].name, "tier": self.pack.default_tier}

    def next_gap(self) -> FormRow:
        """The first row that is still empty; the content, where none is."""
        return next((self.by_name[name] for name in _ORDER if not self.by_name[name].value), self.by_name["content"])

    def attributes(self) -> dict[str, Any]:
        """What rules may ask of the inquiry."""
        values = {name: self.by_name[name].value or None for name in ("channel", "tier", "category")}
        return {**values, "kind": self.kind, "level": None, "urgent": False}

    def starts(self, opened_at: datetime) -> list[Clock]:
        """The deadlines that recording the form now would start, the nearest first."""
        attributes = self.attributes()
        book = Book(self.pack, self._desk.calendar)
        found = explain_starts(book, "received", opened_at, attributes, attributes)
        return sorted((clock for _rule, clock in found), key=lambda clock: (clock.due, clock.rule))

    def say_not_given(self, row: FormRow) -> FormRow | None:
        """One key says that name or number was not given: what to fill in next, else ``None``."""
        if row.field not in ("customer", "contact") or row.value != NOT_GIVEN:
            return None
        row.say(_("not given"))
        return self.by_name["contact" if row.field == "customer" else "channel"]
