"""What an emergency needs while the store cannot be reached, in a folder beside it: entries that are not in the store
yet, each in a file of its own, and who was in the house when the desk knew it last.

An entry is written here first, whatever happens to the store, and taken away once the store has it.
"""

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from deskconsole.domain.emergency.log import WHAT, Entry, Guest
from deskconsole.errors import DeskError
from deskconsole.given_files import read_text_of_site, reason_of, sync_folder
from deskconsole.text.dates import parse_instant, rfc3339

FOLDER: Final = "emergency"
INSIDE: Final = "inside.json"
_ENTRY: Final = ".entry.json"


class Inside(NamedTuple):
    """Who is in the house, and as of when."""

    at: datetime
    people: tuple[Guest, ...]


def write_down(folder: Path, entry: Entry) -> None:
    """Keep an entry on the disk, before anything else is done with it. Raises :class:`DeskError`."""
    plain = {**entry._asdict(), "at": rfc3339(entry.at, UTC)}
    _write(folder / FOLDER / f"{entry.uuid}{_ENTRY}", plain)


def written_down(folder: Path) -> tuple[list[Entry], list[str]]:
    """The entries that are not in the store yet, in their order; and the names of files that hold none."""
    entries: list[Entry] = []
    unreadable: list[str] = []
    for file in _entry_files(folder):
        try:
            entries.append(_entry(json.loads(read_text_of_site(file))))
        except FileNotFoundError:  # taken in by another console meanwhile
            continue
        except (OSError, ValueError, TypeError, LookupError, DeskError):
            unreadable.append(file.name)
    return sorted(entries, key=lambda entry: (entry.at, entry.uuid)), unreadable


def take_away(folder: Path, ids: Iterable[str]) -> None:
    """The store has these entries: their files go."""
    for each in ids:
        with suppress(OSError):
            (folder / FOLDER / f"{each}{_ENTRY}").unlink()


def keep_inside(folder: Path, inside: Inside) -> None:
    """Keep who is in the house for a time without the store. Raises :class:`DeskError`."""
    people = [{**_plain(guest), "since": _written(guest.since)} for guest in inside.people]
    _write(folder / FOLDER / INSIDE, {"at": rfc3339(inside.at, UTC), "people": people})


def stored_inside(folder: Path) -> Inside | None:
    """Who was in the house when the desk knew it last; ``None`` where nobody has kept it, or it cannot be read."""
    try:
        plain = json.loads(read_text_of_site(folder / FOLDER / INSIDE))
        people = tuple(_guest(each) for each in plain["people"])
        return Inside(parse_instant(plain["at"]), people)
    except (OSError, ValueError, TypeError, LookupError, DeskError):
        return None


def forget_inside(folder: Path) -> None:
    """Nothing of who was in the house is left beside the store; the next look keeps it again."""
    with suppress(OSError):
        (folder / FOLDER / INSIDE).unlink()


def _entry_files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(file for file in (folder / FOLDER).iterdir() if file.name.endswith(_ENTRY))
    except OSError:
        return ()


def _entry(plain: dict[str, Any]) -> Entry:
    if plain["what"] not in WHAT:
        raise ValueError(plain["what"])
    inside = plain.pop("inside", None)
    texts = {name: None if value is None else str(value) for name, value in plain.items() if name in Entry._fields}
    at = parse_instant(texts.pop("at") or "")
    pairs = tuple([str(number), int(people)] for number, people in inside) if inside is not None else None
    return Entry(**{"uuid": texts.pop("uuid"), **texts, "at": at, "inside": pairs})  # type: ignore[arg-type]


def _plain(guest: Guest) -> dict[str, Any]:
    return {name: getattr(guest, name) for name in ("number", "name", "people", "host", "where")}


def _guest(plain: dict[str, Any]) -> Guest:
    since = parse_instant(plain["since"]) if plain.get("since") else None
    texts = {name: str(plain.get(name) or "") for name in ("number", "name", "host", "where")}
    return Guest(**texts, people=max(1, int(plain.get("people") or 1)), since=since)


def _written(at: datetime | None) -> str | None:
    return None if at is None else rfc3339(at, UTC)


def _write(path: Path, plain: dict[str, Any]) -> None:
    """Whole or not at all, on the disk, for whoever may write beside the store and for nobody else."""
    part = path.with_name(f".{secrets.token_hex(8)}")
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(exist_ok=True)
            path.parent.chmod(path.parents[1].stat().st_mode)
        rights = 0o660 if path.parent.stat().st_mode & 0o020 else 0o600
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, rights)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(plain, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(rights)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise DeskError(
            "'{path}' cannot be written: {reason}", path=str(path.parent), reason=reason_of(error)
        ) from error
