"""`act` and `show`: the keys of their JSON, what they refuse, and that a refusal changes nothing."""

from datetime import timedelta

import pytest

from tests.cli.support import CLOCK, Cli, local

SHOW = [
    *("number", "kind", "pack", "channel", "tier", "category", "level", "urgent", "customer", "contact", "content"),
    *(
        "request",
        "fields",
        "stage",
        "closed",
        "owner",
        "first_receiver",
        "received",
        "linked",
        "documents",
        "paper_file",
        "clocks",
        "events",
    ),
]
EVENT = ["seq", "kind", "of", "happened_at", "recorded_at", "by", "text", "fields"]


def test_show_has_exactly_the_keys_of_the_contract(cli: Cli) -> None:
    number = cli.take()
    shown = cli.json("show", number)
    assert list(shown) == SHOW
    assert {key: shown[key] for key in SHOW[:-2] if key not in ("content", "request", "customer", "contact")} == {
        "number": number,
        "documents": [],
        "paper_file": None,
        "kind": "inquiry",
        "pack": "robot-integrator",
        "channel": "online",
        "tier": "core",
        "category": "product",
        "level": None,
        "urgent": False,
        "fields": {},
        "stage": "intake",
        "closed": False,
        "owner": "zhou",
        "first_receiver": "zhou",
        "received": "2026-09-28T09:00:00+08:00",
        "linked": [],
    }
    assert [list(clock) for clock in shown["clocks"]] == [CLOCK]
    assert [list(event) for event in shown["events"]] == [EVENT]
    assert shown["clocks"][0] == {
        "rule": "R05",
        "of": 1,
        "do": "respond",
        "title": "First response online (core or important customer)",
        "role": "duty",
        "assignee": None,
        "started": "2026-09-28T09:00:00+08:00",
        "due": "2026-09-28T09:05:00+08:00",
        "first_due": "2026-09-28T09:05:00+08:00",
        "ended": None,
        "state": "running",
        "overdue": False,
        "breaches": 0,
        "remaining_seconds": 300,
        "provisional": False,
        "reclassified": False,
    }


def test_act_answers_with_the_ticket_as_show_does(cli: Cli) -> None:
    number = cli.take()
    cli.later(minutes=5)
    acted = cli.json("act", number, "responded", "--text", "您好")
    assert acted == cli.json("show", number)
    assert acted["clocks"][0]["state"] == "met"
    assert acted["clocks"][0]["remaining_seconds"] is None
    assert acted["events"][-1] == {
        "seq": 2,
        "kind": "responded",
        "of": None,
        "happened_at": "2026-09-28T09:05:00+08:00",
        "recorded_at": "2026-09-28T09:05:00+08:00",
        "by": "zhou",
        "text": "您好",
        "fields": {},
    }


def test_act_due_of_at_outcome_score_and_fields(cli: Cli) -> None:
    number = cli.take("phone")
    acted = cli.json("act", number, "promised", "--due", "2026-09-28T12:00:00+08:00", "--text", "中午前")
    promise = acted["events"][-1]
    assert promise["fields"] == {"due": "2026-09-28T12:00:00+08:00", "told_by": "phone"}
    cli.later(hours=2)
    at = cli.now - timedelta(hours=1)
    acted = cli.json("act", number, "replied", "--of", str(promise["seq"]), "--text", "可以", "--at", local(at))
    (replied,) = (event for event in acted["events"] if event["kind"] == "replied")
    assert (replied["happened_at"], replied["recorded_at"]) == (local(at), local(cli.now))
    acted = cli.json("act", number, "need_recorded", "--field", "scene=焊接", "--field", "precision=0.1 mm")
    assert acted["events"][-1]["fields"] == {"scene": "焊接", "precision": "0.1 mm"}
    cli.json("act", number, "confirmed", "--outcome", "understood")
    cli.json("act", number, "finished", "--outcome", "deal")
    acted = cli.json("act", number, "followed_up", "--score", "4", as_="qian")
    assert (acted["events"][-1]["fields"], acted["events"][-1]["by"]) == ({"outcome": "reached", "score": 4}, "qian")


def test_act_classified_takes_what_changes_as_fields(cli: Cli) -> None:
    number = cli.take("online", "potential")
    changes = ("--field", "tier=core", "--field", "level=2", "--field", "urgent=true")
    acted = cli.json("act", number, "classified", *changes)
    assert (acted["tier"], acted["level"], acted["urgent"]) == ("core", 2, True)
    refused = cli("act", number, "classified", "--field", "urgent=maybe")
    assert refused.reasons == ["urgent: 'maybe' is neither true nor false"]


