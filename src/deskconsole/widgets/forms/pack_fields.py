"""The fields of a form that a pack describes, drawn and asked the same way on every form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from deskconsole.domain.rules.field_values import Moment, canonical
from deskconsole.domain.rules.form_fields import is_required, shown_fields, stored_values
from deskconsole.domain.rules.forms import FormField
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.dates import understood
from deskconsole.present.form_values import describe_value, typed_value
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow, yes_no

if TYPE_CHECKING:
    from deskconsole.domain.calendar.calendar import Calendar

_ENTRIES: Final[Mapping[str, Entry]] = {
    "long_text": Entry.AREA,
    **dict.fromkeys(("choice", "yes_no", "department"), Entry.CHOICE),
}
#: What stands in an empty field.
_EXAMPLES: Final = {
    "date": N_("2026-10-08, tomorrow, fri"),
    "date_time": N_("+2h, tomorrow 10:00, 10-08 18:00"),
    "past": N_("2026-10-08, yesterday, 10-08"),
}


class PackFieldRow(FormRow):
    """One field that a pack describes; a star behind its label says that it must be filled in."""

    def __init__(self, spec: FormField, value: str = "") -> None:
        self.spec = spec
        entry = _ENTRIES.get(spec.type, Entry.LINE)
        title = spec.title
        super().__init__(
            spec.name,
            lambda: title.get(language()),
            entry,
            choices=self._values,
            value=value,
            required=spec.required,
        )
        if isinstance(self.input, Input):
            self.input.placeholder = one_line(
                spec.hint.get(language())
                if spec.hint
                else _example("past" if spec.type == "date" and spec.latest else spec.type)
            )

    def _values(self) -> Sequence[tuple[str, str]]:
        if self.spec.type == "yes_no":
            return yes_no()
        return [(choice.name, choice.title.get(language())) for choice in self.spec.values]


def _example(name: str) -> str:
    return _(_EXAMPLES[name]) if name in _EXAMPLES else ""


class PackFields(Vertical):
    """The rows of a pack's form: what is asked, what is hidden, what was understood of what is typed.

    ``moment`` says when and where the form is filled in, ``facts`` what its conditions may ask besides its own fields.
    Whatever differs from ``initial`` was typed.
    """

    def __init__(
        self,
        moment: Callable[[], Moment],
        facts: Callable[[], Mapping[str, Any]],
        calendar: "Calendar | None" = None,
        fields: Sequence[FormField] = (),
    ) -> None:
        super().__init__(classes="own-fields")
        self._moment, self._facts, self._calendar = moment, facts, calendar
        self._fields = tuple(fields)
        self._language = language()
        self.initial: Mapping[str, str] = {}
        self.rows: dict[str, PackFieldRow] = {field.name: PackFieldRow(field) for field in fields}

    def compose(self) -> ComposeResult:
        """The rows of the first form."""
        yield from self.rows.values()

    def on_mount(self) -> None:
        """Hides what is not asked yet."""
        self.renew()

    def begin_with(self, fields: Sequence[FormField], values: Mapping[str, Any]) -> None:
        """Asks fields that hold what nobody has typed."""
        self.initial = {name: str(value or "") for name, value in values.items()}
        self.ask(fields, values)

    def ask(self, fields: Sequence[FormField], values: Mapping[str, Any] | None = None) -> None:
        """Asks the fields of another form; ``values``: what is typed in them (``None``: what is there stays)."""
        self._language = language()
        fields = [field for field in fields if not field.given]
        typed = {**self.typed()} if values is None else {name: str(value or "") for name, value in values.items()}
        if tuple(fields) != self._fields:
            self._fields = tuple(fields)
            self.rows = {field.name: PackFieldRow(field, typed.get(field.name, "")) for field in fields}
            if self.is_attached:
                self.remove_children()
                self.mount_all(self.rows.values())
        else:
            for name, row in self.rows.items():
                row.value = typed.get(name, "")
                row.say("")
        for name, row in self.rows.items():
            row.initial = self.initial.get(name, "")
        self.renew()

    def relabel(self) -> None:
        """Labels, choices and examples in the language now in use."""
        if self._language != language():
            fields, typed, self._fields = self._fields, self.typed(), ()
            self.ask(fields, typed)

    def typed(self) -> dict[str, str]:
        """What stands in every field, asked or not."""
        return {name: row.value for name, row in self.rows.items()}

    @property
    def has_text(self) -> bool:
        """Whether something is typed; choices alone are nothing."""
        return any(row.value.strip() for row in self.rows.values() if row.entry is not Entry.CHOICE)

    def owner(self, widget: Widget | None) -> PackFieldRow | None:
        """The row whose entry a widget is."""
        return next((row for row in self.rows.values() if row.owns(widget)), None)

    def next_gap(self) -> PackFieldRow | None:
        """The first field that must be filled in and is empty."""
        return next((row for row in self.rows.values() if row.display and row.required and not row.value.strip()), None)

    def entered(self) -> tuple[dict[str, Any], list[DeskError]]:
        """What is typed in the fields that are asked, as the validator takes it, and every time that is unclear."""
        values: dict[str, Any] = {}
        wrong: list[DeskError] = []
        for name, row in self.rows.items():
            if row.display and row.value.strip():
                try:
                    values[name] = self._read(row)
                except DeskError as error:
                    wrong.append(error)
        return values, wrong

    def stored(self) -> dict[str, Any]:
        """What would be kept now; what is wrong counts as not given."""
        return stored_values(self._fields, self._readable(), self._facts(), self._moment())

    def renew(self) -> None:
        """Shows and hides fields, after something was typed here or chosen elsewhere on the form."""
        facts = {**self._facts(), **self.stored()}
        questions = {
            field.name for field in shown_fields(self._fields, self._readable(), self._facts(), self._moment())
        }
        for name, row in self.rows.items():
            row.display = name in questions
            row.require(is_required(row.spec, facts))

    def understood(self, row: PackFieldRow) -> str:
        """What was understood of an entry, where it reads otherwise than it was typed."""
        moment = self._moment()
        try:
            value = canonical(row.spec, self._read(row), moment)
            people = moment.people() if moment.people is not None else {}
            message = describe_value(row.spec, value, moment.zone, people)
            if row.spec.type == "date_time" and isinstance(value, str):
                message = understood(datetime.fromisoformat(value), moment.now, moment.zone)
        except DeskError:
            return ""
        return "" if row.entry is not Entry.LINE or message == row.value.strip() else f"= {message}"

    def _read(self, row: PackFieldRow) -> str | datetime | date:
        moment = self._moment()
        return typed_value(row.spec, row.value, moment.now, moment.zone, self._calendar)

    def _readable(self) -> dict[str, Any]:
        results: dict[str, Any] = {}
        for name, row in self.rows.items():
            try:
                results[name] = self._read(row) if row.value.strip() else ""
            except DeskError:
                results[name] = ""
        return results
