"""What the program above knows of a store: one site's record, read and written in transactions.

SQL is given by name (``deskconsole.store.compiled``); every transaction adds the site's key to what a statement is
given. The engine is a folder of its own that nothing above names: :func:`open_store` chooses it by the place.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self, cast

from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.record import NamedTuple, dataclass
from deskconsole.store.mapping import Record

#: Scheme of a place → the module of its engine, which has ``open_store`` and ``create_store`` like this one; a path
#: has none. By name, for an engine implements what stands here.
_ENGINES: Final = dict.fromkeys(("", "sqlite"), "deskconsole.store.sqlite.connection")


class SiteRecord(NamedTuple):
    """The reception desk that a store belongs to; ``packs`` in order of priority."""

    id: int
    code: str
    created_at: datetime
    packs: tuple[str, ...]
    last_site_seq: int
    head_hash: str
    newest_recorded_at: datetime | None


@dataclass(slots=True)
class Head:
    """Where a site's record and its numbering stand; instants in microseconds."""

    last_site_seq: int
    head_hash: str
    newest_recorded_at: int | None
    number_day: str | None
    number_last: int


class TableDump(NamedTuple):
    """Every row of one table, in the order of its key; values as the engine keeps them: numbers, texts, bytes, none."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


class Loader(Protocol):
    """Fills a new store with rows as :class:`TableDump` gives them. Both raise :class:`DeskError` for what does not
    belong there."""

    def begin(self, table: str, columns: Sequence[str]) -> None:
        """The rows that follow are of this table."""

    def add(self, row: Sequence[Any]) -> None:
        """One row of the table."""


class Overview(NamedTuple):
    """What can be told of a store from outside, also where it cannot be opened.

    ``loses_commits``: whether this SQLite may work without a -wal only. ``trouble``: why the store cannot be used.
    ``users``: processes that have it open, with their accounts. ``log_size``: bytes of the -wal. ``leftovers``: files
    and folders that a program which was killed has left beside it.
    """

    sqlite: str
    loses_commits: bool
    file_system: str
    trouble: StoreUnusable | None
    journal: str | None
    schema: str | None
    known_schema: str
    users: tuple[tuple[int, str], ...]
    log_size: int
    leftovers: tuple[Path, ...]


class WordIndex(Protocol):
    """The index of words that the search asks; an entry's key is that of its event, customer or article."""

    def question(self, ways: Sequence[Sequence[Sequence[str]]]) -> str:
        """What a statement that looks entries up by words is given: those that by one of ``ways`` have, of each group
        of words, one. A word that ends in ``*`` stands for all that begin so."""

    def reaches(self, question: str, count: int) -> int | None:
        """The key of the entry that so many newer ones fit as well; ``None`` if fewer fit."""

    def terms(self, after: str) -> Iterator[tuple[str, int]]:
        """Every word behind ``after`` of every entry, sorted by words."""


class WritableWordIndex(WordIndex, Protocol):
    """The same in a write transaction."""

    def add(self, key: int, words: str) -> None:
        """A new entry; ``words`` are separated by spaces."""

    def remove(self, key: int, words: str) -> None:
        """Take exactly the words of an entry out."""

    def gather(self, *, first: bool) -> bool:
        """Write a portion of the index anew, from the beginning where it is the ``first``; whether there is more. After
        the last one nothing of what was taken out is left in a part that is read no more."""

    def clear(self) -> None:
        """Take everything out."""


class ReadTransaction(Protocol):
    """A read transaction: everything it reads is of one moment."""

    @property
    def site_code(self) -> str:
        """The site's code, which ticket numbers begin with."""

    @property
    def head(self) -> Head:
        """The head of the site's record as this transaction sees it and leaves it; asked once."""

    @property
    def index(self) -> WordIndex:
        """The index of words."""

    def all(self, sql: str, /, **values: Any) -> list[Any]:
        """Every row of a statement."""

    def one(self, sql: str, /, **values: Any) -> Any:
        """The first row of a statement, ``None`` if there is none."""

    def each(self, sql: str, /, **values: Any) -> Iterator[Any]:
        """The rows of a statement one after the other, for results that need not fit into memory."""

    def dump(self) -> Iterator[TableDump]:
        """Every row of every table of the store, this site's and others', but for what is made from them."""

    def copy_to(self, target: Path) -> None:
        """Copy everything as this transaction sees it to a new file, for its owner alone; nothing is durable yet.

        Raises :class:`StoreUnusable`, and ``OSError`` for what is wrong with the place.
        """

    def records(self, shape: type[Record], sql: str, /, **values: Any) -> list[Record]:
        """Every row of a statement as a record (``mapping.records_of``)."""

    def record(self, shape: type[Record], sql: str, /, **values: Any) -> Record | None:
        """The first row of a statement as a record, ``None`` if there is none."""


