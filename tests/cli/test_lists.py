"""`show --at`, `queue`, `follow-ups`: order, keys, filters, and looking at another moment without writing."""

from datetime import timedelta

from tests.cli.support import Cli, local

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
        "phone": "138****5678",
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
