"""``form``, ``ledger``: files and paper, and what is refused."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.support import Cli
from tests.documents.support import chinese_fonts, word_text


def exported(cli: Cli) -> list[dict[str, object]]:
    """What the site's record says was handed out."""
    from deskconsole.desk.opening import open_desk
    from deskconsole.store import tickets

    desk = open_desk(str(cli.store), as_="zhou")
    with desk.store.reading() as tx:
        found = [
            {**event.fields, "by": event.by} for _seq, event in tickets.site_events(tx) if event.kind == "exported"
        ]
    desk.store.close()
    return found


@pytest.fixture
def spooler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printing program that writes down what it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/asked"\nhead -c 5 "$5" > "{folder}/began"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def test_r16_form_writes_the_file_and_says_where(cli: Cli, tmp_path: Path) -> None:
    number = cli.take()
    out = tmp_path / "单 1.docx"
    assert cli.json("form", number, "--out", str(out)) == {"out": str(out), "rows": 1}
    assert number in word_text(out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert exported(cli) == [{"what": "form", "rows": 1, "file": "单 1.docx", "number": number, "by": "zhou"}]
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == ["单 1.docx"]


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("form.txt", "does not say what to write; end it in .docx, .pdf"),
        ("form", "does not say what to write"),
        ("none/form.docx", "there is no folder"),
        ("folder.docx", "is a folder; name a file"),
        ("there.docx", "is there already"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_refused(cli: Cli, tmp_path: Path, out: str, said: str) -> None:
    number = cli.take()
    (tmp_path / "folder.docx").mkdir()
    (tmp_path / "there.docx").write_text("mine")
    answer = cli("form", number, "--out", str(tmp_path / out))
    assert answer.status == 1
    assert said in answer.reasons[0]
    assert (tmp_path / "there.docx").read_text() == "mine"
    assert exported(cli) == []


def test_what_is_there_is_replaced_when_asked(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "form.docx"
    out.write_text("mine")
    number = cli.take()
    assert cli("form", number, "--out", str(out), "--force").status == 0
    assert number in word_text(out)


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that nobody may write to, whoever runs this")
def test_an_unwritable_folder_is_named(cli: Cli) -> None:
    answer = cli("form", cli.take(), "--out", "/proc/form.docx")
    assert answer.status == 1
    assert "'/proc/form.docx' cannot be written" in answer.reasons[0]
    assert exported(cli) == []


def test_an_unknown_ticket_and_an_unknown_paper(cli: Cli, tmp_path: Path) -> None:
    out = str(tmp_path / "form.docx")
    assert "there is no ticket '9999'" in cli("form", "9999", "--out", out).err
    assert "paper: 'x' is not one of intake" in cli("form", cli.take(), "--out", out, "--paper", "x").err
    assert cli("form", "1").status == 2


@pytest.mark.skipif(os.name == "nt", reason="there are no such programs")
def test_r28_print_goes_to_the_spooler_as_arguments(cli: Cli, spooler: Path) -> None:
    chinese_fonts(cli.store.parent)
    (cli.store.parent / "site.toml").write_text('[papers]\nprinter = "front; rm -rf /"\n')
    number = cli.take()
    assert cli.json("form", number, "--print") == {"out": None, "rows": 1}
    asked = (spooler / "asked").read_text().splitlines()
    assert asked[:5] == ["-d", "front; rm -rf /", "-t", number, "--"]
    assert asked[5].endswith(f"{number}.pdf")
    assert not Path(asked[5]).exists()
    assert [entry["what"] for entry in exported(cli)] == ["print"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such programs")
def test_without_a_spooler_the_message_says_what_to_do(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = cli.take()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "install CUPS" in cli("form", number, "--print").err
    assert "only a PDF can be printed" in cli("form", number, "--print", "--out", str(tmp_path / "a.docx")).err
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("fnt = 1", "papers.fnt: not a setting"),
        ("font = 1", "papers.font: must be a text"),
        ("largest_attachment_mb = 0", "papers.largest_attachment_mb: must be a whole number"),
        ("templates = 3", "papers.templates: must be a table of files"),
    ],
)
def test_a_wrong_setting_is_named(cli: Cli, tmp_path: Path, setting: str, said: str) -> None:
    number = cli.take()
    (cli.store.parent / "site.toml").write_text(f"[papers]\n{setting}\n")
    assert said in cli("form", number, "--out", str(tmp_path / "form.docx")).err


def test_ledger_writes_a_file_and_says_how_many_rows(cli: Cli, tmp_path: Path) -> None:
    cli.take()
    out = tmp_path / "ledger.xlsx"
    period = ("--from", "2026-09-28", "--to", "2026-09-28")
    assert cli.json("ledger", *period, "--out", str(out)) == {"out": str(out), "rows": 1}
    assert cli("ledger", *period, "--out", str(out)).status == 1
    assert cli.json("ledger", *period, "--out", str(out), "--force")["rows"] == 1
    assert out.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("--from", "2026-09-28", "--to", "2026-09-27", "--out", "a.csv"), 1, "lies before"),
        (("--from", "28.9.", "--to", "2026-09-27", "--out", "a.csv"), 1, "from: “28.9.” is no day"),
        (("--from", "2026-02-30", "--to", "2026-09-27", "--out", "a.csv"), 1, "is no day"),
        (("--from", "2026-09-27", "--to", "2026-09-27", "--out", "a.ods"), 1, "end it in .xlsx, .csv"),
        (("--from", "2026-09-27", "--to", "2026-09-27"), 2, "--out"),
    ],
)
def test_a_ledger_that_cannot_be_is_refused(cli: Cli, options: tuple[str, ...], status: int, said: str) -> None:
    answer = cli("ledger", *options)
    assert (answer.status, said in answer.err) == (status, True), answer.err
    assert not Path("a.csv").exists()


def test_follow_ups_go_to_a_calendar(cli: Cli, tmp_path: Path) -> None:
    number = cli.take("phone", "intent")
    cli("act", number, "answered", "--text", "好")
    cli("act", number, "finished", "--outcome", "done")
    out = tmp_path / "calls.ics"
    assert cli.json("follow-ups", "--out", str(out)) == {"out": str(out), "rows": 1}
    assert number.encode() in out.read_bytes()
    assert exported(cli)[-1]["what"] == "follow-ups"
