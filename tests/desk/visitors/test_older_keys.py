"""Keys that an older version left hold on: what was written under them is not written twice."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.visitors import expecting
from deskconsole.errors import DeskError
from tests.desk.support import t
from tests.store.support import older_store


def test_a_key_of_an_older_store_gives_the_appointment_that_it_made(tmp_path: Path) -> None:
    path = older_store(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        before = db.execute("SELECT count(*) FROM expected_visitor").fetchone()
    desk = open_desk(str(path), now=lambda: t("11-30 09:00")).by("root")
    try:
        entry = {"name": "x", "host": "y", "at": "2026-12-10T10:00:00+08:00"}
        form = expecting.read_expected(desk, entry, now=desk.now())
        again = expecting.expect(desk, form, key="exp-1")
        assert again.form.name != "x"
        with pytest.raises(DeskError, match="'cust-1' has been used for something else"):
            expecting.expect(desk, form, key="cust-1")
    finally:
        desk.store.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM expected_visitor").fetchone() == before
