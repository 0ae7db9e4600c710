"""The tree says who may import whom; these tests make it true."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from grimp import ImportGraph
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.may_import import MayImport

SRC = Path("src/deskconsole")
PARTS = ("domain", "store", "desk", "present", "screens")

# What the domain may use: it has no clock, disk, database, network or screen of its own.
# fmt: off
DOMAIN_IMPORTS = {
    "__future__", "abc", "array", "bisect", "calendar", "collections", "contextlib", "copy", "dataclasses",
    "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "itertools", "json",
    "math", "operator", "random", "re", "statistics", "string", "tomllib", "types", "typing", "unicodedata", "uuid",
    "zoneinfo",
    "dateutil", "phonenumbers", "pydantic", "deskconsole",
}
# fmt: on
CLOCKS_AND_DISK = {"now", "today", "utcnow", "uuid1", "uuid4", "read_text", "write_text", "read_bytes", "write_bytes"}


def test_contracts_of_the_project_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("desk.promises", "store.tickets", True),
        ("desk.promises", "desk.queue", True),
        ("cli", "app", True),
        ("domain.clocks", "store.tickets", False),
        ("screens.queue", "store.tickets", False),
        ("widgets.queue", "desk.queue", False),
        ("present.dates", "desk", False),
        ("helpers", "domain", False),
    ],
)
def test_each_part_imports_only_what_is_allowed(importer: str, imported: str, kept: bool) -> None:
    parts = ["domain:", "store: domain", "desk: store domain", "present: domain", "widgets: present domain"]
    parts += ["screens: widgets desk present domain", "app: screens", "cli: desk app"]
    contract = MayImport(
        name="parts",
        session_options={"root_packages": ["deskconsole"]},
        contract_options={"parts": parts},
    )
    graph = ImportGraph()
    graph.add_import(importer=f"deskconsole.{importer}", imported=f"deskconsole.{imported}")
    assert contract.check(graph, verbose=False).kept is kept


@pytest.mark.parametrize(
    ("where", "line", "broken"),
    [
        ("domain/tickets.py", "import deskconsole.store", "parts"),
        ("domain/tickets.py", "import deskconsole.store", "layers"),
        ("desk/queue.py", "def f():\n    import textual.app", "textual"),
        ("present/dates.py", "from textual import events", "textual"),
        ("screens/queue.py", "from sqlmodel import Field", "sql"),
        ("desk/queue.py", "from deskconsole.present.catalogue import use", "languages"),
        ("desk/queue.py", "import sqlite3", "sql"),
        ("desk/queue.py", "from sqlalchemy.engine import Engine", "sql"),
    ],
)
def test_contracts_can_be_broken(tmp_path: Path, where: str, line: str, broken: str) -> None:
    allowed = {
        "screens/queue.py": "from textual.screen import Screen",
        "store/__init__.py": "import pysqlite3, sqlmodel",
    }
    assert _holds(tmp_path / "kept", allowed, broken)
    assert not _holds(tmp_path / "broken", allowed | {where: f"{allowed.get(where, '')}\n{line}"}, broken)


def _holds(folder: Path, files: dict[str, str], contract: str) -> bool:
    """Whether a program of these files would keep one of the contracts of this project."""
    for name in ["__init__.py", *(f"{part}/__init__.py" for part in PARTS), "present/catalogue.py", *files]:
        path = folder / "deskconsole" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files.get(name, ""), encoding="utf-8")
    options = {"config_filename": str(Path("pyproject.toml").absolute()), "limit_to_contracts": (contract,)}
    code = (
        f"import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(**{options!r}, no_cache=True))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), os.getcwd()])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60)
    assert "1 kept, 0 broken" in done.stdout or "0 kept, 1 broken" in done.stdout, done.stdout + done.stderr
    return done.returncode == EXIT_STATUS_SUCCESS


def test_domain_is_pure() -> None:
    wrong = [
        f"{path}: imports {name}"
        for path in sorted((SRC / "domain").rglob("*.py"))
        for name in _imports(ast.parse(path.read_text(encoding="utf-8")))
        if name.partition(".")[0] not in DOMAIN_IMPORTS
    ]
    assert not wrong


def test_domain_reads_no_clock_and_no_disk() -> None:
    wrong = [
        f"{path}:{node.lineno}: {ast.unparse(node.func)}()"
        for path in sorted((SRC / "domain").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS_AND_DISK)
            or (isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"})
        )
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        # A telephone hook waits for the command line, so that it may load nothing large before it must.
        ("deskconsole.cli", ["textual", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "rich", "dateutil"]),
        ("deskconsole.desk", ["textual", "sqlmodel", "sqlalchemy", "alembic"]),
        ("deskconsole.present.catalogue", ["textual", "rich", "pydantic"]),
    ],
)
def test_importing_stays_light(module: str, absent: list[str]) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({absent!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
