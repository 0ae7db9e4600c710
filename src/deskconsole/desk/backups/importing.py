"""A new store made of the lines of an export: all of it, as it was, or nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from deskconsole.data_files import site_folder, store_file
from deskconsole.desk.backups import export_lines as lines
from deskconsole.desk.papers import attachment_files
from deskconsole.errors import DeskError
from deskconsole.given_files import open_given, reason_of
from deskconsole.record import dataclass
from deskconsole.store.api import Loader, loading, making, open_store
from deskconsole.store.record.chain import verify_chain
from deskconsole.store.search_checking import rebuild


@dataclass(frozen=True, slots=True)
class ImportedStore:
    """The store that was made, of which site, and how many rows it has."""

    store: Path
    site: str
    rows: int


@dataclass(frozen=True, slots=True)
class _About:
    """What the first line says."""

    schema: str
    site: str
    seq: int
    head: str


def import_store(store: str | None, source: Path | IO[bytes]) -> ImportedStore:
    """Make a store, where none is, of an export; it must end as its first line says and its chain must be whole.

    Whoever may write there may do it; whose store it is then stands in it. Raises :class:`DeskError` naming the line,
    and :class:`StoreUnusable` where there is something already; nothing is left then.
    """
    path, folder = store_file(store).absolute(), site_folder(store).absolute()
    stream = source if not isinstance(source, Path) else _opened(source)
    reader = _Reader(lines.read_lines(stream), folder)
    try:
        with making(path) as part:
            about = reader.about()
            with loading(part, about.schema) as loader:
                reader.load(loader)
            _finish(part, about)
    except BaseException:
        reader.remove_files()
        raise
    for digest in reader.files:
        with suppress(OSError):  # whoever asks for it next moves it
            attachment_files.place_of(folder, digest)
    return ImportedStore(path, about.site, reader.rows)


def _opened(file: Path) -> IO[bytes]:
    try:
        return open_given(file.expanduser())
    except (OSError, DeskError) as error:
        raise DeskError(
            "file: '{path}' cannot be read: {reason}", field="file", path=str(file), reason=reason_of(error)
        ) from error


class _Reader:
    """Goes through the lines once: first line, tables with their rows, attached files, last line."""

    def __init__(self, numbered: Iterator[tuple[int, Any]], folder: Path) -> None:
        self._lines, self._folder = numbered, folder
        self.rows = 0
        #: digest → its copy, as `attachment_files` names what is not in its place yet
        self.files: dict[str, Path] = {}

    def about(self) -> _About:
        """The first line."""
        number, value = next(self._lines, (1, None))
        match value:
            case {
                "deskconsole": lines.EDITION,
                "schema": str(schema),
                "site": str(site),
                "seq": int(seq),
                "head": str(head),
            }:
                return _About(schema, site, seq, head)
        raise lines.at_line(number, DeskError("it is no export of this program, or of a newer version"))

    def load(self, loader: Loader) -> None:
        """Everything up to the last line."""
        last = 0
        ended = False
        for number, value in self._lines:
            try:
                if ended:
                    raise DeskError("something follows the last line")
                ended = self._take(loader, number, value)
            except DeskError as error:
                raise lines.at_line(number, error) from error
            last = number
        if not ended:
            raise lines.at_line(last + 1, DeskError("the last line is missing: the export is not whole"))

    def _take(self, loader: Loader, number: int, value: Any) -> bool:
        """One line; whether it is the last."""
        match value:
            case list():
                loader.add(lines.row_of(value))
                self.rows += 1
            case {"table": str(table), "columns": [*columns]}:
                loader.begin(table, [str(column) for column in columns])
            case {"file": str(digest), "size": int(size)}:
                self._file(digest, size)
            case {"end": int(end)}:
                if end != number:
                    raise DeskError("lines are missing: it should be the line {n}", n=end)
                return True
            case _:
                raise DeskError("it is neither a table, a row nor a file")
        return False

    def _file(self, digest: str, size: int) -> None:
        """The pieces that follow, into a copy that waits for its place."""
        if digest in self.files:
            raise DeskError("the file {digest} is in it twice", digest=digest[:12])
        with attachment_files.new_copy(self._folder, digest) as (target, part):
            self.files[digest] = part
            hashed, received = hashlib.sha256(), 0
            while received < size:
                _number, piece = next(self._lines, (0, None))
                content = lines.bytes_of(piece) if isinstance(piece, str) else b""
                if not content:
                    raise DeskError("the file {digest} is cut off", digest=digest[:12])
                hashed.update(content)
                received += len(content)
                target.write(content)
        if received != size or hashed.hexdigest() != digest:
            raise DeskError("the file {digest} was changed", digest=digest[:12])

    def remove_files(self) -> None:
        """Nothing is left of an import that came to nothing."""
        for part in self.files.values():
            with suppress(OSError):
                part.unlink()


def _finish(part: Path, about: _About) -> None:
    """The search index is made again; the record must be whole and end as the first line says."""
    with open_store(part) as store:
        with store.writing() as tx:
            rebuild(tx)
        with store.reading() as tx:
            for difference in verify_chain(tx):
                raise DeskError("the record in it is not whole: {difference}", difference=difference)
            if (tx.head.last_site_seq, tx.head.head_hash) != (about.seq, about.head):
                raise DeskError("the record in it does not end as its first line says")
