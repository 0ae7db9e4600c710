"""`init`, `staff`, `ring`, `verify`, `watch`, and who is asking."""

import contextlib
import json
import os
import pty
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.staff.staff import staff_list
from tests.cli.support import CLOCK, Cli, local

STAFF = ["login", "name", "role", "department", "enabled", "qualified", "os_account"]


def test_init_makes_a_store_for_who_runs_it(cli: Cli, tmp_path: Path) -> None:
    store = str(tmp_path / "new" / "site.db")
    (tmp_path / "new").mkdir()
    answer = cli.json("init", "--store", store, "--site", "GZ", "--packs", "robot-integrator", as_=None)
    codes = answer.pop("recovery_codes")
    assert answer == {"store": store, "site": "GZ", "packs": ["robot-integrator"], "demo_pin": None}
    assert len(set(codes)) == 6
    (me,) = cli("staff", "list", "--store", store, "--json", as_=None).lines
    assert list(me) == [*STAFF, "pin", "practised"]
    assert (me["role"], me["enabled"], me["qualified"]) == ("administrator", True, True)
    assert me["login"] == me["os_account"]
    again = cli("init", "--store", store, as_=None)
    assert (again.status, again.out) == (3, "")
    assert cli("verify", "--store", store, as_=None).status == 0


def test_init_defaults_and_refusals(cli: Cli, tmp_path: Path) -> None:
    store = str(tmp_path / "other.db")
    assert cli.json("init", "--store", store, as_=None)["site"] == "DESK"
    for wrong in (("--site", "gz"), ("--site", ""), ("--site", "A" * 13), ("--packs", "no-such-pack")):
        refused = cli("init", "--store", str(tmp_path / "third.db"), *wrong, as_=None)
        assert (refused.status, refused.out) == (1, ""), wrong
    assert not (tmp_path / "third.db").exists()


def test_init_is_told_what_the_company_and_its_first_person_are_called(cli: Cli, tmp_path: Path) -> None:
    store = str(tmp_path / "named" / "desk.db")
    cli.json("init", "--store", store, "--company", '宏达 "机器人"', "--name", "林晓", as_=None)
    (me,) = cli("staff", "list", "--store", store, "--json", as_=None).lines
    assert me["name"] == "林晓" != me["login"]
    assert cli("verify", "--store", store, as_=None).status == 0
    assert open_desk(store).company.get("zh") == '宏达 "机器人"'
    second = str(tmp_path / "named" / "second.db")
    refused = cli("init", "--store", second, "--company", "别家", as_=None)
    assert (refused.status, refused.out) == (1, "")
    assert "site.toml" in refused.err
    assert not Path(second).exists()
    assert "宏达" in (tmp_path / "named" / "site.toml").read_text("utf-8")


def test_init_asks_at_a_terminal_what_the_company_and_its_first_person_are_called(tmp_path: Path) -> None:
    store, (ours, theirs) = tmp_path / "desk.db", pty.openpty()
    command = [sys.executable, "-m", "deskconsole", "--lang", "zh", "init", "--store", str(store)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, "宏达机器人\n林晓\n".encode())
        shown = b""
        while process.poll() is None:
            with contextlib.suppress(OSError):  # the terminal is gone
                shown += os.read(ours, 4096)
    os.close(ours)
    assert process.returncode == 0, shown.decode()
    assert "怎么称呼" in shown.decode()
    desk = open_desk(str(store))
    assert desk.company.get("zh") == "宏达机器人"
    assert [person.name for person in staff_list(desk)] == ["林晓"]


def test_init_demo_is_a_desk_with_work_on_it(cli: Cli, tmp_path: Path) -> None:
    store = str(tmp_path / "demo.db")
    assert cli.json("init", "--demo", "--store", store, as_=None)["packs"] == ["robot-integrator"]
    assert len(cli("queue", "--store", store, "--json", as_=None).lines) >= 5
    assert cli("follow-ups", "--store", store, "--json", as_=None).lines
    assert cli.json("verify", "--clocks", "--store", store, as_=None) == {"ok": True, "problems": []}


