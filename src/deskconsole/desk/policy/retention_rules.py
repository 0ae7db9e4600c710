"""How long what is written about people is kept, from files: the program's ``data/site/retention.toml``, and the site's
own over it, entry by entry."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from deskconsole.data_files import data_folder, own_text
from deskconsole.domain.file_text import read_toml
from deskconsole.domain.problems import Problem, Unusable
from deskconsole.errors import DeskError

NAME: Final = "retention.toml"
#: Record → from when its days may count.
FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "ticket_words": ("closed",),
    "visitors": ("closed",),
    "customer_files": ("last_contact",),
    "calls": ("recorded", "closed"),
    "attachments": ("closed", "recorded"),
    "originals": ("recorded", "closed"),
    "reviews": ("recorded", "closed"),
    "drafts": ("changed",),
    "write_keys": ("recorded",),
}
#: What keeps something longer.
STOPS: Final = ("open", "complaint", "dispute", "hold")
_KEYS: Final = ("days", "from", "stops")
#: No entry may say more days: a thousand years.
_MOST: Final = 365_000


class Rule(NamedTuple):
    """How long one record is kept. ``days``: 0 for ever; ``since``: from when they count."""

    record: str
    days: int
    since: str
    stops: tuple[str, ...]


class Retention(NamedTuple):
    """The rules in force, by record; ``digest`` stands for them in an approval."""

    rules: Mapping[str, Rule]
    digest: str


def load_retention(folder: Path) -> Retention:
    """The rules in force for the site in ``folder``; raises :class:`DeskError` naming file, table and key."""
    tables: dict[str, dict[str, Any]] = {}
    for text in ((data_folder() / "site" / NAME).read_text("utf-8"), own_text(folder, NAME)):
        for record, entry in _read(text).items():
            tables[record] = tables.get(record, {}) | entry
    rules = {name: Rule(name, table["days"], table["from"], tuple(table["stops"])) for name, table in tables.items()}
    plain = json.dumps(rules, sort_keys=True)
    return Retention(rules, hashlib.sha256(plain.encode()).hexdigest())


def _read(text: str) -> Mapping[str, dict[str, Any]]:
    tables = read_toml(text, NAME)
    if isinstance(tables, Problem):
        raise Unusable([tables])
    for record, entry in tables.items():
        if record not in FROM:
            raise _wrong(record, record, tuple(FROM))
        if not isinstance(entry, dict):
            raise _not(record, "a table")
        for key, value in entry.items():
            _check(record, key, value)
    return tables


def _check(record: str, key: str, value: object) -> None:
    name = f"{record}.{key}"
    if key == "days":
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
            raise _not(name, "a number of days")
    elif key == "from":
        if value not in FROM[record]:
            raise _wrong(name, value, FROM[record])
    elif key == "stops":
        if not isinstance(value, list):
            raise _not(name, "a [list]")
        for each in value:
            if each not in STOPS:
                raise _wrong(name, each, STOPS)
    else:
        raise _wrong(name, key, _KEYS)


def _not(key: str, wanted: str) -> DeskError:
    return DeskError("{file}: {key}: must be {wanted}", file=NAME, key=key, wanted=wanted)


def _wrong(key: str, value: object, allowed: tuple[str, ...]) -> DeskError:
    return DeskError(
        "{file}: {key}: '{value}' is not one of {allowed}",
        file=NAME,
        key=key,
        value=str(value)[:40],
        allowed=", ".join(allowed),
    )
