"""``deskconsole policy``: list, check and explain, without a store."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.policy.packs import load_pack
from deskconsole.errors import DeskError, NotFound
from deskconsole.present.catalogue import language, use
from tests.cli.declared import perform
from tests.domain.packs import spoiled

Run = Callable[..., int]
NAME = "robot-integrator"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language()
    use("en")
    yield
    use(before)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*words: str) -> int:
        return perform("policy", *words, "--store", str(tmp_path / "site" / "desk.db"))

    return call


def pack_at(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def explain(run: Run, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    def call(event: str, at: str = "2026-09-18T16:00:00+08:00", *words: str) -> dict[str, Any]:
        assert run("explain", "--pack", NAME, "--on", event, "--at", at, "--json", *words) == 0
        return {clock["rule"]: clock for clock in json.loads(capsys.readouterr().out)}

    return call


def test_list_names_the_built_in_pack(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--json") == 0
    (found,) = [pack for pack in json.loads(capsys.readouterr().out) if pack["name"] == NAME]
    pack = load_pack(NAME)
    counts = (len(pack.rules), len(pack.clocks))
    assert (found["default"], found["usable"], found["rules"], found["clocks"]) == (True, True, *counts)
    assert "feedback" in found["site_rules"]
    assert run("list") == 0
    assert f"* {NAME}  2026  Inquiry reception" in capsys.readouterr().out


def test_list_shows_a_site_pack_that_cannot_be_used(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack_at(tmp_path / "site" / "packs" / "small", spoiled("pack.toml", 'mark = "."', ""))
    assert run("list", "--json") == 0
    (found,) = [pack for pack in json.loads(capsys.readouterr().out) if pack["name"] == "small"]
    assert (found["usable"], found["problems"], found["version"]) == (False, 1, None)


def test_check_of_all_packs_finds_nothing(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    captured = capsys.readouterr()
    assert f"{NAME}: no problems" in captured.out
    assert captured.err == ""


def test_check_names_each_problem_on_a_line(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = spoiled("clocks.toml", '"5 minutes"', '"5 minits"')
    texts["pack.toml"] = texts["pack.toml"].replace("default_tier", "defualt_tier")
    folder = pack_at(tmp_path / "small", texts)
    assert run("check", str(folder)) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert "small/pack.toml:5: defualt_tier: unknown key; did you mean 'default_tier'?" in lines
    assert any(
        line.startswith("small/clocks.toml:8: clock 1 (X01): within: '5 minits' is not a duration") for line in lines
    )
    assert len(lines) == 2


def test_check_as_json(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = pack_at(tmp_path / "small", spoiled("clocks.toml", '["answered"]', '["answred"]'))
    assert run("check", str(folder), "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["ok"] is False
    (problem,) = document["problems"]
    assert problem == {
        "file": "small/clocks.toml",
        "line": 9,
        "table": "clock 1 (X01)",
        "key": "stops_on[1].event",
        "message": "'answred' is not known; did you mean 'answered'?",
    }


def test_check_of_an_unknown_pack_is_refused(run: Run) -> None:
    with pytest.raises(NotFound):
        run("check", "nothing-like-this")


def test_check_does_not_let_a_pack_reach_the_terminal(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = pack_at(tmp_path / "small", spoiled("kinds.toml", "title", '"\\u001b[31m" = 1\ntitle'))
    assert run("check", str(folder)) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_r05_r06_explain_by_tier(explain: Callable[..., dict[str, Any]]) -> None:
    core = explain("received", "2026-09-18T16:00:00+08:00", "--channel", "online", "--tier", "core")
    assert set(core) == {"R05"}
    assert core["R05"]["due"] == "2026-09-18T16:05:00+08:00"
    assert core["R05"]["within"] == "5 minutes"
    assert (core["R05"]["state"], core["R05"]["remaining_seconds"], core["R05"]["do"]) == ("running", 300, "respond")
    assert set(explain("received", "2026-09-18T16:00:00+08:00", "--channel", "online")) == {"R06"}


def test_r01_r02_r03_explain_a_ring(explain: Callable[..., dict[str, Any]]) -> None:
    found = explain("rang", "2026-09-18T16:00:00+08:00", "--tier", "important")
    assert {rule: clock["due"][11:19] for rule, clock in found.items()} == {"R01": "16:00:15", "R03": "16:00:30"}
    assert set(explain("rang")) == {"R02", "R03"}


def test_r14_r16_explain_the_end_on_a_friday_before_a_make_up_day(explain: Callable[..., dict[str, Any]]) -> None:
    found = explain("finished", "2026-09-18T16:00:00+08:00", "--tier", "core")
    assert set(found) == {"R14", "R16"}
    assert found["R14"]["due"] == found["R16"]["due"] == "2026-09-20T18:00:00+08:00"
    assert (found["R14"]["role"], found["R14"]["title"]) == (
        *("department", "Call-back by sales or technical (core or important customer)"),
    )


def test_r11_explain_a_promise_needs_its_time(explain: Callable[..., dict[str, Any]], run: Run) -> None:
    found = explain("promised", "2026-09-18T16:00:00+08:00", "--due", "2026-09-19T10:00:00+08:00")
    assert found["R11"]["due"] == "2026-09-19T10:00:00+08:00"
    with pytest.raises(DeskError, match="promised time"):
        run("explain", "--pack", NAME, "--on", "promised", "--at", "2026-09-18T16:00:00+08:00")


def test_r36_explain_leaves_the_idle_clock_out(explain: Callable[..., dict[str, Any]]) -> None:
    assert explain("answered") == {}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--on", "recieved", "--at", "2026-09-18T16:00:00+08:00"], "recieved"),
        (["--on", "received", "--at", "2026-09-18T16:00:00"], "offset"),
        (["--on", "received", "--at", "2026-09-18T16:00:00+08:00", "--tier", "VIP"], "tier: 'VIP' is not one of core"),
        (["--on", "received", "--at", "2026-09-18T16:00:00+08:00", "--channel", "fax"], "channel: 'fax'"),
    ],
)
def test_explain_refuses_what_it_does_not_know(run: Run, words: list[str], says: str) -> None:
    with pytest.raises(DeskError, match=says):
        run("explain", "--pack", NAME, *words)


def test_explain_for_people_says_why(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    at = "2026-09-30T16:00:00+08:00"
    assert run("explain", "--pack", NAME, "--on", "finished", "--at", at, "--tier", "intent") == 0
    text = capsys.readouterr().out
    assert text.startswith("robot-integrator 2026  Inquiry reception of a robot integrator\n")
    assert "R16  Complete the form and file it  1 working day  → 2026-10-08T18:00:00+08:00" in text
    assert "skipped 2026-10-01" in text
    assert "National Day" in text
    assert run("explain", "--pack", NAME, "--on", "noted", "--at", at) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["no clock starts"]