def test_act_merged_names_the_survivor(cli: Cli) -> None:
    loser, survivor = cli.take("phone"), cli.take("phone")
    assert cli.json("act", loser, "merged", "--field", f"into={survivor}")["closed"] is True
    assert cli.json("show", loser)["events"][-1]["fields"] == {"into": survivor}


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["replied", "--text", "x"], "Reply as promised: no promised reply is open"),
        (["promised", "--text", "x"], "Promise a time: due is missing"),
        (["promised", "--text", "x", "--due", "2026-09-28T12:00:00"], "due: "),
        (["promised", "--text", "x", "--due", "soon"], "due: "),
        (["answered"], "Answer: text is missing"),
        (["answered", "--text", "x", "--at", "2026-09-28 08:00"], "at: "),
        (["answered", "--text", "x", "--at", "2026-09-28T08:59:59+08:00"], "at: "),
        (["need_recorded", "--field", "scene"], "field: "),
        (["need_recorded", "--field", "a=1", "--field", "a=2"], "field: "),
        (["need_recorded", "--field", "\x1b[2J=1"], "field: '[2J' is not a field"),
        (["planned", "--due", "2026-10-01T09:00:00+08:00", "--text", "x", "--field", "since=soon"], "field: 'since'"),
        (["noted", "--text", "x", "--field", "erased=1"], "field: 'erased'"),
        (["specialist_needed", "--to", "luo", "--text", "x", "--field", "moved_from=1"], "field: 'moved_from'"),
        (["rang"], "Ring: the desk records this itself"),
        (["vanished"], "event: 'vanished' is not one of"),
        (["followed_up", "--score", "9"], "Follow up: score: 9 is not"),
        (["answered", "--text", "x", "--expect", "9"], "expect: "),
        (["answered", "--text", "x", "--of", "7"], "Answer: of: 7 is not an open thread"),
        (["transferred", "--to", "nobody", "--reason", "on leave"], "to: no staff member"),
    ],
)
def test_act_a_refusal_is_one_line_and_changes_nothing(cli: Cli, argv: list[str], reason: str) -> None:
    number = cli.take("phone")
    before = cli.events()
    answer = cli("act", number, *argv, "--json")
    assert (answer.status, answer.out, len(answer.reasons)) == (1, "", 1)
    assert reason in answer.reasons[0]
    assert cli.events() == before


def test_act_expect_names_what_changed(cli: Cli) -> None:
    number = cli.take("phone")
    cli.json("act", number, "answered", "--text", "x", as_="lin")
    answer = cli("act", number, "proposed", "--text", "y", "--expect", "2")
    assert answer.status == 1
    assert "3 Answer (lin)" in answer.reasons[0]
    assert cli("act", number, "proposed", "--text", "y", "--expect", "3").status == 0


def test_act_with_a_key_is_done_once(cli: Cli) -> None:
    number = cli.take("phone")
    first = cli("act", number, "answered", "--text", "x", "--key", "k", "--json")
    cli.later(minutes=1)
    assert cli("act", number, "answered", "--text", "x", "--key", "k", "--json").out == first.out
    other = cli("act", number, "answered", "--text", "y", "--key", "k")
    assert (other.status, other.reasons) == (1, ["key: 'k' has been used for something else"])


def test_a_ticket_that_is_not_there(cli: Cli) -> None:
    for argv in (("show", "SZ-20260928-0007"), ("act", "7", "noted", "--text", "x")):
        answer = cli(*argv)
        assert (answer.status, answer.out) == (1, "")
        assert answer.reasons[0].startswith("number: there is no ticket")


def test_r27_what_may_not_be_said_is_refused_and_sent_only_with_a_reason(cli: Cli) -> None:
    number = cli.take("phone")
    refused = cli("act", number, "answered", "--text", "不、知、道，没办法")
    assert refused.status == 1
    assert len(refused.reasons) == 2
    assert all("wording_reason" in reason for reason in refused.reasons)
    shown = cli.json("act", number, "answered", "--text", "不、知、道", "--field", "wording_reason=引用客户原话")
    assert shown["events"][-1]["fields"] == {"wording_reason": "引用客户原话", "wording": ["不、知、道"]}


def test_r21_an_objection_with_department_and_dated_reply_is_one_command(cli: Cli) -> None:
    number = cli.take("phone")
    due = (cli.now + timedelta(hours=4)).isoformat()
    shown = cli.json("act", number, "objected", "--text", "节拍不够", "--to", "dept:technical", "--due", due)
    assert [event["kind"] for event in shown["events"]][-3:] == ["objected", "specialist_needed", "promised"]


def test_r13_how_specialists_keep_agreed_times(cli: Cli) -> None:
    number = cli.take("phone")
    cli.json("act", number, "specialist_needed", "--text", "请判断", "--to", "luo")
    due = (cli.now + timedelta(hours=1)).isoformat()
    cli.json("act", number, "accepted", "--due", due, as_="luo")
    cli.json("act", number, "specialist_answered", "--text", "可以", as_="luo")
    answer = cli("staff", "rates", "--json")
    assert answer.lines[0] == {"who": "dept:technical", "agreed": 1, "kept": 1, "rate": 1.0}
    assert "luo  1/1  100%" in cli("staff", "rates").out
