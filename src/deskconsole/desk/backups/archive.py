"""A backup as one file: a plain tar archive that every system can open, its list last.

``desk.db`` is the store, ``attachments/…`` what is attached to tickets, ``site/…`` the site's own files;
``manifest.json`` names each with its size and SHA-256, and where the record ends. An archive without its list is not
whole. Nothing that is read is trusted: only names that can be of a site, only plain files, each once.
"""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Final, Self, cast

from deskconsole.desk.backups.site_files import may_be_restored
from deskconsole.errors import DeskError
from deskconsole.given_files import open_given, open_own, sync_gently
from deskconsole.record import dataclass, field

STORE: Final = "desk.db"
ATTACHMENTS: Final = "attachments"
_SITE: Final = "site/"
_MANIFEST: Final = "manifest.json"
#: Edition of what stands here.
_EDITION: Final = 1
_ATTACHED: Final = re.compile(r"attachments/([0-9a-f]{2})/([0-9a-f]{62})")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
#: Most bytes of the list: that of half a million attachments.
_LARGEST_LIST: Final = 1 << 27
_PIECE: Final = 1 << 20
#: Bytes that are written before they are made durable.
_SYNCED: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: of which site, made when, by which version and schema; where the record ends in it.

    ``files``: name → (size in bytes, SHA-256).
    """

    program: str
    site: str
    schema: str
    made_at: datetime
    seq: int
    head: str
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


class ArchiveWriter:
    """Adds files to a new archive; :meth:`finish` writes its list."""

    def __init__(self, file: BinaryIO) -> None:
        # Closed at its end.
        self._tar = tarfile.open(fileobj=cast(BinaryIO, _Synced(file)), mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.files: dict[str, tuple[int, str]] = {}

    def add(self, name: str, source: IO[bytes], *, mode: int | None = None) -> None:
        """Add what an open file holds; it is restored with the rights that it has, or those of ``mode``."""
        looked = os.fstat(source.fileno())
        hashed = _Hashed(source)
        self._tar.addfile(_member(name, looked.st_size, mode or looked.st_mode, looked.st_mtime), hashed)
        self.files[name] = (looked.st_size, hashed.digest)

    def add_of_site(self, name: str, file: Path) -> None:
        """Add one of the site's own files. Raises ``OSError`` and :class:`DeskError` where it cannot be read."""
        with open_own(file) as source:
            self.add(f"{_SITE}{name}", source)

    def finish(self, about: Manifest) -> None:
        """Write the list of everything that was added, with what ``about`` says besides."""
        stated = {
            "deskconsole": _EDITION,
            **{name: getattr(about, name) for name in ("program", "site", "schema", "seq", "head")},
            "made_at": about.made_at.isoformat(),
            "files": {name: list(each) for name, each in sorted(self.files.items())},
        }
        text = json.dumps({**stated, "sum": _sum(stated)}, ensure_ascii=False, indent=1).encode()
        self._tar.addfile(_member(_MANIFEST, len(text), 0o600, about.made_at.timestamp()), io.BytesIO(text))
        self._tar.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tar.close()


class _Synced:
    """A file that goes to the disk piece by piece while it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._waiting = file, 0

    def write(self, piece: bytes) -> int:
        """Write on."""
        self._waiting += len(piece)
        done = self._file.write(piece)
        if self._waiting >= _SYNCED:
            self._file.flush()
            sync_gently(self._file.fileno())
            self._waiting = 0
        return done

    def tell(self) -> int:
        """How far it is written."""
        return self._file.tell()


class _Hashed:
    """A file whose SHA-256 is made while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._source.read(size)
        self._hash.update(piece)
        return piece

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._hash.hexdigest()


