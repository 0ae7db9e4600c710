"""The nightly backup: written into a folder, tried out, taken elsewhere; older ones make room."""

import re
import shutil
import subprocess
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from deskconsole.desk.backups.backing_up import MadeBackup, record_backup, write_backup
from deskconsole.desk.backups.noted_head import place_of
from deskconsole.desk.backups.restoring import UNPACKING, try_out
from deskconsole.desk.desk import Desk
from deskconsole.errors import DeskError
from deskconsole.record import replace

#: Where the name of the file stands in the site's own command, and that of the head noted beside it.
FILE: Final = "{file}"
HEAD: Final = "{head}"
#: Of each period that had any, the newest backup stays: of so many days, weeks and months.
_DAYS, _WEEKS, _MONTHS = 7, 4, 12
_STAMP: Final = "%Y-%m-%dT%H%M%S"
_WRITTEN: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})\.tar")
#: What a backup that was killed leaves (`whole_files.written`).
_LEFT: Final = re.compile(r"\.[0-9a-f]{16}\.(tar|head|db(-wal|-shm|-journal)?)")
#: How long the site's own command may take, in seconds, and how much of what it says is told.
_PATIENCE, _LONGEST = 6 * 3600, 300


def rotate(desk: Desk, folder: Path) -> MadeBackup:
    """Write a backup into ``folder``, restore it aside and verify everything in it, have the site's own command take it
    elsewhere, and remove those that are no longer wanted.

    One that does not restore whole is told of, is not put on record, and no older one goes for it. Raises
    :class:`DeskError` where none can be written.
    """
    folder = folder.expanduser()
    begins = f"{desk.site_code}-"
    made = write_backup(desk, folder / f"{begins}{desk.now().astimezone(desk.zone):{_STAMP}}.tar")
    problems = [
        DeskError("the backup does not restore whole: {problem}", problem=each) for each in _tried(desk, made.file)
    ]
    if problems:
        return replace(made, problems=(*made.problems, *problems))
    copied, problems = _copied(desk, made.file)
    made = replace(made, tried=True, copied=copied, problems=(*made.problems, *problems))
    record_backup(desk, made)
    return replace(made, removed=_removed(folder, begins))


def _tried(desk: Desk, file: Path) -> list[DeskError]:
    for left in desk.folder.glob(f"{UNPACKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        return try_out(file, desk.folder, by=desk)
    except DeskError as error:
        return [error]


def _copied(desk: Desk, file: Path) -> tuple[bool | None, list[DeskError]]:
    """Whether the site's own command (no shell) has taken the file elsewhere; ``None`` where it has none."""
    if not desk.settings.backup_copy:
        return None, []
    words = [word.replace(FILE, str(file)).replace(HEAD, str(place_of(file))) for word in desk.settings.backup_copy]
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return False, [_not_copied(words[0], str(error))]
    if done.returncode == 0:
        return True, []
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return False, [_not_copied(words[0], f"{done.returncode}: {lines[-1] if lines else '-'}")]


def _not_copied(command: str, reason: str) -> DeskError:
    return DeskError(
        "the backup was not copied elsewhere: {command}: {reason}", command=command, reason=reason[:_LONGEST]
    )


def _removed(folder: Path, begins: str) -> tuple[Path, ...]:
    made: dict[datetime, Path] = {}
    for file in folder.iterdir():
        stamp = _WRITTEN.fullmatch(file.name.removeprefix(begins)) if file.name.startswith(begins) else None
        with suppress(ValueError):  # a day that is none
            if stamp and file.is_file():
                made[datetime.strptime(stamp[1], _STAMP)] = file
        if _LEFT.fullmatch(file.name):
            file.unlink(missing_ok=True)
    removed = tuple(made[at] for at in no_longer_wanted(sorted(made)))
    for file in removed:
        file.unlink(missing_ok=True)
        place_of(file).unlink(missing_ok=True)
    return removed


def no_longer_wanted(made: Sequence[datetime]) -> list[datetime]:
    """Of backups made at these local times, those that make room; the newest of each of the last seven days, four weeks
    and twelve months that have one stay. The newest of all always does."""
    periods: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (_DAYS, lambda at: at.date()),
        (_WEEKS, lambda at: at.isocalendar()[:2]),
        (_MONTHS, lambda at: (at.year, at.month)),
    )
    wanted: set[datetime] = set()
    for count, period in periods:
        newest = {period(at): at for at in sorted(made)}
        wanted.update(sorted(newest.values())[-count:])
    return [at for at in sorted(made) if at not in wanted]
