"""People needed and agreement of two who score, by command: the contract, refusals by name, no store (R33, R35)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import Answer, Cli
from tests.domain.vectors import supervision

LOAD = ("staffing", "need", "--calls", "100", "--interval", "1800", "--handling", "180", "--target", "20")
KEYS = ["load", "agents", "rostered", "wait_probability", "service_level", "mean_wait", "occupancy", "abandoned"]


def need(cli: Cli, *more: str, lang: str = "en") -> Answer:
    return cli(*LOAD, *more, as_=None, lang=lang)


def test_people_needed(cli: Cli) -> None:
    found = need(cli, "--max-occupancy", "0.85", "--shrinkage", "30%", "--json").document
    assert list(found) == KEYS
    assert (found["load"], found["agents"], found["rostered"], found["abandoned"]) == (10, 14, 20, None)
    given = need(cli, "--agents", "14", "--patience", "300", "--json").document
    case = supervision("erlang_a")[0]["expected"]
    assert given["abandoned"] == pytest.approx(case["ab"], abs=1e-5)
    assert given["service_level"] == pytest.approx(case["sl"], abs=1e-5)
    assert "people at the desk: 14; on the roster: 20" in need(cli, "--shrinkage", "0.3").out
    assert "挂断：" in need(cli, "--patience", "300", lang="zh").out


def test_what_cannot_be_is_refused_and_what_is_not_enough_is_said(cli: Cli) -> None:
    refused = need(cli, "--agents", "10", "--json")
    assert (refused.status, refused.out) == (1, "")
    assert refused.reasons == ["agents must exceed 10 erlangs: the queue would grow without end"]
    few = need(cli, "--agents", "12", "--json")
    assert (few.status, few.document["agents"]) == (0, 12)
    assert few.err.startswith("12 people do not reach the goal: 64.0% are answered within 20 seconds")
    alone = cli(*LOAD[:3], "8", *LOAD[4:], "--agents", "1", lang="zh", as_=None)
    assert alone.err.startswith("一个人")


@pytest.mark.parametrize(
    ("option", "status"),
    [
        (("--level", "1"), 1), (("--level", "0"), 1), (("--shrinkage", "100%"), 1), (("--max-occupancy", "0"), 1),
        (("--patience", "-1"), 1), (("--agents", "0"), 1), (("--calls", "nan"), 1), (("--target", "-5"), 1),
        (("--calls", "many"), 2), (("--agents", "1.5"), 2), (("--level", "%"), 2), (("--handling", ""), 2),
    ],
)  # fmt: skip
def test_bad_input_is_named(cli: Cli, option: tuple[str, str], status: int) -> None:
    refused = need(cli, *option)
    assert (refused.status, refused.out) == (status, "")
    assert option[0].lstrip("-") in refused.err


def agreement(cli: Cli, text: str, levels: str = "1,2,3,4,6", *more: str, lang: str = "en") -> Answer:
    return cli("quality", "agreement", "--from", "-", "--levels", levels, *more, stdin=text, as_=None, lang=lang)


def pairs(case: Mapping[str, Any]) -> list[tuple[int, int]]:
    return list(zip(case["input"]["a"], case["input"]["b"], strict=True))


def test_agreement_of_published_pairs(cli: Cli, tmp_path: Path) -> None:
    case = supervision("kappa_pairs")[0]
    text = "".join(json.dumps({"a": a, "b": b}) + "\n" for a, b in pairs(case))
    found = agreement(cli, text, "1,2,3,4,6", "--json").document
    assert list(found) == ["kappa", "linear", "quadratic", "n"]
    expected = case["expected"]
    assert found["n"] == 20
    assert [found[name] for name in ("kappa", "linear", "quadratic")] == pytest.approx(
        [expected[name] for name in ("unweighted", "linear", "quadratic")], abs=case["tol"]
    )
    whole = agreement(cli, text, "1,2,3,4,5,6", "--json").document
    assert whole["linear"] == pytest.approx(0.1262136, abs=1e-6)
    table = tmp_path / "pairs.csv"
    table.write_text("a,b\n" + "".join(f"{a},{b}\n" for a, b in pairs(case)))
    same = cli("quality", "agreement", "--from", str(table), "--levels", "1,2,3,4,6", "--json", as_=None)
    assert same.document == found


def test_what_people_read_of_it(cli: Cli) -> None:
    said = agreement(cli, '{"a": 1, "b": 2}\n{"a": 2.0, "b": "2"}\n', "1,2,3")
    assert said.out.splitlines()[0] == "pairs: 2"
    assert said.err.startswith("under 0.6")
    none = agreement(cli, '{"a": 1, "b": 1}\n', "1,2", "--json")
    assert none.document == {"kappa": None, "linear": None, "quadratic": None, "n": 1}
    assert none.err.startswith("there is nothing to agree on")
    assert agreement(cli, "", "1,2", "--json").document["n"] == 0
    assert "对数：1" in agreement(cli, '{"a": 1, "b": 2}\n', "1,2", lang="zh").out


def test_bad_lines_are_all_named_and_nothing_is_answered(cli: Cli) -> None:
    lines = [
        '{"a": 1, "b": 9}',
        '{"a": 1}',
        '{"a": 1, "b": 1, "c": 1}',
        "[1]",
        '{"a": true, "b": 1}',
        '{"a": [1], "b": 1}',
    ]
    refused = agreement(cli, "\n".join(lines), "1,2", "--json")
    assert (refused.status, refused.out) == (1, "")
    assert refused.reasons == [
        "line 1: b: '9' is not one of 1, 2",
        "line 2: b: missing; it must be given",
        "line 3: c: there is no such field",
        "line 4: object: not a JSON object",
        "line 5: a: 'true' is not one of 1, 2",
        "line 6: a: '[1]' is not one of 1, 2",
    ]


@pytest.mark.parametrize("levels", ["1", "", "1,1", "1,,2", ",".join(map(str, range(101)))])
def test_a_scale_has_each_level_once(cli: Cli, levels: str) -> None:
    refused = agreement(cli, "", levels)
    assert (refused.status, "levels" in refused.err) == (1, True)


def test_only_a_file_is_read(cli: Cli) -> None:
    for path in ("/dev/zero", "/nowhere/pairs.jsonl", "."):
        refused = cli("quality", "agreement", "--from", path, "--levels", "1,2", as_=None)
        assert (refused.status, refused.out) == (1, "")
        assert "cannot be read" in refused.err


def test_a_check_by_command(cli: Cli) -> None:
    """Drawn, scored by section, seen, objected to and decided; with a key each happens once."""
    number = cli.take("online", "ordinary")
    for event in (("answered", "--text", "好的"), ("finished", "--outcome", "resolved"), ("filed",)):
        cli.json("act", number, *event)
    drawn = cli("sample", "leader", "--period", "2026-W40", "--seed", "s", "--key", "k", "--json", as_="he")
    (line,) = drawn.lines
    assert list(line)[:4] == ["number", "level", "period", "category"]
    assert (line["number"], line["receiver"], line["reviewer"], line["always"]) == (number, "zhou", "he", False)
    again = cli("sample", "leader", "--period", "2026-W40", "--seed", "s", "--key", "k", "--json", as_="he")
    assert again.lines == drawn.lines
    told = cli("sample", "leader", "--period", "2026-W40", "--seed", "s", "--key", "k", as_="he", lang="zh").out
    assert "从 1 单里抽出 1 单，种子 s，候选名单指纹：" in told
    assert cli("sample", "leader", "--period", "2026-W40", "--json", as_="he").status == 1
    assert cli("sample", "leader", "--period", "2026-10", as_="he").reasons == [
        "period: '2026-10' is not written like 2026-W41"
    ]
    scores = ("--score", "attitude=4", "--score", "accuracy=1", "--score", "procedure=-")
    wrong = cli("review", number, "--card", "reception", "--score", "attitude=five", as_="he")
    assert (wrong.status, "not a number of points" in wrong.err) == (1, True)
    finding = ("--cause", "knowledge", "--finding", "型号说错", "--right-by", "2026-10-09T18:00:00+08:00")
    seen = cli.json("review", number, "--card", "reception", *scores, *finding, "--key", "r", as_="he")
    assert (seen["score"], seen["outcome"], seen["cause"], seen["finding"]) == (0, "failed", "knowledge", "型号说错")
    assert seen["points"]["in_time"] is None
    assert cli.json("review", number, "--card", "reception", *scores, *finding, "--key", "r", as_="he") == seen
    assert [line["to_do"] for line in cli("quality", "list", "--to-do", "--json").lines] == ["see"]
    assert cli.json("quality", "appeal", number, "--text", "有录音")["state"] == "appealed"
    assert cli("quality", "decide", number, "--text", "x", as_="song").status == 2
    decided = cli.json("quality", "decide", number, "--upheld", "--text", "录音里也错", as_="song")
    assert (decided["decision"], decided["reason"]) == ("upheld", "录音里也错")
    assert cli.json("quality", "coach", number, as_="he")["coached"] == "put_right"
    shown = cli("quality", "show", number, lang="zh").out
    for words in ("组长抽查", "不合格，维持原判，已整改", "整改：型号说错", "申诉：有录音", "不适用", "1/5"):
        assert words in shown, words
    assert cli.json("verify", as_="song")["ok"]


def test_a_survey_by_command(cli: Cli) -> None:
    """Drawn like checks, asked, tried again; the lines of a draw and of an answer."""
    number = cli.take("online", "ordinary")
    for event in (("answered", "--text", "好的"), ("finished", "--outcome", "resolved")):
        cli.json("act", number, *event)
    (line,) = cli("sample", "satisfaction", "--period", "2026-Q3", "--seed", "7", "--json", as_="he").lines
    assert (line["number"], line["owner"], line["size"], line["seed"]) == (number, "zhou", 1, "7")
    asks = str(line["assignee"])
    wrong = cli("survey", "answer", number, "--score", "thorough=9", as_=asks)
    assert (wrong.status, "1 to 5" in wrong.err) == (1, True)
    assert cli.json("survey", "answer", number, "--outcome", "no_answer", as_=asks)["tries"] == 2
    scores = ("--score", "thorough=5", "--score", "attitude=2", "--score", "ease=4")
    seen = cli.json("survey", "answer", number, *scores, "--text", "等太久", as_=asks)
    assert (seen["outcome"], seen["lowest"], seen["due"]) == ("reached", 2, None)
    assert "服务态度  2/5" in cli("survey", "show", number, lang="zh").out
    (draw,) = cli("survey", "draws", "--json", as_="he").lines
    assert (draw["drawn"], draw["population"], draw["left_out"]) == ([number], line["population"], {})


def test_an_assessment_by_command(cli: Cli) -> None:
    """Shown by indicator, objected to, answered, closed once the month is over; a title and a violation."""
    for _ in range(5):
        number = cli.take("online", "ordinary")
        cli.json("act", number, "answered", "--text", "好的")
        cli.json("act", number, "finished", "--outcome", "resolved")
    month = ("--period", "2026-09")
    own = cli("assessment", "show", *month, "--json").lines
    assert next((each["of"], each["subject"], each["closed"]) for each in own) == ("person", "zhou", False)
    assert {"name", "title", "figure", "weight", "value", "n", "points", "tickets"} < set(own[0]["indicators"][0])
    assert cli.json("assessment", "object", *month, "--text", "系统坏了")["what"] == "objection"
    refused = cli("assessment", "close", *month, as_="song")
    assert (refused.status, refused.reasons) == (1, ["period: '2026-09' is not over yet"])
    assert cli.json("assessment", "answer", "zhou", *month, "--text", "已核实", as_="song")["answered_by"] == "song"
    told = cli("assessment", "title", "best_receptionist", "zhou", "--period", "2026", as_="song", lang="zh").out
    assert "优秀咨询接待专员" in told
    warned = cli.json("assessment", "violation", "zhou", "--text", "推诿", "--caused-complaint", as_="song")
    assert (warned["name"], warned["caused_complaint"]) == ("written", True)
    assert "异议：系统坏了" in cli("assessment", "show", *month, as_="song", lang="zh").out
