"""What must hold of the reports of a pack: every mistake is named where it stands (R29, R30)."""

from pathlib import Path

import pytest

from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.problems import PackError

HEAD = 'extends = "front-desk"\n'
REPORT = """
[[report]]
name = "monthly"
title = { zh = "月报", en = "Monthly" }
every = "month"
by = ["leader"]
departments = ["service"]
kind = "message"
"""


def problems(folder: Path, text: str) -> str:
    """What is wrong with a pack of this ``reports.toml``; empty where nothing is."""
    pack = folder / "own"
    pack.mkdir(exist_ok=True)
    (pack / "pack.toml").write_text(HEAD, "utf-8")
    (pack / "reports.toml").write_text(text, "utf-8")
    try:
        load_pack(str(pack))
    except PackError as error:
        return str(error)
    return ""


def test_a_report_that_says_all_is_taken(tmp_path: Path) -> None:
    assert problems(tmp_path, REPORT) == ""
    (rule,) = load_pack(str(tmp_path / "own")).reports
    assert (rule.name, rule.every, rule.own, rule.departments, rule.kind) == (
        *("monthly", "month", False),
        *(("service",), "message"),
    )


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('"monthly"', '"yearly"', "name"),
        ('"month"', '"fortnight"', "every"),
        ('by = ["leader"]', 'by = ["chief"]', "by: 'chief'"),
        ('["service"]', '["nowhere"]', "departments: 'nowhere'"),
        ('"message"', '"nothing"', "kind: 'nothing'"),
        ('by = ["leader"]\n', "", "it is handed in, but says nobody who makes it"),
        ('by = ["leader"]\ndepartments = ["service"]\nkind = "message"', "own = true", "own goes with by"),
    ],
)
def test_every_mistake_is_named(tmp_path: Path, before: str, after: str, named: str) -> None:
    assert before in REPORT
    assert named in problems(tmp_path, REPORT.replace(before, after))
