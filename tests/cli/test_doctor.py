"""``doctor`` from the command line."""

import json
from pathlib import Path

from tests.cli.support import Cli


def test_the_doctor_answers_and_its_status_says_whether_something_is_wrong(cli: Cli, tmp_path: Path) -> None:
    answer = cli("doctor", "--json", as_=None)
    document = json.loads(answer.out)
    assert list(document) == ["ok", "problems", "findings"]
    assert all(list(each) == ["what", "state", "message", "advice"] for each in document["findings"])
    assert {each["state"] for each in document["findings"]} <= {"ok", "warning", "problem"}
    assert answer.status == (0 if document["ok"] else 1)
    assert document["problems"] == [each["message"] for each in document["findings"] if each["state"] == "problem"]
    nothing = cli("doctor", "--store", str(tmp_path / "none" / "desk.db"), as_=None)
    assert nothing.status == 1
    assert "problem" in nothing.out
    assert "there is no store" in nothing.out


def test_the_doctor_speaks_chinese(cli: Cli, tmp_path: Path) -> None:
    (cli.store.parent / "site.toml").write_text("[console]\nbel = true\n")
    answer = cli("doctor", as_=None, lang="zh")
    assert answer.status == 1
    for english in ("problem", "warning", "free on the disk", "last backup", "not a setting", "rights"):
        assert english not in answer.out
    (cli.store.parent / "site.toml").unlink()


def test_leftovers_are_cleaned_by_an_administrator_alone(cli: Cli) -> None:
    assert "removed what was left over: 0" in cli("doctor", "--clean", as_=None).out
