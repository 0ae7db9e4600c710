"""A backup put back, and a backup tried out: unpacked beside, looked through, and only then taken."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from deskconsole.data_files import site_folder, store_file
from deskconsole.desk.accounts import os_account
from deskconsole.desk.backups.archive import ATTACHMENTS, STORE, Manifest, unpack
from deskconsole.desk.desk import CLI, Desk, system_now
from deskconsole.desk.opening import desk_of, open_desk
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.policy.prepared import FOLDER as PREPARED
from deskconsole.desk.use_cases import command, require
from deskconsole.desk.verifying.verifying import verify
from deskconsole.desk.work import Work
from deskconsole.domain.problems import Unusable
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.given_files import guard
from deskconsole.record import dataclass
from deskconsole.store.api import check_copy, open_store, replace_by
from deskconsole.store.record.chain import verify_chain

#: How the folders begin that a backup is unpacked into.
UNPACKING: Final = ".unpacking-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: into which store, of which site, as of when; ``replaced`` keeps what was there before."""

    store: Path
    site: str
    made_at: datetime
    seq: int
    head: str
    replaced: Path | None


def restore(store: str | None, file: Path, *, now: Callable[[], datetime] = system_now) -> Restored:
    """Put a backup in the place of the store, or where none is.

    Everything is looked at before anything is replaced: the archive by its list, the store in it by its chain. Where a
    store is there that can be opened, it takes an administrator of it; otherwise whoever may write there. Raises
    :class:`DeskError`; everything is as it was then.
    """
    path = store_file(store).absolute()
    guard(path)
    _refuse_others(store)
    folder = site_folder(store)
    _make_folder(folder, path)
    with _unpacked(file.expanduser(), folder) as (unpacked, manifest):
        with _opened(unpacked, now) as desk:
            _refuse_broken(desk, file)
            _record_restored(desk, manifest, str(file))
        shutil.rmtree(unpacked / PREPARED, ignore_errors=True)
        _drop_older(unpacked)
        replaced = replace_by(path, unpacked, ATTACHMENTS)
    shutil.rmtree(folder / PREPARED, ignore_errors=True)  # made from what was replaced
    return Restored(path, manifest.site, manifest.made_at, manifest.seq, manifest.head, replaced)


def try_out(file: Path, room: Path, *, by: Desk) -> list[DeskError]:
    """Restore a backup into a folder of its own inside ``room`` and verify everything there: whatever is wrong with it.

    Nothing of it stays. ``by``: for whom it is done. Raises :class:`DeskError` for a backup that cannot be restored.
    """
    with _unpacked(file, room) as (unpacked, _manifest), _opened(unpacked, by.now) as desk:
        desk.login, desk.entered_by = by.login, by.entered_by
        return list(verify(desk, clocks=True))


def _refuse_others(store: str | None) -> None:
    try:
        desk = open_desk(store)
    except (StoreUnusable, Unusable):
        return  # there is nobody who could be asked
    try:
        require(desk, "site")
    finally:
        desk.store.close()


def _make_folder(folder: Path, path: Path) -> None:
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o2770)  # as `init` makes it
    except OSError as error:
        raise StoreUnusable("{path}: no store can be made: {reason}", path=str(path), reason=str(error)) from error


@contextmanager
def _unpacked(file: Path, room: Path) -> Iterator[tuple[Path, Manifest]]:
    """An archive unpacked into a folder of its own, which goes again; the store in it ends as its list says."""
    folder = room / f"{UNPACKING}{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
        manifest = unpack(file, folder)
        if check_copy(folder / STORE) != (manifest.seq, manifest.head):
            raise DeskError("file: '{path}': the record in it does not end as its list says", path=str(file))
        yield folder, manifest
    except OSError as error:
        raise DeskError(
            "file: '{path}' cannot be restored: {reason}",
            field="file",
            path=str(file),
            reason=error.strerror or str(error),
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _opened(folder: Path, now: Callable[[], datetime]) -> Iterator[Desk]:
    """The desk of an unpacked store, brought up to date if an older version made it."""
    store = open_store(folder / STORE)
    try:
        yield desk_of(store, folder, store.site.packs, now, CLI)
    finally:
        store.close()


def _refuse_broken(desk: Desk, file: Path) -> None:
    with desk.store.reading() as tx:
        for difference in verify_chain(tx):
            raise DeskError(
                "file: '{path}' is not restored, its record is not whole: {difference}",
                field="file",
                path=str(file),
                difference=difference,
            )


@command(needs=NOBODY, settles=False)
def _record_restored(work: Work, manifest: Manifest, file: str) -> None:
    """That the store went back to this moment stands in what is restored. Who may was asked of what is replaced."""
    ended = {"seq": manifest.seq, "head": manifest.head, "made_at": manifest.made_at.isoformat()}
    work.note("restored", {**ended, "file": file}, by=os_account())


def _drop_older(unpacked: Path) -> None:
    """The copy that bringing the store up to date has left is the backup itself."""
    for left in unpacked.glob(f"{STORE}?*"):
        left.unlink()
