"""A pack's canonical text, its look-ups, its conditions, and a site's folder over it."""

import json
import string
from dataclasses import fields

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.plain import PlainReader, read, write
from deskconsole.domain.problems import PackError, Place, line_of
from deskconsole.domain.rules.clock_rules import By, ClockRule, Start, Stop, exclude, holds
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.prepared_pack import prepared_pack
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import read_pack
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.record import replace
from tests.domain.packs import FILES, problems


def laid(**above: str) -> Pack:
    """The small pack with files of a site over it."""
    over = {name + ".toml": text for name, text in above.items()}
    return read_pack("small", [Layer(FILES), Layer(over)])


PACK = read_pack("small", [Layer(FILES)])


def test_canonical_text_gives_the_same_pack_back() -> None:
    again = Pack.from_canonical(PACK.canonical())
    assert again == PACK
    assert _says(again) == _says(PACK)
    assert again.canonical() == PACK.canonical()
    assert again.digest == PACK.digest
    assert len(PACK.digest) == 64


def _says(pack: Pack) -> dict[str, object]:
    return {field.name: getattr(pack, field.name) for field in fields(Pack)}


def test_a_prepared_pack_says_the_same_and_reads_its_tables_when_they_are_asked_for() -> None:
    pack = prepared_pack(PACK.canonical())
    assert "clocks" in vars(pack)
    assert not {"phrases", "checklists", "kinds"} & vars(pack).keys()
    assert pack.phrases == PACK.phrases
    assert pack.phrases is pack.phrases
    assert (pack, hash(pack)) == (PACK, hash(PACK))
    assert pack == PACK
    assert pack != replace(PACK, version="another")
    assert _says(pack) == _says(PACK)
    assert _says(replace(pack, version="another")) == _says(replace(PACK, version="another"))


def test_canonical_text_is_compact_sorted_and_in_plain_chinese() -> None:
    text = PACK.canonical()
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert "咨询" in text


def test_canonical_text_leaves_defaults_out_so_that_new_fields_do_not_change_it() -> None:
    clock = json.loads(PACK.canonical())["clocks"][0]
    assert set(clock) == {"rule", "do", "title", "starts_on", "when", "within", "stops_on"}


@pytest.mark.parametrize("change", ["version", "within"])
def test_another_pack_has_another_digest(change: str) -> None:
    other = (
        laid(pack='version = "2"') if change == "version" else laid(clocks='[[clock]]\nrule="X01"\nwithin="6 minutes"')
    )
    assert other.digest != PACK.digest


def test_the_order_of_keys_and_comments_do_not_change_the_digest() -> None:
    turned = (
        FILES["pack.toml"].replace('name = "plain"\n', "").replace('mark = "."', 'mark = "." # dot\nname = "plain"')
    )
    assert read_pack("small", [Layer({**FILES, "pack.toml": turned})]).digest == PACK.digest


def test_a_text_that_is_no_canonical_pack_is_refused() -> None:
    with pytest.raises(DeskError, match="damaged"):
        Pack.from_canonical("{")
    with pytest.raises(PackError, match="missing"):
        Pack.from_canonical("{}")


def test_packs_are_frozen() -> None:
    with pytest.raises(AttributeError):
        PACK.version = "3"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        PACK.clocks[0].within = "1 hour"  # type: ignore[misc]
    with pytest.raises(TypeError):
        PACK.clocks[0].when["channel"] = ()  # type: ignore[index]
    assert len({*PACK.clocks, *PACK.clocks}) == 2


def test_look_ups_name_what_is_known() -> None:
    assert PACK.tier("plain").mark == "."
    assert PACK.kind("inquiry").fields[0].values[0].name == "big"
    assert PACK.rule("X01").title.en == "Answer"
    assert PACK.stage("begin").events == ("received",)
    assert PACK.category("product").title.get("zh") == "产品"
    assert (PACK.department("sales").name, PACK.role("leader").name) == ("sales", "leader")
    with pytest.raises(DeskError, match="tier: 'VIP' is not one of plain") as error:
        PACK.tier("VIP")
    assert error.value.field == "tier"


def test_text_by_language() -> None:
    text = Text("中", "en")
    assert [text.get(lang) for lang in ("zh", "zh_CN", "en", "fr")] == ["中", "中", "en", "en"]


def test_short_forms_of_starts_and_stops() -> None:
    assert PACK.clocks[0].starts_on == (Start(event="received"),)
    assert PACK.clocks[0].stops_on == (Stop(event="answered"),)
    reading = PlainReader(Place("x"))
    stop = read(Stop, {"event": "responded", "by": "person", "of": "same"}, reading)
    assert stop == Stop(event="responded", by=By(who="person"), of="same")
    assert read(Stop, {"event": "rated", "by": {"role": ["leader"]}}, reading) == Stop(
        event="rated", by=By(role=("leader",))
    )
    assert reading.problems == []


