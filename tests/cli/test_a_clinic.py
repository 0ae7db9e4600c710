"""A clinic's reception, written from the documentation alone, works without a line of Python: from intake to filed."""

import shutil
from collections.abc import Iterator

import pytest

from deskconsole.desk.policy.packs import load_pack
from tests.cli.support import DATA, Cli

FOLDER = DATA / "clinic"


@pytest.fixture
def clinic(cli: Cli) -> Iterator[Cli]:
    cli.store.unlink()
    shutil.copytree(FOLDER, cli.store.parent / "packs" / "clinic")
    assert cli("init", "--packs", "clinic", as_=None).status == 0
    yield cli
    assert cli.json("verify", "--clocks", as_=None) == {"ok": True, "problems": []}
    cli.store.unlink()


def take(cli: Cli, kind: str, channel: str, *more: str) -> str:
    options = ("--kind", kind, "--channel", channel, "--customer", "王丽", "--contact", "13800001111", *more)
    return str(cli.json("intake", *options, as_=None)["number"])


def act(cli: Cli, number: str, event: str, *more: str) -> None:
    answer = cli("act", number, event, *more, as_=None)
    assert answer.status == 0, answer.err


def states(cli: Cli, number: str) -> dict[str, str]:
    return {clock["rule"]: clock["state"] for clock in cli.json("show", number, as_=None)["clocks"]}


def test_it_is_what_the_issue_asks_for(cli: Cli) -> None:
    pack = load_pack(FOLDER)
    counts = (len(pack.kinds), len(pack.channels), len(pack.clocks), sum(bool(kind.form) for kind in pack.kinds))
    assert counts == (3, 2, 5, 1)
    assert sum(bool(field.shown_when) for kind in pack.kinds for field in kind.field) == 1
    assert cli("policy", "check", str(FOLDER)).status == 0
    assert cli("policy", "check", str(FOLDER), "robot-integrator", "front-desk").err == ""


def test_c01_c04_a_patient_from_the_door_to_filed(clinic: Cli) -> None:
    given = ("--category", "dental", "--field", "complaint=牙疼", "--field", "born=1990/1/5")
    options = (
        "--kind",
        "consultation",
        "--channel",
        "onsite",
        "--customer",
        "王丽",
        "--contact",
        "13800001111",
        *given,
    )
    refused = clinic("intake", *options, "--field", "insured=是", as_=None)
    assert refused.reasons == ["card: is missing"]
    refused = clinic("intake", *options, "--field", "insured=是", "--field", "card=12", as_=None)
    assert refused.reasons == ["card: '12' is not as asked: 9 to 18 digits or letters"]
    refused = clinic("intake", *options, "--field", "insured=否", "--field", "card=123456789", as_=None)
    assert refused.reasons == ["card: only asked when insured = true; leave it out"]
    number = take(clinic, "consultation", "onsite", *given, "--field", "insured=是", "--field", "card=a 12345678")
    ticket = clinic.json("show", number, as_=None)
    assert ticket["fields"] == {"complaint": "牙疼", "insured": True, "card": "A12345678", "born": "1990-01-05"}
    assert (ticket["pack"], ticket["stage"], ticket["tier"]) == ("clinic", "reception", "new")
    assert states(clinic, number) == {"C01": "running"}
    clinic.later(minutes=15)
    act(clinic, number, "seen")
    assert states(clinic, number) == {"C01": "met", "C04": "running"}
    act(clinic, number, "finished", "--outcome", "预约复诊")
    act(clinic, number, "filed")
    ticket = clinic.json("show", number, as_=None)
    assert (ticket["closed"], ticket["stage"]) == (True, "closed")


def test_c02_an_enquiry_by_telephone(clinic: Cli) -> None:
    number = take(clinic, "enquiry", "phone", "--content", "周六出诊吗？")
    clock = clinic.json("show", number, as_=None)["clocks"][0]
    assert (clock["rule"], clock["due"]) == ("C02", "2026-09-28T13:00:00+08:00")
    act(clinic, number, "answered", "--text", "周六上午出诊")
    act(clinic, number, "finished", "--outcome", "已答复")
    act(clinic, number, "filed")
    assert set(states(clinic, number).values()) == {"met"}


def test_c03_a_grievance_says_what_is_done_about_it(clinic: Cli) -> None:
    urgent = take(clinic, "grievance", "phone", "--content", "等了两小时", "--urgent")
    other = take(clinic, "grievance", "phone", "--content", "地面湿滑")
    due = [clinic.json("show", number, as_=None)["clocks"][0]["due"] for number in (urgent, other)]
    assert due == ["2026-09-28T11:00:00+08:00", "2026-09-29T18:00:00+08:00"]
    solved = ("act", urgent, "solved", "--text", "已道歉")
    assert clinic(*solved, as_=None).reasons == ["measure: is missing"]
    act(clinic, urgent, "solved", "--text", "已道歉", "--field", "measure=增开一个窗口")
    act(clinic, urgent, "finished", "--outcome", "满意")
    act(clinic, urgent, "filed")
    assert states(clinic, urgent)["C03"] == "met"
    clinic.later(days=2)
    (line,) = clinic("queue", "--json", as_=None).lines
    assert (line["number"], line["rule"], line["overdue"]) == (other, "C03", True)
