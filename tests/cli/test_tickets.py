"""`act`, `show`, `queue`, `follow-ups`: keys, statuses, and looking at another moment without writing."""

from datetime import timedelta

import pytest

from tests.cli.support import CLOCK, Cli, local

SHOW = [
    *("number", "kind", "pack", "channel", "tier", "category", "level", "urgent", "customer", "contact", "content"),
    *("request", "fields", "stage", "closed", "owner", "first_receiver", "received", "clocks", "events"),
]
EVENT = ["seq", "kind", "of", "happened_at", "recorded_at", "by", "text", "fields"]
QUEUE = [
    *("number", "do", "title", "rule", "due", "remaining_seconds", "overdue", "tier", "channel", "kind", "customer"),
    *("owner", "assignee", "stage"),
]
FOLLOW_UPS = ["number", "rule", "of", "do", "title", "due", "assignee", "customer", "phone", "last_words", "overdue"]


def finished(cli: Cli, tier: str = "core") -> str:
    number = cli.take("phone", tier)
    cli.json("act", number, "answered", "--text", "IRB 2600 负载 20 kg")
    cli.json("act", number, "finished", "--outcome", "answered", "--text", "已答复")
    return number


def test_show_has_exactly_the_keys_of_the_contract(cli: Cli) -> None:
    number = cli.take()
    shown = cli.json("show", number)
    assert list(shown) == SHOW
    assert {key: shown[key] for key in SHOW[:-2] if key not in ("content", "request", "customer", "contact")} == {
        "number": number,
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
        (["replied", "--text", "x"], "replied: no promised reply is open"),
        (["promised", "--text", "x"], "promised: due is missing"),
        (["promised", "--text", "x", "--due", "2026-09-28T12:00:00"], "due: "),
        (["promised", "--text", "x", "--due", "soon"], "due: "),
        (["answered"], "answered: text is missing"),
        (["answered", "--text", "x", "--at", "2026-09-28 08:00"], "at: "),
        (["answered", "--text", "x", "--at", "2026-09-28T08:59:59+08:00"], "at: "),
        (["need_recorded", "--field", "scene"], "field: "),
        (["need_recorded", "--field", "a=1", "--field", "a=2"], "field: "),
        (["need_recorded", "--field", "\x1b[2J=1"], "field: '[2J' is not a field"),
        (["planned", "--due", "2026-10-01T09:00:00+08:00", "--text", "x", "--field", "since=soon"], "field: 'since'"),
        (["noted", "--text", "x", "--field", "erased=1"], "field: 'erased'"),
        (["specialist_needed", "--to", "luo", "--text", "x", "--field", "moved_from=1"], "field: 'moved_from'"),
        (["rang"], "rang: the desk records this itself"),
        (["vanished"], "event: 'vanished' is not one of"),
        (["followed_up", "--score", "9"], "followed_up: score: 9 is not"),
        (["answered", "--text", "x", "--expect", "9"], "expect: "),
        (["answered", "--text", "x", "--of", "7"], "answered: of: 7 is not an open thread"),
        (["transferred", "--to", "nobody", "--reason", "x"], "to: no staff member"),
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
    assert "3 answered (lin)" in answer.reasons[0]
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


def test_show_at_judges_another_moment_and_writes_nothing(cli: Cli) -> None:
    number = cli.json("ring", "--from", "13800001111", "--id", "pbx-1")["number"]
    rang, before = cli.now, cli.events()
    early = cli.json("show", number, "--at", local(rang + timedelta(seconds=30, microseconds=-1)))
    assert [event["kind"] for event in early["events"]] == ["rang", "escalated"]
    missed = cli.json("show", number, "--at", local(rang + timedelta(seconds=30)))  # though nobody looked
    assert missed["events"][-1]["kind"] == "missed"
    assert missed["events"][-1]["happened_at"] == local(rang + timedelta(seconds=30))
    assert {clock["rule"]: clock["state"] for clock in missed["clocks"]} == {
        "R02": "late",
        "R03": "cancelled",
        "R04": "running",
    }
    (line,) = cli("queue", "--json", "--at", local(rang + timedelta(seconds=30))).lines
    assert (line["rule"], line["do"]) == ("R04", "call_back")
    assert cli.events() == before
    assert cli.json("show", number)["events"][-1]["kind"] == "rang"


def test_show_at_a_moment_in_the_past(cli: Cli) -> None:
    number = cli.take("phone")
    taken = cli.now
    cli.later(minutes=10)
    cli.json("act", number, "finished", "--outcome", "answered")
    cli.later(minutes=10)
    then = cli.json("show", number, "--at", local(taken + timedelta(minutes=9)))
    assert (then["stage"], len(then["events"]), then["clocks"][0]["remaining_seconds"]) == ("intake", 2, 21 * 60)
    (line,) = cli("queue", "--json", "--at", local(taken + timedelta(minutes=9))).lines
    assert (line["rule"], line["stage"], line["remaining_seconds"]) == ("R36", "intake", 21 * 60)
    assert cli("show", number, "--at", local(taken - timedelta(seconds=1))).status == 1
    assert cli("queue", "--json", "--at", local(taken - timedelta(seconds=1))).lines == []
    assert cli("show", number, "--at", "2026-09-28T09:00:00").status == 1


def test_remaining_seconds_are_rounded_down_and_negative_when_overdue(cli: Cli) -> None:
    number = cli.take()
    due = cli.now + timedelta(minutes=5)
    for after, seconds, overdue in ((-0.5, 0, False), (0, 0, False), (0.5, -1, True), (60, -60, True)):
        at = local(due + timedelta(seconds=after))
        (clock,) = cli.json("show", number, "--at", at)["clocks"]
        assert (clock["remaining_seconds"], clock["overdue"]) == (seconds, overdue)
        (line,) = cli("queue", "--json", "--at", at).lines
        assert (line["remaining_seconds"], line["overdue"]) == (seconds, overdue)


def test_queue_has_every_open_ticket_by_due_and_number(cli: Cli) -> None:
    first, second, third = cli.take("online", "core"), cli.take("email"), cli.take("online", "core")
    gone = cli.take("phone")
    cli.json("act", gone, "withdrawn", "--reason", "spam")
    lines = cli("queue", "--json").lines
    assert [list(line) for line in lines] == [QUEUE] * 3
    assert [line["number"] for line in lines] == [first, third, second]
    assert lines[0] == {
        "number": first,
        "do": "respond",
        "title": "First response online (core or important customer)",
        "rule": "R05",
        "due": "2026-09-28T09:05:00+08:00",
        "remaining_seconds": 300,
        "overdue": False,
        "tier": "core",
        "channel": "online",
        "kind": "inquiry",
        "customer": "华南精密 陈立",
        "owner": "zhou",
        "assignee": None,
        "stage": "intake",
    }
    assert [line["number"] for line in cli("queue", "--json", "--limit", "1").lines] == [first]
    assert cli("queue", "--json", "--limit", "0").lines == []


def test_queue_mine_overdue_and_stage(cli: Cli) -> None:
    mine, theirs = cli.take("phone"), cli.take("online")
    cli.json("act", theirs, "transferred", "--to", "lin", "--reason", "换班")
    assert [line["number"] for line in cli("queue", "--json", "--mine").lines] == [mine]
    assert [line["number"] for line in cli("queue", "--json", "--mine", as_="lin").lines] == [theirs]
    cli.json("act", mine, "need_recorded", "--text", "节拍")
    assert [line["number"] for line in cli("queue", "--json", "--stage", "discovery").lines] == [mine]
    assert cli("queue", "--stage", "nowhere").status == 1
    cli.later(minutes=5, microseconds=1)
    assert [line["number"] for line in cli("queue", "--json", "--overdue").lines] == [theirs]
    handed = cli.json("act", mine, "specialist_needed", "--to", "dept:technical", "--text", "？")
    cli.json("act", mine, "accepted", "--due", "2026-09-28T09:10:00+08:00", as_="luo")
    assert [line["number"] for line in cli("queue", "--json", "--mine", as_="luo").lines] == [mine], handed


def test_follow_ups_today_week_and_overdue(cli: Cli) -> None:
    today, later = finished(cli, "core"), finished(cli, "intent")
    plan = cli.take("phone")
    cli.json("act", plan, "planned", "--due", "2026-09-28T23:59:59.999999+08:00", "--text", "回访", "--to", "lin")
    lines = cli("follow-ups", "--json").lines
    assert [list(line) for line in lines] == [FOLLOW_UPS] * 3
    assert [(line["number"], line["rule"]) for line in lines] == [(plan, "R38"), (today, "R14"), (later, "R15")]
    assert lines[1] == {
        "number": today,
        "rule": "R14",
        "of": 4,
        "do": "follow_up",
        "title": "Call-back by sales or technical (core or important customer)",
        "due": "2026-09-29T18:00:00+08:00",
        "assignee": "dept:sales,technical",
        "customer": "华南精密 陈立",
        "phone": "13812345678",
        "last_words": "已答复",
        "overdue": False,
    }
    assert [line["number"] for line in cli("follow-ups", "--json", "--due", "today").lines] == [plan]
    assert [line["number"] for line in cli("follow-ups", "--json", "--due", "week").lines] == [plan, today]
    assert cli("follow-ups", "--json", "--due", "overdue").lines == []
    at = ("--at", "2026-09-29T18:00:00.000001+08:00")
    assert [line["number"] for line in cli("follow-ups", "--json", "--due", "overdue", *at).lines] == [plan, today]
    assert [line["number"] for line in cli("follow-ups", "--json", "--due", "today", *at).lines] == [plan, today]
    assert [line["number"] for line in cli("follow-ups", "--json", "--mine", as_="qian").lines] == [today]
    assert [line["number"] for line in cli("follow-ups", "--json", "--mine", as_="lin").lines] == [plan]
    assert cli("follow-ups", "--due", "tomorrow").status == 2


def test_only_titles_depend_on_the_language(cli: Cli) -> None:
    number = finished(cli)
    for argv in (("show", number), ("queue",), ("follow-ups",)):
        zh, en = (cli(*argv, "--json", lang=lang).out for lang in ("zh", "en"))
        assert zh != en
        assert "回访" in zh
        assert _without_titles(zh) == _without_titles(en)


def _without_titles(text: str) -> list[str]:
    return [part for part in text.split(", ") if not part.startswith('"title"')]
