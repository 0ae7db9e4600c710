"""Opening and making a store in a file, its connections, its transactions."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from weakref import WeakSet

from deskconsole.errors import CommitUnsure, DeskError, StoreUnusable
from deskconsole.store.api import Loader, Overview, SiteRecord, Store
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import json_of, micros
from deskconsole.store.sqlite.filesystems import check_place
from deskconsole.store.sqlite.identity import StoreFiles, being_restored
from deskconsole.store.sqlite.library import (
    OVERWRITES,
    Connection,
    begin_immediate,
    connect,
    dbapi,
    error_code,
    explained,
    loses_commits,
)
from deskconsole.store.sqlite.revision import HEAD, check_unmoved, refuse_newer, revision, site_of
from deskconsole.store.sqlite.transactions import SQLiteReadTransaction, SQLiteWriteTransaction

SQL: Final = statements("site")


class _Own:
    """The connections of one thread; closed with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._closing = threading.RLock()
        self._reader: Connection | None = None
        self._writer: Connection | None = None
        self.reading: SQLiteReadTransaction | None = None

    def reader(self) -> Connection:
        if self._reader is None:
            self._reader = connect(self._path, read_only=True)
        return self._reader

    def writer(self) -> Connection:
        if self._writer is None:
            self._writer = connect(self._path)
            if loses_commits(dbapi.sqlite_version_info):
                # Unlike WAL it is each connection's own; a journal that is removed can be back after a power cut.
                self._writer.execute("PRAGMA journal_mode=TRUNCATE")
        return self._writer

    def close(self) -> None:
        # The end of the thread and the end of the store may come at the same moment: each connection closes once.
        with self._closing:
            connections, self._reader, self._writer = (self._reader, self._writer), None, None
        for connection in connections:
            if connection is not None:
                connection.close()

    __del__ = close


class SQLiteStore:
    """One site's store in a file; usable from several threads, each with connections of its own."""

    def __init__(self, path: Path, site: SiteRecord, journal_mode: str, watcher: Connection, files: StoreFiles) -> None:
        self.path = path
        self.site = site
        #: ``wal``, or ``truncate`` where this SQLite loses commits in WAL mode.
        self.journal_mode = journal_mode
        self._watcher = watcher
        self._files = files
        self._watching = threading.Lock()
        self._seen = _data_version(watcher)
        self._local = threading.local()
        self._owned: WeakSet[_Own] = WeakSet()

    @property
    def place(self) -> str:
        """The path of its file."""
        return str(self.path)

    @property
    def vulnerable(self) -> bool:
        """Whether this SQLite can lose commits of several processes in WAL mode; a line for `doctor`."""
        return loses_commits(dbapi.sqlite_version_info)

    @property
    def sqlite_version(self) -> str:
        """The version of this process's SQLite library."""
        return dbapi.sqlite_version

    @classmethod
    def create(cls, path: Path, *, code: str, packs: Sequence[str], created_at: datetime) -> Self:
        """Make a new store for the site ``code``; raises :class:`StoreUnusable` if there is something at ``path``."""
        from deskconsole.store.sqlite.creation import make  # it imports Alembic, in 0.7 s, and is for new stores only

        with _explaining(path):
            make(path, {"code": code, "created_at": micros(created_at), "packs": json_of(list(packs))})
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store at ``path``, brought up to date if an older version of the program made it.

        Raises :class:`StoreUnusable` when it is absent, no store, damaged, newer than this program, on a network file
        system, or may not be written to.
        """
        if being_restored(path).exists():
            from deskconsole.store.sqlite.restoring import finish_interrupted  # of use once in a store's life

            finish_interrupted(path)
        check_place(path)
        with _explaining(path):
            files = StoreFiles(path)  # before anything is read: what is read must be what is looked at later
            watcher = connect(path)
            try:
                result = revision(watcher, path)
                refuse_newer(result, path)
                if result != HEAD:
                    watcher.close()
                    _migrate(path)
                    watcher = connect(path)
                mode = _journal(watcher, path)
                return cls(path, site_of(watcher, path), mode, watcher, files)
            except BaseException:
                watcher.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[SQLiteReadTransaction]:
        """A read transaction; one inside another is the same one. Keep it short: it holds back the checkpoint."""
        own = self._own()
        if own.reading is not None:
            yield own.reading
            return
        with _explaining(self.path):
            connection = own.reader()
            connection.execute("BEGIN")
            own.reading = SQLiteReadTransaction(connection, self.site)
            try:
                yield own.reading
            finally:
                own.reading = None
                with suppress(dbapi.Error):
                    connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[SQLiteWriteTransaction]:
        """A write transaction: committed and durable when the block ends, undone when it raises.

        Raises :class:`StoreUnusable` when others write for more than ten seconds, the disk is full or fails, or the
        store was migrated meanwhile. When the commit itself fails it may have happened: write again with the same key.
        """
        with _explaining(self.path):
            connection = self._own().writer()
            if connection.in_transaction:
                raise RuntimeError("a write transaction inside another")
            begin_immediate(connection)
            try:
                self._files.check()
                check_unmoved(connection, self.path)
                yield SQLiteWriteTransaction(connection, self.site)
                self._files.check()
            except BaseException:
                _undo(connection)
                raise
            self._commit(connection)
            self._files.check_recorded()

    def _commit(self, connection: Connection) -> None:
        try:
            connection.execute("COMMIT")
        except dbapi.Error as error:
            _undo(connection)
            if error_code(error) == dbapi.SQLITE_FULL:
                raise  # its last frame did not fit: nothing of it counts, and that is what people are told
            raise CommitUnsure(
                "{path}: the end of a write failed ({reason}); it may have been recorded all the same: "
                "look, or write it again with the same key",
                path=str(self.path),
                reason=str(error),
            ) from error

    def changed(self) -> bool:
        """Whether anybody, in whatever process, has committed since this was last asked; costs microseconds.

        Raises :class:`StoreUnusable` once the store's file is no longer the one that was opened.
        """
        self._files.check()
        with self._watching, _explaining(self.path):
            seen, self._seen = self._seen, _data_version(self._watcher)
            return seen != self._seen

    def scrub(self) -> bool:
        """Write the file anew if it was written before every connection overwrote what it deleted, and empty the log,
        in which older states of its pages stand. ``False``: somebody was reading all the while; try again."""
        with _explaining(self.path):
            connection = self._own().writer()
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) < OVERWRITES:
                connection.execute("VACUUM")
                connection.execute(f"PRAGMA user_version={OVERWRITES}")
            if self.journal_mode != "wal":
                return True
            return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def structure_differences(self, *, rows: bool = True) -> Iterator[DeskError]:
        """See ``api.Store``; reads by a connection of its own, in short statements."""
        from deskconsole.store.sqlite.structure import structure_differences  # only who verifies needs it

        with _explaining(self.path), closing(connect(self.path, read_only=True)) as connection:
            yield from structure_differences(connection, rows=rows)

    def close(self) -> None:
        """Close every connection; no transaction may be under way."""
        for own in list(self._owned):
            own.close()
        with self._watching:
            self._watcher.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _own(self) -> _Own:
        own: _Own | None = getattr(self._local, "own", None)
        if own is None:
            own = self._local.own = _Own(self.path)
            self._owned.add(own)
        return own


def open_store(place: Path | str) -> Store:
    """The store at a path or ``sqlite:///path``."""
    return SQLiteStore.open(_path(place))


