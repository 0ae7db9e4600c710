"""What must hold of what makes a matter grave, and of the lines for hard moments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.house.alarms import Major, Moment
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.reading.names import Names, Unknown, among
from deskconsole.domain.rules.texts import PLACEHOLDERS, Banned, Text
from deskconsole.domain.rules.wording import BLANK, find_matches
from deskconsole.domain.tickets.event import ATTRIBUTES

#: How many lines a moment may have: nobody reads more while somebody shouts.
MOST_LINES: Final = 3
#: How the check of wording reads what a line fills in.
_FILLED: Final = {name: Text(BLANK, BLANK) for name in PLACEHOLDERS}

Records = Mapping[str, Sequence[tuple[Any, Place]]]


def check_alarms(names: Names, records: Records) -> list[Problem]:
    """Every problem of the majors and moments of a pack."""
    problems: list[Problem] = []
    kinds = [kind for kind, _place in records["kind"]]
    for major, place in records["major"]:
        problems += _major(names, kinds, major, place)
    banned = [entry for entry, _place in records["banned"]]
    for moment, place in records["moment"]:
        problems += _moment(names, banned, moment, place)
    return problems


def _major(names: Names, kinds: Sequence[Kind], major: Major, place: Place) -> Iterator[Problem]:
    yield from names.check("kind", major.kinds, place, "kinds")
    yield from names.check_events(major.on, place, "on")
    meant = [kind for kind in kinds if not major.kinds or kind.name in major.kinds]
    repeats = {repeat.name for kind in meant for repeat in kind.repeat}
    forms = {name for event in (*major.on, "received") for name in names.fields_of(event)}
    existing = {*ATTRIBUTES, *repeats, *forms}
    yield from among(major.when, Unknown(existing) if names.any_field else existing, place, "when")
    for name, allowed in major.when.items():
        if name in ATTRIBUTES:
            yield from names.check_attribute(name, allowed, place, f"when.{name}")
    if (major.number is None) != (major.least is None):
        yield Problem("number and least go together", place, "least")
    if major.number is not None:
        yield from among([major.number], Unknown(forms) if names.any_field else forms, place, "number")
    if not major.when and major.number is None:
        yield Problem("nothing is asked, so that everything would be major", place, "when")


def _moment(names: Names, banned: Sequence[Banned], moment: Moment, place: Place) -> Iterator[Problem]:
    yield from names.check_events(moment.events, place, "events")
    if not 1 <= len(moment.lines) <= MOST_LINES:
        yield Problem("a moment has 1 to {most} lines", place, "lines", {"most": MOST_LINES})
    for number, line in enumerate(moment.lines, start=1):
        yield from _line(banned, line, place, f"lines[{number}]")


def _line(banned: Sequence[Banned], line: Text, place: Place, key: str) -> Iterator[Problem]:
    """What it fills in is known, and nothing in it may not be said."""
    try:
        used = sorted(line.placeholders)
    except ValueError as error:
        yield Problem("the braces do not match: {error}", place, key, {"error": str(error)})
        return
    if wrong := among(used, PLACEHOLDERS, place, key):
        yield from wrong
        return
    spoken = line.filled(_FILLED)
    for text in (spoken.zh, spoken.en):
        for words, why in _named(banned, text, time_told="due" in used or "within" in used):
            yield Problem("“{words}” may not be said ({why})", place, key, {"words": words, "why": why})


def _named(banned: Sequence[Banned], text: str, *, time_told: bool) -> Iterator[tuple[str, object]]:
    try:
        matches = find_matches(text, banned, time_told=time_told)
    except re.error:  # told of the expression itself
        return
    for match in matches:
        if match.sort != "blank":
            yield match.words, match.why or match.sort
