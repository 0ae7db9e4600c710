"""The whole store as lines of JSON: what stands on each line, written and read.

The first line says which edition, schema and site it is and where the record ends. A line ``{"table", "columns"}``
begins a table, its rows follow as lists; bytes are ``{"base64"}``. A line ``{"file", "size"}`` begins an attached file,
named by its SHA-256; its content follows in pieces of base64. The last line says how many there are: without it a file
is not whole. The same store always gives the same bytes.
"""

import base64
import binascii
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Final

from deskconsole.errors import DeskError

EDITION: Final = 1
#: Bytes of an attached file on one line, and of the longest line that is read.
PIECE: Final = 48 * 1024
LONGEST: Final = 64 << 20
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def line_of(value: Any) -> bytes:
    """One line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_line(row: Iterable[Any]) -> bytes:
    """The line of a row."""
    return line_of([_packed(value) if isinstance(value, bytes) else value for value in row])


def _packed(content: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(content).decode("ascii")}


def piece_line(content: bytes) -> bytes:
    """The line of a piece of a file."""
    return line_of(base64.b64encode(content).decode("ascii"))


def read_lines(stream: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """Each line with its number. Raises :class:`DeskError` for one that is none, naming it."""
    number = 0
    while raw := stream.readline(LONGEST + 1):
        number += 1
        try:
            yield number, _value(raw)
        except DeskError as error:
            raise at_line(number, error) from error


def at_line(number: int, error: DeskError) -> DeskError:
    """What is wrong with a line, with its number."""
    return DeskError("line {n}: {reason}", n=number, reason=error)


def _value(raw: bytes) -> Any:
    if len(raw) > LONGEST:
        raise DeskError("it is longer than {limit} bytes", limit=LONGEST)
    if not raw.endswith(b"\n"):
        raise DeskError("it is cut off")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise DeskError("it is no JSON: {reason}", reason=str(error)[:200]) from error


def row_of(values: Sequence[Any]) -> list[Any]:
    """The values of a row's line as a store keeps them. Raises :class:`DeskError` for what no store holds."""
    return [_stored(value) for value in values]


def _stored(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"base64"}:
        return bytes_of(value["base64"])
    whole = isinstance(value, int) and not isinstance(value, bool) and _SMALLEST <= value <= _LARGEST
    text = isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)
    if value is None or whole or text or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise DeskError("a value that no store holds: {reason}", reason=str(value)[:80])


def bytes_of(text: Any) -> bytes:
    """The bytes that base64 stands for."""
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DeskError("it is no base64: {reason}", reason=str(error)[:80]) from error
