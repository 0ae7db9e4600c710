"""What runs against the database is what the tables say: the statements compiled ahead of time are the current ones."""

from pathlib import Path

from deskconsole.store import queries


def test_statements_are_compiled_from_the_tables() -> None:
    written = Path("src/deskconsole/store/statements.py").read_text(encoding="utf-8")
    assert written == queries.source(), "run `make statements`"
