"""Compiles every statement ahead of time into ``store/compiled/<dialect>.json``: feature → name → SQL.

Run as ``python -m tests.architecture.statements``. A statement is an upper-case name
of a module of ``store/schema/``; ``deskconsole.store.compiled`` gives it to the store by the same name.
"""

import json
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Executable

from deskconsole.store.schema.parts import sql_of

_STORE: Final = Path("src/deskconsole/store")
#: Modules of the schema that hold no feature.
_APART: Final = frozenset({"__init__", "parts"})
#: The file that the texts for SQLite go into; those of another dialect go beside it.
COMPILED: Final = _STORE / "compiled" / "sqlite.json"


def features() -> list[str]:
    """The modules of the schema that hold a feature's tables and statements, those in a room of its own too."""
    schema = _STORE / "schema"
    files = [file for pattern in ("*.py", "figures/*.py") for file in schema.glob(pattern)]
    names = (file.relative_to(schema).with_suffix("") for file in files if file.stem not in _APART)
    return sorted(".".join(name.parts) for name in names)


def statements(feature: str) -> dict[str, Any]:
    """The statements of a feature by name, sorted."""
    names = vars(import_module(f"deskconsole.store.schema.{feature}"))
    return {name: value for name, value in sorted(names.items()) if name.isupper() and isinstance(value, Executable)}


def source() -> str:
    """The text of the file: a line each."""
    texts = {
        feature: {name: sql_of(statement) for name, statement in statements(feature).items() if name[0] != "_"}
        for feature in features()
    }
    return json.dumps({name: each for name, each in texts.items() if each}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    COMPILED.write_text(source(), encoding="utf-8")
