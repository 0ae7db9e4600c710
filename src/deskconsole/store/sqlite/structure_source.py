"""Writes down what the steps make of an empty file: ``store/compiled/structure.json``, which `verify` compares with.

Run as ``python -m deskconsole.store.sqlite.structure_source``, never imported at run time.
"""

import json
import tempfile
from pathlib import Path

from deskconsole.store.sqlite.library import connect
from deskconsole.store.sqlite.migrations import upgrade
from deskconsole.store.sqlite.structure import STRUCTURE, built_of


def source() -> str:
    """The text of the file: a line each."""
    with tempfile.TemporaryDirectory(prefix="deskconsole-") as folder:
        path = Path(folder) / "desk.db"
        connect(path, create=True).close()
        upgrade(path)
        connection = connect(path, read_only=True)
        try:
            return json.dumps(built_of(connection), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        finally:
            connection.close()


if __name__ == "__main__":
    STRUCTURE.write_text(source(), encoding="utf-8")
