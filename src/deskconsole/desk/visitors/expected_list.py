"""A list of appointments from a file, CSV or JSON lines: taken whole, or every mistake named by its line."""

from typing import IO, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.input_lines import open_lines, read_lines
from deskconsole.desk.visitors.expecting import already_expected, expect_all, read_expected
from deskconsole.desk.visitors.records import Expected, ExpectedForm
from deskconsole.errors import DeskError
from deskconsole.record import dataclass

#: What the first line of a CSV of appointments names at least.
HEADING: Final = frozenset({"name"})


@dataclass(frozen=True, slots=True)
class ExpectedList:
    """What a file holds: its appointments, and (line, reason) for what is none."""

    forms: tuple[ExpectedForm, ...]
    refused: tuple[tuple[int, DeskError], ...]


def read_list(desk: Desk, stream: IO[bytes]) -> ExpectedList:
    """The appointments of a file; one that stands there twice, or is expected already, is a mistake of its line."""
    now = desk.now()
    forms: list[ExpectedForm] = []
    refused: list[tuple[int, DeskError]] = []
    for line in read_lines(stream, HEADING):
        try:
            if line.refusal is not None:
                raise line.refusal
            form = read_expected(desk, line.table or {}, now=now)
            if (twice := already_expected(desk, form, forms)) is not None:
                raise twice
            forms.append(form)
        except DeskError as error:
            if error.exit_status != 1:
                raise
            refused += [(line.number, reason) for reason in getattr(error, "errors", (error,))]
    return ExpectedList(tuple(forms), tuple(refused))


def import_list(desk: Desk, name: str, *, key: str | None = None) -> tuple[ExpectedList, list[Expected]]:
    """Expect everybody in the file ``name`` (``-``: standard input), or nobody where a line is wrong.

    Raises :class:`DeskError` when the file cannot be read.
    """
    with open_lines(name) as stream:
        result = read_list(desk, stream)
    made = expect_all(desk, result.forms, key=key) if result.forms and not result.refused else []
    return result, made
