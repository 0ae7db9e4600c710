"""Help and usage errors: at once, before anything heavy is imported, and never with a control character in them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.support import Cli

#: What must not be imported to say what a command is, and what a telephone hook need not wait for.
HEAVY = ("sqlmodel", "sqlalchemy", "alembic", "textual", "rich", "pydantic", "dateutil", "chinese_calendar", "sqlite3")

COMMANDS = [
    *("init", "intake", "act", "show", "queue", "follow-ups", "ring", "verify", "watch"),
    *("staff", "staff add", "staff list", "policy", "policy list", "policy check", "policy explain"),
    *("calendar", "calendar show", "calendar due", "calendar between"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help_in_both_languages(cli: Cli, command: str, lang: str) -> None:
    answer = cli(*command.split(), "--help", lang=lang)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(("usage: deskconsole", "用法")) or "deskconsole" in answer.out.splitlines()[0]


@pytest.mark.parametrize(
    "argv",
    [
        ["explode"],
        ["--no-such-option"],
        ["act"],
        ["act", "1"],
        ["show"],
        ["queue", "--limit", "many"],
        ["queue", "--limit", "-1"],
        ["act", "1", "followed_up", "--score", "good"],
        ["act", "1", "answered", "--of", "x"],
        ["follow-ups", "--due", "never"],
        ["staff"],
        ["staff", "add", "x"],
        ["policy"],
        ["policy", "explain", "--pack", "robot-integrator"],
        ["calendar", "show", "MMXXVI"],
        ["calendar", "due"],
        ["--lang", "fr", "queue"],
        ["show", "1", "\x1b]0;title\x07"],
        ["queue", "--\x1b[2J\x9b2J\u202e"],
    ],
)
def test_wrong_usage_is_status_2_with_nothing_on_standard_output(cli: Cli, argv: list[str]) -> None:
    answer = cli(*argv)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.strip()


def imported(folder: Path, *argv: str) -> tuple[int, set[str]]:
    """The exit status of a command in a process of its own, and every module that it imported."""
    code = (
        "import sys\nfrom deskconsole.cli import main\n"
        "try:\n    status = main(sys.argv[2:])\nexcept SystemExit as stop:\n    status = stop.code\n"
        "print('\\n'.join(sys.modules), file=open(sys.argv[1], 'w'))\nsys.exit(status)"
    )
    command = [sys.executable, "-c", code, str(folder / "modules"), *argv]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.returncode, {name.partition(".")[0] for name in (folder / "modules").read_text().split()}


@pytest.mark.parametrize(
    ("argv", "status"), [(["--help"], 0), (["intake", "--help"], 0), (["act"], 2), (["ring", "--id", "x"], 2)]
)
def test_help_and_usage_errors_import_nothing_heavy(tmp_path: Path, argv: list[str], status: int) -> None:
    found, modules = imported(tmp_path, *argv)
    assert found == status
    assert modules.isdisjoint({*HEAVY, "pysqlite3", "asyncio", "zoneinfo", "hashlib"})


def test_ring_imports_neither_screens_nor_what_makes_statements(cli: Cli, tmp_path: Path) -> None:
    status, modules = imported(tmp_path, "ring", "--from", "138", "--id", "pbx-1", "--as", "zhou", "--json")
    assert status == 0
    assert modules.isdisjoint({"sqlmodel", "sqlalchemy", "alembic", "textual", "asyncio", "dateutil"})


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--help"], ("用法：", "选项", "显示本帮助")),
        (["show", "--help"], ("用法：", "位置参数", "选项")),
        (["show"], ("缺少参数", "错误")),
        (["show", "1", "--at"], ("需要一个值",)),
        (["show", "1", "--what"], ("不认识的参数",)),
        (["queue", "--limit", "many"], ("参数 --limit",)),
    ],
)
def test_the_parser_speaks_chinese_too(cli: Cli, argv: list[str], words: tuple[str, ...]) -> None:
    answer = cli(*argv, lang="zh")
    text = answer.out + answer.err
    assert [word for word in words if word not in text] == []
    english = ("usage", "options:", "positional", "show this", "error:", "required", "expected", "unrecognized")
    assert [word for word in english if word in text] == []
