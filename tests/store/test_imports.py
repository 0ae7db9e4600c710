"""Opening, reading and writing import no more than the DBAPI; and never a second SQLite library."""

import subprocess
import sys
from pathlib import Path

import pytest

from deskconsole.store.sqlite.library import dbapi
from tests.store.support import make_store

_WORK = """
import sys
from pathlib import Path
from deskconsole.store import drafts, staff, tickets
from deskconsole.store.record import chain, recording
from deskconsole.store.api import open_store
with open_store(Path(sys.argv[1])) as store:
    with store.writing() as tx:
        drafts.drop_draft(tx, "none")
    with store.reading() as tx:
        tickets.queue_page(tx)
        list(chain.verify_chain(tx))
    store.changed()
print(*sys.modules)
"""

_MIGRATE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from deskconsole.store.api import create_store
create_store(Path(sys.argv[1]), code="SZ", packs=[], created_at=datetime(2026, 11, 21, tzinfo=UTC)).close()
print(*sys.modules)
"""


def _modules(code: str, path: Path) -> set[str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, str(path)]
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}"}
    return set(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split())


def test_run_time_imports_no_mapper_and_no_migrations(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    heavy = {"sqlmodel", "sqlalchemy", "alembic", "pydantic", "asyncio", "multiprocessing", "textual"}
    assert heavy & _modules(_WORK, tmp_path / "desk.db") == set()


@pytest.mark.skipif(dbapi.__name__.startswith("sqlite3"), reason="this platform has one SQLite library only")
def test_there_is_one_sqlite_library_in_a_process(tmp_path: Path) -> None:
    assert {"sqlite3", "_sqlite3"} & _modules(_MIGRATE, tmp_path / "desk.db") == set()
    assert {"sqlite3", "_sqlite3"} & _modules(_WORK, tmp_path / "desk.db") == set()
