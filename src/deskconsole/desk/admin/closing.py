"""Closing the desk for a while: for a new version, a restore, a machine that goes down.

A file beside the store says so. Every open console notices it within a second, keeps what is half typed and leaves;
none opens as long as it is there. Commands go on: it is theirs to work undisturbed.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.use_cases import require
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.given_files import sync_folder
from deskconsole.record import NamedTuple
from deskconsole.text.clean import one_line

#: Behind the name of the store: files that begin with it belong to the store, and nobody else names them.
_END: Final = ".closed"
_NEEDS: Final = "site"
_LONGEST: Final = 200


class Closed(NamedTuple):
    """The desk is closed: by whom (a login), since when, and why in their words."""

    by: str
    since: datetime
    reason: str


def close_desk(desk: Desk, reason: str | None = None) -> Closed:
    """Close the desk of a site, for administrators; once more says another reason."""
    require(desk, _NEEDS)
    result = Closed(desk.actor.login, desk.now(), one_line(reason or "").strip()[:_LONGEST])
    place = _place(desk)
    try:
        part = place.with_name(f"{place.name}-new")
        with part.open("w", encoding="utf-8") as file:
            file.write(json.dumps([result.by, result.since.isoformat(), result.reason]))
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        raise DeskError("{path}: cannot be written: {reason}", path=str(place), reason=error.strerror or "-") from error
    return result


def open_desk_again(desk: Desk) -> None:
    """Open it again, for administrators."""
    require(desk, _NEEDS)
    try:
        _place(desk).unlink(missing_ok=True)
    except OSError as error:
        raise DeskError(
            "{path}: cannot be removed: {reason}", path=str(_place(desk)), reason=error.strerror or "-"
        ) from error


def refusal_while_closed(desk: Desk) -> StoreUnusable | None:
    """What a console says while the desk is closed; ``None`` while it is open. To ask takes microseconds."""
    place = _place(desk)
    if not place.exists():
        return None
    closed = Closed("-", desk.now(), "")
    with suppress(OSError, ValueError):
        by, since, reason = json.loads(place.read_text("utf-8"))
        closed = Closed(one_line(str(by)), datetime.fromisoformat(since), one_line(str(reason)))
    return StoreUnusable(
        "the desk was closed by {by} at {time} ({reason}); what was half typed is kept; an administrator opens it "
        "again: deskconsole open",
        by=closed.by,
        time=closed.since.astimezone(desk.zone).strftime("%H:%M"),
        reason=closed.reason or "-",
    )


def _place(desk: Desk) -> Path:
    return Path(desk.store.place + _END)
