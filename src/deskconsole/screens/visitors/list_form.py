"""A list of appointments is read from a file: everybody in it is expected, or every mistake is named by its line."""

from collections.abc import Callable, Iterable
from typing import Final

from textual.widget import Widget

from deskconsole.desk.visitors.expected_list import import_list
from deskconsole.errors import DeskError
from deskconsole.given_files import named
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.text_view import TextView

#: The columns that every list has; the others are the own fields of the kind.
COLUMNS: Final = "name, date, time, phone, kind, purpose, host, organisation, room …"


class ListRefused(DeskError):
    """Nothing was taken over; ``lines``: what is wrong in which line."""

    def __init__(self, lines: Iterable[tuple[int, DeskError]]) -> None:
        self.lines = tuple(lines)
        super().__init__(
            N_("nothing was taken over") if self.lines else N_("there is no appointment in it"), field="file"
        )


class ListForm(Form[int]):
    """Gives how many are expected now."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session, [FormRow("file", N_("Path"), required=True)], draft="expected list", parts=[Mistakes()]
        )

    def heading(self) -> str:
        """What is done."""
        return _("Read a list of appointments")

    def submit(self) -> Callable[[], int]:
        """Reads the file."""
        desk, file = self.session.desk, str(named(self.entered("file")).absolute())  # never standard input

        def read() -> int:
            result, made = import_list(desk, file)
            if not made:
                raise ListRefused(result.refused)
            return len(made)

        return read

    def row_of(self, reason: DeskError) -> FormRow | None:
        """Whatever is wrong is wrong with the file."""
        return self.rows["file"]


class Mistakes(FormPart):
    """What a list looks like; what is wrong in the one that was read."""

    def __init__(self) -> None:
        self._text = TextView(classes="rows")

    def below(self) -> Iterable[Widget]:
        """The text."""
        return (self._text,)

    def relabel(self) -> None:
        """What a list looks like."""
        self._text.show([(_("A CSV (UTF-8) with a heading: {columns}").format(columns=COLUMNS), "$foreground-muted")])

    def refused(self, error: DeskError) -> bool:
        """Every mistake by its line; the file's row says that nothing was taken over."""
        if isinstance(error, ListRefused) and error.lines:
            message = _("line {number}: {reason}")
            self._text.show([(message.format(number=n, reason=message_of(why)) + "\n", "") for n, why in error.lines])
        return False
