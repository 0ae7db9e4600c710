"""A store, and what else lies in its folder, replaced by what was unpacked beside it: all of it or nothing.

What is to come is made ready in a folder of its own (``desk.db.restoring/new``, with the list of it beside). From the
moment that this folder has its name the restore has happened: whoever opens the store afterwards finishes it, however
the program that began it has ended. What is replaced is kept (``desk.db.replaced-…``).
"""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from deskconsole.errors import StoreUnusable
from deskconsole.given_files import sync_folder
from deskconsole.store.sqlite.alone import alone, nobody_inside
from deskconsole.store.sqlite.identity import being_restored

#: What the store is called in what was unpacked, whatever it is called here.
STORE: Final = "desk.db"
#: What follows the store's name in that of the folder that keeps what was replaced.
REPLACED: Final = ".replaced-"
_NEW, _OLD, _LIST = "new", "old", "list.json"
#: The files that SQLite keeps beside a store. The first two can hold what was acknowledged, and are kept with it.
_BESIDE: Final = ("-wal", "-journal", "")


def replace_by(path: Path, unpacked: Path, whole: str) -> Path | None:
    """Put everything that lies in ``unpacked`` (a folder beside the store, with :data:`STORE` in it) in its place; the
    folder that keeps what was replaced, ``None`` where there was nothing.

    Of the folder called ``whole`` nothing stays but what is unpacked; elsewhere what has no successor stays. Raises
    :class:`StoreUnusable` while somebody has the store open; nothing has changed then.
    """
    names = sorted(str(file.relative_to(unpacked)) for file in unpacked.rglob("*") if file.is_file())
    stage = unpacked.with_name(f"{unpacked.name}.stage")
    try:
        stage.mkdir(mode=0o700)
        (stage / _LIST).write_text(json.dumps({"whole": whole, "files": names}), "utf-8")
        for folder in (each for each in unpacked.rglob("*") if each.is_dir()):
            sync_folder(folder)
        unpacked.rename(stage / _NEW)
        _sync(stage / _LIST)
        sync_folder(stage)
        with alone(path), nobody_inside(path):
            _finish(path)  # one that was interrupted comes first
            stage.rename(being_restored(path))
            sync_folder(path.parent)
            return _finish(path)
    except OSError as error:
        raise StoreUnusable(
            "{path}: the store cannot be replaced: {reason}", path=str(path), reason=str(error)
        ) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def finish_interrupted(path: Path) -> None:
    """Finish a restore that was interrupted, before the store at ``path`` is opened."""
    with alone(path):
        try:
            _finish(path)
        except OSError as error:
            raise StoreUnusable(
                "{path}: a restore was interrupted and cannot be finished: {reason}", path=str(path), reason=str(error)
            ) from error


def _finish(path: Path) -> Path | None:
    """Every step can be taken again: what has its place is no longer in the folder."""
    ready = being_restored(path)
    if not ready.is_dir():
        return None
    new, old, site = ready / _NEW, ready / _OLD, path.parent
    stated = json.loads((ready / _LIST).read_text("utf-8"))
    for name in stated["files"]:
        if name != STORE and (new / name).exists():
            _set_aside(site / name, old / name)
            _move(new / name, site / name)
    _set_strays_aside(site, old, stated["whole"], set(stated["files"]))
    if (new / STORE).exists():
        for end in _BESIDE:
            _set_aside(path.with_name(path.name + end), old / f"{STORE}{end}")
        path.with_name(path.name + "-shm").unlink(missing_ok=True)
        _move(new / STORE, path)
    replaced = _keep(path, old)
    shutil.rmtree(ready)
    sync_folder(site)
    return replaced


def _keep(path: Path, old: Path) -> Path | None:
    """Give what was replaced its lasting name; ``None`` where nothing was."""
    if not old.is_dir():
        return None
    number, name = 1, f"{path.name}{REPLACED}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    while (lasting := path.with_name(name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    old.rename(lasting)
    return lasting


def _set_strays_aside(site: Path, old: Path, whole: str, names: set[str]) -> None:
    """What nothing in the restored store knows of belongs to the store that was replaced."""
    for file in (site / whole).rglob("*"):
        name = str(file.relative_to(site))
        if file.is_file() and name not in names:
            _set_aside(file, old / name)


def _set_aside(file: Path, place: Path) -> None:
    if file.exists() and not place.exists():
        _move(file, place)


def _move(file: Path, place: Path) -> None:
    missing = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir()
        folder.chmod(folder.parent.stat().st_mode & 0o7777)  # whoever may work beside it may work in it
        sync_folder(folder.parent)
    file.replace(place)
    sync_folder(place.parent)
    sync_folder(file.parent)


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
