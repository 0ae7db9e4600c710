"""The regulation of the robot integrator as data: every clock of its table, and what goes with it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.overlay import FILES, Layer
from deskconsole.domain.rules.reading.pack_files import read_pack
from deskconsole.domain.rules.texts import AutoReply, Text
from deskconsole.domain.rules.wording import find_matches
from deskconsole.domain.tickets.vocabulary import ACTIONS, EVENTS

FOLDER = Path("data/packs/robot-integrator")
OTHERS = ("intent", "potential", "ordinary")
REACHED = {"outcome": ("reached", "refused")}


@cache
def pack() -> Pack:
    texts = {name: (FOLDER / name).read_text("utf-8") for name in FILES if (FOLDER / name).exists()}
    return read_pack("robot-integrator", [Layer(texts)])


def clock(rule: str) -> ClockRule:
    (found,) = pack().clocks_of(rule)
    return found


# rule, starts on, when, within, action, stops on, ends on, role
TABLE: list[tuple[str, tuple[str, ...], dict[str, Any], str, str, tuple[str, ...], tuple[str, ...], str]] = [
    (
        "R01",
        ("rang",),
        {"tier": ("core", "important")},
        "3 rings",
        "pick_up",
        ("picked_up",),
        ("missed", "hung_up"),
        "duty",
    ),
    ("R02", ("rang",), {"tier": OTHERS}, "5 rings", "pick_up", ("picked_up",), ("missed", "hung_up"), "duty"),
    ("R03", ("rang",), {}, "6 rings", "pick_up", ("picked_up",), ("missed", "hung_up"), "duty"),
    (
        *("R04", ("missed",), {"event.withheld": (False,)}, "1 hour", "call_back"),
        *(("called_back", "picked_up", "contacted"), ("withdrawn",), "duty"),
    ),
    (
        *("R05", ("received", "contacted"), {"channel": ("online",), "tier": ("core", "important")}, "5 minutes"),
        *("respond", ("responded", "answered", "promised"), (), "duty"),
    ),
    (
        *("R06", ("received", "contacted"), {"channel": ("online",), "tier": OTHERS}, "15 minutes"),
        *("respond", ("responded", "answered", "promised"), (), "duty"),
    ),
    ("R07", ("arrived",), {"channel": ("onsite",)}, "1 minute", "greet", ("greeted", "seen"), ("left",), "duty"),
    ("R08", ("arrived",), {"channel": ("onsite",)}, "5 minutes", "see", ("seen",), ("left",), "duty"),
    (
        *("R09", ("received", "contacted"), {"channel": ("email",)}, "24 hours"),
        *("answer", ("answered", "promised"), (), "owner"),
    ),
    ("R11", ("promised",), {}, "promised", "reply", ("replied",), (), "owner"),
    (
        *("R12", ("specialist_needed",), {}, "30 minutes"),
        *("promise", ("promised",), ("answered", "specialist_answered"), "owner"),
    ),
    ("R13", ("accepted",), {}, "promised", "specialist_answer", ("specialist_answered",), ("declined",), "accepter"),
    (
        *("R14", ("finished",), {"tier": ("core", "important")}, "1 working day"),
        *("follow_up", ("followed_up",), ("reopened",), "department"),
    ),
    (
        *("R15", ("finished",), {"tier": ("intent",)}, "3 working days"),
        *("follow_up", ("followed_up",), ("reopened",), "owner"),
    ),
    ("R16", ("finished",), {}, "1 working day", "file", ("filed",), ("reopened",), "first_receiver"),
    ("R36", ("idle",), {}, "30 minutes", "answer", (), (), "owner"),
    ("R37", ("waiting",), {}, "promised", "resume", ("resumed", "reminded", "contacted"), (), "owner"),
    ("R38", ("planned",), {}, "promised", "follow_up", ("followed_up",), ("followed_up",), "assignee"),
]


@pytest.mark.parametrize(
    ("rule", "starts", "when", "within", "do", "stops", "ends", "role"), TABLE, ids=[row[0].lower() for row in TABLE]
)
def test_r01_to_r38_every_clock_of_the_table(
    rule: str,
    starts: tuple[str, ...],
    when: dict[str, Any],
    within: str,
    do: str,
    stops: tuple[str, ...],
    ends: tuple[str, ...],
    role: str,
) -> None:
    found = clock(rule)
    assert tuple(start.event for start in found.starts_on) == starts
    assert dict(found.when) == when
    assert (found.within, found.every, found.do, found.role) == (within, None, do, role)
    assert tuple(stop.event for stop in found.stops_on) == stops
    assert tuple(stop.event for stop in found.ends_on) == ends
    assert found.duration.text == within
    assert found.warn_at == 0.8
    assert found.escalate_to == ("leader",)
    assert found.do in ACTIONS


def test_the_table_names_every_clock_of_the_pack() -> None:
    assert [found.rule for found in pack().clocks] == [row[0] for row in TABLE]


@pytest.mark.parametrize("rule", ["R01", "R02", "R03"])
def test_r01_r02_r03_are_judged_by_what_was_known_at_the_ring_and_per_call(rule: str) -> None:
    found = clock(rule)
    assert found.judged == "at_start"
    assert all(stop.of == "same" for stop in (*found.stops_on, *found.ends_on))


def test_r01_r02_cover_each_tier_once() -> None:
    first, second = clock("R01").when["tier"], clock("R02").when["tier"]
    assert sorted((*first, *second)) == sorted(tier.name for tier in pack().tiers)


@pytest.mark.parametrize(("rule", "stop"), [("R04", 0), ("R14", 0), ("R15", 0), ("R38", 0)])
def test_r04_r14_r15_r38_no_answer_does_not_stop_the_clock(rule: str, stop: int) -> None:
    assert dict(clock(rule).stops_on[stop].where) == REACHED


@pytest.mark.parametrize("rule", ["R05", "R06"])
def test_r05_r06_only_a_person_responds(rule: str) -> None:
    assert all(stop.by is not None and stop.by.who == "person" for stop in clock(rule).stops_on)


def test_r11_r13_threads_are_extendable_and_others_are_not() -> None:
    assert [found.rule for found in pack().clocks if found.extendable] == ["R11", "R13"]
    assert [found.stops_on[0].of for found in pack().clocks if found.rule in ("R11", "R12", "R13", "R38")] == [
        "same"
    ] * 4


def test_r12_a_time_told_counts_once_the_hand_off_is_accepted() -> None:
    assert clock("R12").stops_on[0].after == "accepted"
    assert clock("R12").ends_on[0].of == "same"


def test_r14_call_back_by_sales_or_technical() -> None:
    found = clock("R14")
    by = found.stops_on[0].by
    assert by is not None
    assert by.department == found.departments == ("sales", "technical")


def test_r36_runs_while_nothing_else_does() -> None:
    assert [found.rule for found in pack().clocks if found.idle] == ["R36"]


def test_r01_to_r40_every_rule_has_title_and_text_in_both_languages() -> None:
    assert [rule.id for rule in pack().rules] == [f"R{number:02}" for number in range(1, 41)]
    assert [rule.id for rule in pack().rules if rule.ours] == ["R02", "R06", "R36", "R37", "R38"]


def test_every_text_is_chinese_in_chinese_and_not_in_english() -> None:
    texts = list(_texts(pack()))
    assert len(texts) > 150
    for text in texts:
        assert any("一" <= letter <= "鿿" for letter in text.zh), text
        english = text.en.replace("客户咨询受理单", "").replace("客户咨询接待总结报告", "")
        assert not any("一" <= letter <= "鿿" for letter in english), text


def _texts(record: object) -> Any:
    if isinstance(record, Text):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from _texts(item)
    elif hasattr(record, "__dataclass_fields__"):
        for name in record.__dataclass_fields__:
            yield from _texts(getattr(record, name))


def test_r17_the_form_requires_everything() -> None:
    assert set(pack().kind("inquiry").required) == {
        *("customer", "contact", "tier", "channel", "category", "received", "content", "request")
    }


def test_stage_bar() -> None:
    assert pack().stages_in_order == ("intake", "discovery", "answer", "follow-up", "filing")
    events = ("received", "need_recorded", "answered", "promised", "specialist_needed", "finished", "filed")
    stages = ("intake", "discovery", "answer", "answer", "answer", "follow-up", "filing")
    assert tuple(pack().stage_of(event) for event in events) == stages
    assert pack().stage_of("noted") is None


def test_tiers_channels_and_departments() -> None:
    assert [tier.name for tier in pack().tiers if tier.existing] == ["core", "important", "ordinary"]
    assert len({tier.mark for tier in pack().tiers}) == 5
    assert pack().default_tier == "potential"
    assert pack().channel("phone").by_hand == ("responded",)
    assert pack().channel("onsite").by_hand == ("arrived", "greeted", "seen", "responded")
    assert pack().channel("online").by_hand == pack().channel("email").by_hand == ()
    assert all(channel.always_open for channel in pack().channels)
    assert [department.name for department in pack().departments] == [
        *("service", "sales", "technical", "marketing", "legal")
    ]
    assert [category.name for category in pack().categories] == ["product", "technical", "service", "cooperation"]
    assert (pack().ring_seconds, pack().missed_duration.text) == (5, "6 rings")


def test_r19_r25_open_questions_for_every_category() -> None:
    for category in pack().categories:
        checklist = pack().questions(category.name)
        assert checklist is not None
        assert len(checklist.questions) >= 4
    service = pack().questions("service")
    assert service is not None
    assert {question.name for question in service.questions} >= {"warranty", "repair", "training", "spare_parts"}


@pytest.mark.parametrize(
    "text",
    [
        "这个我不知道",
        "不清楚呢",
        "这事不归我管",
        "你自己看说明书",
        "没办法",
        "绝对没问题",
        "I don't know.",
        "That is not my job",
    ],
)
def test_r27_banned_wording_is_found_and_an_accepted_one_offered(text: str) -> None:
    matches = find_matches(text, pack().banned)
    assert matches
    assert all(match.instead is not None and match.why is not None for match in matches)


def test_r27_no_standard_phrase_and_no_offered_wording_is_itself_banned() -> None:
    own = [phrase.text for phrase in pack().phrases] + [banned.instead for banned in pack().banned]
    own += [reply.text for reply in pack().auto_replies]
    for text in own:
        for words in (text.zh, text.en):
            assert [match for match in find_matches(words, pack().banned) if match.sort != "blank"] == [], words


def test_r14_r15_the_script_of_a_call_back_asks_for_thoroughness_attitude_and_ease() -> None:
    script = pack().script("follow_up")
    assert [phrase.name.removeprefix("follow_up_") for phrase in script] == [
        *("opening", "thoroughness", "attitude", "ease", "closing"),
    ]
    assert not any(phrase.events for phrase in script), "lines of a script are not offered as phrases"
    assert pack().script("respond") == ()


def test_r27_phrases_for_opening_not_at_once_and_closing() -> None:
    assert pack().phrase("opening").text.placeholders == {"company", "receiver"}
    assert "due" in pack().phrase("not_at_once").text.placeholders
    assert pack().phrase("closing").text.placeholders == {"company", "hours"}


def test_r40_online_channels_answer_by_themselves() -> None:
    for channel in ("online", "email"):
        reply = replies().get(channel)
        assert reply is not None
        assert "within" in reply.text.placeholders
    assert "phone" not in replies()


def test_demo_tickets_use_what_the_pack_knows() -> None:
    lines = Path("data/demo/robot-integrator.jsonl").read_text("utf-8").splitlines()
    assert len(lines) >= 14
    for line in map(json.loads, lines):
        intake = line["intake"]
        pack().tier(intake["tier"])
        pack().category(intake["category"])
        assert pack().kind(intake["kind"]).channels.count(pack().channel(intake["channel"]).name) == 1
        ago = [line["minutes_ago"], *(step["minutes_ago"] for step in line["then"])]
        assert ago == sorted(ago, reverse=True)
        assert all(step["event"] in EVENTS for step in line["then"])


def replies() -> dict[str, AutoReply]:
    """What each channel answers by itself."""
    return {reply.channel: reply for reply in pack().auto_replies}
