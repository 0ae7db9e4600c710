"""The words of a name's sounds narrow the choice and never leave out a name that is said as it was typed."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.domain.search.pronunciation_words import begins_a_word, sound_question, sound_words
from deskconsole.text.pronunciations import pattern, readings

_SAID = {
    "张": ("zhang",), "三": ("san",), "珊": ("shan",), "仇": ("qiu", "chou"), "英": ("ying",), "单": ("dan", "shan"),
    "田": ("tian",), "曾": ("zeng", "ceng"), "查": ("cha", "zha"), "理": ("li",), "区": ("qu", "ou"), "安": ("an",),
}  # fmt: skip


def _readings(name: str) -> str:
    return readings(name, lambda character: _SAID.get(character, ()))


def _chosen(typed: str, name: str) -> bool:
    words = sound_words(_readings(name))

    def has(asked: str) -> bool:
        return any(word.startswith(asked) for word in words) if begins_a_word(asked) else asked in words

    return any(all(any(has(word) for word in words) for words in way) for way in sound_question(typed))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *[("zs", "张三"), ("zs", "张珊"), ("zhs", "张三"), ("zhangs", "张三"), ("张s", "张珊"), ("qy", "仇英")],
        *[("st", "单田"), ("shant", "单田"), ("zcl", "曾查理"), ("czl", "曾查理"), ("z", "张三"), ("san", "张三")],
        *[("zhangsan", "无锡 张三"), ("zhang san", "张三"), ("z三", "张三"), ("es", "Erik Ström"), ("ＺＳ", "张三")],
    ],
)
def test_a_name_is_chosen_by_how_it_is_said(typed: str, name: str) -> None:
    said = pattern(typed)
    assert said is not None
    assert re.search(said, _readings(name))
    assert _chosen(typed, name)


@pytest.mark.parametrize("typed", ["zs", "qy", "zhangs"])
def test_other_names_are_not_even_looked_at(typed: str) -> None:
    assert not _chosen(typed, "曾查理")


@pytest.mark.parametrize("typed", ["", " ", "138", "张三", "%", "★", "%s", "z*", "'zs'"])
def test_what_is_no_sound_asks_for_nothing(typed: str) -> None:
    assert sound_question(typed) == ()


@settings(max_examples=300, deadline=None)
@given(st.text("".join(_SAID) + "ab ", min_size=1, max_size=5), st.text("zhangsqycl张三 ", min_size=1, max_size=8))
def test_no_name_that_fits_is_left_out(name: str, typed: str) -> None:
    said = pattern(typed)
    if said is not None and sound_question(typed) and re.search(said, _readings(name)):
        assert _chosen(typed, name)
