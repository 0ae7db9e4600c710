"""``calendar due|between --from``: questions as JSON lines, one answer a line in the same order (``cli.md``)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.policy.calendars import calendar_from_table
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import Pause, between, due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.problems import shown
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain
from deskconsole.record import dataclass
from deskconsole.text.dates import parse_instant, rfc3339

OPERATIONS: Final = ("due", "between")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one line: a plain table to print; ``refusal`` says what was wrong with the line."""

    line: int
    table: Mapping[str, Any]
    refusal: str | None = None


def answers(lines: Iterable[bytes], standard: Callable[[], Calendar]) -> Iterator[Answer]:
    """An answer to each line that is not blank. ``standard`` gives the calendar of lines that bring none."""
    existing: dict[str, Calendar] = {}

    def calendar_of(table: object) -> Calendar:
        text = json.dumps(table, sort_keys=True)
        if text not in existing:
            existing[text] = standard() if table is None else calendar_from_table(table)
        return existing[text]

    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if line.strip():
            yield _answer(number, line, calendar_of)


def _answer(number: int, line: bytes, calendar_of: Callable[[object], Calendar]) -> Answer:
    echo: dict[str, Any] = {}
    try:
        question = _read(line)
        echo = {"id": question["id"]} if "id" in question else {}
        return Answer(number, echo | _count(question, calendar_of(question.get("calendar"))))
    except DeskError as error:
        reason = _reason(error)
        return Answer(number, {**echo, "error": reason}, reason)


def _read(line: bytes) -> dict[str, Any]:
    try:
        question = json.loads(line.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise DeskError("the line is not UTF-8", field="utf-8") from error
    except (ValueError, RecursionError) as error:
        raise DeskError("the line is not JSON", field="json") from error
    if not isinstance(question, dict):
        raise DeskError("the line is not a JSON object", field="object")
    return question


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    results: dict[str, Any] = {}
    for key, value in pairs:
        if key in results:
            raise DeskError("the key stands there twice", field=key)
        results[key] = value
    return results


def _no_number(name: str) -> None:
    raise ValueError(name)


def _count(question: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    op = question.get("op")
    if op not in OPERATIONS:
        existing = ", ".join(OPERATIONS)
        raise DeskError("'{value}' is not one of: {known}", field="op", value=shown(op), known=existing)
    start, pauses = _instant(question, "start"), _pauses(question.get("pauses"))
    if op == "between":
        return {"working_seconds": between(start, _instant(question, "end"), calendar, pauses)}
    result = due(start, parse_duration(_text(question, "within")), calendar, pauses=pauses)
    return {"due": rfc3339(result.at, calendar.zone), "provisional": result.provisional}


def _pauses(value: object) -> list[Pause]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise DeskError("the pauses must be a list of pairs: from, to", field="pauses")
    return [(_pause_end(pair[0], number), _pause_end(pair[1], number)) for number, pair in enumerate(value, start=1)]


def _pause_end(value: object, number: int) -> datetime:
    return _instant({f"pauses[{number}]": value}, f"pauses[{number}]")


def _instant(question: Mapping[str, Any], key: str) -> datetime:
    return parse_instant(_text(question, key), field=key)


def _text(question: Mapping[str, Any], key: str) -> str:
    value = question.get(key)
    if value is None:
        raise DeskError("missing; it must be given", field=key)
    if not isinstance(value, str):
        raise DeskError("'{value}' is not a text in quotes", field=key, value=shown(value))
    return value


def _reason(error: DeskError) -> str:
    """The message with the key to blame before it, unless the message names its place itself."""
    if error.field is None or "{where}" in error.template:
        return explain(error)
    return f"{error.field}: {explain(error)}"