def test_a_store_that_cannot_be_used_is_status_3(cli: Cli, tmp_path: Path) -> None:
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"no store at all\n" * 400)
    for store in (str(tmp_path / "nowhere.db"), str(garbage)):
        for argv in (
            ("queue",),
            ("show", "1"),
            ("staff", "list"),
            ("verify",),
            ("ring", "--from", "1"),
            ("watch", "--once"),
        ):
            answer = cli(*argv, "--store", store)
            assert (answer.status, answer.out, len(answer.reasons)) == (3, "", 1), argv


@pytest.mark.parametrize("store", ["postgresql://host/desk", "sqlite:///:memory:"])
@pytest.mark.parametrize(
    "argv",
    [("queue", "--json"), ("init",), ("ring", "--from", "138", "--id", "1"), ("policy", "check"), ("policy", "list")],
)
def test_a_store_that_is_no_file_is_refused_and_nothing_else_is_opened(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, store: str, argv: tuple[str, ...]
) -> None:
    with monkeypatch.context() as alone:
        alone.delenv("DESKCONSOLE_STORE")
        alone.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
        answer = cli(*argv, "--store", store, as_=None)
    assert (answer.status, answer.out) == (3, "")
    assert answer.reasons == [
        f"{store}: the program keeps its store in a file; name it by its path, or as sqlite:///path"
    ]
    assert not (tmp_path / "xdg").exists()


def test_calendar_and_policy_need_no_store(cli: Cli, tmp_path: Path) -> None:
    nowhere = ("--store", str(tmp_path / "nowhere.db"))
    asked = ("--start", "2026-09-30T16:00:00+08:00", "--within", "1 working day")
    due = {"due": "2026-10-08T18:00:00+08:00", "provisional": False}
    assert cli.json("calendar", "due", *asked, *nowhere, as_="nobody") == due
    assert cli("policy", "list", *nowhere, as_="nobody").status == 0
    assert cli("policy", "check", *nowhere, as_="nobody").status == 0


# --- staff -------------------------------------------------------------------------------------------------------


def test_staff_add_and_list(cli: Cli) -> None:
    admin = cli("staff", "list", "--json").lines
    account = next(person["login"] for person in admin if person["role"] == "administrator")
    added = ("staff", "add", "wang.5", "--name", "王  五", "--role", "specialist", "--department", "legal")
    person = cli.json(*added, as_=account)
    assert person == {
        "login": "wang.5",
        "name": "王 五",
        "role": "specialist",
        "department": "legal",
        "enabled": True,
        "qualified": False,
        "os_account": None,
    }
    assert {**person, "pin": None, "practised": None} in cli("staff", "list", "--json").lines
    twice = cli(*added, as_=account)
    assert (twice.status, twice.reasons) == (1, ["login: 'wang.5' is taken"])
    assert cli("staff", "list", as_="wang.5").status == 0


@pytest.mark.parametrize(
    ("argv", "field"),
    [
        (["a b", "--name", "A", "--role", "receiver", "--department", "sales"], "login"),
        (["\x1b[2J", "--name", "A", "--role", "receiver", "--department", "sales"], "login"),
        (["ab", "--name", " ", "--role", "receiver", "--department", "sales"], "name"),
        (["ab", "--name", "A", "--role", "king", "--department", "sales"], "role"),
        (["ab", "--name", "A", "--role", "receiver", "--department", "moon"], "department"),
    ],
)
def test_staff_add_refusals_name_the_field(cli: Cli, argv: list[str], field: str) -> None:
    account = next(p["login"] for p in cli("staff", "list", "--json").lines if p["role"] == "administrator")
    answer = cli("staff", "add", *argv, as_=account)
    assert (answer.status, answer.out) == (1, "")
    assert answer.reasons[0].startswith(f"{field}: ")


def test_staff_add_is_for_administrators_and_is_done_once_with_a_key(cli: Cli) -> None:
    added = ("staff", "add", "wang", "--name", "王五", "--role", "receiver", "--department", "service", "--key", "k")
    assert "administrator" in cli(*added, as_="zhou").reasons[0]
    account = next(p["login"] for p in cli("staff", "list", "--json").lines if p["role"] == "administrator")
    first = cli(*added, "--json", as_=account)
    assert cli(*added, "--json", as_=account).out == first.out
    other = ("staff", "add", "li", "--name", "李四", "--role", "receiver", "--department", "service", "--key", "k")
    assert cli(*other, as_=account).status == 1


