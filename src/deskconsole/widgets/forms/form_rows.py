"""All rows of one form in their order, those that a pack asks for among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from textual.widget import Widget

from deskconsole.text.cells import width
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.pack_fields import PackFields

#: What the name of a pack's field begins with in a draft, where it stands beside the form's own names.
PACK_FIELD: Final = "field."
#: The same in drafts of visitors' forms of earlier versions.
_EARLIER: Final = "own."
#: Cells that labels take at least, so that the forms look alike.
_LEAST: Final = 10


class FormRows:
    """The rows by the names of their fields; at most one group of pack fields stands among them."""

    def __init__(self, widgets: Iterable[FormRow | PackFields]) -> None:
        self._widgets = tuple(widgets)
        self.by_name = {row.field: row for row in self._widgets if isinstance(row, FormRow)}
        self.own = next((group for group in self._widgets if isinstance(group, PackFields)), None)

    def __getitem__(self, name: str) -> FormRow:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Widget]:
        """Everything that is drawn, in its order."""
        return iter(self._widgets)

    @property
    def pack_rows(self) -> Mapping[str, FormRow]:
        """The rows that the pack asks for, as they are now."""
        return self.own.rows if self.own is not None else {}

    def all(self) -> list[FormRow]:
        """Every row in the order of the form."""
        groups: list[Sequence[FormRow]] = []
        for widget in self._widgets:
            groups.append([*widget.rows.values()] if isinstance(widget, PackFields) else [widget])
        return [row for group in groups for row in group]

    def shown(self) -> list[FormRow]:
        """The rows that are asked now, in the order of the form."""
        hidden = set(self.pack_rows.values()) if self.own is not None and not self.own.display else set()
        return [row for row in self.all() if row.display and row not in hidden]

    def align(self, most: int) -> int:
        """Gives all labels the same room: what the longest that is asked needs, at most so many cells; gives it."""
        shown = self.shown()
        column = max([_LEAST, *(cells for row in shown if (cells := width(row.starred)) <= most)])
        for row in shown:
            row.align(column)
        return column + 1

    def gaps(self) -> list[FormRow]:
        """The rows that must be filled in and are empty."""
        return [row for row in self.shown() if row.required and not row.value.strip()]

    def find(self, field: str) -> FormRow | None:
        """The row of a field, the form's own or the pack's."""
        return self.by_name.get(field) or self.pack_rows.get(field)

    def owner(self, widget: Widget | None) -> FormRow | None:
        """The row whose entry a widget is."""
        return next((row for row in self.all() if row.owns(widget)), None) if widget is not None else None

    def value(self, name: str) -> str:
        """What is entered in a row of the form's own; empty where it has none of that name."""
        row = self.by_name.get(name)
        return row.value.strip() if row is not None else ""

    def values(self) -> dict[str, str]:
        """Everything that stands in the rows, as a draft keeps it."""
        own = {f"{PACK_FIELD}{name}": row.value for name, row in self.pack_rows.items()}
        return {**{name: row.value for name, row in self.by_name.items()}, **own}

    def typed(self) -> dict[str, str]:
        """The same of the rows that hold something else than what the form was opened with."""
        changed = {name for name, row in self.by_name.items() if row.value != row.initial}
        changed |= {f"{PACK_FIELD}{name}" for name, row in self.pack_rows.items() if row.value != row.initial}
        return {name: value for name, value in self.values().items() if name in changed}

    def has_text(self, *names: str) -> bool:
        """Whether something is typed in one of the rows (no name: in any) or in a pack's; choices alone are nothing."""
        rows = [self.by_name[name] for name in names] if names else [*self.by_name.values()]
        texts = [row for row in (*rows, *self.pack_rows.values()) if row.entry is not Entry.CHOICE]
        return any(row.value.strip() for row in texts)

    def fill(self, body: Mapping[str, Any]) -> None:
        """What a draft kept, in the rows that it speaks of."""
        for name, row in self.by_name.items():
            row.value = str(body.get(name, row.value))
        for name, row in self.pack_rows.items():
            row.value = str(self.pack_values(body).get(name, row.value))

    def pack_values(self, body: Mapping[str, Any]) -> dict[str, str]:
        """What a draft kept of the fields of packs, by their names."""
        values: dict[str, str] = {}
        for name, text in body.items():
            if name.startswith((PACK_FIELD, _EARLIER)):
                values[name.partition(".")[2]] = str(text)
            elif name not in self.by_name:  # the forms of actions of earlier versions kept them bare
                values.setdefault(name, str(text))
        return values
