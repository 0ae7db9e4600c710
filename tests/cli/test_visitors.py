"""``visitors``: expected (also from a list), in, out, who is here, on paper; passes, rooms, the watch list."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.cli.support import Cli
from tests.desk.support import template

CSV = """name,date,time,phone,host,organisation,kind,room,purpose
陈立,2026-09-28,10:00,13800001111,王强,华南精密,,,商谈焊接工位
刘敏,2026/9/28,14:30,13900002222,,蓝天物流,meeting,301,评审会
"""


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """A front desk, Monday 2026-09-28 09:00."""
    shutil.copy(template(("front-desk",)), cli.store)
    return cli


def expect(desk: Cli, **more: str) -> dict[str, Any]:
    form = {"name": "陈立", "at": "2026-09-28T10:00:00+08:00", "phone": "13800001111", "host": "王强", **more}
    answer: dict[str, Any] = desk.json("visitors", "expect", *(f"--{name}={value}" for name, value in form.items()))
    return answer


def test_f03_a_list_of_appointments_in_csv(desk: Cli) -> None:
    answer = desk("visitors", "expect", "--from", "-", "--json", stdin="\ufeff" + CSV.replace("\n", "\r\n"))
    assert answer.status == 0, answer.err
    assert [(line["name"], line["kind"], line["at"][11:16]) for line in answer.lines] == [
        ("陈立", "visit", "10:00"),
        ("刘敏", "meeting", "14:30"),
    ]
    assert answer.lines[1]["fields"] == {"organisation": "蓝天物流", "room": "301"}
    assert [line["place"] for line in desk("visitors", "list", "--json").lines] == ["expected", "expected"]


def test_f03_errors_are_named_by_line_and_nothing_is_kept(desk: Cli) -> None:
    bad = CSV + "坏,2026-09-28,25:00,x,王强,,,,\n,2026-09-28,10:00,,,,burglary,,\n"
    before = desk.events()
    answer = desk("visitors", "expect", "--from", "-", stdin=bad)
    assert answer.status == 1
    assert [":".join(line.split(":")[:2]) for line in answer.reasons] == [
        *("line 4: phone", "line 4: at", "line 5: name", "line 5: kind")
    ]
    assert desk.events() == before
    answer = desk("visitors", "expect", "--from", "-", "--keep-good", "--json", stdin=bad)
    assert (answer.status, len(answer.lines)) == (1, 2)
    answer = desk("visitors", "expect", "--from", "-", "--keep-good", stdin=CSV)
    assert (answer.status, [line.partition(":")[0] for line in answer.reasons]) == (1, ["line 2", "line 3"])


def test_f03_json_lines(desk: Cli) -> None:
    lines = [{"name": "陈立", "at": "2026-09-28T10:00:00+08:00", "host": "王强", "people": 3}, {"name": 1}, "x"]
    answer = desk("visitors", "expect", "--from", "-", stdin="\n".join(map(json.dumps, lines)))
    assert [line.split(":")[0] for line in answer.reasons] == ["line 2", "line 2", "line 2", "line 3"]


def test_f03_signed_in_from_an_appointment_and_out_again(desk: Cli) -> None:
    expected = expect(desk)
    entered = desk.json("visitors", "in", "--expected", expected["id"], "--pass", "a07")
    assert sorted(clock["rule"] for clock in entered["clocks"] if clock["state"] == "running") == ["F07", "F13"]
    (line,) = desk("visitors", "list", "--json").lines
    assert (line["place"], line["number"], line["passes"]) == ("waiting", entered["number"], ["A07"])
    assert line["phone"] == "138****1111"
    again = desk("visitors", "in", "--expected", expected["id"])
    assert (again.status, "signed in already" in again.err) == (1, True)
    left = desk.json("visitors", "out", entered["number"], "--key", "k")
    assert (left["closed"], [event["kind"] for event in left["events"]][-3:]) == (True, ["left", "finished", "filed"])
    assert desk.json("visitors", "out", entered["number"], "--key", "k") == left
    assert desk("visitors", "pass", "--json").lines == []
    assert desk("visitors", "out", entered["number"], "--back").status == 0
    assert [line["place"] for line in desk("visitors", "list", "--json").lines] == ["with_host"]


def test_f04_walking_in_and_leaving_a_message(desk: Cli) -> None:
    number = desk.json("visitors", "in", "--name", "赵六", "--host", "李娜", "--people", "2")["number"]
    assert desk.json("show", number)["content"] == "Visit"
    message = desk.json("visitors", "message", number, "--text", "请回电")
    assert [clock["rule"] for clock in message["clocks"]] == ["F12"]
    assert desk("visitors", "out", number, "--undo").status == 0
    assert desk("visitors", "list").out == ""
    assert desk("visitors", "in", "--name", "赵六").reasons == ["host: is missing"]


def test_f08_numbers_in_full_are_asked_for_on_record(desk: Cli) -> None:
    expect(desk)
    number = desk.json("visitors", "in", "--name", "赵六", "--host", "李娜", "--phone", "13711112222")["number"]
    before = desk.events()
    assert "13711112222" not in desk("visitors", "list").out + desk("visitors", "list", "--json").out
    assert desk.events() == before
    assert "13711112222" in desk("visitors", "list", "--private", "--json").out
    assert desk.events() == before + 2
    assert number in desk("visitors", "list").out


@pytest.mark.parametrize("suffix", ["csv", "docx", "pdf"])
def test_f09_the_evacuation_list_as_a_file(desk: Cli, tmp_path: Path, suffix: str) -> None:
    desk.json("visitors", "in", "--name", "=赵六", "--host", "李娜", "--phone", "13711112222", "--people", "2")
    gone = desk.json("visitors", "in", "--name", "钱七", "--host", "李娜")["number"]
    desk("visitors", "out", gone)
    out = tmp_path / f"list.{suffix}"
    assert desk.json("visitors", "list", "--out", str(out)) == {"out": str(out), "rows": 1}
    if suffix == "csv":
        text = out.read_text("utf-8-sig")
        assert "'=赵六,2,,李娜" in text
        assert "13711112222" in text
        assert "钱七" not in text
    elif suffix == "docx":
        cells = [cell.text for table in Document(str(out)).tables for cell in table._cells]
        assert {"=赵六", "李娜", "2"} <= set(cells)
    else:
        assert out.read_bytes().startswith(b"%PDF")
    refused = desk("visitors", "list", "--out", str(out))
    assert (refused.status, "--force" in refused.err) == (1, True)


def test_f09_the_evacuation_list_is_printed(desk: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []

    def keep(path: Path, printer: str | None = None, *, title: str = "") -> None:
        sent.append(path.read_bytes())

    monkeypatch.setattr("deskconsole.documents.evacuation.print_file", keep)
    desk.json("visitors", "in", "--name", "赵六", "--host", "李娜")
    assert desk.json("visitors", "list", "--print") == {"out": None, "rows": 1}
    assert [data[:5] for data in sent] == [b"%PDF-"]


def test_f06_rooms_of_the_day(desk: Cli) -> None:
    when = ("--starts", "2026-09-28T10:00:00+08:00", "--ends", "2026-09-28T11:00:00+08:00")
    use = desk.json("visitors", "room", "--plan", "301", "--title", "评审会", *when)
    done = desk.json("visitors", "room", "--done", use["id"], "tea")
    assert done["prepared"]["tea"]["by"] == "zhou"
    assert desk.json("visitors", "room", "--undone", use["id"], "tea")["prepared"] == {}
    assert "301  评审会" in desk("visitors", "room", "--date", "2026-09-28").out
    assert desk("visitors", "room", "--plan", "301", "--title", "x", *when).status == 1
    assert desk("visitors", "room", "--plan", "301").status == 2
    assert desk("visitors", "room", "--date", "28.9.").status == 1
    assert desk("visitors", "room", "--cancel", use["id"]).status == 0
    assert desk("visitors", "room").out == ""


def test_f08_the_watch_list_is_for_those_who_lead(desk: Cli) -> None:
    refused = desk("visitors", "watch", "--name", "陈立", "--reason", "闹事", "--tell", "保安 110")
    assert (refused.status, "leads" in refused.err) == (1, True)
    added = desk("visitors", "watch", "--name", "陈立", "--reason", "闹事", "--tell", "保安 110", "--json", as_="he")
    assert added.lines[0]["reason"] == "闹事"
    answer = desk("visitors", "in", "--name", "陈立", "--host", "王强")
    assert answer.reasons == ["note 1: please call 保安 110"]
    assert desk("visitors", "watch", "--end", "1", as_="he").out == ""


def test_f09_passes(desk: Cli) -> None:
    number = desk.json("visitors", "in", "--name", "赵六", "--host", "李娜")["number"]
    (line,) = desk("visitors", "pass", "--give", "B1", "--to", number, "--json").lines
    assert (line["pass"], line["number"], line["name"]) == ("B1", number, "赵六")
    desk("visitors", "out", number, "--keeps-pass")
    assert "B1" in desk("visitors", "pass").out
    assert desk("visitors", "pass", "--back", "B1").out == ""
    assert desk("visitors", "pass", "--give", "B1").status == 2


@pytest.mark.parametrize("packs", ["front-desk", "robot-integrator,front-desk"])
def test_a_made_up_day_has_visitors_at_every_place(cli: Cli, tmp_path: Path, packs: str) -> None:
    store = ("--store", str(tmp_path / "demo.db"))
    cli.json("init", "--demo", "--packs", packs, *store, as_=None)
    places = [line["place"] for line in cli("visitors", "list", "--json", *store, as_=None).lines]
    assert {place: places.count(place) for place in dict.fromkeys(places)} == {
        **{"expected": 4, "waiting": 3, "with_host": 2, "left": 2}
    }
    assert len(cli("visitors", "room", *store, as_=None).out.splitlines()) == 2
    assert cli.json("verify", "--clocks", *store, as_=None) == {"ok": True, "problems": []}
