"""Whatever is typed for an argument: a clear word and a status, never a traceback, never a control byte out.

Names of files that are taken on are inside the test's own folder.
"""

import io
from pathlib import Path

import pytest

from deskconsole.cli import main
from deskconsole.cli.parsing import arguments
from deskconsole.cli.parsing.arguments import Argument
from tests.cli.declared import commands
from tests.cli.support import CONTROL, Cli

COMMANDS = dict(commands())
HOSTILE = {
    "surrogate": "\udcff",
    "five thousand digits": "9" * 5_000,
    "beyond 64 bits": str(2**64),
    "a long name": "a" * 5_000,
    "a null byte": "a\0b",
    "escapes": "\x1b[2J\x9b.csv",
    "a folder": "{folder}",
    "bytes": "{folder}/bytes",
    "nested": "{folder}/nested",
    "unreadable": "/proc/self/mem",
    "the last moment": "9999-12-31T23:59:59+14:00",
    "the last day": "9999-12-31",
}
#: What is hostile for a file alone.
FILES = {"a folder", "bytes", "nested", "unreadable"}
#: What makes the other arguments sensible.
SENSIBLE = {"number": "1", "event": "classified", "year": "2026", "first": "2026-09-28", "last": "2026-09-28"}


def words_of(name: str, value: str, *, files: bool) -> list[list[str]]:
    """The command once for each of its arguments (or of those that name files), with the value for that one."""
    takes = [argument for argument in COMMANDS[name].takes if argument.settings.get("action") != "store_true"]
    wanted = [one for one in takes if not one.names[0].startswith("-") or one.settings.get("required")]

    def words(argument: Argument, text: str) -> list[str]:
        count = argument.settings.get("nargs")
        values = [text] * (count if isinstance(count, int) else 1)
        option = argument.names[0]
        if not option.startswith("-"):
            return values
        return [option, *values] if len(values) > 1 else [f"{option}={text}"]

    return [
        [
            *name.split(),
            *(word for other in wanted if other is not one for word in words(other, SENSIBLE.get(other.to, "x"))),
            *words(one, value),
        ]
        for one in takes
        if not files or one.read in (arguments.file, arguments.files, arguments.name, arguments.names)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "bytes").write_bytes(b"\xff\xfe\x00 not text")
    nested = [
        '{"fields": ' + "[" * 20_000 + "]" * 20_000 + "}",
        '{"channel": "phone", "level": ' + "9" * 5_000 + "}",
        '{"level": 1e999, "urgent": 99999999999999999999999999, "name": "\\ud800"}',
    ]
    (tmp_path / "given" / "nested").write_text("\n".join(nested))
    return tmp_path / "given"


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"watch", "init"}))
def test_a_hostile_argument_is_refused_in_words(
    cli: Cli, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.chdir(folder)
    for what, value in HOSTILE.items():
        for argv in words_of(name, value.format(folder=folder), files=what in FILES):
            answer = cli(*argv, stdin=b"\xff\xfe")  # also: no control byte in what is said
            assert answer.status in (0, 1, 2, 3), (what, argv)
            assert answer.status == 0 or answer.err.strip(), (what, argv)
            if what in ("surrogate", "a null byte"):
                assert (answer.status, answer.out) == (2, ""), (what, argv)


def test_a_store_by_a_hostile_name_is_unusable(cli: Cli, folder: Path) -> None:
    for name in ("a" * 5_000, "9" * 300, str(folder / "bytes"), "/proc/self/mem"):
        answer = cli("queue", "--store", name)
        assert (answer.status, answer.out, len(answer.reasons)) == (3, "", 1)


def test_a_control_byte_in_the_name_of_a_file_never_reaches_the_terminal(
    cli: Cli, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder / "\x1b]0;x\x07\x9b2J.csv"
    period = ("--from", "2026-09-28", "--to", "2026-09-28")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for argv in (
        ["ledger", *period, "--out", str(out)],
        ["visitors", "list", "--out", str(out)],
        ["shift", "show", "--out", str(out)],
    ):
        for more in ([], ["--json"], ["--force"]):
            main([*argv, *more, "--lang", "en", "--as", "zhou"])
            said = capsys.readouterr()
            assert CONTROL.search(said.out + said.err) is None


def test_two_hyphens_may_be_what_somebody_says(cli: Cli) -> None:
    number = cli.take()
    assert cli("act", number, "noted", "--text=--").status == 0
    assert cli.json("show", number)["events"][-1]["text"] == "--"
    assert cli("act", number, "noted", "--text=x", "--score=--").status == 2
    assert cli("act", number, "noted", "--text=x", "--field=--").reasons == ["field: '--' is not name=value"]