def create_store(place: Path | str, *, code: str, packs: Sequence[str], created_at: datetime) -> Store:
    """A new store at a path or ``sqlite:///path``."""
    return SQLiteStore.create(_path(place), code=code, packs=packs, created_at=created_at)


def check_copy(copy: Path) -> tuple[int, str]:
    """Where the record of a copy ends, which is not damaged: its last sequence and hash."""
    from deskconsole.store.sqlite import backup  # for whoever backs up

    with _explaining(copy):
        return backup.check_copy(copy)


@contextmanager
def making(place: Path) -> Iterator[Path]:
    """See ``creation.py``."""
    from deskconsole.store.sqlite.creation import made_aside  # it imports Alembic, and is for new stores only

    with made_aside(place) as part:
        yield part


@contextmanager
def loading(part: Path, schema: str) -> Iterator[Loader]:
    """See ``loading.py``."""
    from deskconsole.store.sqlite import loading  # for whoever imports

    if schema.isdecimal():
        refuse_newer(schema, part)
    with _explaining(part), loading.loading(part, schema) as loader:
        yield loader


def overview(path: Path) -> Overview:
    """See ``examining.py``."""
    from deskconsole.store.sqlite import examining  # for whoever asks the doctor

    return examining.overview(path)


def replace_by(place: Path, unpacked: Path, whole: str) -> Path | None:
    """See ``restoring.py``."""
    from deskconsole.store.sqlite import restoring  # for whoever restores

    return restoring.replace_by(place, unpacked, whole)


def schema_of(path: Path) -> str:
    """The step that the store at ``path`` stands at; it is not changed."""
    with _explaining(path):
        connection = connect(path, read_only=True)
        try:
            return revision(connection, path)
        finally:
            connection.close()


def _path(place: Path | str) -> Path:
    return place if isinstance(place, Path) else Path(place.removeprefix("sqlite:///"))


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    """Turn what the database says of disk, locks and damage into advice; broken constraints stay as they are."""
    try:
        yield
    except (dbapi.IntegrityError, dbapi.ProgrammingError):
        raise
    except dbapi.Error as error:
        raise explained(error, path) from error


def _undo(connection: Connection) -> None:
    with suppress(dbapi.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _data_version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _journal(connection: Connection, path: Path) -> str:
    """Set the journal that suits this SQLite; WAL only where several processes cannot lose commits."""
    wanted = "truncate" if loses_commits(dbapi.sqlite_version_info) else "wal"
    mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    if mode != wanted:
        mode = str(connection.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0])
    if mode != wanted:
        raise StoreUnusable(
            "{path}: the store works in journal mode {mode} here, but must in {wanted}; end every other program on it",
            path=str(path),
            mode=mode,
            wanted=wanted,
        )
    return mode


def _migrate(path: Path) -> None:
    from deskconsole.store.sqlite.migrations import migrate  # it imports Alembic, in 0.7 s, and is for old stores only

    migrate(path)
