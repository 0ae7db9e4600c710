"""Rules of the site from the command line: listed, explained, changed by a site, brought to open tickets."""

from pathlib import Path

import pytest

from tests.cli.support import Cli
from tests.cli.test_rules_in_force import bare, pack, small
from tests.domain.rules.test_site_rules import RULE

__all__ = ["bare"]

EVE, FRIDAY = "2026-09-30T16:00:00+08:00", "2026-09-18T16:00:00+08:00"
PRAISE, LEAD = ["--kind", "praise", "--field", "colleague=lin"], ["--tier", "intent", "--outcome", "reached"]


def rule(cli: Cli, name: str, files: dict[str, str]) -> Path:
    folder = cli.store.parent / "rules" / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file).write_text(text, "utf-8")
    return folder


def suggestion(cli: Cli, *more: str) -> str:
    options = ["--kind", "suggestion", "--channel", "onsite", "--content", "加几把椅子", *more]
    return str(cli.json("intake", *options)["number"])


@pytest.mark.parametrize(
    ("number", "pack_name", "event", "more", "eve", "friday"),
    [
        ("S04", "mall-desk", "received", ["--kind", "desk_complaint"], "2026-10-08", "2026-09-20"),
        ("S04b", "mall-desk", "received", ["--kind", "desk_complaint"], "2026-10-10", "2026-09-22"),
        ("S05", "front-desk", "received", ["--kind", "suggestion"], "2026-10-08", "2026-09-20"),
        ("S05b", "front-desk", "received", ["--kind", "suggestion"], "2026-10-13", "2026-09-24"),
        (
            "S05c",
            "front-desk",
            "received",
            ["--kind", "praise", "--field", "colleague=lin"],
            "2026-10-10",
            "2026-09-22",
        ),
        ("S08", "enterprise-service", "received", ["--kind", "complaint"], "2026-10-08", "2026-09-20"),
        ("S08b", "enterprise-service", "specialist_needed", ["--kind", "inquiry"], "2026-10-08", "2026-09-20"),
        (
            "S09",
            "robot-integrator",
            "followed_up",
            ["--tier", "intent", "--outcome", "reached"],
            "2026-10-08",
            "2026-09-20",
        ),
    ],
)
def test_s04_s05_s08_s09_are_explained_over_national_day_and_a_make_up_day(
    cli: Cli, number: str, pack_name: str, event: str, more: list[str], eve: str, friday: str
) -> None:
    for at, due in ((EVE, eve), (FRIDAY, friday)):
        asked = ["policy", "explain", "--pack", pack_name, "--on", event, "--at", at, "--channel", "phone", *more]
        found = {clock["rule"]: clock for clock in cli.json(*asked, as_=None)}
        assert found[number]["due"].startswith(f"{due}T18:00"), number
        assert "only_if" not in found[number]
        assert f"{number}  " in cli(*asked, as_=None).out


def test_which_rules_there_are_and_which_packs_go_by_them(cli: Cli) -> None:
    rule(cli, "house", RULE)
    lines = {line["name"]: line for line in cli("policy", "rules", "--json", as_=None).lines}
    assert [each["id"] for each in lines["feedback"]["rules"]] == ["S05", "S05b", "S05c"]
    assert lines["leads"]["packs"] == ["robot-integrator"]
    assert (lines["house"]["packs"], lines["scores"]["packs"]) == ([], [])
    said = cli("policy", "rules", as_=None).out.splitlines()
    assert "house  H01 Feedback  no pack switches it on" in said
    (listed,) = [each for each in cli.json("policy", "list", as_=None) if each["name"] == "robot-integrator"]
    assert "leads" in listed["site_rules"]


def test_what_a_rule_brings_and_which_roles_a_pack_must_have(cli: Cli) -> None:
    clock = """[[clock]]
rule = "H02"
do = "look"
title = { zh = "看一看", en = "Have a look" }
starts_on = ["received"]
needs = { channel = ["pigeon"] }
within = "1 hour"
stops_on = ["noted"]
role = "owner"
escalate_to = ["warden", "leader"]
"""
    rule(cli, "house", {**RULE, "clocks.toml": RULE["clocks.toml"] + clock})
    (line,) = cli("policy", "rules", "house", "--json", as_=None).lines
    brought = next(each for each in line["brings"] if each["name"].startswith("H02"))
    assert brought == {"table": "clock", "name": "H02 look", "title": "Have a look", "needs": {"channel": ["pigeon"]}}
    assert "warden" in line["roles"]
    assert "owner" not in line["roles"], "whose the record is, is no role of a pack"
    assert "warden" in line["lacking"]["robot-integrator"]
    said = cli("policy", "rules", "house", as_=None).out
    assert "only where a pack has: channel pigeon" in said
    assert "robot-integrator lacks warden" in said
    refused = cli("policy", "rules", "hous", as_=None)
    assert refused.status != 0
    assert "'hous' is not one of" in refused.err


