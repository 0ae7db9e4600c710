"""The standard of the enterprise as data: every clock of its table, and what goes with it."""

from functools import cache
from typing import Any

import pytest

from deskconsole.data_files import data_folder
from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.people.qualification import read_quiz
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.overlay import FILES, Layer
from deskconsole.domain.rules.reading.pack_files import read_pack
from deskconsole.domain.rules.texts import AutoReply, Text
from deskconsole.domain.rules.wording import find_matches
from deskconsole.domain.tickets.vocabulary import ACTIONS, EVENTS

PERSON = ("responded", "answered", "promised")
MESSAGES = ("responded", "answered", "proposed", "replied")


@cache
def pack() -> Pack:
    """The pack by itself, without the rules of the site that it switches on."""
    folder = data_folder() / "packs" / "enterprise-service"
    texts = {name: (folder / name).read_text("utf-8") for name in FILES if (folder / name).exists()}
    return read_pack("enterprise-service", [Layer(texts)])


def clock(rule: str, do: str | None = None) -> ClockRule:
    (found,) = [each for each in pack().clocks_of(rule) if do in (None, each.do)]
    return found


#: What a new question is seen to by.
SEEN_TO = (
    *("responded", "answered", "promised", "replied", "proposed"),
    *("specialist_needed", "handed_off", "progress_told", "waiting", "reopened"),
)
#: The kinds of work whose first response has no clock of its own for a further question.
OTHERS = ("order", "implementation", "complaint", "problem")


# rule, starts on, when, within or every, action, what meets it, what else ends it, role
TABLE: list[tuple[str, tuple[str, ...], dict[str, Any], str, str, tuple[str, ...], tuple[str, ...], str]] = [
    ("E01", ("received", "contacted"), {"kind": ("inquiry",)}, "1 working day", "respond", PERSON, (), "owner"),
    (
        *("E02", ("received", "order_changed"), {"kind": ("order",)}, "24 hours"),
        *("review_order", ("order_reviewed",), ("cannot_fulfil", "order_changed"), "owner"),
    ),
    (
        *("E30", ("review_asked",), {"kind": ("order",)}, "promised"),
        *("give_review", ("review_given",), ("cannot_fulfil", "order_changed"), "assignee"),
    ),
    ("E03", ("cannot_fulfil",), {}, "12 hours", "tell_alternative", ("alternative_told",), (), "owner"),
    ("E04", ("shipped",), {}, "24 hours", "tell_progress", ("progress_told",), ("delivered",), "department"),
    (
        *("E05", ("started",), {"kind": ("implementation",)}, "168 hours"),
        *("tell_progress", ("progress_told",), ("started", "finished"), "project_lead"),
    ),
    (
        *("E06", ("received",), {"kind": ("complaint",), "urgent": (True,)}, "1 hour"),
        *("ask_questions", ("questions_asked",), (), "owner"),
    ),
    (
        *("E07", ("received",), {"kind": ("complaint",), "urgent": (False,)}, "2 hours"),
        *("ask_questions", ("questions_asked",), (), "owner"),
    ),
    (
        *("E08", ("solved", "finished"), {}, "3 working days"),
        *("follow_up", ("followed_up", "followed_up"), ("reopened",), "owner"),
    ),
    ("E09", ("rang",), {}, "3 rings", "pick_up", ("picked_up",), ("missed", "hung_up"), "duty"),
    (
        *("E10", MESSAGES, {"channel": ("online",)}, "75 minutes"),
        *("remind", ("reminded", "contacted", "confirmed", "finished"), MESSAGES, "owner"),
    ),
    (
        *("E11", ("received",), {"kind": ("problem",), "level": (1,)}, "30 minutes"),
        *("form_group", ("responded", "group_formed"), (), "leader"),
    ),
    (
        *("E12", ("received",), {"kind": ("problem",), "level": (1,)}, "1 hour"),
        *("tell_progress", ("progress_told",), ("solved",), "leader"),
    ),
    ("E13", ("received",), {"kind": ("problem",), "level": (2,)}, "2 hours", "respond", PERSON, (), "owner"),
    ("E14", ("received",), {"kind": ("problem",), "level": (2,)}, "48 hours", "confirm", ("confirmed",), (), "owner"),
    (
        "E15",
        ("received",),
        {"kind": ("problem",), "level": (3,)},
        "1 working day",
        "answer",
        ("answered",),
        (),
        "owner",
    ),
    ("E16", ("rated", "followed_up"), {}, "1 working day", "follow_up", ("followed_up",), (), "supervisor"),
    ("E26", ("promised",), {}, "promised", "reply", ("replied",), (), "owner"),
    (
        *("E26b", ("specialist_needed",), {}, "30 minutes"),
        *("promise", ("promised",), ("answered", "specialist_answered"), "owner"),
    ),
    (
        *("E26c", ("accepted",), {}, "promised"),
        *("specialist_answer", ("specialist_answered",), ("declined",), "accepter"),
    ),
    ("E25", ("idle",), {}, "4 working hours", "answer", (), (), "owner"),
    ("E25", ("contacted",), {"kind": OTHERS}, "4 working hours", "respond", SEEN_TO, (), "owner"),
    ("E28", ("waiting",), {}, "promised", "resume", ("resumed", "reminded", "contacted"), (), "owner"),
    (
        *("E29", ("planned",), {}, "promised", "follow_up"),
        *(("followed_up", "engineer_arrived"), ("followed_up",), "assignee"),
    ),
    (
        *("E31", ("planned",), {}, "1 hour before promised", "announce_engineer"),
        *(("engineer_announced",), ("followed_up", "engineer_arrived", "solved"), "owner"),
    ),
    ("E23", ("received",), {"kind": ("rule_review",)}, "10 working days", "finish", ("finished",), (), "leader"),
]
REPEATING = ("E04", "E05", "E12")


