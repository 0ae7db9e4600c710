"""A receptionist's day on the real console, by keys alone: from the first ring to the last call-back."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from tests.terminal.console_desk import EMPTY, QUEUE, Place, comes_true, day_forms, hides, leaves, shows, stray
from tests.terminal.pty_desk import PtyDesk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
#: The border of a form over a screen.
FORM: Final = "╭"
#: From the first words to the file: key, then what is typed into the form that it opens.
WHOLE_LIFE: Final = (
    ("r", "您好，已收到，马上为您查"),
    ("d", "相机标定程序2.3"),
    ("5", "技术部\r升级标定程序后仍偏差0.3mm，请判断"),
    ("H", ""),
    ("A", "+2h"),
    ("p", "+3h\r三小时内书面答复"),
    ("S", "标定板角度超差，重做九点标定"),
    ("6", "请按附件步骤重做九点标定"),
    ("7", ""),
    ("8", "远程解决"),
    ("9", ""),
)
SHORT_LIFE: Final = (("d", "已问清"), ("3", "已按手册答复"), ("7", ""), ("8", "已答复"), ("9", ""))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def file_of_the_day(folder: Path) -> Path:
    """The day's inquiries, moved so that the last came a minute ago."""
    forms = day_forms()
    moved = datetime.now().astimezone() - timedelta(minutes=1) - datetime.fromisoformat(forms[-1]["received"])
    path = folder / "day.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for form in forms:
            received = datetime.fromisoformat(form["received"]) + moved
            lines.write(json.dumps({**form, "received": received.isoformat()}, ensure_ascii=False) + "\n")
    return path


def test_a_day_by_keys_alone(place: Place, tmp_path: Path) -> None:
    with place.console(size=(100, 30)) as desk:
        shows(desk, EMPTY)
        wrong_number(place, desk)
        place.run("intake", "--from", str(file_of_the_day(tmp_path)))
        shows(desk, f"未办结 {len(day_forms())}")
        numbers = {line["customer"]: line["number"] for line in queue_of(place)}
        whole, short = numbers["苏州恒锐电子 李婷"], [numbers["未留名"], numbers["东莞宏达五金 吴桂兰"]]
        work(desk, whole, WHOLE_LIFE)
        for number in short:
            work(desk, number, SHORT_LIFE)
        taken = taken_number(place, take(desk))
        work(desk, taken, (("r", "您好"), *SHORT_LIFE))
        worked = [whole, *short, taken]
        leaves(desk)
        assert stray(desk) == set()
    with place.console("luo", size=(100, 30)) as desk:
        call_back(desk, "苏州恒锐电子")
        leaves(desk)
        assert stray(desk) == set()
    for number in worked:
        seen = json.loads(place.run("show", number, "--json"))
        assert seen["stage"] == "filing", number
    followed = json.loads(place.run("show", whole, "--json"))
    assert [event["fields"]["score"] for event in followed["events"] if event["kind"] == "followed_up"] == [5]
    waiting = {line["number"]: line["do"] for line in queue_of(place)}
    assert {waiting.get(number, "follow_up") for number in worked} == {"follow_up"}, "nothing but call-backs is left"
    assert place.failures() == ""
    assert place.problems() == []


def wrong_number(place: Place, desk: PtyDesk) -> None:
    """The telephone rings in another process; it is picked up and was a wrong number."""
    place.run("ring", "--from", "075566667777", "--id", "pbx-1")
    shows(desk, "0001")
    place.run("ring", "--picked-up", "--id", "pbx-1", "--by", "zhou")
    filled(desk, "x", "2")
    shows(desk, EMPTY, "未办结 0")


def work(desk: PtyDesk, number: str, steps: tuple[tuple[str, str], ...]) -> None:
    """Finds a ticket by typing its number, opens it and goes the whole way."""
    desk.feed("f3", "1", "9", number[-4:], "enter", "enter")
    shows(desk, f"-{number[-4:]} ", "[")
    for key, typed in steps:
        filled(desk, key, typed)
    desk.feed("f3", "1")
    shows(desk, QUEUE)


def filled(desk: PtyDesk, key: str, typed: str) -> None:
    """Opens the form of an action by its key, fills it in and saves it."""
    desk.feed(key)
    shows(desk, FORM, "╯")
    desk.feed(typed, "ctrl+s")
    hides(desk, FORM)
    if key != "9":  # what is filed is not taken back by a key
        shows(desk, "^Z")


def take(desk: PtyDesk) -> str:
    """One more inquiry comes in by chat, taken on the form; whose it is."""
    customer = "扬州邗江注塑 韩梅"
    desk.feed("f2")
    shows(desk, "联系方式", "[1 电话]")
    desk.feed(
        customer, "enter", "wx:hanmei", "enter", "2", "3", "3", "取件手的吸盘多久换一次", "tab", "备件周期", "enter"
    )
    hides(desk, "联系方式")
    shows(desk, "扬州邗江注塑")
    return customer


def taken_number(place: Place, customer: str) -> str:
    """The number of a customer's ticket."""
    lines: Iterator[dict[str, Any]] = (line for line in queue_of(place) if line["customer"] == customer)
    return str(next(lines)["number"])


def call_back(desk: PtyDesk, customer: str) -> None:
    """The last call, by a specialist as the rule asks: reached, five points."""
    shows(desk, QUEUE)
    desk.feed("f4")
    shows(desk, customer, "依据")
    for _ in range(20):
        if customer in detail(desk):
            break
        desk.feed("down")
        desk.read(0.3)
    filled(desk, "f", "5")


def detail(desk: PtyDesk) -> str:
    """What stands below the board: the selected call-back."""
    rule = max((number for number, line in enumerate(desk.lines) if "────" in line), default=0)
    return "\n".join(desk.lines[rule:])


def queue_of(place: Place) -> list[dict[str, Any]]:
    """Every open ticket."""
    return [json.loads(line) for line in place.run("queue", "--json").splitlines()]


def test_a_call_while_a_form_is_open(place: Place) -> None:
    """The form is parked by the key that takes the call; the call's ticket is filled in; then the form goes on."""
    with place.console(size=(100, 30)) as desk:
        shows(desk, EMPTY)
        desk.feed("f2")
        shows(desk, "联系方式", "[1 电话]")
        desk.feed("南京栖霞 值班", "enter", "02585556677")
        shows(desk, "02585556677")
        place.run("ring", "--from", "13812345678", "--id", "pbx-2")
        shows(desk, "13812345678")
        desk.feed("ctrl+g")
        hides(desk, "02585556677")
        shows(desk, "13812345678")
        comes_true(desk, lambda: "picked_up" in kinds_of(place))
        desk.feed("华南精密 陈立", "ctrl+e", "1", "1", "1", "焊接工位换型", "tab", "选型建议", "ctrl+s")
        shows(desk, "0001", "华南精密")
        desk.feed("ctrl+o")
        shows(desk, "南京栖霞 值班", "02585556677")
        desk.feed("esc")
        leaves(desk)
        assert stray(desk) == set()
    assert {"rang", "picked_up", "received"} <= set(kinds_of(place))
    assert place.failures() == ""
    assert place.problems() == []


def kinds_of(place: Place) -> list[str]:
    """What has happened to the only ticket."""
    seen = json.loads(place.run("show", str(queue_of(place)[0]["number"]), "--json"))
    return [event["kind"] for event in seen["events"]]
