"""`intake`: one form from options, many from JSON lines or CSV; every refusal names its line and field."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from deskconsole.desk.policy.packs import load_pack
from tests.cli.support import CLOCK, DATA, Cli, hostile, local

KINDS = load_pack("robot-integrator").kinds

FORM = {
    "channel": "online",
    "kind": "inquiry",
    "tier": "core",
    "customer": "华南精密 陈立",
    "contact": "13812345678",
    "category": "product",
    "content": "焊接工位换型频繁",
    "request": "选型建议",
}


@pytest.fixture
def day(cli: Cli) -> Cli:
    """The desk the morning after the made-up day."""
    cli.now = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    return cli


def line(**changed: Any) -> str:
    """One JSON line; ``None`` leaves a key out."""
    form = {name: value for name, value in (FORM | changed).items() if value is not None}
    return json.dumps(form, ensure_ascii=False) + "\n"


def options(**changed: str) -> list[str]:
    return [word for name, value in (FORM | changed).items() for word in (f"--{name}", value)]


def test_intake_one_ticket_answers_with_number_id_stage_and_clocks(cli: Cli) -> None:
    answer = cli.json("intake", *options())
    assert list(answer) == ["number", "id", "stage", "clocks"]
    assert answer["number"] == "SZ-20260928-0001"
    assert answer["stage"] == "intake"
    (clock,) = answer["clocks"]
    assert list(clock) == CLOCK
    due = "2026-09-28T09:05:00+08:00"
    assert (clock["rule"], clock["do"], clock["due"], clock["remaining_seconds"]) == ("R05", "respond", due, 300)
    assert cli("intake", *options()).out == "SZ-20260928-0002\n"


def test_intake_fields_level_urgent_and_not_given(cli: Cli) -> None:
    number = cli.take("phone", "core", "--field", "line=3", "--field", "model=IRB 2600", "--level", "2", "--urgent")
    shown = cli.json("show", number)
    assert (shown["level"], shown["urgent"], shown["fields"]) == (2, True, {"line": "3", "model": "IRB 2600"})
    number = cli.json("intake", *options(customer="-", contact="-"))["number"]
    assert (cli.json("show", number)["customer"], cli.json("show", number)["contact"]) == (None, None)


def test_intake_received_is_when_the_clock_began(cli: Cli) -> None:
    answer = cli.json("intake", *options(), "--received", "2026-09-28T08:58:00+08:00")
    assert answer["clocks"][0]["due"] == "2026-09-28T09:03:00+08:00"
    ahead = cli("intake", *options(), "--received", "2026-09-28T09:02:00.000001+08:00")
    assert (ahead.status, ahead.out) == (1, "")
    assert ahead.reasons == ["received: that is more than two minutes from now"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tier": "VIP"}, "tier: 'VIP' is not one of core, important, ordinary, intent, potential"),
        ({"channel": "fax"}, "channel: 'fax' is not one of phone, online, onsite, email"),
        ({"kind": "order"}, f"kind: 'order' is not one of {', '.join(kind.name for kind in KINDS)}"),
        ({"customer": " "}, "customer: is empty"),
        ({"content": "长" * 20_001}, "content: longer than 20000 characters"),
        ({"request": "长" * 2_001}, "request: longer than 2000 characters"),
        ({"contact": "1" * 201}, "contact: longer than 200 characters"),
    ],
)
def test_intake_refusals_name_the_field(cli: Cli, changed: dict[str, str], reason: str) -> None:
    before = cli.events()
    answer = cli("intake", *options(**changed), "--json")
    assert (answer.status, answer.out, answer.reasons) == (1, "", [reason])
    assert cli.events() == before


def test_intake_names_every_mistake_at_once(cli: Cli) -> None:
    answer = cli("intake", *options(tier="VIP", category="weather"))
    assert [reason.partition(":")[0] for reason in answer.reasons] == ["tier", "category"]


def test_intake_limits_are_inclusive(cli: Cli) -> None:
    cli.json("intake", *options(content="长" * 20_000, request="长" * 2_000, contact="1" * 200))


def test_intake_day_enters_whole_and_every_ticket_has_a_countdown(day: Cli) -> None:
    answer = day("intake", "--from", str(DATA / "intake_day.jsonl"), "--json")
    assert answer.status == 0
    assert len(answer.lines) == 24
    assert [found["number"][-4:] for found in answer.lines] == [f"{n:04}" for n in range(1, 25)]
    queue = day("queue", "--json").lines
    assert len(queue) == 24
    assert [(entry["due"], entry["number"]) for entry in queue] == sorted(
        (entry["due"], entry["number"]) for entry in queue
    )
    for found in answer.lines:
        assert any(clock["state"] == "running" for clock in found["clocks"])


def test_intake_bad_enters_not_at_all_each_line_named_with_its_reason(day: Cli) -> None:
    before = day.events()
    answer = day("intake", "--from", str(DATA / "intake_bad.jsonl"), "--json")
    assert (answer.status, answer.out) == (1, "")
    fields = ["channel", "tier", "customer", "contact", "request", "received", "received", "received", "prioritaet"]
    fields += ["urgent", "content", "category", "json", "object", "utf-8"]
    assert [reason.split(": ")[:2] for reason in answer.reasons] == [
        [f"line {n}", field] for n, field in enumerate(fields, start=1)
    ]
    assert day.events() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_intake_hostile_enters_whole_and_is_shown_harmlessly_by_every_command(day: Cli, lang: str) -> None:
    answer = day("intake", "--from", str(DATA / "intake_hostile.jsonl"), "--json", lang=lang)
    assert (answer.status, len(answer.lines), answer.err) == (0, 15, "")
    for found in answer.lines:  # `Cli` itself looks for control characters in whatever a command says
        number = found["number"]
        day("act", number, "finished", "--outcome", "x\x1b[2J\u202e", "--text", "a\x9b2Jb\x07", lang=lang)
        day("act", number, "planned", "--due", "2026-11-21T12:00:00+08:00", "--text", "\x1b]0;t\x07", lang=lang)
        for as_json in ((), ("--json",)):
            assert day("show", number, *as_json, lang=lang).status == 0
    for as_json in ((), ("--json",)):
        assert len(day("queue", *as_json, lang=lang).out.splitlines()) == 15
        assert len(day("follow-ups", *as_json, lang=lang).out.splitlines()) == 30


def test_intake_hostile_text_is_kept_but_for_what_could_act(day: Cli) -> None:
    numbers = [found["number"] for found in day("intake", "--from", str(DATA / "intake_hostile.jsonl"), "--json").lines]
    shown = [day.json("show", number) for number in numbers]
    given = list(hostile())
    assert shown[0]["customer"] == given[0]["customer"]  # markup is only text
    assert shown[1]["customer"] == "a[2J[31mred]52;c;aGk=]0;titleb"
    assert shown[4]["customer"] == "ab"
    assert shown[5]["content"] == "a\tb\nc\nd"
    assert shown[8]["request"] == given[8]["request"]
    assert shown[9]["content"] == given[9]["content"]  # invisible, yet somebody's spelling
    assert shown[14]["customer"] == "lone surrogate"


def test_intake_from_standard_input_skips_blank_lines_and_counts_them(cli: Cli) -> None:
    answer = cli("intake", "--from", "-", "--json", stdin="\n" + line() + "  \n" + line(tier="VIP"))
    assert (answer.status, answer.out) == (1, "")
    assert answer.reasons[0].startswith("line 4: tier: 'VIP' is not one of ")
    answer = cli("intake", "--from", "-", "--json", stdin="\ufeff" + "\n" + line() + "\n" + line(customer="-"))
    assert (answer.status, len(answer.lines)) == (0, 2)


def test_intake_keep_good_takes_each_good_line_by_itself(cli: Cli) -> None:
    text = line() + line(tier="VIP") + "{]\n" + line(channel="phone")
    answer = cli("intake", "--from", "-", "--keep-good", "--json", stdin=text)
    assert answer.status == 1
    assert [found["number"][-4:] for found in answer.lines] == ["0001", "0002"]
    assert [reason.split(": ")[:2] for reason in answer.reasons] == [["line 2", "tier"], ["line 3", "json"]]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (line()[:-2] + ', "tier": "core"}\n', "tier"),
        (line(colour="red"), "colour"),
        (line(urgent="maybe"), "urgent"),
        (line(urgent=1), "urgent"),
        (line(level=True), "level"),
        (line(level="2"), "level"),
        (line(level=0), "level"),
        (line(fields=[1]), "fields"),
        (line(fields={"a b": "x"}), "fields"),
        (line(fields={"a": {"b": 1}}), "fields"),
        (line(fields={"a": "b"}).replace('"b"', "1e999"), "fields"),
        (line(level=1).replace(": 1}", ": " + "9" * 5000 + "}"), "json"),
        (line(customer=5), "customer"),
        (line(customer=None), "customer"),
        (line(received="2026-09-28T09:00:00"), "received"),
        (line(received=5), "received"),
        ("[" * 5000 + "\n", "json"),
        ('{"channel": NaN}\n', "json"),
        ('"text"\n', "object"),
        ("null\n", "object"),
        ('{"\x1b[2Jx": 1}\n', "json"),
        (b"\xff\xfe\n", "utf-8"),
        (b'{"content": "' + b"a" * 600_000 + b'"}\n', "json"),
    ],
)
def test_intake_a_bad_line_is_named_by_its_field(cli: Cli, raw: str | bytes, field: str) -> None:
    data = raw.encode() if isinstance(raw, str) else raw
    answer = cli("intake", "--from", "-", "--json", stdin=data + line().encode())
    assert (answer.status, answer.out) == (1, "")
    assert len(answer.reasons) >= 1
    assert field in {reason.split(": ")[1] for reason in answer.reasons if reason.startswith("line 1: ")}
    assert not any(reason.startswith("line 2: ") for reason in answer.reasons)


def test_intake_csv_by_its_heading_with_bom_and_crlf(cli: Cli) -> None:
    heading = "request,content,customer,contact,tier,channel,category,kind,urgent,level"
    rows = ['选型,"负载, 臂展\r\n与节拍",陈立,13812345678,core,online,product,inquiry,yes,2']
    rows += ["", ",,,,,,,,,", "报价,码垛,-,-,potential,phone,product,inquiry,,"]
    answer = cli("intake", "--from", "-", "--json", stdin="\ufeff" + "\r\n".join([heading, *rows]) + "\r\n")
    assert (answer.status, len(answer.lines)) == (0, 2), answer.err
    first = cli.json("show", answer.lines[0]["number"])
    assert first["content"] == "负载, 臂展\n与节拍"
    assert (first["urgent"], first["level"]) == (True, 2)


def test_intake_csv_refusals_name_the_line_of_the_file(cli: Cli) -> None:
    heading = "channel,kind,tier,customer,contact,category,content,request"
    good = 'online,inquiry,core,陈立,138,product,"a\nb",选型'
    bad = "online,inquiry,VIP,陈立,138,product,x,选型"
    answer = cli("intake", "--from", "-", "--json", stdin="\n".join([heading, good, bad, bad + ",1,2"]) + "\n")
    assert (answer.status, answer.out) == (1, "")
    assert [reason.split(": ")[:2] for reason in answer.reasons] == [["line 4", "tier"], ["line 5", "csv"]]
    twice = cli("intake", "--from", "-", stdin=heading + ",tier\n" + good + ",core\n")
    assert (twice.status, twice.reasons) == (1, ["line 1: tier: given twice"])
    unknown = cli("intake", "--from", "-", stdin=heading + ",colour\n" + good + ",red\n")
    assert unknown.status == 1
    assert unknown.reasons[0].split(": ")[1] == "colour"


def test_intake_csv_each_bad_line_is_named_and_the_others_can_stay(cli: Cli) -> None:
    heading = b"channel,kind,tier,customer,contact,category,content,request\n"
    good = "online,inquiry,core,陈立,138,product,x,选型\n".encode()
    long = b"online,inquiry,core,a,138,product," + b"x" * 600_000 + b",r\n"
    wide = b"online,inquiry,core,a,138,product," + b"x" * 200_000 + b",r\n"
    data = heading + b"\xff\xfe\n" + good + long + good + wide + good + b'online,"a\nb",\n' + good + b'a,"unfinished'
    answer = cli("intake", "--from", "-", "--keep-good", "--json", stdin=data)
    assert (answer.status, len(answer.lines)) == (1, 4)
    named = [tuple(reason.split(": ")[:2]) for reason in answer.reasons]
    assert named[:3] == [("line 2", "utf-8"), ("line 4", "csv"), ("line 6", "csv")]
    assert {line for line, _ in named[3:]} == {"line 8", "line 11"}
    assert cli("intake", "--from", "-", "--json", stdin=data).out == ""


def test_intake_a_key_makes_a_file_enter_once(cli: Cli) -> None:
    text = line() + line(channel="phone")
    first = cli("intake", "--from", "-", "--json", "--key", "mail-7", stdin=text)
    before = cli.events()
    cli.later(minutes=30)
    again = cli("intake", "--from", "-", "--json", "--key", "mail-7", stdin=text)
    assert (again.status, again.out) == (0, first.out)
    assert cli.events() - before <= 1  # what time brought about meanwhile is written, nothing else
    for other in (line(), text + line(), line() + line(channel="email")):
        refused = cli("intake", "--from", "-", "--json", "--key", "mail-7", stdin=other)
        assert (refused.status, refused.out) == (1, "")
        assert refused.reasons == ["key: 'mail-7' has been used for something else"]


def test_intake_a_key_with_keep_good_makes_each_line_enter_once(cli: Cli) -> None:
    text = line() + line(tier="VIP") + line(channel="phone")
    first = cli("intake", "--from", "-", "--keep-good", "--json", "--key", "hook", stdin=text)
    again = cli("intake", "--from", "-", "--keep-good", "--json", "--key", "hook", stdin=text + line())
    assert again.out.startswith(first.out)
    assert len(again.lines) == 3


def test_intake_one_form_with_a_key(cli: Cli) -> None:
    first = cli("intake", *options(), "--key", "k", "--json")
    cli.later(minutes=3)
    assert cli("intake", *options(), "--key", "k", "--json").out == first.out
    assert cli("intake", *options(tier="intent"), "--key", "k").reasons == ["key: 'k' has been used for something else"]


def test_intake_file_that_is_not_there(cli: Cli) -> None:
    answer = cli("intake", "--from", str(DATA / "nowhere.jsonl"))
    assert answer.status == 1
    assert answer.reasons[0].startswith("from: ")


def test_intake_from_leaves_no_room_for_other_options(cli: Cli) -> None:
    assert cli("intake", "--from", "-", "--tier", "core").status == 2


def test_intake_completes_the_ticket_of_a_call(cli: Cli) -> None:
    number = cli.json("ring", "--from", "13812345678", "--id", "pbx-1")["number"]
    cli.later(seconds=8)
    cli.json("ring", "--picked-up", "--id", "pbx-1", "--by", "zhou")
    assert cli.json("intake", *options(channel="phone"), "--call", "pbx-1")["number"] == number
    shown = cli.json("show", number)
    assert [event["kind"] for event in shown["events"]] == ["rang", "picked_up", "received", "responded"]
    assert shown["received"] == local(cli.now)
    again = cli("intake", *options(channel="phone"), "--call", "pbx-1")
    assert (again.status, again.reasons[0].partition(":")[0]) == (1, "call")
    unknown = cli("intake", *options(channel="phone"), "--call", "pbx-9")
    assert unknown.reasons == ["call: there is no call 'pbx-9'"]


def test_a_level_of_five_thousand_digits_is_its_lines_alone(cli: Cli) -> None:
    heading = "channel,kind,tier,customer,contact,category,content,request,level"
    good = "online,inquiry,core,陈立,wx:x,product,内容,需求,"
    answer = cli("intake", "--from", "-", "--keep-good", "--json", stdin=f"{heading}\n{good}{'9' * 5_000}\n{good}\n")
    assert (answer.status, len(answer.lines)) == (1, 1)
    assert [reason.partition(": ")[0] for reason in answer.reasons] == ["line 2"]


def test_more_lines_than_one_piece_may_have_are_refused_before_they_are_all_read(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskconsole.desk.input_lines.MOST_AT_ONCE", 3)
    line = json.dumps({"channel": "online", "kind": "inquiry", "tier": "core", "customer": "c", "contact": "wx:x"})
    line = line[:-1] + ', "category": "product", "content": "x", "request": "y"}'
    answer = cli("intake", "--from", "-", stdin=f"{line}\n" * 5)
    assert (answer.status, answer.out) == (1, "")
    assert answer.reasons == [
        "from: more than 3 lines are not taken as one piece; give --keep-good, or divide the file"
    ]
    assert len(cli("intake", "--from", "-", "--keep-good", stdin=f"{line}\n" * 5).out.split()) == 5