@pytest.mark.parametrize(
    ("conditions", "facts", "expected"),
    [
        ({}, {}, True),
        ({"tier": ("core",)}, {"tier": "core"}, True),
        ({"tier": ("core",)}, {}, False),
        ({"withheld": (False,)}, {}, True),
        ({"withheld": (False,)}, {"withheld": None}, True),
        ({"withheld": (False,)}, {"withheld": True}, False),
        ({"level": (1,)}, {"level": 1}, True),
        ({"level": (1,)}, {"level": True}, False),
        ({"urgent": (False,)}, {"urgent": 0}, False),
        ({"tier": ("core",), "level": (1,)}, {"tier": "core", "level": 2}, False),
    ],
)
def test_conditions_all_hold_and_absent_is_false(
    conditions: dict[str, tuple[str | int | bool, ...]], facts: dict[str, object], expected: bool
) -> None:
    assert holds(conditions, facts) is expected


_names = st.sampled_from(["a", "b"])
_values = st.one_of(st.booleans(), st.integers(0, 1), st.sampled_from("xy"))
_conditions = st.dictionaries(_names, st.lists(_values, min_size=1, max_size=2).map(tuple), max_size=2)


@given(_conditions, _conditions, st.dictionaries(_names, _values, max_size=2))
def test_conditions_that_exclude_each_other_never_hold_together(
    left: dict[str, tuple[str | int | bool, ...]],
    right: dict[str, tuple[str | int | bool, ...]],
    facts: dict[str, object],
) -> None:
    if exclude(left, right):
        assert not (holds(left, facts) and holds(right, facts))


_text = st.text(string.printable + "中文", min_size=1).filter(lambda text: bool(text.strip()))


@given(
    st.builds(
        ClockRule,
        rule=_text,
        do=_text,
        title=st.builds(Text, _text, _text),
        starts_on=st.lists(st.builds(Start, event=_text), max_size=2).map(tuple),
        within=st.one_of(st.none(), _text),
        once=st.booleans(),
        warn_at=st.floats(0.1, 1),
        departments=st.lists(_text, max_size=2).map(tuple),
    )
)
def test_any_record_survives_being_written_and_read(rule: ClockRule) -> None:
    reading = PlainReader(Place("x"))
    assert read(ClockRule, json.loads(json.dumps(write(rule))), reading) == rule
    assert reading.problems == []


def test_overlay_changes_single_keys_of_an_entry() -> None:
    pack = laid(clocks='[[clock]]\nrule = "X01"\nwithin = "3 minutes"\ntitle = { en = "Answer fast" }')
    assert [clock.rule for clock in pack.clocks] == ["X01", "X02"]
    assert pack.clocks[0].within == "3 minutes"
    assert pack.clocks[0].title == Text("答复", "Answer fast")
    assert pack.clocks[0].when == PACK.clocks[0].when


def test_overlay_adds_entries_and_keeps_the_order() -> None:
    pack = laid(pack='[[tier]]\nname = "gold"\ntitle = { zh = "金", en = "Gold" }\nmark = "*"')
    assert [tier.name for tier in pack.tiers] == ["plain", "gold"]


def test_overlay_drops_entries() -> None:
    assert [clock.rule for clock in laid(clocks='[[clock]]\nrule = "X02"\ndrop = true').clocks] == ["X01"]
    assert (
        laid(kinds='[[kind]]\nname = "inquiry"\n[[kind.field]]\nname = "size"\ndrop = true').kind("inquiry").fields
        == ()
    )


def test_overlay_replaces_within_by_every() -> None:
    pack = laid(clocks='[[clock]]\nrule = "X01"\nevery = "2 hours"\nuntil = ["finished"]')
    assert (pack.clocks[0].within, pack.clocks[0].every) == (None, "2 hours")
    pack = laid(clocks='[[clock]]\nrule = "X02"\nwithin = "2 hours"')
    assert (pack.clocks[1].every, pack.clocks[1].until) == (None, ())


def test_overlay_replaces_head_keys_and_merges_named_parts() -> None:
    pack = laid(
        pack='version = "2-site"',
        checklists='[[checklist]]\ncategory = "product"\n[[checklist.question]]\nname = "more"\n'
        'title = { zh = "还有？", en = "More?" }',
    )
    assert pack.version == "2-site"
    checklist = pack.questions("product")
    assert checklist is not None
    assert [question.name for question in checklist.questions] == ["use", "more"]


#: Two more clocks of X01 that ask for the same as the first.
SEVERAL = """
[[clock]]
rule = "X01"
do = "answer"
title = { zh = "急答", en = "Answer at once" }
starts_on = ["received"]
when = { level = [1, 2], urgent = [true] }
within = "1 minute"
stops_on = ["answered"]

[[clock]]
rule = "X01"
name = "late"
do = "answer"
title = { zh = "缓答", en = "Answer by and by" }
starts_on = ["received"]
when = { level = [3] }
within = "1 hour"
stops_on = ["answered"]
"""
THREE = {**FILES, "clocks.toml": FILES["clocks.toml"] + SEVERAL}