def test_a_site_changes_a_rule_and_brings_it_to_open_tickets(cli: Cli) -> None:
    number = suggestion(cli)
    own = '[[clock]]\nrule = "S05b"\nwithin = "2 working days"\n'
    rule(cli, "feedback", {"clocks.toml": own})
    line = {"number": number, "rule": "S05b", "of": 1, "due": "2026-10-10T18:00:00+08:00"}
    assert cli("policy", "check", as_=None).status == 0
    assert cli("policy", "diff", "--json").lines == [line | {"new_due": "2026-09-30T18:00:00+08:00"}]
    assert due(cli, number) == "2026-10-10T18:00:00+08:00", "until somebody says so it goes by what it was taken under"
    assert due(cli, suggestion(cli)) == "2026-09-30T18:00:00+08:00"
    assert cli("policy", "apply", "--yes", as_=None).status == 0
    assert due(cli, number) == "2026-09-30T18:00:00+08:00"
    assert cli.json("verify", "--clocks", as_=None)["ok"]


def due(cli: Cli, number: str) -> str:
    return str(next(each["due"] for each in cli.json("show", number)["clocks"] if each["rule"] == "S05b"))


def test_a_store_from_before_keeps_its_tickets_as_they_were_until_it_is_applied(cli: Cli) -> None:
    before = pack(cli, "robot-integrator", {"pack.toml": "site_rules = []\n"})
    number = cli.take()
    assert cli("act", number, "specialist_needed", "--to", "luo", "--text", "负载够吗").status == 0
    (before / "pack.toml").unlink()
    assert [clock["rule"] for clock in cli.json("show", number)["clocks"]] == ["R05", "R12"]
    assert [line["rule"] for line in cli("policy", "diff", "--json").lines] == ["S08b"]
    assert cli("policy", "apply", "--yes", as_=None).status == 0
    assert [clock["rule"] for clock in cli.json("show", number)["clocks"]] == ["R05", "R12", "S08b"]


def test_a_slip_in_a_rule_stops_nobody(cli: Cli) -> None:
    number = suggestion(cli)
    rule(cli, "feedback", {"clocks.toml": '[[clock]]\nrule = "S05b"\nwithin = "2 daze"\n'})
    answer = cli("queue", "--json")
    assert answer.status == 0
    (reason,) = answer.reasons
    assert reason.startswith("rules/feedback/clocks.toml:3: clock 1 (S05b): within: '2 daze' is not a duration")
    assert cli.json("show", number)["number"] == number
    assert cli("policy", "check", as_=None).status == 1


def test_a_new_site_runs_on_a_rule_of_its_own(bare: Cli) -> None:
    rule(bare, "house", RULE)
    files = small()
    pack(bare, "small", {**files, "pack.toml": 'site_rules = ["house"]\n' + files["pack.toml"]})
    assert bare("init", "--packs", "small", as_=None).status == 0
    number = bare.json("intake", "--kind", "feedback", "--channel", "online", "--content", "很好", as_=None)["number"]
    assert [clock["rule"] for clock in bare.json("show", number, as_=None)["clocks"]][-1] == "H01"


def test_a_pack_that_is_added_brings_the_rules_that_it_switches_on(cli: Cli) -> None:
    rule(cli, "house", RULE)
    files = small()
    pack(cli, "small", {**files, "pack.toml": 'site_rules = ["house"]\n' + files["pack.toml"]})
    shown = {(line["what"], line["name"]) for line in cli("policy", "add", "small", "--json", as_=None).lines}
    assert {("kind", "feedback"), ("rule", "H01"), ("clock", "H01")} <= shown


def test_s05_s04_taken_from_the_command_line(cli: Cli) -> None:
    number = suggestion(cli, "--field", "for_department=service")
    shown = cli.json("show", number)
    assert shown["fields"] == {"for_department": "service"}
    about = [*("--kind", "desk_complaint", "--channel", "phone", "--content", "很不耐烦"), "--field", "about=lin"]
    complaint = cli.json("intake", *about, "--field", f"about_ticket={number[-4:]}")["number"]
    assert cli.json("show", complaint)["fields"] == {"about": "lin", "about_ticket": number}
    wrong = cli("intake", *about[:-1], "about=nobody")
    assert (wrong.status, wrong.err) == (1, "about: nobody here is called 'nobody'\n")
