import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from deskconsole.errors import DeskError
from deskconsole.present import catalogue
from tests.cli.declared import perform
from tests.cli.support import Cli
from tests.domain.vectors import OTHERS, OURS, cases


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(catalogue, "_current", "en")
    monkeypatch.setenv("DESKCONSOLE_STORE", str(tmp_path / "desk.db"))


def run(*words: str) -> int:
    return perform("calendar", *words)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run(*words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def give(monkeypatch: pytest.MonkeyPatch, *lines: str | bytes) -> None:
    raw = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_due_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "due", "--start", "2026-09-18T16:00:00+08:00", "--within", "1 working day")
    assert found == {"due": "2026-09-20T18:00:00+08:00", "provisional": False}
    found = told(capsys, "due", "--start", "2026-12-31T02:00:00Z", "--within", "1 working day")
    assert found == {"due": "2027-01-04T18:00:00+08:00", "provisional": True}


def test_t11_microseconds_and_the_calendars_offset(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "due", "--start", "2026-09-18T08:00:00.000001Z", "--within", "5 minutes")
    assert found == {"due": "2026-09-18T16:05:00.000001+08:00", "provisional": False}


def test_between_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--start", "2026-09-18T17:00:00+08:00", "--end", "2026-09-20T10:00:00+08:00")
    assert told(capsys, "between", *words) == {"working_seconds": 7200}
    words = ("--start", "2026-09-18T17:00:00+08:00", "--end", "2026-09-17T10:00:00+08:00")
    assert told(capsys, "between", *words) == {"working_seconds": 0}


def test_due_for_people_says_what_was_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("due", "--start", "2026-09-18T16:00:00+08:00", "--within", "1 working day") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-09-20 Sun 18:00:00  (2026-09-20T18:00:00+08:00)",
        "skipped 2026-09-19 Sat: rest day",
        "counted 2026-09-20 Sun: make-up working day: National Day",
    ]
    assert run("due", "--start", "2026-09-24T10:00:00+08:00", "--within", "7 days") == 0
    assert capsys.readouterr().out.startswith("2026-10-08 Thu 24:00  (2026-10-09T00:00:00+08:00)\n")
    assert run("due", "--start", "2026-12-31T10:00:00+08:00", "--within", "1 working day") == 0
    assert "\nprovisional: " in capsys.readouterr().out


def test_between_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("between", "--start", "2026-09-18T17:00:00+08:00", "--end", "2026-09-20T10:05:00+08:00") == 0
    assert capsys.readouterr().out == "7500 working seconds (2h05)\n"


def test_show_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "show", "2026")
    assert (shown["year"], shown["timezone"], shown["provisional"]) == (2026, "Asia/Shanghai", False)
    assert len(shown["days"]) == 365
    days = {day["date"]: day for day in shown["days"]}
    assert days["2026-10-01"] == {
        "date": "2026-10-01",
        "weekday": "thu",
        "working": False,
        "hours": [],
        "name": "National Day",
    }
    assert days["2026-10-10"] == {
        "date": "2026-10-10",
        "weekday": "sat",
        "working": True,
        "hours": ["09:00-18:00"],
        "name": "National Day",
    }
    assert days["2026-09-12"]["name"] is None
    assert sum(day["working"] for day in shown["days"]) == 248
    assert told(capsys, "show", "2027")["provisional"] is True


def test_show_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "2027") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2027: 254 working days, Asia/Shanghai"
    assert "2027" in lines[1]
    assert lines[2:4] == ["Mon  09:00-18:00", "Tue  09:00-18:00"]
    assert "2027-06-09 Wed  closed  holiday: Dragon Boat Festival" in lines


def test_the_sites_own_calendar_is_used_and_a_given_one_before_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    question = ("due", "--start", "2026-09-14T09:00:00Z", "--within", "1 working day")
    (tmp_path / "calendar.toml").write_text('timezone = "UTC"\n[hours]\ntue = ["09:00-11:00"]\n', encoding="utf-8")
    given = tmp_path / "other.toml"
    given.write_text('timezone = "UTC"\n[hours]\nfri = ["09:00-12:00"]\n', encoding="utf-8")
    assert told(capsys, *question)["due"] == "2026-09-15T11:00:00+00:00"
    assert told(capsys, *question, "--calendar", str(given))["due"] == "2026-09-18T12:00:00+00:00"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert told(capsys, *question, "--store", str(elsewhere / "desk.db"))["due"] == "2026-09-15T18:00:00+08:00"


def test_t05_a_year_can_be_added_as_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    year = tmp_path / "2027.json"
    year.write_text('{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}', "utf-8")
    question = ("due", "--start", "2026-12-31T10:00:00+08:00", "--within", "1 working day")
    found = told(capsys, *question, "--calendar", str(year))
    assert found == {"due": "2027-01-04T18:00:00+08:00", "provisional": False}
    with pytest.raises(DeskError, match="only one calendar"):
        run(*question, "--calendar", "a.toml", "--calendar", "b.toml")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("due", "--start", "2026-09-18T16:00:00", "--within", "1 working day"), "start"),
        (("due", "--start", "today", "--within", "1 working day"), "start"),
        (("due", "--start", "2026-09-18T16:00:00Z", "--within", "1 week"), "within"),
        (("due", "--start", "2026-09-18T16:00:00Z", "--within", "promised"), "due"),
        (("between", "--start", "2026-09-18T16:00:00Z", "--end", "2026-09-18T16:00:00"), "end"),
        (("due", "--from", "/no/such/file"), None),
    ],
)
def test_what_cannot_be_used_is_refused(words: tuple[str, ...], field: str | None) -> None:
    with pytest.raises(DeskError) as refused:
        run(*words)
    assert refused.value.field == field
    assert refused.value.exit_status == 1


