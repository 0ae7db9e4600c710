"""Every column that holds text, and every fact, is known to the register of personal data."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from deskconsole.domain.site.vocabulary import SITE_EVENTS
from deskconsole.domain.tickets.fields import FIELDS
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.store.personal.register import FACTS, OTHER, PERSONAL
from tests.desk.support import template

#: Types of columns that hold no text.
_NO_TEXT: Final = ("INT", "BIGINT", "BOOL")


def unknown_columns(path: Path) -> list[str]:
    """The columns that may hold text and that the register does not know, or knows twice or by mistake."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        stored = {
            f"{table}.{row[1]}"
            for table in names
            for row in db.execute(f"PRAGMA table_info({table})")
            if not row[2].upper().startswith(_NO_TEXT)
        }
    known = [f"{table}.{name}" for part in (PERSONAL, OTHER) for table, names in part.items() for name in names]
    twice = {name for name in known if known.count(name) > 1}
    return sorted((stored ^ set(known)) | twice)


def test_every_column_with_text_is_registered_as_personal_or_not() -> None:
    assert unknown_columns(template(("robot-integrator",))) == []


def test_a_new_column_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(template(("robot-integrator",)).read_bytes())
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE customer ADD COLUMN nickname VARCHAR")
        db.execute("CREATE TABLE pin (id INTEGER PRIMARY KEY, whose VARCHAR)")
    assert unknown_columns(path) == ["customer.nickname", "pin.whose"]


def test_every_fact_is_declared_to_say_nothing_of_people() -> None:
    facts = {name for name, field in FIELDS.items() if field.fact}
    facts |= {name for kind in EVENTS.values() for name in kind.facts}
    facts |= {name for kind in SITE_EVENTS.values() for name in kind.facts}
    assert facts == FACTS