def test_as_names_who_is_asking(cli: Cli) -> None:
    number = cli.take("phone")
    assert cli.json("act", number, "answered", "--text", "x", as_="lin")["events"][-1]["by"] == "lin"
    unknown = cli("act", number, "answered", "--text", "x", as_="nobody")
    assert (unknown.status, unknown.out) == (1, "")
    assert unknown.reasons[0].startswith("as: ")
    for argv in (("show", "1"), ("queue",), ("follow-ups",), ("staff", "list"), ("verify",), ("watch", "--once")):
        answer = cli(*argv, as_="nobody")
        assert (answer.status, answer.out) == (1, ""), argv
        assert answer.reasons == ["as: no staff member has the login 'nobody'; see: staff list"]
    foreign = cli("act", number, "answered", "--text", "x", as_="fang")
    assert (foreign.status, "no part" in foreign.reasons[0]) == (1, True)


# --- ring --------------------------------------------------------------------------------------------------------


def test_ring_answers_with_number_and_clocks(cli: Cli) -> None:
    answer = cli.json("ring", "--from", "13800001111", "--id", "pbx-1")
    assert list(answer) == ["number", "clocks"]
    assert [list(clock) for clock in answer["clocks"]] == [CLOCK, CLOCK]
    assert [(clock["rule"], clock["remaining_seconds"]) for clock in answer["clocks"]] == [("R02", 25), ("R03", 30)]
    cli.later(seconds=12)
    answered = cli.json("ring", "--picked-up", "--id", "pbx-1", "--by", "lin")
    assert [clock["state"] for clock in answered["clocks"]][:2] == ["met", "met"]
    shown = cli.json("show", answer["number"])
    assert (shown["owner"], shown["stage"], shown["contact"]) == ("lin", "intake", "138****1111")
    assert [event["by"] for event in shown["events"]] == [None, "lin"]


@pytest.mark.parametrize(
    ("after", "rule", "state"), [(25, "R02", "met"), (25.000001, "R02", "late"), (31, "R04", "met")]
)
def test_ring_picked_up_in_time_too_late_and_after_it_was_missed(cli: Cli, after: float, rule: str, state: str) -> None:
    number = cli.json("ring", "--from", "13800001111", "--id", "pbx-1")["number"]
    cli.later(seconds=after)
    cli.json("ring", "--picked-up", "--id", "pbx-1", "--by", "lin")
    assert {clock["rule"]: clock["state"] for clock in cli.json("show", number)["clocks"]}[rule] == state


def test_ring_hung_up_is_missed_at_that_instant_and_called_back(cli: Cli) -> None:
    number = cli.json("ring", "--from", "13800001111", "--id", "pbx-1")["number"]
    gave_up = cli.later(seconds=10)
    clocks = cli.json("ring", "--hung-up", "--id", "pbx-1")["clocks"]
    assert [(clock["rule"], clock["state"]) for clock in clocks] == [
        *(("R02", "cancelled"), ("R03", "cancelled"), ("R04", "running"))
    ]
    assert clocks[-1]["due"] == local(gave_up + timedelta(hours=1))
    cli.later(minutes=59)
    cli.json("act", number, "called_back", "--outcome", "reached")
    assert cli.json("show", number)["clocks"][2]["state"] == "met"


def test_ring_a_repeated_line_changes_nothing(cli: Cli) -> None:
    lines = [
        ("ring", "--from", "13800001111", "--id", "pbx-1"),
        ("ring", "--picked-up", "--id", "pbx-1", "--by", "zhou"),
        ("ring", "--hung-up", "--id", "pbx-1"),
    ]
    for line in lines:
        cli.later(seconds=2)
        first = cli.json(*line)
        before = cli.events()
        again = cli.json(*line)
        assert again["number"] == first["number"]
        assert cli.events() == before
    assert [event["kind"] for event in cli.json("show", "1")["events"]] == ["rang", "picked_up"]


