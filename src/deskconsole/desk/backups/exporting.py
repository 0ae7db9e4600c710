"""The whole store as lines of JSON, to be kept for decades or read into another engine."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from deskconsole.desk.backups import export_lines as lines
from deskconsole.desk.desk import Desk
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers import attachment_files
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.use_cases import looking, require
from deskconsole.errors import DeskError
from deskconsole.given_files import open_own, reason_of
from deskconsole.record import dataclass
from deskconsole.store import papers
from deskconsole.store.api import ReadTransaction, schema_of

WHAT = "store"


@dataclass(frozen=True, slots=True)
class ExportedStore:
    """How many rows were written, and where to; ``problems``: attached files that are missing or were changed."""

    out: Path | None
    rows: int
    problems: tuple[DeskError, ...] = ()


def export(desk: Desk, out: Path | IO[bytes], *, force: bool = False) -> ExportedStore:
    """Write the store as it is at one moment; that it was handed out is on its record afterwards.

    Into a file that appears when it is complete, or to a stream once everything is there.
    """
    require(desk, "site")
    if isinstance(out, Path):
        with written(out.expanduser(), force=force) as part:
            with part.open("wb") as target:
                rows, problems = _write(desk, target)
            record_exported(desk, WHAT, rows, file=str(out))
        return ExportedStore(out, rows, tuple(problems))
    with tempfile.TemporaryFile(dir=desk.folder, prefix=".export-") as spool:
        rows, problems = _write(desk, spool)
        record_exported(desk, WHAT, rows)
        spool.seek(0)
        shutil.copyfileobj(spool, out)
    return ExportedStore(None, rows, tuple(problems))


def _write(desk: Desk, target: IO[bytes]) -> tuple[int, list[DeskError]]:
    problems: list[DeskError] = []
    count, rows = 0, 0
    with looking(desk, needs="site") as look:
        for line, is_row in _lines(desk, look.tx, problems):
            target.write(line)
            count, rows = count + 1, rows + is_row
        target.write(lines.line_of({"end": count + 1}))
    target.flush()
    return rows, problems


def _lines(desk: Desk, tx: ReadTransaction, problems: list[DeskError]) -> Iterator[tuple[bytes, bool]]:
    about = {"deskconsole": lines.EDITION, "schema": schema_of(Path(desk.store.place)), "site": desk.site_code}
    yield lines.line_of({**about, "seq": tx.head.last_site_seq, "head": tx.head.head_hash}), False
    for table in tx.dump():
        yield lines.line_of({"table": table.name, "columns": table.columns}), False
        for row in table.rows:
            yield lines.row_line(row), True
    for digest in dict.fromkeys(attached.digest for attached in papers.attached(tx)):
        try:
            yield from ((line, False) for line in _file(desk, digest))
        except (OSError, ValueError, DeskError) as error:
            reason = reason_of(error) if isinstance(error, OSError | DeskError) else str(error)
            template = "the attached file {digest} is not in the export: {reason}"
            problems.append(DeskError(template, digest=digest[:12], reason=reason))


def _file(desk: Desk, digest: str) -> Iterator[bytes]:
    """An attached file, which is looked through before it is begun."""
    place = attachment_files.place_of(desk.folder, digest)
    if attachment_files.digest_of(place) != digest:
        raise DeskError("it was changed")
    with open_own(place) as source:
        yield lines.line_of({"file": digest, "size": place.stat().st_size})
        while piece := source.read(lines.PIECE):
            yield lines.piece_line(piece)
