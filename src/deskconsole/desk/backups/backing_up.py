"""A copy of the whole site in one file while its consoles work: store, attached files, the site's own files."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from deskconsole import __version__
from deskconsole.desk.backups.archive import ATTACHMENTS, STORE, ArchiveWriter, Manifest
from deskconsole.desk.backups.noted_head import note_head
from deskconsole.desk.backups.site_files import site_files
from deskconsole.desk.desk import Desk
from deskconsole.desk.papers import attachment_files
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.use_cases import command, require
from deskconsole.desk.work import Work
from deskconsole.errors import DeskError
from deskconsole.given_files import open_own, reason_of
from deskconsole.record import dataclass, field
from deskconsole.store import papers
from deskconsole.store.api import check_copy, schema_of
from deskconsole.text.heads import Head

#: Folders beside the store that no backup is written into.
_FOLDERS: Final = (ATTACHMENTS, "packs", "calendars", "secrets")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBackup:
    """A backup that was made: its file, size in bytes and SHA-256, where the record ends in it, its files.

    ``problems``: what is missing in it or did not work besides. ``removed``: older ones that made room. ``copied``:
    whether the site's own command took it elsewhere; ``None`` where there is none.
    """

    file: Path
    size: int
    sha256: str
    at: datetime
    seq: int
    head: str
    files: int
    problems: tuple[DeskError, ...] = ()
    removed: tuple[Path, ...] = field(default=())
    copied: bool | None = None
    #: whether it was restored aside and verified
    tried: bool = False


def back_up(desk: Desk, file: Path, *, force: bool = False) -> MadeBackup:
    """Write a backup to ``file``, which appears only when it is complete, and put it on record.

    What stands there already is replaced only with ``force``. Raises :class:`DeskError`; nothing is left behind then.
    """
    made = write_backup(desk, file, force=force)
    record_backup(desk, made)
    return made


def write_backup(desk: Desk, file: Path, *, force: bool = False) -> MadeBackup:
    """The same without its being put on record; where the record ends in it is noted beside it."""
    require(desk, "site")
    file = file.expanduser().absolute()
    _refuse_place(desk, file)
    with written(file, force=force) as part:
        manifest, problems = _write(desk, part)
        digest, size = attachment_files.digest_of(part), part.stat().st_size
    problems += note_head(file, Head(manifest.seq, manifest.head), digest)
    return MadeBackup(
        file=file,
        size=size,
        sha256=digest,
        at=manifest.made_at,
        seq=manifest.seq,
        head=manifest.head,
        files=len(manifest.files),
        problems=tuple(problems),
    )


@command(needs="site", settles=False)
def record_backup(work: Work, made: MadeBackup) -> None:
    """Put a backup that is there on the site's record."""
    facts = {"seq": made.seq, "head": made.head, "sha256": made.sha256, "size": made.size, "file": str(made.file)}
    work.note("backed_up", {**facts, "tried": made.tried, **({} if made.copied is None else {"copied": made.copied})})


def _refuse_place(desk: Desk, file: Path) -> None:
    """No backup among the files of the store: it would be taken for one of them, or be in the next one."""
    store, folder = Path(desk.store.place).resolve(), file.parent.resolve()
    inside = any((desk.folder / each).resolve() in (folder, *folder.parents) for each in _FOLDERS)
    if inside or (folder == store.parent and (file.name.startswith(store.name) or file.suffix == ".toml")):
        raise DeskError(
            "out: '{path}' would lie among the files of the store; name another place", field="out", path=str(file)
        )


def _write(desk: Desk, part: Path) -> tuple[Manifest, list[DeskError]]:
    problems: list[DeskError] = []
    with _store_copied(desk, part) as (copy, digests), part.open("wb") as file, ArchiveWriter(file) as archive:
        seq, head = check_copy(copy)
        about = Manifest(__version__, desk.site_code, schema_of(copy), desk.now().astimezone(desk.zone), seq, head)
        with copy.open("rb") as source:
            archive.add(STORE, source, mode=Path(desk.store.place).stat().st_mode)
        for digest in digests:
            problems += _add_attachment(desk, archive, digest)
        named = [Path(each) for each in (desk.settings.papers.font, *desk.settings.papers.templates.values()) if each]
        for name, own in site_files(desk.folder, named):
            try:
                archive.add_of_site(name, own)
            except (OSError, DeskError) as error:
                problems.append(
                    DeskError("'{name}' is not in the backup: {reason}", name=name, reason=reason_of(error))
                )
        archive.finish(about)
        return Manifest(about.program, about.site, about.schema, about.made_at, seq, head, archive.files), problems


@contextmanager
def _store_copied(desk: Desk, part: Path) -> Iterator[tuple[Path, list[str]]]:
    """A copy of the store of one moment, and what was attached to its tickets then, by digest."""
    copy = part.with_name(f"{part.stem}.db")
    try:
        with desk.store.reading() as tx:
            tx.copy_to(copy)
            digests = list(dict.fromkeys(attached.digest for attached in papers.attached(tx)))
        yield copy, digests
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                copy.with_name(copy.name + end).unlink(missing_ok=True)


def _add_attachment(desk: Desk, archive: ArchiveWriter, digest: str) -> Iterator[DeskError]:
    """Add an attached file. One that is lost or was changed is told and does not stop the backup of the others."""
    try:
        place = attachment_files.place_of(desk.folder, digest)
        if attachment_files.digest_of(place) == digest:
            with open_own(place) as source:
                archive.add(place.relative_to(desk.folder).as_posix(), source)
            return
        yield DeskError("the attached file {digest} was changed, and is not in the backup", digest=digest[:12])
    except (OSError, ValueError, DeskError) as error:
        yield DeskError(
            "the attached file {digest} is not in the backup: {reason}",
            digest=digest[:12],
            reason=reason_of(error) if isinstance(error, OSError | DeskError) else str(error),
        )
