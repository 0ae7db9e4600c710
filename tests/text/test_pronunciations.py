"""Names are found as they are said: initials, syllables, heteronyms, characters, in any mixture."""

import re

import pytest

from deskconsole.text.pronunciations import letters, pattern, readings

_SAID = {
    "张": ("zhang",),
    "三": ("san",),
    "珊": ("shan",),
    "仇": ("chou", "qiu", "ju"),
    "英": ("ying", "yang"),
    "单": ("dan", "chan", "shan"),
    "田": ("tian",),
    "曾": ("ceng", "zeng"),
    "查": ("cha", "zha"),
    "理": ("li",),
}


def _said(character: str) -> tuple[str, ...]:
    return _SAID.get(character, ())


def _finds(typed: str, name: str) -> bool:
    searched = pattern(typed)
    return searched is not None and re.search(searched, readings(name, _said)) is not None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zs", "张三"),
        ("zhs", "张三"),
        ("zhangs", "张三"),
        ("zhangsan", "张三"),
        ("zhang san", "张三"),
        ("张s", "张三"),
        ("张三", "张三"),
        ("zs", "张珊"),
        ("zshan", "张珊"),
        ("qy", "仇英"),
        ("chouy", "仇英"),
        ("st", "单田"),
        ("shant", "单田"),
        ("zcl", "曾查理"),
        ("ZCL", "曾查理"),
        ("ｚｓ", "张三"),
        ("zs", "无锡 张三"),
        ("es", "Erik Ström"),
        ("strom", "Erik Ström"),
    ],
)
def test_a_name_is_found_as_it_is_said(typed: str, name: str) -> None:
    assert _finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("zl", "张三"), ("hs", "张三"), ("三张", "张三"), ("zhan s", "李四"), ("qyy", "仇英")]
)
def test_a_name_is_not_found_otherwise(typed: str, name: str) -> None:
    assert not _finds(typed, name)


@pytest.mark.parametrize("typed", ["", "  ", "·", "%", "(", ".*"])
def test_what_cannot_be_said_is_no_pattern(typed: str) -> None:
    assert pattern(typed) is None


def test_letters_of_a_pattern_are_literal() -> None:
    assert not _finds(".三", "张珊")
    assert _finds("张.三", "张三")


def test_something_very_long_makes_no_long_expression() -> None:
    """Counted is the expression, not seconds: 70,000 letters took more than five."""
    assert pattern("a" * 70_000) == pattern("a" * 200)
    assert letters("x" * 70_000) == ["x" * 200]
