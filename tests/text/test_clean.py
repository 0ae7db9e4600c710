import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from deskconsole.text.clean import clean, entered, is_clean, json_text, one_line, shown

HOSTILE = Path(__file__).parents[1] / "data" / "intake_hostile.jsonl"
PAYLOADS = [json.loads(line)["content"] for line in HOSTILE.read_text("utf-8").splitlines()]

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: any text, the unsafe characters often
TEXTS = st.text(max_size=60) | st.text(
    st.sampled_from("aé中\u0301\t\n\r\x00\x1b\x7f\x85\x9b\u2028\u202e\u200d\u200b\ufe0f\ufeff\ud800👩👨🇨🇳🏽⚠\u3164"),
    max_size=60,
)


def unsafe(text: str) -> set[str]:
    """What must never come out, found without the tables of the module."""
    categories = {c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c not in "\n\t"}
    return categories | (set(text) & (BIDI | {"\ufe0f"}))


@given(TEXTS)
def test_clean_leaves_nothing_unsafe_and_is_done_after_once(text: str) -> None:
    cleaned = clean(text)
    assert not unsafe(cleaned)
    assert clean(cleaned) == cleaned
    assert is_clean(cleaned)
    assert is_clean(text) == (text == cleaned)


@given(TEXTS)
def test_what_is_shown_is_safe_and_as_wide_as_its_characters(text: str) -> None:
    text = shown(text)
    assert not unsafe(text)
    assert shown(text) == text
    assert cell_len(text) == sum(cell_len(character) for character in text)


@given(TEXTS)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert not unsafe(line)
    assert not set(line) & set("\n\t\r")
    assert len(line.splitlines()) <= 1


def test_the_stored_text_stays_as_it_was_written() -> None:
    for text in (
        "张\u200b三\u200d\ufeff",
        "👨\u200d👩\u200d👧",
        "e\u0301" * 5,
        "\t缩进\n第二行",
        "𠮷㎡℃…—“”·",
        "👍🏽",
        "क\u094d\u200dष",
    ):
        assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "stored", "line"),
    [
        ("a\x1b[2J\x1b[31mred\x1b]52;c;aGk=\x07b", "a[2J[31mred]52;c;aGk=b", "a[2J[31mred]52;c;aGk=b"),
        ("a\x9b2Jb\x90q\x9c", "a2Jbq", "a2Jbq"),
        ("abc\u202edcba\u2066x\u2069", "abcdcbax", "abcdcbax"),
        ("a\tb\r\nc\x0bd\re", "a\tb\nc\nd\ne", "a b c d e"),
        ("一\u2028二\u0085三", "一\n二\n三", "一 二 三"),
        ("张\u200b三\u200d\ufeff", "张\u200b三\u200d\ufeff", "张三"),
        ("👨\u200d👩\u200d👧🇨🇳⚠\ufe0f", "👨\u200d👩\u200d👧🇨🇳⚠", "👨👩👧CN⚠"),
        ("e" + "\u0301" * 40, "e" + "\u0301" * 40, "e" + "\u0301" * 4),
        ("lone \ud800 surrogate", "lone  surrogate", "lone  surrogate"),
        ("[red]x[/] [@click=app.quit]点[/]", "[red]x[/] [@click=app.quit]点[/]", "[red]x[/] [@click=app.quit]点[/]"),
    ],
)
def test_foreign_text_in_its_three_forms(text: str, stored: str, line: str) -> None:
    assert clean(text) == stored
    assert one_line(text) == line
    assert one_line(stored) == line


def test_every_hostile_line_becomes_harmless() -> None:
    assert len(PAYLOADS) == 15
    for payload in PAYLOADS:
        assert not unsafe(clean(payload)) | unsafe(shown(payload)) | unsafe(one_line(payload))


@given(st.dictionaries(TEXTS, st.lists(TEXTS | st.integers() | st.none())))
def test_json_is_safe_to_print_and_exact(value: object) -> None:
    text = json_text(value)
    assert not unsafe(text)
    assert json.loads(text) == json.loads(json.dumps(value))


def test_json_keeps_chinese_readable_and_escapes_the_rest() -> None:
    assert json_text({"名": "张三\x9b\u202e\U000e0041"}) == '{"名": "张三\\u009b\\u202e\\udb40\\udc41"}'
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("⚠\ufe0f", "⚠"),
        ("🇨🇳 中\u200b国", "🇨🇳 中国"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("\x1b[31m red", "[31m red"),
    ],
)
def test_a_field_holds_nothing_invisible(typed: str, held: str) -> None:
    assert entered(typed) == held
    assert entered(held) == held
