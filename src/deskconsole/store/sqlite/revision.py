"""Which schema this program speaks, and what a store says of itself; known without importing Alembic."""

from pathlib import Path
from typing import Final

from deskconsole.errors import StoreUnusable
from deskconsole.store.api import SiteRecord
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import records_of
from deskconsole.store.sqlite.library import Connection, dbapi

SQL: Final = statements("site")
#: The newest step under ``revisions/versions``.
HEAD: Final = "0030"

_REVISION: Final = "SELECT version_num FROM alembic_version"


def revision(connection: Connection, path: Path) -> str:
    """The step that the store stands at; raises :class:`StoreUnusable` if it is no store of ours."""
    try:
        row = connection.execute(_REVISION).fetchone()
    except dbapi.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != dbapi.SQLITE_ERROR:
            raise
        row = None
    if row is None:
        raise StoreUnusable("{path}: this database is not a store of this program", path=str(path))
    return str(row[0])


def refuse_newer(result: str, path: Path) -> None:
    """Raise :class:`StoreUnusable` if the store stands at a later step than this program knows."""
    if result > HEAD:
        raise StoreUnusable(
            "{path}: a newer version of the program has brought this store to step {found}, this one knows {known}; "
            "update the program, or end it and start it again if it has been updated",
            path=str(path),
            found=result,
            known=HEAD,
        )


def check_unmoved(connection: Connection, path: Path) -> None:
    """Before each write: refuse if somebody has migrated the store while this program was running."""
    result = connection.execute(_REVISION).fetchone()[0]
    if result != HEAD:
        refuse_newer(result, path)
        raise StoreUnusable("{path}: the store was replaced by an older one; start the program again", path=str(path))


def site_of(connection: Connection, path: Path) -> SiteRecord:
    """The site that the store is of."""
    rows = connection.execute(SQL.SITE).fetchmany(1)
    if not rows:
        raise StoreUnusable("{path}: the store has no site; make a new one", path=str(path))
    try:
        return records_of(SiteRecord, rows)[0]
    except (ValueError, TypeError, OverflowError) as error:
        raise StoreUnusable(
            "{path}: the row of the site was changed and cannot be read ({reason}); take the newest backup",
            path=str(path),
            reason=str(error),
        ) from error