def test_each_clock_of_a_rule_has_a_name_and_its_own_title() -> None:
    pack = read_pack("small", [Layer(THREE)])
    assert [(clock.rule, clock.name) for clock in pack.clocks] == [
        ("X01", "answer"),
        ("X02", ""),
        ("X01", "answer-2"),
        ("X01", "late"),
    ]
    assert [pack.clock_title(clock.rule, clock.name) for clock in pack.clocks] == [clock.title for clock in pack.clocks]
    assert pack.clock_title("X01", "answer").en == "Answer"
    assert pack.clock_title("X02", "tell_progress").en == "Tell"
    assert pack.clock_title("X09", "call_back").en == "call_back"
    again = Pack.from_canonical(pack.canonical())
    assert (again.clocks, again.digest) == (pack.clocks, pack.digest)


def test_a_pack_stored_before_clocks_had_names_keeps_its_digest_and_gets_names() -> None:
    table = json.loads(read_pack("small", [Layer(THREE)]).canonical())
    for clock in table["clocks"]:
        clock.pop("name", None)
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    pack = Pack.from_canonical(text)
    assert [clock.name for clock in pack.clocks] == ["answer", "", "answer-2", "answer-3"]
    assert pack.canonical() == text


@pytest.mark.parametrize(
    ("which", "changed"),
    [
        ('do = "tell_progress"', 1),
        ('name = "late"', 3),
        ('name = "answer-2"', 2),
        ('do = "answer"\nname = "answer"', 0),
    ],
)
def test_overlay_changes_one_of_several_clocks_of_a_rule(which: str, changed: int) -> None:
    rule = "X02" if changed == 1 else "X01"
    over = {"clocks.toml": f'[[clock]]\nrule = "{rule}"\n{which}\nwarn_at = 0.5\n'}
    pack = read_pack("small", [Layer(THREE), Layer(over)])
    assert [clock.warn_at for clock in pack.clocks] == [0.5 if at == changed else 0.8 for at in range(4)]


#: What a site's files say that changes nothing of the pack below → what is told of it.
IDLE_OVERLAYS = {
    (
        "clocks",
        'rule = "X03"\nwithin = "3 minutes"',
    ): "rule: there is no [[clock]] 'X03' to change; there are: X01, X02; a new one needs: do, title, starts_on",
    ("clocks", 'rule = "X03"\ndrop = true'): "rule: there is no [[clock]] 'X03' to take away; there are: X01, X02",
    ("clocks", 'rule = "X01"\nwithin = "3 minutes"'): "rule: 'X01' has several clocks; say by name which one is meant: "
    "answer, answer-2, late",
    ("clocks", 'rule = "X01"\ndo = "answer"\ndrop = true'): "rule: 'X01' has several clocks; say by name which",
    ("clocks", 'rule = "X01"\nname = "soon"\ndrop = true'): "rule: 'X01' has several clocks; say by name which",
    (
        "pack",
        'name = "gold"\nmark = "*"',
        "tier",
    ): "name: there is no [[tier]] 'gold' to change; there are: plain; a new one needs: title",
    ("pack", 'name = "gold"\ndrop = true', "tier"): "name: there is no [[tier]] 'gold' to take away; there are: plain",
    ("kinds", 'name = "inquiry"\n[[kind.field]]\nname = "colour"\ndrop = true', "kind"): "field[1].name: there is no "
    "'colour' to take away; there are: size",
    (
        "pack",
        'name = "plain"\nmark = "-"\n[[tier]]\nname = "plain"\nmark = "+"',
        "tier",
    ): "name: 'plain' stands here twice",
}


@pytest.mark.parametrize("over", IDLE_OVERLAYS)
def test_an_overlay_that_matches_nothing_is_told_what_there_is(over: tuple[str, ...]) -> None:
    file, text, table = (*over, "clock")[:3]
    (found,) = problems(THREE, {f"{file}.toml": f"[[{table}]]\n{text}\n"})
    assert IDLE_OVERLAYS[over] in found
    assert found.startswith(f"{file}.toml:")


def test_there_is_nothing_to_take_away_from_a_pack_that_lies_over_none() -> None:
    (found,) = problems({**FILES, "rules.toml": FILES["rules.toml"] + '[[rule]]\nid = "X09"\ndrop = true\n'})
    assert "there is no [[rule]] 'X09' to take away" in found


def test_names_of_clocks_are_their_own() -> None:
    (found,) = problems(
        {**THREE, "clocks.toml": THREE["clocks.toml"].replace('do = "answer"', 'name = "late"\ndo = "answer"', 1)}
    )
    assert found.endswith("clock 4 (X01 late): name: X01 has another clock of the name 'late'")


def test_mistakes_of_an_overlay_are_named_with_its_file() -> None:
    over = {"clocks.toml": '[[clock]]\nrule = "X01"\nwithin = "soon"\n'}
    found = problems(FILES, over)
    assert len(found) == 1
    assert found[0].startswith("clocks.toml:3: clock 1 (X01): within: 'soon' is not a duration")


@given(st.text(), st.text('.[]0123clok \n="', max_size=30), st.integers(0, 3))
def test_finding_a_line_again_never_fails(text: str, key: str, index: int) -> None:
    for table in ("", "clock"):
        line = line_of(text, table, index, key)
        assert line is None or 1 <= line <= len(text.splitlines())
