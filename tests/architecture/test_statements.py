"""What runs against the database is what the tables say: the statements compiled ahead of time are the current ones."""

import pytest

from deskconsole.store.schema import compiling


@pytest.mark.parametrize("module", compiling.modules())
def test_statements_are_compiled_from_the_tables(module: str) -> None:
    written = compiling.compiled(module).read_text(encoding="utf-8")
    assert written == compiling.source(module), "run `make statements`"