@pytest.mark.parametrize(
    ("rule", "starts", "when", "time", "do", "stops", "ends", "role"),
    TABLE,
    ids=[f"{row[0].lower()}-{row[4]}" for row in TABLE],
)
def test_e01_to_e29_every_clock_of_the_table(
    rule: str,
    starts: tuple[str, ...],
    when: dict[str, Any],
    time: str,
    do: str,
    stops: tuple[str, ...],
    ends: tuple[str, ...],
    role: str,
) -> None:
    found = clock(rule, do)
    assert tuple(start.event for start in found.starts_on) == starts
    assert dict(found.when) == when
    assert (found.every if rule in REPEATING else found.within, found.do, found.role) == (time, do, role)
    assert tuple(stop.event for stop in (*found.stops_on, *found.stops_all)) == stops
    assert tuple(stop.event for stop in (*found.ends_on, *found.until)) == ends
    assert found.warn_at == 0.8
    assert found.do in ACTIONS


def test_the_table_names_every_clock_of_the_pack() -> None:
    assert [found.rule for found in pack().clocks] == [row[0] for row in TABLE]


def test_what_only_some_clocks_of_the_table_have() -> None:
    clocks = pack().clocks
    assert [found.rule for found in clocks if found.every] == list(REPEATING)
    assert [found.rule for found in clocks if found.stops_all] == ["E11"]
    assert [(found.rule, found.not_before) for found in clocks if found.not_before] == [("E10", "60 minutes")]
    assert [found.rule for found in clocks if found.once] == ["E16"]
    assert [found.rule for found in clocks if found.extendable] == ["E14", "E15", "E26", "E26c"]
    assert [found.rule for found in clocks if found.pauses_while] == ["E14"]
    assert [found.rule for found in clocks if found.idle] == ["E25"]
    assert [found.rule for found in clocks if found.judged == "at_start"] == ["E09"]
    assert clock("E04").departments == ("logistics",)


def test_who_is_told_when_a_clock_is_overdue() -> None:
    others = {found.rule: found.escalate_to for found in pack().clocks if found.escalate_to != ("leader",)}
    assert others == {"E06": ("supervisor",), "E07": ("supervisor",), "E11": ("manager",)}


@pytest.mark.parametrize("rule", ["E01", "E13"])
def test_e01_e13_only_a_person_responds(rule: str) -> None:
    assert all(stop.by is not None and stop.by.who == "person" for stop in clock(rule).stops_on)


def test_e16_a_score_of_one_or_two_and_somebody_of_supervisors_level_or_above() -> None:
    assert [start.where for start in clock("E16").starts_on] == [{"score": (1, 2)}] * 2
    by = clock("E16").stops_on[0].by
    assert by is not None
    assert by.role == ("supervisor", "manager", "administrator")


def test_e01_to_e29_every_rule_has_title_and_text_in_both_languages() -> None:
    numbers = [f"E{number:02}" for number in range(1, 32)]
    numbers[26:26] = ["E26b", "E26c"]
    assert [rule.id for rule in pack().rules] == numbers
    ours = ["E10", "E14", "E16", "E19", "E25", "E28", "E29"]
    assert [rule.id for rule in pack().rules if rule.ours] == ours


