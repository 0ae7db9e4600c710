"""The schema: what the steps make is what the tables say; an older store is brought up to date, all or nothing."""

import fcntl
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from deskconsole.errors import StoreUnusable
from deskconsole.store import customers, tickets
from deskconsole.store.api import open_store
from deskconsole.store.schema import tickets as ticket_tables
from deskconsole.store.sqlite import connection as engine, library, migrations, revision
from tests.architecture import statements as compiling
from tests.store.support import make_store, take

for _feature in compiling.features():
    import_module(f"deskconsole.store.schema.{_feature}")

#: What a later version of the program would bring.
_LATER = f"{int(revision.HEAD) + 1:04}"
_STEP = '''
"""A later step."""
from alembic import op

revision = "{later}"
down_revision = "{head}"

def upgrade():
    op.execute("CREATE TABLE extra (id INTEGER)")
    op.execute("ALTER TABLE ticket ADD COLUMN extra TEXT")
    {more}
'''


def _later(folder: Path, more: str = "pass") -> Path:
    """The steps of a later version of the program."""
    copy = folder / "revisions"
    shutil.copytree(migrations.REVISIONS, copy)
    (copy / "versions" / f"later_{_LATER}.py").write_text(_STEP.format(more=more, later=_LATER, head=revision.HEAD))
    return copy


def _tables(path: Path) -> set[str]:
    connection = library.connect(path, read_only=True)
    try:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    finally:
        connection.close()


def test_the_steps_make_what_the_tables_say(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    assert ticket_tables.TicketRow.__tablename__ == "ticket"
    made = migrations.engine_for(tmp_path / "desk.db")
    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _of_the_tables})
        assert compare_metadata(context, SQLModel.metadata) == []
    made.dispose()


def _of_the_tables(name: str | None, kind: str, _parents: object) -> bool:
    """The index of the search consists of tables that SQLite makes and knows alone."""
    return not (kind == "table" and name is not None and name.startswith(("search_words", "search_vocabulary")))


def test_the_partial_indexes_and_checks_are_the_tables_own(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    fresh = tmp_path / "fresh.db"
    library.connect(fresh, create=True).close()
    made = migrations.engine_for(fresh)
    with made.begin() as connection:
        SQLModel.metadata.create_all(connection)
    made.dispose()
    assert _definitions(tmp_path / "desk.db") - {"alembic_version"} == _definitions(fresh)


def _definitions(path: Path) -> set[str]:
    connection = library.connect(path, read_only=True)
    indexes = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    checks = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%'").fetchall()
    connection.close()
    lines = {line.strip().rstrip(",") for (sql,) in checks for line in sql.splitlines() if "CHECK" in line}
    return {" ".join(sql.split()) for (sql,) in indexes} | lines


def test_the_program_speaks_the_newest_step() -> None:
    steps = ScriptDirectory(str(migrations.REVISIONS))
    assert steps.get_heads() == [revision.HEAD]
    assert [step.revision for step in steps.walk_revisions()] == sorted(
        (step.revision for step in steps.walk_revisions()), reverse=True
    )


def test_an_older_store_is_brought_up_to_date_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_store(tmp_path) as store:
        with store.writing() as tx:
            number = take(tx, "a").number
        path, later = Path(store.place), _later(tmp_path)
        monkeypatch.setattr(revision, "HEAD", _LATER)
        monkeypatch.setattr(engine, "HEAD", _LATER)
        monkeypatch.setattr(engine, "_migrate", lambda path: migrations.migrate(path, later, _LATER))
        with open_store(path) as opened:
            with opened.reading() as tx:
                assert tickets.find_ticket(tx, number) is not None
                assert tx.one("SELECT extra FROM ticket") == (None,)
            with opened.writing() as tx:
                take(tx, "b")
        monkeypatch.undo()
        with pytest.raises(StoreUnusable, match="newer"), store.writing() as tx:
            take(tx, "c")
    copy = tmp_path / f"desk.db.before-{_LATER}"
    assert "extra" in _tables(path)
    assert "extra" not in _tables(copy)
    with open_store(copy) as before, before.reading() as tx:
        assert tickets.find_ticket(tx, number) is not None


def test_a_store_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    assert migrations.migrate(tmp_path / "desk.db") is None
    assert not list(tmp_path.glob("*.before-*"))


_ORPHAN = "INSERT INTO contact (site_id, customer_id, kind, value) VALUES (9, 9, 'phone', '1')"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("raise RuntimeError('half')", "half"),
        ("op.execute('nonsense')", "syntax error"),
        (f'op.execute("{_ORPHAN}")', "reference of contact is broken"),
    ],
)
def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path, more: str, told: str) -> None:
    make_store(tmp_path).close()
    path = tmp_path / "desk.db"
    with pytest.raises(StoreUnusable, match=told):
        migrations.migrate(path, _later(tmp_path, more), _LATER)
    assert "extra" not in _tables(path)
    with open_store(path) as store, store.writing() as tx:
        take(tx, "a")


def test_two_programs_do_not_migrate_at_once(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    with (tmp_path / "desk.db.migrating").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(StoreUnusable, match="another program is bringing"):
            migrations.migrate(tmp_path / "desk.db", _later(tmp_path), _LATER)


def _first_step_only(folder: Path) -> Path:
    """The steps of the program's first version."""
    copy = folder / "first"
    shutil.copytree(migrations.REVISIONS, copy)
    for file in (copy / "versions").glob("*_0*.py"):
        if file.stem != "first_0001":
            file.unlink()
    return copy


def test_the_customers_of_the_first_version_keep_their_names_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    library.connect(path, create=True).close()
    migrations.upgrade(path, _first_step_only(tmp_path))
    connection = library.connect(path)
    connection.execute("INSERT INTO site VALUES (1, 'SZ', 0, '[]', 0, '', NULL, 0, NULL)")
    connection.execute("INSERT INTO customer VALUES (1, 'u', 1, ' Ｗang 明', '厂', 'core', '', 0)")
    for value, digits in (("13800138000/0755-88881234", "13800138000075588881234"), ("王@example.org", None)):
        connection.execute("INSERT INTO contact VALUES (NULL, 1, 1, 'other', ?, ?, NULL)", (value, digits))
    names = [row[1] for row in connection.execute("PRAGMA table_info(ticket)") if row[3] and row[1] != "id"]
    given = {"contact": "wx:chen88", "contact_digits": "88", **dict.fromkeys(names, 1)}
    connection.execute(
        f"INSERT INTO ticket ({', '.join(given)}) VALUES ({', '.join('?' * len(given))})", [*given.values()]
    )
    connection.close()
    with open_store(path) as store, store.reading() as tx:
        found = customers.match_customer(tx, "wang明", "+86 755 8888 1234")
        assert found is not None
        assert (found.id, found.name, found.organisation, found.merged_into) == (1, " Ｗang 明", "厂", None)
        assert [(contact.kind, contact.value, contact.digits) for contact in customers.contacts_of(tx, 1)] == [
            ("phone", "13800138000", "13800138000"),
            ("phone", "0755-88881234", "075588881234"),
            ("email", "王@example.org", None),
        ]
        assert tx.one("SELECT contact_digits FROM ticket") == (None,)
