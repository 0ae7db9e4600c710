"""What was refused on a form: each reason at its row, gone when the row is mended; one line says what is left."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol, runtime_checkable

from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain
from deskconsole.present.refusals import message_at
from deskconsole.screens.frame.refusals import message_of
from deskconsole.text.cells import clip
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.form_rows import FormRows

#: Cells of a label in the line that says what is left.
_LABEL: Final = 24


@runtime_checkable
class Several(Protocol):
    """A refusal that tells several mistakes."""

    @property
    def errors(self) -> Sequence[DeskError]:
        """Each of them, with its field."""


def reasons_of(error: DeskError) -> Sequence[DeskError]:
    """Every mistake that a refusal tells of."""
    return error.errors if isinstance(error, Several) else (error,)


def gap_at(row: FormRow) -> DeskError:
    """A row that must be filled in is empty."""
    if row.entry is Entry.CHOICE:
        return DeskError("please choose", field=row.field)
    if row.field == "contact":
        return DeskError("please fill in a telephone number or WeChat, - if they give none", field=row.field)
    return DeskError("please fill in", field=row.field)


class Refusals:
    """The refusals that stand on one form now.

    ``row_of``: the row that one blames; ``say``: says something beside the rows; ``advice``: what to do besides, said
    behind the reason at a row.
    """

    def __init__(
        self,
        rows: FormRows,
        row_of: Callable[[DeskError], FormRow | None],
        say: Callable[..., None],
        advice: Callable[[FormRow], str] | None = None,
    ) -> None:
        self._rows, self._row_of, self._say = rows, row_of, say
        self._advice = advice or (lambda row: "")
        self._at: dict[FormRow, DeskError] = {}
        self._general: Sequence[DeskError] = ()
        #: more than one row was blamed, so one line says which ones are left
        self._several = False
        self._summed_up = False

    def show(self, error: DeskError) -> None:
        """Says each reason at its row, or beside the rows; the cursor goes to the first. Everything typed stays."""
        self._at = {}
        for reason in reasons_of(error):
            if (row := self._row_of(reason)) is not None:
                self._at.setdefault(row, reason)
        self._general = [reason for reason in reasons_of(error) if self._row_of(reason) is None]
        self._several = len(self._at) > 1 or any(not row.value.strip() for row in self._at)
        self.relabel()
        shown = self._rows.shown()
        first = min(self._at, key=lambda row: shown.index(row) if row in shown else len(shown), default=None)
        if first is not None:
            first.focus_entry()
            first.scroll_visible(animate=False)

    def relabel(self) -> None:
        """Says them in the language now in use."""
        for row, reason in self._at.items():
            row.say(message_at(reason, row.label) + self._advice(row), error=True)
        self._sum_up()

    def mended(self, row: FormRow) -> None:
        """A row was changed: what was refused there is refused no more, as far as anybody knows."""
        if self._at or self._general:
            if self._at.pop(row, None) is not None:
                row.say("")
            self._general = ()
            self._sum_up()

    def clear(self) -> None:
        """The form is saved again."""
        for row in self._at:
            row.say("")
        self._at, self._general = {}, ()
        self._say("")

    def _left(self) -> str:
        """What is to be done yet, by the labels of the rows."""
        shown = self._rows.shown()
        rows = sorted(self._at, key=lambda row: shown.index(row) if row in shown else len(shown))
        missing = [clip(row.label, _LABEL) for row in rows if not row.value.strip()]
        other = [clip(row.label, _LABEL) for row in rows if row.value.strip()]
        parts = []
        if missing:
            parts.append(explain(DeskError("{n} still missing: {fields}", n=len(missing), fields=missing)))
        if other:
            parts.append(explain(DeskError("Needs another look: {fields}", fields=other)))
        return " · ".join(parts)

    def _sum_up(self) -> None:
        messages = [message_of(reason) for reason in self._general]
        if self._several and self._at:
            messages.append(self._left())
        if messages or self._summed_up:
            self._say(" · ".join(messages), error=True)
        self._summed_up = bool(messages)