def test_every_text_is_chinese_in_chinese_and_not_in_english() -> None:
    texts = list(_texts(pack()))
    assert len(texts) > 150
    for text in texts:
        assert any("一" <= letter <= "鿿" for letter in text.zh), text
        assert not any("一" <= letter <= "鿿" for letter in text.en), text


def _texts(record: object) -> Any:
    if isinstance(record, Text):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from _texts(item)
    elif hasattr(record, "__dataclass_fields__"):
        for name in record.__dataclass_fields__:
            yield from _texts(getattr(record, name))


def test_stage_bar() -> None:
    assert pack().stages_in_order == ("intake", "handling", "solution", "follow-up", "filing")
    assert [pack().stage_of(event) for event in ("received", "order_reviewed", "solved", "finished", "filed")] == [
        *("intake", "handling", "solution", "follow-up", "filing")
    ]
    assert {event for stage in pack().stages for event in stage.events} <= EVENTS.keys()


def test_kinds_with_what_only_they_require() -> None:
    kinds = [kind.name for kind in pack().kinds if not kind.house]
    assert kinds == ["inquiry", "order", "implementation", "complaint", "problem"]
    assert "urgent" in pack().kind("complaint").required
    assert "level" in pack().kind("problem").required


def test_what_two_regulations_name_alike_is_alike() -> None:
    other = load_pack("robot-integrator")
    for table in ("tiers", "channels", "departments", "roles", "kinds"):
        known = {entry.name: entry.title for entry in getattr(other, table)}
        for entry in getattr(pack(), table):
            assert known.get(entry.name, entry.title) == entry.title, entry
    marks = {tier.name: tier.mark for tier in other.tiers}
    assert all(marks[tier.name] == tier.mark for tier in pack().tiers)


def test_e19_open_questions_for_every_category() -> None:
    for category in pack().categories:
        checklist = pack().questions(category.name)
        assert checklist is not None
        assert len(checklist.questions) >= 3


def test_e23_calls_end_with_the_key_facts_and_mails_have_subject_structure_and_signature() -> None:
    assert "number" in pack().phrase("key_facts").text.placeholders
    for name in ("email_answer", "email_received"):
        mail = pack().phrase(name).text
        assert mail.placeholders >= {"customer", "company", "receiver", "hours", "number"}
        assert mail.zh.startswith("主题：")
        assert mail.en.startswith("Subject: ")


def test_e18_no_standard_phrase_and_no_offered_wording_is_itself_banned() -> None:
    own = [phrase.text for phrase in pack().phrases] + [banned.instead for banned in pack().banned]
    own += [reply.text for reply in pack().auto_replies]
    for text in own:
        for words in (text.zh, text.en):
            assert [match for match in find_matches(words, pack().banned) if match.sort != "blank"] == [], words


@pytest.mark.parametrize("text", ["我们会尽快为您处理", "我不知道", "保证没问题", "we will do it asap", "零风险"])
def test_e18_e27_wording_that_names_no_time_or_cannot_be_kept_is_found(text: str) -> None:
    assert find_matches(text, pack().banned)


def test_e27_a_pre_sales_answer_carries_value_scenario_and_risk() -> None:
    words = pack().phrase("presales_answer").text
    assert all(word in words.zh for word in ("价值", "适用场景", "注意"))


def test_e08_the_script_of_a_call_back_asks_for_a_score_and_suggestions() -> None:
    script = pack().script("follow_up")
    assert [phrase.name.removeprefix("follow_up_") for phrase in script] == [
        *("opening", "thoroughness", "attitude", "ease", "suggestion", "closing"),
    ]


def test_online_channels_answer_by_themselves() -> None:
    for channel in ("online", "email"):
        reply = replies().get(channel)
        assert reply is not None
        assert reply.text.placeholders >= {"within", "hours", "number"}


def test_e20_the_test_of_new_staff_asks_about_rules_that_there_are() -> None:
    text = (data_folder() / "packs" / "enterprise-service" / "quiz.toml").read_text("utf-8")
    quiz, problems = read_quiz(text, rules=[rule.id for rule in pack().rules])
    assert problems == []
    assert quiz is not None
    assert len(quiz.question) > quiz.drawn >= 10
    assert all(len(question.right) == 1 for question in quiz.question)


def replies() -> dict[str, AutoReply]:
    """What each channel answers by itself."""
    return {reply.channel: reply for reply in pack().auto_replies}