class WriteTransaction(ReadTransaction, Protocol):
    """A write transaction; nobody else writes until it ends, so keep it short."""

    @property
    def index(self) -> WritableWordIndex:
        """The index of words, to be changed."""

    def run(self, sql: str, /, **values: Any) -> int:
        """Run a changing statement; the number of rows changed."""

    def insert(self, sql: str, /, **values: Any) -> int:
        """Insert one row; its key."""


class Store(Protocol):
    """One site's store; usable from several threads."""

    @property
    def site(self) -> SiteRecord:
        """The site's row as it was when the store was opened."""

    @property
    def place(self) -> str:
        """Where it is, as people name it: the path of its file."""

    def reading(self) -> AbstractContextManager[ReadTransaction]:
        """A read transaction; one inside another is the same one. Keep it short."""

    def writing(self) -> AbstractContextManager[WriteTransaction]:
        """A write transaction: committed and durable when the block ends, undone when it raises.

        Raises :class:`StoreUnusable` when others write for too long, the disk is full or fails, or the store was
        migrated meanwhile; :class:`CommitUnsure` when the commit itself fails and may have happened all the same:
        write again with the same key.
        """

    def changed(self) -> bool:
        """Whether anybody, in whatever process, has committed since this was last asked; costs microseconds."""

    def scrub(self) -> bool:
        """Leave nothing of what was deleted in the store's files; whether that is done, or somebody who reads kept it
        from being finished."""
        ...

    def structure_differences(self, *, rows: bool = True) -> Iterator[DeskError]:
        """Where its file is not built as this program builds it: tables, indexes, triggers, and, row by row,
        references."""

    def close(self) -> None:
        """Close every connection; no transaction may be under way."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_store(place: Path | str) -> Store:
    """The store at a place, brought up to date if an older version of the program made it.

    Raises :class:`StoreUnusable` when it is absent, no store, damaged, newer than this program, on a network file
    system, may not be written to, or when the place is of a kind that this program knows nothing of.
    """
    return cast(Store, _engine(place).open_store(place))


def create_store(place: Path | str, *, code: str, packs: Sequence[str], created_at: datetime) -> Store:
    """Make a new store for the site ``code``; raises :class:`StoreUnusable` if there is something at ``place``."""
    return cast(Store, _engine(place).create_store(place, code=code, packs=packs, created_at=created_at))


def check_copy(copy: Path) -> tuple[int, str]:
    """Where the record of a copy ends: its last sequence and hash. Raises :class:`StoreUnusable` for a damaged one."""
    return cast(tuple[int, str], _engine(copy).check_copy(copy))


def making(place: Path) -> AbstractContextManager[Path]:
    """A free name for a new store, which gets its own place when the block ends well; nothing is left of it otherwise.

    Raises :class:`StoreUnusable` if there is something at ``place``.
    """
    return cast(AbstractContextManager[Path], _engine(place).making(place))


def loading(part: Path, schema: str) -> AbstractContextManager[Loader]:
    """Make a store at a free name, of this step of the schema, and fill it; complete when the block ends.

    Raises :class:`StoreUnusable` for a step that is newer or unknown, :class:`DeskError` where rows do not fit
    together.
    """
    return cast(AbstractContextManager[Loader], _engine(part).loading(part, schema))


def overview(place: Path) -> Overview:
    """What can be told of the store at a place, whatever state it is in; nothing is changed."""
    return cast(Overview, _engine(place).overview(place))


def schema_of(store: Path) -> str:
    """The step of the schema that a store stands at; it is not changed."""
    return cast(str, _engine(store).schema_of(store))


def replace_by(place: Path, unpacked: Path, whole: str) -> Path | None:
    """Put everything that lies in ``unpacked``, a folder beside the store, in its place, all or nothing.

    Gives the folder that keeps what was replaced, ``None`` where there was nothing.

    Nothing but what is unpacked stays in the folder called ``whole``. Raises :class:`StoreUnusable` while somebody has
    the store open.
    """
    return cast("Path | None", _engine(place).replace_by(place, unpacked, whole))


def _engine(place: Path | str) -> Any:
    scheme, is_url, _rest = str(place).partition("://")
    engine = _ENGINES.get(scheme if is_url and isinstance(place, str) else "")
    if engine is None:
        raise StoreUnusable(
            "{place}: the program keeps its store in a file; name it by its path, or as sqlite:///path", place=place
        )
    return import_module(engine)