@pytest.mark.parametrize(
    "words",
    [
        ("due",),
        ("due", "--start", "2026-09-18T16:00:00Z"),
        ("between", "--start", "x"),
        ("show", "x"),
        ("show", "0"),
        (),
    ],
)
def test_wrong_usage_is_status_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*words)
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["due", "between"])
def test_the_worked_cases_of_other_systems_as_lines(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--from", str(OTHERS)) == 0
    asked, found = list(cases(OTHERS)), answers(capsys)
    assert len(found) == len(asked) == 72
    for case, answer in zip(asked, found, strict=True):
        assert answer["id"] == case["id"]
        if case["op"] == "between":
            assert answer == {"id": case["id"], "working_seconds": case["expect"]}
        else:
            # the local offset of the calendar is that of the expected text too
            assert answer == {"id": case["id"], "due": case["expect"], "provisional": False}


def test_our_worked_cases_with_chinas_dates_as_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("due", "--from", str(OURS)) == 0
    for case, answer in zip(cases(OURS), answers(capsys), strict=True):
        assert (answer["id"], answer["provisional"]) == (case["id"], case["provisional"])
        assert datetime.fromisoformat(answer["due"]) == datetime.fromisoformat(case["expect"]), case["note"]


def test_a_bad_line_is_answered_in_its_place_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = '"start": "2026-09-18T16:00:00+08:00", "within": "1 working day"'
    give(
        monkeypatch,
        b"\xef\xbb\xbf" + f'{{"id": 1, "op": "due", {good}}}\r'.encode(),
        "",
        '{"id": "two", "op": "due", "start": "2026-09-18T16:00:00", "within": "1 working day"}',
        "not json",
        "[1]",
        b'{"id": "\xff"}',
        f'{{"id": [7], "op": "since", {good}}}',
        '{"id": 8, "op": "due", "start": "2026-09-18T16:00:00Z"}',
        '{"id": 9, "op": "due", "start": 5, "within": "1 day"}',
        f'{{"op": "due", "op": "due", {good}}}',
        f'{{"id": 11, "op": "due", "calendar": {{"timezone": "UTC", "hours": {{"mo": []}}}}, {good}}}',
        f'{{"id": 12, "op": "due", "pauses": [["2026-09-18T16:00:00Z"]], {good}}}',
        f'{{"id": 13, "op": "due", "pauses": [["2026-09-18T16:00:00Z", "2026-09-18T17:00:00"]], {good}}}',
        f'{{"id": 14, "op": "due", "pauses": [["2026-09-18T16:00:00Z", "2026-09-18T15:00:00Z"]], {good}}}',
        '{"id": NaN}',
        "[" * 100_000,
        f'{{"id": null, "op": "due", "calendar": null, "pauses": null, "other": {{}}, {good}}}',
    )
    assert run("due", "--from", "-") == 1
    printed = capsys.readouterr()
    found = [json.loads(line) for line in printed.out.splitlines()]
    right = {"due": "2026-09-20T18:00:00+08:00", "provisional": False}
    assert found[0] == {"id": 1} | right
    assert found[-1] == {"id": None} | right
    refused = [(answer.get("id"), answer["error"].partition(":")[0]) for answer in found[1:-1]]
    assert refused == [
        ("two", "start"),
        (None, "json"),
        (None, "object"),
        (None, "utf-8"),
        ([7], "op"),
        (8, "within"),
        (9, "start"),
        (None, "op"),
        (11, "calendar"),
        (12, "pauses"),
        (13, "pauses[1]"),
        (14, "pauses"),
        (None, "json"),
        (None, "json"),
    ]
    assert "hours.mo" in found[9]["error"]
    named = [line.partition(": ")[0] for line in printed.err.splitlines()]
    assert named == [f"line {number}" for number in range(3, 17)]


def test_lines_without_a_calendar_use_the_one_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    given = tmp_path / "own.toml"
    given.write_text('timezone = "UTC"\n[hours]\nfri = ["09:00-12:00"]\n', encoding="utf-8")
    give(monkeypatch, '{"op": "between", "start": "2026-09-18T00:00:00Z", "end": "2026-09-20T00:00:00Z"}')
    assert run("between", "--from", "-", "--calendar", str(given)) == 0
    assert answers(capsys) == [{"working_seconds": 10_800}]


def test_an_id_of_half_a_character_does_not_stop_the_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, '{"id": "\\ud800"}')
    assert run("due", "--from", "-") == 1
    assert capsys.readouterr().out.startswith('{"id": "\\ud800", "error": "op: ')


def test_t17_a_further_calendar_is_asked_by_its_name(cli: Cli) -> None:
    own = cli.store.parent / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    title = 'title = { zh = "办公时间", en = "Office hours" }'
    hours = 'hours = { mon = ["09:00-17:00"], thu = ["09:00-17:00"] }'
    (own / "pack.toml").write_text(f'[[calendar]]\nname = "offices"\n{title}\n{hours}\n', "utf-8")
    asked = ("calendar", "due", "--start", "2026-09-30T16:00:00+08:00", "--within", "1 working day")
    assert cli.json(*asked, "--named", "offices")["due"] == "2026-10-08T17:00:00+08:00"
    assert cli.json(*asked)["due"] == "2026-10-08T18:00:00+08:00"
    assert "named: 'office' is not one of offices" in cli(*asked, "--named", "office").err
    year = cli.json("calendar", "show", "2026", "--named", "offices")
    assert sum(day["working"] for day in year["days"]) < 110