def test_ring_an_unknown_call_is_refused(cli: Cli) -> None:
    for argv in (("--picked-up", "--by", "zhou"), ("--hung-up",)):
        answer = cli("ring", "--id", "pbx-\x1b[2J9", *argv)
        assert (answer.status, answer.out) == (1, "")
        assert answer.reasons[0].startswith("id: there is no call 'pbx-")
    cli.json("ring", "--from", "1", "--id", "pbx-1")
    assert cli("ring", "--picked-up", "--id", "pbx-1", "--by", "nobody").reasons[0].startswith("by: ")


@pytest.mark.parametrize("caller", ["withheld", "anonymous", "", "\x1b]0;x\x07"])
def test_ring_a_withheld_number_owes_no_call_back(cli: Cli, caller: str) -> None:
    number = cli.json("ring", "--from", caller, "--id", "pbx-1")["number"]
    cli.later(seconds=31)
    assert cli("watch", "--once").status == 0
    rules = {clock["rule"] for clock in cli.json("show", number)["clocks"] if clock["state"] == "running"}
    assert rules == ({"R04"} if "x" in caller else {"R36"})


def test_ring_at_is_when_it_rang(cli: Cli) -> None:
    at = cli.now - timedelta(seconds=7)
    answer = cli.json("ring", "--from", "138", "--id", "pbx-1", "--at", local(at))
    assert answer["clocks"][0]["started"] == local(at)
    picked = cli.json("ring", "--picked-up", "--id", "pbx-1", "--by", "zhou", "--at", local(at + timedelta(seconds=4)))
    assert picked["clocks"][0]["ended"] == local(at + timedelta(seconds=4))


@pytest.mark.parametrize(
    "argv",
    [
        ("ring",),
        ("ring", "--id", "x"),
        ("ring", "--picked-up", "--id", "x"),
        ("ring", "--picked-up", "--by", "zhou"),
        ("ring", "--hung-up"),
        ("ring", "--hung-up", "--picked-up", "--id", "x", "--by", "zhou"),
    ],
)
def test_ring_wrong_usage(cli: Cli, argv: tuple[str, ...]) -> None:
    assert cli(*argv).status == 2


# --- watch, verify -----------------------------------------------------------------------------------------------


def test_watch_once_writes_down_what_time_has_brought_about_and_says_so(cli: Cli) -> None:
    call = cli.json("ring", "--from", "138", "--id", "pbx-1")["number"]
    chat = cli.take("online", "core")
    cli.later(minutes=6)
    answer = cli("watch", "--once", "--json")
    of_tickets = [line for line in answer.lines if "kind" in line]  # what comes again is begun as well
    found = sorted((line["number"], line["kind"], line["fields"].get("rule")) for line in of_tickets)
    assert found == sorted([(call, "missed", None), (call, "escalated", "R02"), (chat, "escalated", "R05")])
    assert cli("watch", "--once", "--json").out == ""
    assert [event["kind"] for event in cli.json("show", call)["events"]] == ["rang", "escalated", "missed"]


def test_every_command_that_writes_settles_first(cli: Cli) -> None:
    call = cli.json("ring", "--from", "138", "--id", "pbx-1")["number"]
    cli.later(seconds=40)
    cli.take("phone")
    events = cli.json("show", call)["events"]
    assert (events[-1]["kind"], events[-1]["recorded_at"]) == ("missed", local(cli.now))


def test_verify_names_each_difference(cli: Cli, tmp_path: Path) -> None:
    number = cli.take()
    cli.take("phone")
    spoiled = tmp_path / "spoiled.db"
    spoiled.write_bytes(cli.store.read_bytes())
    from deskconsole.store.sqlite.library import connect

    connection = connect(spoiled)
    connection.execute("UPDATE clock SET due = due + 60000000")
    connection.execute("UPDATE ticket SET owner = 'nobody'")
    connection.close()
    answer = cli("verify", "--clocks", "--json", "--store", str(spoiled), as_="root")
    assert answer.status == 1
    document = json.loads(answer.out)
    assert document["ok"] is False
    assert len(document["problems"]) == len(answer.reasons) >= 4
    assert any(number in problem and "R05" in problem for problem in document["problems"])
    plain = cli("verify", "--json", "--store", str(spoiled), as_="root")
    assert not any("R05" in problem for problem in json.loads(plain.out)["problems"])
