"""Making a store's tables and bringing an older store up to date, by Alembic as a library.

Importing this imports SQLAlchemy and Alembic; the engine does so only when there is something to do.
"""

from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, pool
from sqlalchemy.exc import DBAPIError

from deskconsole.errors import StoreUnusable
from deskconsole.store.api import SiteRecord
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import records_of
from deskconsole.store.record.deriving import derive_again
from deskconsole.store.sqlite.alone import alone
from deskconsole.store.sqlite.backup import back_up
from deskconsole.store.sqlite.library import connect, dbapi, explained, is_explained
from deskconsole.store.sqlite.revision import HEAD, revision
from deskconsole.store.sqlite.transactions import SQLiteWriteTransaction

SITE: Final = statements("site")

#: Where the steps are.
REVISIONS: Final = Path(__file__).parents[1] / "schema" / "revisions"


#: The last step after which what is derived from events is derived in another way.
DERIVED_ANEW: Final = "0030"


def engine_for(path: Path) -> Engine:
    """An SQLAlchemy engine over this process's one SQLite library, with every write transaction begun at once."""
    engine = create_engine(
        "sqlite://", module=dbapi, creator=lambda: connect(path), poolclass=pool.NullPool, hide_parameters=True
    )

    # Left alone, the driver begins late and leaves half-done columns when a step fails.
    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def upgrade(path: Path, revisions: Path = REVISIONS, to: str = "head") -> None:
    """Run every step that the store at ``path`` lacks up to one, in one transaction: all or none."""
    config = Config()
    config.set_main_option("script_location", str(revisions).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = engine_for(path)
    try:
        with engine.connect() as connection:
            # A step may rebuild a table that others refer to; the references are checked before the commit.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            with connection.begin():
                config.attributes["connection"] = connection
                before = MigrationContext.configure(connection).get_current_revision()
                command.upgrade(config, to)
                if before is not None and before < DERIVED_ANEW:
                    _derive_again(connection.connection.driver_connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
                if broken is not None:
                    raise StoreUnusable("{path}: a reference of {table} is broken", path=str(path), table=broken[0])
            # What was overwritten is not left in the file of the log either.
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    except DBAPIError as error:
        if isinstance(error.orig, dbapi.Error) and is_explained(error.orig):
            raise error.orig from error  # a full disk, not a mistake of a step
        raise
    finally:
        engine.dispose()


def _derive_again(connection: Any) -> None:
    for site in records_of(SiteRecord, connection.execute(SITE.SITE).fetchall()):
        derive_again(SQLiteWriteTransaction(connection, site))


def migrate(path: Path, revisions: Path = REVISIONS, head: str = HEAD) -> Path | None:
    """Bring an existing store up to date after a verified backup beside it; the backup, ``None`` if it was up to date.

    Raises :class:`StoreUnusable` when another program is at it, and when a step failed (the store is then as before).
    """
    with alone(path):
        connection = connect(path, read_only=True)
        try:
            result = revision(connection, path)
        finally:
            connection.close()
        if result == head:
            return None
        copy = path.with_name(f"{path.name}.before-{head}")
        back_up(path, copy)
        try:
            upgrade(path, revisions)
        except dbapi.Error as error:
            raise explained(error, path) from error
        except Exception as error:
            raise StoreUnusable(
                "{path}: bringing the store up to date failed ({reason}); it is as it was before, a backup is {copy}",
                path=str(path),
                reason=str(error),
                copy=str(copy),
            ) from error
        return copy
