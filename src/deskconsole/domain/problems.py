"""What is wrong with files of rules and settings: each problem names file, line, table and key, and all are told."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field

#: longest piece of a wrong value that a message repeats
SHOWN = 60

#: one part of a key's path: ``title``, ``stops_on[2]``
_STEP = re.compile(r"(?P<name>[\w-]+)(\[(?P<ordinal>[0-9]{1,6})\])?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: ``clocks.toml``, ``clock 7 (R05)``; ``origin`` finds the line again."""

    file: str
    table: str = ""
    origin: tuple[str, str, int] | None = None  # text of the file, table name, index from 0
    line: int | None = None  # where it is known without looking


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. ``template`` is the English message and its key in the catalogues."""

    template: str
    place: Place
    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The file to blame, as people name it."""
        return self.place.file

    @property
    def table(self) -> str:
        """The entry to blame, such as ``clock 7 (R05)``; empty for the whole file."""
        return self.place.table

    @property
    def line(self) -> int | None:
        """The line of the key (else of its entry) counted from 1; ``None`` when it cannot be told."""
        if self.place.origin is None:
            return self.place.line
        return line_of(*self.place.origin, self.key)

    @property
    def where(self) -> str:
        """``clocks.toml:41: clock 7 (R05): within``: machine names only, the same in every language."""
        line = self.line
        file = self.file if line is None else f"{self.file}:{line}"
        return ": ".join(part for part in (file, self.table, self.key) if part)

    @property
    def message(self) -> str:
        """The English message without the place."""
        return self.template.format(**self.values)

    def __str__(self) -> str:
        """Place and English message in one line."""
        return f"{self.where}: {self.message}"


class Unusable(DeskError):
    """Files that cannot be used; ``problems`` lists everything that is wrong with them. ``refusal`` says it in a text
    that the ``{problems}`` stand in."""

    def __init__(self, problems: Iterable[Problem | DeskError], refusal: DeskError | None = None) -> None:
        self.problems: tuple[Any, ...] = tuple(problems)
        values = refusal.values if refusal is not None else {}
        message = refusal.template if refusal is not None else "{problems}"
        super().__init__(message, problems="\n".join(map(str, self.problems)), **values)

    @property
    def errors(self) -> tuple[DeskError, ...]:
        """Each problem as a refusal of its own, for places that print one a line."""
        return tuple(DeskError("{problem}", problem=problem) for problem in self.problems)


class PackError(Unusable):
    """A pack that cannot be used."""

    def __init__(self, pack: str, problems: Iterable[Problem]) -> None:
        super().__init__(problems, DeskError("the pack {pack} cannot be used: {problems}", pack=pack))


class PacksContradict(Unusable):
    """Packs that mean different things by the same name, and so cannot be used on one desk."""

    def __init__(self, packs: Iterable[str], problems: Iterable[Problem]) -> None:
        text = "the packs {packs} cannot be used together: {problems}"
        super().__init__(problems, DeskError(text, packs=", ".join(packs)))


def shown(value: object) -> str:
    """A wrong value, short enough for a message."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def guess(name: str, existing: Iterable[str]) -> str | None:
    """The known name that a misspelt one most likely means."""
    import difflib  # only for a message: not on the way of a command that answers at once

    close = difflib.get_close_matches(name, list(existing), n=1, cutoff=0.6)
    return close[0] if close else None


def unknown_name(name: object, existing: Iterable[str], place: Place, key: str) -> Problem:
    """A value that is none of the known names."""
    names = sorted(existing)
    meant = guess(str(name), names)
    if meant is not None:
        return Problem("'{value}' is not known; did you mean '{guess}'?", place, key, {"value": name, "guess": meant})
    return Problem("'{value}' is not one of: {known}", place, key, {"value": shown(name), "known": ", ".join(names)})


def unknown_key(name: str, existing: Iterable[str], place: Place, key: str) -> Problem:
    """A key that no entry of this kind has."""
    names = sorted(existing)
    meant = guess(name, names)
    if meant is not None:
        return Problem("unknown key; did you mean '{guess}'?", place, key, {"guess": meant})
    return Problem("unknown key; the keys are: {known}", place, key, {"known": ", ".join(names)})


def line_of(text: str, table: str, index: int, key: str) -> int | None:
    """The line (from 1) of ``key`` in the ``index``-th ``[[table]]`` of a TOML text.

    The TOML reader of the standard library tells no lines, so the text is looked through again; a key that
    is not written there gives the line of its entry, an entry that is not written as a header gives ``None``.
    """
    lines = text.splitlines()
    if table:
        headers = [at for at, line in enumerate(lines) if _header(line) == table]
        if index >= len(headers):
            return None
        start = headers[index]
        end = headers[index + 1] if index + 1 < len(headers) else len(lines)
    else:
        start, end = 0, len(lines)
    path = table
    result = start if table else None
    for part in key.split("."):
        step = _STEP.fullmatch(part)
        if step is None:
            break
        name, ordinal = step["name"], int(step["ordinal"] or 1)
        path = f"{path}.{name}" if path else name
        nested = [at for at in range(start, end) if _header(lines[at]) == path]
        if 0 < ordinal <= len(nested):
            start = result = nested[ordinal - 1]
            continue
        line = next((at for at in range(start, end) if _assigns(lines[at], name)), None)
        if line is None and result is None:  # perhaps of a [table.inside.another]
            continue
        if line is None:
            break
        result = line
        start = line
    return None if result is None else result + 1


def _header(line: str) -> str | None:
    bare = line.split("#", 1)[0].strip()
    for begin, end in (("[[", "]]"), ("[", "]")):
        if bare.startswith(begin) and bare.endswith(end):
            return bare[len(begin) : -len(end)].strip()
    return None


def _assigns(line: str, name: str) -> bool:
    left = line.partition("=")[0].strip().strip("\"'")
    return "=" in line and left == name
