"""``person`` and ``retention``: what is held about somebody, shown, held, erased, kept for so long."""

import os
import signal
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deskconsole.cli.personal.persons import stoppable
from tests.cli.support import Answer, Cli


def in_person(cli: Cli, monkeypatch: pytest.MonkeyPatch, *argv: str) -> Answer:
    """A command of the supervisor at an account of their own: what is approved is approved in person."""
    with monkeypatch.context() as account:
        account.setattr("deskconsole.desk.desk.os_account", lambda: "wen")
        return cli(*argv, as_=None)


@pytest.fixture
def done_with(cli: Cli) -> str:
    """A ticket that was withdrawn, at a desk with a supervisor who has an account; its number."""
    supervisor = ("--name", "Wen", "--role", "supervisor", "--department", "service", "--os-account", "wen")
    cli.json("staff", "add", "wen", *supervisor, as_="root")
    number = cli.take("phone", "core")
    cli.json("act", number, "withdrawn", "--reason", "customer", as_="he")
    return number


def test_what_is_held_is_shown_and_that_is_on_record(cli: Cli, done_with: str, tmp_path: Path) -> None:
    cli.json("show", done_with, "--reveal")
    file = cli.json("person", "show", "138-1234-5678", as_="root")
    assert (file["names"], file["numbers"]) == (["华南精密 陈立", "陈立"], ["13812345678"])
    assert file["tickets"] == [done_with]
    assert "焊接工位换型频繁" in str(file["events"])
    assert [(each["by"], each["what"]) for each in file["looked"]] == [("zhou", done_with)]
    assert cli.json("person", "show", "陈立", as_="root")["events"][-1]["kind"] == "person_shown"
    told = cli("person", "show", "13812345678", as_="root").out
    for text in ("Known by", "13812345678", "焊接工位换型频繁", "Who had your private texts shown"):
        assert text in told
    for suffix in ("txt", "docx"):
        out = tmp_path / f"you.{suffix}"
        assert cli("person", "show", "陈立", "--out", str(out), as_="root").status == 0
        assert out.stat().st_mode & 0o077 == 0
        content = out.read_text("utf-8") if suffix == "txt" else _document(out)
        assert "焊接工位换型频繁" in content
    assert cli("person", "show", "陈立", "--out", str(tmp_path / "you.pdf"), as_="root").status == 1


def _document(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_two_people_erase_somebody(cli: Cli, done_with: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = cli.json("person", "erase", "陈立", "--reason", "letter of 3 May", as_="root")
    assert (asked["number"], asked["state"], asked["tickets"], asked["asked_by"]) == (1, "asked", 1, "root")
    assert "waits for approval" in cli("person", "erasures", as_="root").out
    assert "in person" in cli("person", "approve", "1", as_="song").err
    done = in_person(cli, monkeypatch, "person", "approve", "1", "--json").document
    assert (done["state"], done["decided_by"], done["scrubbed"]) == ("done", "wen", True)
    assert "done already" in in_person(cli, monkeypatch, "person", "approve", "1").err
    shown = cli.json("show", done_with)
    assert (shown["customer"], shown["content"], shown["category"]) == (None, None, "product")
    assert shown["events"][-1]["fields"]["approved_by"] == "wen"
    assert "nothing is held" in cli("person", "show", "陈立", as_="root").err
    assert cli.json("verify", "--clocks", as_="root")["ok"]


def test_a_hold_stands_against_it_until_it_is_released(cli: Cli, done_with: str) -> None:
    held = cli.json("person", "hold", "陈立", "--name", "仲裁 17", as_="root")
    assert (held["number"], held["name"], held["held_by"]) == (1, "仲裁 17", "root")
    assert "legal hold 1 (仲裁 17)" in cli("person", "erase", "陈立", "--reason", "x", as_="root").err
    assert "仲裁 17" in cli("person", "holds", as_="root").out
    assert cli("person", "release", "陈立", as_="root").status == 0
    assert cli("person", "release", "陈立", as_="root").status == 1
    assert cli("person", "erase", "陈立", "--reason", "x", as_="root").status == 0
    assert cli("person", "refuse", "1", "--reason", "later", as_="song").status == 0


@pytest.mark.parametrize(
    "command", ["show 陈立", "erase 陈立 --reason x", "hold 陈立 --name x", "release 陈立", "holds"]
)
def test_only_an_administrator_may(cli: Cli, done_with: str, command: str) -> None:
    answer = cli("person", *command.split(), as_="zhou")
    assert (answer.status, "only an administrator may" in answer.err) == (1, True)


def test_what_is_due_is_listed_and_goes_when_it_is_approved(
    cli: Cli, done_with: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {each["record"] for each in cli("retention", "rules", "--json", as_="root").lines} >= {"ticket_words"}
    cli.later(days=1100)
    lines = cli("retention", "run", "--json", as_="root").lines
    assert ("ticket_words", done_with, None) in [(each["record"], each["key"], each["stopped"]) for each in lines]
    assert "has not approved" in cli("retention", "run", "--yes", as_="root").err
    assert in_person(cli, monkeypatch, "retention", "approve").status == 0
    report: Any = cli.json("retention", "run", "--yes", as_="root")
    assert (report["finished"], report["scrubbed"]) == (True, True)
    assert {kept["record"]: kept["gone"] for kept in report["records"]}["ticket_words"] == 1
    again = cli("retention", "run", "--yes", as_="root").out
    assert "what was written on tickets" in again
    assert "1 gone" not in again
    assert cli.json("verify", "--clocks", as_="root")["ok"]


def test_a_run_is_asked_to_end_by_a_signal_and_ends_between_two_things() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stoppable() as stop:
        assert not stop()
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop()
    assert signal.getsignal(signal.SIGTERM) is before
