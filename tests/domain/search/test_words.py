"""What a text is found by: everything that stands in it, and nothing that does not."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.domain.search.words import fold, spans, terms, words_of

_SIGNS = "".join(chr(point) for point in range(0x21, 0x7F) if not chr(point).isalnum())


def found(typed: str, *texts: str) -> bool:
    """Whether a thing with these texts is found: by the words of the index and by the texts themselves."""
    wanted = terms(typed)
    words = set(words_of(texts))
    folded = [fold(text) for text in texts]
    by_words = all(words.issuperset(term.words) for term in wanted)
    by_texts = all(term.found_in(folded) for term in wanted)
    assert by_words or not by_texts or _mid_word(typed), (typed, wanted, sorted(words))
    return bool(wanted) and by_words and by_texts


def _mid_word(typed: str) -> bool:
    """One or two letters in the middle of a word are the only thing that the index does not know."""
    return any(
        re.search(r"(?i)(?<![a-z0-9])(?:[a-z]{1,2}|[0-9]{1,2})", part) is not None for part in fold(typed).split()
    )


_TEXT = "焊接工位换型频繁,想知道ABB机械臂IRB-1600和IRB-2600的负载与臂展差别"
_PIECES = "机 机械 机械臂 ABB abb ＡＢＢ ABB机械臂 IRB-1600 irb1600 1600 600 频繁, 频繁， 差别 臂IRB"


@pytest.mark.parametrize("typed", _PIECES.split())
def test_any_piece_of_a_text_finds_it(typed: str) -> None:
    assert found(typed, _TEXT)


def test_every_part_between_spaces_must_be_found() -> None:
    assert found("ABB 机械臂", _TEXT)
    assert found("IRB 1600", _TEXT)
    assert found("械臂 焊接", _TEXT)
    assert not found("械臂 喷涂", _TEXT)


@pytest.mark.parametrize("typed", ["臂机", "机臂", "IRB-1601", "机械臂展", "abc", "械焊", "ABB机器"])
def test_what_does_not_stand_there_does_not_find_it(typed: str) -> None:
    assert not found(typed, _TEXT)


@pytest.mark.parametrize("typed", ["5678", "1381234", "13812345678", "138-1234-5678", "(138)1234-5678", "8123", "345"])
@pytest.mark.parametrize("written", ["13812345678", "138 1234 5678", "138-1234-5678", "+86 138 1234 5678"])
def test_any_run_of_digits_finds_a_number_however_it_is_written(typed: str, written: str) -> None:
    assert found(typed, written)
    assert not found("1234567", "13812345"[:7], "5678")


@pytest.mark.parametrize("sign", _SIGNS)
def test_every_sign_is_literal(sign: str) -> None:
    assert found(sign, f"a {sign} b")
    assert found(f"{sign}机械", f"{sign}机械")
    assert not found(sign, "机械 abc 123")
    assert not found(f"机{sign}", "机械")


@pytest.mark.parametrize("operator", ["OR", "AND", "NOT", "NEAR(机 械)", "机 OR 人", "机*", '"机"', "^机", "机 - 人"])
def test_nothing_typed_is_an_operator(operator: str) -> None:
    assert not found(operator, "机械 人")


def test_width_capitals_accents_and_spaces_in_chinese_do_not_matter() -> None:
    assert found("nunez", "Grupo Andino / María Núñez")
    assert found("Núñez", "MARIA NUNEZ")
    assert found("张三", "张　三")
    assert found("张 三", "张三")
    assert found("知道", "知\u200b道")
    assert found("ｗｘ：heng", "wx:hengrui_liting")
    assert found("_liting", "wx:hengrui_liting")


def test_rare_characters_and_marks_stand_for_themselves() -> None:
    text = "𠮷野家电 ① 号厂房 ★值班 90°"
    assert all(found(typed, text) for typed in ["𠮷", "𠮷野", "①", "★", "★值", "90°", "°"])
    assert not found("1", text)
    assert not found("吉", text)


def test_parts_may_stand_in_different_texts_but_none_across_two() -> None:
    assert found("曾 风扇", "曾查理", "控制柜风扇")
    assert not found("理控", "曾查理", "控制柜风扇")


def test_nothing_is_asked_for_by_nothing() -> None:
    assert terms("") == terms(" \u3000\n\u200b") == ()


def test_the_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "焊接 ABB 机械臂ＩＲＢ-1600"
    assert [text[start:end] for start, end in spans(text, terms("abb机械 irb1600"))] == ["ABB 机械", "ＩＲＢ-1600"]
    assert spans("ﬃ机", terms("机")) == [(1, 2)]
    assert spans("别的", terms("机")) == []


_ALPHABET = "机械臂张三的 ab1 2-./%é①𠮷ＡＢ\u200b　_*\"'OR"


@settings(max_examples=400, deadline=None)
@given(st.text(_ALPHABET, max_size=24), st.data())
def test_every_piece_that_begins_where_a_word_does_is_found(text: str, data: st.DataObject) -> None:
    starts = [m.start() for m in re.finditer(r"(?<![a-zA-Z0-9ＡＢé\u200b])[^\s\u200b]", text)]
    if starts:
        start = data.draw(st.sampled_from(starts))
        end = data.draw(st.integers(start + 1, len(text)))
        wanted = terms(text[start:end])
        words = set(words_of([text]))
        assert all(words.issuperset(term.words) for term in wanted), (text[start:end], wanted, sorted(words))
        assert all(term.found_in([fold(text)]) for term in wanted)
