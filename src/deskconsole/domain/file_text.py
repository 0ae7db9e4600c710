"""The text of a file that somebody wrote by hand, in UTF-8, TOML or JSON; else what is wrong, where, and what to do."""

import json
import re
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.errors import DeskError

#: Signs of a Chinese keyboard that stand where TOML and JSON want plain ones.
_WIDE: Final = {
    **dict.fromkeys("“”„‟＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **{"＝": "=", "，": ",", "：": ":", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "＃": "#"},
}
#: Texts in quotes and comments of one line, in which such signs are right.
_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_TOML: Final = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
#: How a complaint of the readers begins → what it says to people.
_SAID: Final = (
    ("Expected '=' after a key", DeskError("after a key stands =")),
    ("Invalid value", DeskError("the value is no text in quotes, number, true or false, [list] or table in braces")),
    ("Expecting value", DeskError("the value is no text in quotes, number, true or false, [list] or table in braces")),
    ("Unterminated string", DeskError("a text in quotes does not end")),
    ("Illegal character '\\n'", DeskError("a text in quotes does not end on its line")),
    ("Invalid control character", DeskError("a text in quotes does not end on its line")),
    ("Unescaped", DeskError("write \\ in a text twice, or put the text into single quotes")),
    ("Invalid \\escape", DeskError("write \\ in a text twice, or put the text into single quotes")),
    ("Unclosed array", DeskError("a [list] does not end, or a comma is missing in it")),
    ("Unclosed inline table", DeskError("a table in braces does not end on its line, or a comma is missing in it")),
    ("Expected ']", DeskError("the heading of a table does not end with its bracket")),
    ("Cannot declare", DeskError("the table stands there twice; write [[table]] in double brackets")),
    ("Cannot overwrite", DeskError("the key stands there twice")),
    ("Duplicate inline table key", DeskError("the key stands there twice")),
    ("Expected newline", DeskError("something stands behind the value")),
    ("Extra data", DeskError("something stands behind the value")),
    ("Expecting ',' delimiter", DeskError("a comma is missing")),
    ("Expecting ':' delimiter", DeskError("after a key stands :")),
    ("Expecting property name", DeskError("a key in double quotes is missing, or a comma is too many")),
    ("Illegal trailing comma", DeskError("a key in double quotes is missing, or a comma is too many")),
    ("Exceeds the limit", DeskError("a number has too many digits")),
    ("maximum recursion", DeskError("tables or lists stand too deep within each other")),
    ("", DeskError("the line is neither key = value nor [[table]]")),
)


def decode(raw: bytes, file: str) -> str | Problem:
    """The text of a file in UTF-8, with or without a mark at its beginning."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
    place = Place(file, line=raw[:at].count(b"\n") + 1)
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return Problem("not UTF-8 (byte {at}); save the file as UTF-8", place, values={"at": at})
    return Problem("not UTF-8 (byte {at}) but, as it seems, GBK; save the file as UTF-8", place, values={"at": at})


def read_toml(text: str, file: str) -> dict[str, Any] | Problem:
    """The table of a TOML text."""
    import tomllib  # most starts find everything prepared

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError without a place
        complaint = _TOML.fullmatch(str(error))
        if complaint is None:
            return _mistake("not TOML: {error}", str(error), text, file, None, None)
        line, column = (int(complaint[2]), int(complaint[3])) if complaint[2] else (None, None)
        return _mistake("not TOML: {error}", complaint[1], text, file, line, column)


def read_json(text: str, file: str) -> Any | Problem:
    """The value of a JSON text."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return _mistake("not JSON: {error}", error.msg, text, file, error.lineno, error.colno)
    except (ValueError, RecursionError) as error:
        return _mistake("not JSON: {error}", str(error), text, file, None, None)


def _mistake(template: str, complaint: str, text: str, file: str, line: int | None, column: int | None) -> Problem:
    reason = next(reason for begin, reason in _SAID if complaint.startswith(begin))
    lines = text.splitlines() or [""]
    line = min(line or len(lines), len(lines))
    bare = _QUOTED.sub("", lines[line - 1])
    wide = next((sign for sign in bare if sign in _WIDE), None)
    if wide is not None:
        reason = DeskError("{sign} is a full-width sign; write {plain}", sign=wide, plain=_WIDE[wide])
    if column is not None:
        reason = DeskError("column {column}: {reason}", column=column, reason=reason)
    return Problem(template, Place(file, line=line), values={"error": reason})


def line_in_json(text: str, key: str) -> int | None:
    """The line of a key such as ``days[3].date`` in a JSON text; that of its entry where it is not written."""
    at: int | None = None
    for name, ordinal in re.findall(r"(\w+)(?:\[(\d+)\])?", key):
        begin = text.find(f'"{name}"', at or 0)
        if begin < 0:
            break
        at = begin
        for _entry in range(int(ordinal or 0)):
            begin = text.find("{", begin + 1)
            at = begin if begin >= 0 else at
    return None if at is None else text.count("\n", 0, at) + 1