def _member(name: str, size: int, mode: int, changed: float) -> tarfile.TarInfo:
    """Whose a file was is not carried along: it belongs to whoever restores it."""
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, mode & 0o660, int(changed)
    return member


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack an archive into an empty folder and compare everything with its list: the store as ``desk.db``, the rest
    where it lies in a site's folder, all of it durable.

    Raises :class:`DeskError` for a file that is no archive, is not whole or was changed, and for names and kinds of
    files that no backup has.
    """
    try:
        with open_given(file) as source, tarfile.open(fileobj=source, mode="r:") as archive:
            return _unpack(archive, folder)
    except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError) as error:
        raise _refused(file, DeskError("it is no backup, or not whole ({reason})", reason=str(error)[:200])) from error
    except OSError as error:
        raise _refused(file, error.strerror or str(error)) from error
    except DeskError as error:
        raise _refused(file, error) from error


def manifest_of(file: Path) -> Manifest:
    """What the list of an archive says, nothing else of which is looked at. Raises :class:`DeskError` as
    :func:`unpack` does."""
    try:
        with open_given(file) as source, tarfile.open(fileobj=source, mode="r:") as archive:
            content = archive.extractfile(_MANIFEST)
            if content is None:
                raise ValueError(_MANIFEST)
            return _manifest(content.read(_LARGEST_LIST + 1))
    except (tarfile.TarError, KeyError, EOFError, ValueError, OverflowError, RecursionError) as error:
        raise DeskError(
            "'{path}' is no backup, or not whole ({reason})", path=str(file), reason=str(error)[:200]
        ) from error


def _refused(file: Path, reason: object) -> DeskError:
    return DeskError("file: '{path}' cannot be restored: {reason}", field="file", path=str(file), reason=reason)


def _unpack(archive: tarfile.TarFile, folder: Path) -> Manifest:
    unpacked: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    for member in archive:
        if manifest is not None:
            raise DeskError("something follows its list: '{name}'", name=member.name)
        if member.name in unpacked:
            raise DeskError("'{name}' is in it twice", name=member.name)
        if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.sparse is not None:
            raise DeskError("'{name}' is no plain file", name=member.name)
        content = archive.extractfile(member)
        assert content is not None
        if member.name == _MANIFEST:
            manifest = _manifest(content.read(_LARGEST_LIST + 1))
        else:
            unpacked[member.name] = _write(content, member, folder / _place(member.name))
    if manifest is None:
        raise DeskError("its list is missing: it is not whole")
    _compare(unpacked, manifest)
    return manifest


def _place(name: str) -> str:
    """Where a file of an archive lies in a site's folder; refuses every name that a backup cannot have."""
    if name == STORE or _ATTACHED.fullmatch(name):
        return name
    inner = name.removeprefix(_SITE)
    if inner == name or not may_be_restored(inner):
        raise DeskError("'{name}' is not the name of a file of a site", name=name)
    return inner


def _write(content: IO[bytes], member: tarfile.TarInfo, place: Path) -> tuple[int, str]:
    hashed, size = hashlib.sha256(), 0
    place.parent.mkdir(parents=True, exist_ok=True)
    # Whoever wrote the archive does not say who may run a file or read another's: at most owner and group.
    mode = (member.mode & 0o660) | (0o600 if member.name == STORE else 0o400)
    with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
        while piece := content.read(_PIECE):
            size += len(piece)
            hashed.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    place.chmod(mode)
    return size, hashed.hexdigest()


def _manifest(text: bytes) -> Manifest:
    """The list, if it is one. Raises ``ValueError``."""
    stated = json.loads(text)
    if not isinstance(stated, dict) or stated.get("deskconsole") != _EDITION:
        raise DeskError("its list is of another edition; a newer version of the program may read it")
    if stated.pop("sum", None) != _sum(stated):
        raise ValueError(_MANIFEST)
    texts = {name: stated.get(name) for name in ("program", "site", "schema", "head", "made_at")}
    files, seq = stated.get("files"), stated.get("seq")
    if not isinstance(files, dict) or not isinstance(seq, int):
        raise ValueError(_MANIFEST)
    if not all(isinstance(each, str) for each in texts.values()):
        raise ValueError(_MANIFEST)
    made_at = datetime.fromisoformat(str(texts.pop("made_at")))
    if made_at.tzinfo is None:
        raise ValueError(_MANIFEST)
    listed = {str(name): _size_and_digest(each) for name, each in files.items()}
    return Manifest(made_at=made_at, seq=seq, files=listed, **{name: str(each) for name, each in texts.items()})


def _sum(stated: Mapping[str, Any]) -> str:
    """The SHA-256 of what a list says, against damage; nothing is signed."""
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _size_and_digest(stated: Any) -> tuple[int, str]:
    match stated:
        case [int() as size, str() as digest] if _HASH.fullmatch(digest):
            return size, digest
    raise ValueError(_MANIFEST)


def _compare(unpacked: Mapping[str, tuple[int, str]], manifest: Manifest) -> None:
    for name in _differing(unpacked, manifest.files):
        if name not in unpacked:
            raise DeskError("'{name}' is missing in it", name=name)
        if name not in manifest.files:
            raise DeskError("'{name}' is not on its list", name=name)
        raise DeskError("'{name}' was changed", name=name)
    if STORE not in unpacked:
        raise DeskError("'{name}' is missing in it", name=STORE)
    for name, (_size, digest) in unpacked.items():
        attached = _ATTACHED.fullmatch(name)
        if attached and attached[1] + attached[2] != digest:
            raise DeskError("'{name}' was changed", name=name)


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    return (name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name))
