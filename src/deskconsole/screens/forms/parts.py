"""What stands beside the rows of a form: each thing an object of its own, given to the form that it helps with."""

from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Protocol

from textual.widget import Widget

from deskconsole.errors import DeskError
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.forms.form_rows import FormRows


class PartHost(Protocol):
    """What a part may ask of the form that it stands beside."""

    @property
    def rows(self) -> FormRows:
        """What is entered."""

    @property
    def focused_row(self) -> FormRow | None:
        """The row with the cursor."""

    def say(self, text: str, *, error: bool = False) -> None:
        """Says something beside the rows; the empty text takes it away."""

    def work(self, job: Coroutine[Any, Any, Any]) -> None:
        """Runs a job that asks the desk; what it refuses is said."""


class FormPart:
    """Looks on while a form is filled in, draws what it has to say, does keys of its own. By itself: nothing."""

    #: set when it is given to a form
    form: PartHost

    @property
    def actions(self) -> Mapping[str, Callable[[], None]]:
        """The actions of forms that it does, by their names in the registry."""
        return {}

    def above(self) -> Iterable[Widget]:
        """What is drawn between the title and the rows."""
        return ()

    def below(self) -> Iterable[Widget]:
        """What is drawn between the rows and what is said of them."""
        return ()

    def align(self, column: int) -> None:
        """The entries of the rows begin at this column."""

    def begin(self) -> None:
        """The form stands."""

    def note(self, row: FormRow) -> str | None:
        """What stands at a row that was just changed; ``None``: this part has nothing to say of it."""
        return None

    def claims(self, row: FormRow) -> bool:
        """Whether what stands at a row is this part's, and not for others to change."""
        return False

    def changed(self, row: FormRow) -> None:
        """Something was typed or chosen in a row."""

    def refused(self, error: DeskError) -> bool:
        """The desk refused the form; whether this part has said so at its place."""
        return False

    def relabel(self) -> None:
        """In the language now in use."""
