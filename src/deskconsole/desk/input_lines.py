"""Lines of JSON or CSV as people's lists come: one table a line, or why it is none."""

import csv
import json
import sys
from collections.abc import Iterator
from typing import IO, Any

from deskconsole.errors import DeskError
from deskconsole.given_files import open_given, reason_of
from deskconsole.record import dataclass

#: Longest line that is read at all, in bytes: the longest form in the longest encoding, and room for keys.
LINE_LIMIT = 512 * 1024
#: More lines in one piece would keep everybody else from writing for longer than a second: a call that rings waits.
MOST_AT_ONCE = 2_000
#: What columns of a kind's own fields begin with.
_OWN = "field."
_BOM = b"\xef\xbb\xbf"
#: What the first line of a CSV of inquiries names at least.
_HEADING = frozenset({"channel", "customer"})


@dataclass(frozen=True, slots=True)
class InputLine:
    """One line of input: its table, or why it is none. ``loose``: from CSV, where everything is text."""

    number: int
    table: dict[str, Any] | None
    refusal: DeskError | None = None
    loose: bool = False


def open_lines(name: str) -> IO[bytes]:
    """The file of that name (``-``: standard input); raises :class:`DeskError` when it cannot be read."""
    if name == "-":
        return sys.stdin.buffer
    try:
        return open_given(name)
    except (OSError, DeskError) as error:
        raise DeskError(
            "from: '{name}' cannot be read: {reason}", field="from", name=name, reason=reason_of(error)
        ) from error


def refuse_too_many(count: int) -> None:
    """Refuse a file of so many lines where it is taken all or nothing, in one transaction."""
    if count > MOST_AT_ONCE:
        raise DeskError(
            "from: more than {most} lines are not taken as one piece; give --keep-good, or divide the file",
            field="from",
            most=f"{MOST_AT_ONCE:,}",
        )


def read_lines(stream: IO[bytes], heading: frozenset[str] = _HEADING) -> Iterator[InputLine]:
    """The lines of a file of forms: CSV when the first line names ``heading``, else JSON lines; blanks are skipped."""
    first = stream.readline(LINE_LIMIT + 1).removeprefix(_BOM)
    if heading <= _names_in(first):
        yield from _csv_lines(first, stream)
        return
    number = 1
    raw = first
    while raw:
        if raw.strip():
            yield _json_line(number, raw)
        while len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
            raw = stream.readline(LINE_LIMIT + 1)
        number += 1
        raw = stream.readline(LINE_LIMIT + 1)


def _names_in(first: bytes) -> set[str]:
    return {name.strip().strip('"').lower() for name in first.decode("utf-8", "replace").split(",")}


def _json_line(number: int, raw: bytes) -> InputLine:
    if len(raw) > LINE_LIMIT:
        return InputLine(
            number, None, DeskError("json: the line is longer than {limit} bytes", field="json", limit=LINE_LIMIT)
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return InputLine(
            number, None, DeskError("utf-8: byte {position} is not UTF-8", field="utf-8", position=error.start + 1)
        )
    try:
        table = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except DeskError as error:
        return InputLine(number, None, error)
    except json.JSONDecodeError as error:
        refusal = DeskError(
            "json: not a JSON document: {error}, at character {position}",
            field="json",
            error=error.msg,
            position=error.pos + 1,
        )
        return InputLine(number, None, refusal)
    except RecursionError:
        return InputLine(number, None, DeskError("json: nested too deeply", field="json"))
    except ValueError:  # Python reads whole numbers of up to 4300 digits
        return InputLine(number, None, DeskError("json: a number is too long", field="json"))
    if not isinstance(table, dict):
        return InputLine(number, None, DeskError("object: not a JSON object", field="object"))
    return InputLine(number, table)


def _no_duplicates(items: list[tuple[str, Any]]) -> dict[str, Any]:
    results: dict[str, Any] = {}
    for name, value in items:
        if name in results:
            raise DeskError("{name}: given twice", field=name, name=name[:80])
        results[name] = value
    return results


def _no_constant(name: str) -> Any:
    raise DeskError("json: {name} is not JSON", field="json", name=name)


class _Decoded:
    """The lines of a stream as text, read as they come; a bad one is refused and the next one read all the same."""

    def __init__(self, first: bytes, stream: IO[bytes]) -> None:
        self._first: bytes | None = first
        self._stream = stream

    def __iter__(self) -> "_Decoded":
        return self

    def __next__(self) -> str:
        raw = self._first if self._first is not None else self._stream.readline(LINE_LIMIT + 1)
        self._first = None
        if not raw:
            raise StopIteration
        if len(raw) > LINE_LIMIT:
            while raw and not raw.endswith(b"\n"):
                raw = self._stream.readline(LINE_LIMIT + 1)
            raise DeskError("csv: the line is longer than {limit} bytes", field="csv", limit=LINE_LIMIT)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DeskError("utf-8: byte {position} is not UTF-8", field="utf-8", position=error.start + 1) from error


def _csv_lines(first: bytes, stream: IO[bytes]) -> Iterator[InputLine]:
    lines = _Decoded(first, stream)
    reader = csv.reader(lines)
    try:
        heading = [name.strip() for name in next(reader)]
    except (DeskError, csv.Error) as error:
        yield InputLine(1, None, _refusal(error))
        return
    if len(set(heading)) != len(heading):
        twice = next(name for name in heading if heading.count(name) > 1)
        yield InputLine(1, None, DeskError("{name}: given twice", field=twice, name=twice))
        return
    start = reader.line_num + 1
    refused = 0
    while True:
        number = start
        try:
            row = next(reader)
        except StopIteration:
            return
        except (DeskError, csv.Error) as error:
            refused += isinstance(error, DeskError)  # the reader has not counted a line that it was not given
            start = reader.line_num + refused + 1
            yield InputLine(number, None, _refusal(error))
            continue
        start = reader.line_num + refused + 1
        if any(cell.strip() for cell in row):
            yield _csv_line(number, heading, row)


def _csv_line(number: int, heading: list[str], row: list[str]) -> InputLine:
    if len(row) > len(heading):
        return InputLine(number, None, DeskError("csv: more cells than the heading has", field="csv"))
    table: dict[str, Any] = {name: cell for name, cell in zip(heading, row, strict=False) if cell != ""}
    if "fields" in table:
        return InputLine(number, None, DeskError("fields: write a column field.NAME for each in CSV", field="fields"))
    own = {name.removeprefix(_OWN): table.pop(name) for name in list(table) if name.startswith(_OWN)}
    if own:
        table["fields"] = own
    return InputLine(number, table, loose=True)


def _refusal(error: DeskError | csv.Error) -> DeskError:
    return error if isinstance(error, DeskError) else DeskError("csv: {error}", field="csv", error=str(error))
