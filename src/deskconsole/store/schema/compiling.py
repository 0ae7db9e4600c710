"""Compiles every statement ahead of time: ``queries.py`` → ``statements.py``, ``<area>_queries.py`` → its own.

Run as ``python -m deskconsole.store.schema.compiling``, never imported at run time. Each module of
statements gives them names by its ``STATEMENTS``.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from deskconsole.store.schema.query_parts import Statement, assignment, sql_of

_HEAD: Final = '"""The SQL of every statement, compiled ahead of time by ``{name}.py``; do not edit."""'


def modules() -> list[str]:
    """The modules of this package that hold statements, by name."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*queries.py"))


def compiled(module: str) -> Path:
    """The file that the statements of a module are compiled into."""
    return Path(__file__).parents[1] / "compiled" / f"{module.replace('queries', 'statements')}.py"


def source(module: str) -> str:
    """The text of that file."""
    statements: Mapping[str, Statement] = import_module(f"deskconsole.store.schema.{module}").STATEMENTS
    lines = [assignment(name, sql_of(statement)) for name, statement in statements.items()]
    return "\n".join([_HEAD.format(name=module), "\nfrom typing import Final\n", *lines]) + "\n"


if __name__ == "__main__":
    for module in modules():
        compiled(module).write_text(source(module), encoding="utf-8")
