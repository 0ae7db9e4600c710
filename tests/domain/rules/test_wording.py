"""What may not be said to a customer is found however it is written, and only that (R27, E18, R23)."""

import time
import unicodedata
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Banned, Text
from deskconsole.domain.rules.wording import WordingMatch, find_matches, price_keys, taken
from deskconsole.text.normalised_text import normalise
from deskconsole.text.prices import price_key

SEPARATORS = (
    " ",
    "\u3000",
    "、",
    "，",
    "。",
    "-",
    "·",
    "*",
    "…",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\t",
    "\n",
    "“",
    "/",
    "",
)


@cache
def pack() -> Pack:
    return load_pack("robot-integrator")


def found(text: str, **more: object) -> list[tuple[str, str]]:
    return [(match.sort, match.words) for match in find_matches(text, pack().banned, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "不知道",
        "不 知 道",
        "不、知、道",
        "不\u200b知道",
        "不　知　道",
        "不，知。道",
        "不\n知道",
        "不-知-道",
        "不 太 知 道",
    ],
)
def test_r27_spaces_and_punctuation_between_hide_nothing(text: str) -> None:
    said = f"您好，这个我{text}，请稍等。"
    assert found(said) == [("banned", text)]


@given(
    st.sampled_from(["不知道", "不归我管", "自己看说明书", "没办法", "尽快", "沒辦法", "asap", "stupid", "百分之百能"]),
    st.lists(st.sampled_from(SEPARATORS), min_size=8, max_size=8),
)
def test_r27_whatever_stands_between_the_place_is_the_original_one(words: str, between: list[str]) -> None:
    written = "".join(c + between[i % 8] for i, c in enumerate(words[:-1])) + words[-1]
    text = f"您好。{written}。再见"
    matches = [match for match in find_matches(text, pack().banned) if match.sort != "blank"]
    assert matches
    for match in matches:
        assert text[match.start : match.end] == match.words
        assert normalise(match.words).text in normalise(words).text


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_any_text_is_squeezed_with_places_in_order(text: str) -> None:
    normalised = normalise(text)
    assert len(normalised.text) == len(normalised.places)
    assert list(normalised.places) == sorted(normalised.places)
    assert all(0 <= place < len(text) for place in normalised.places)
    find_matches(text, pack().banned)


def test_r27_width_case_and_traditional_characters() -> None:
    assert found("ＡＳＡＰ") == [("no_time", "ＡＳＡＰ")]
    assert found("As  Soon As Possible") == [("no_time", "As  Soon As Possible")]
    assert found("實在沒辦法") == [("negating", "沒辦法")]
    assert found("I don’t know") == found("I don't know".replace("'", "’")) == [("banned", "I don’t know")]


@pytest.mark.parametrize(
    "text",
    [
        "清不清楚",
        "您有不清楚的地方请随时问我",
        "如果还有不清楚的地方，请告诉我",
        "您知不知道序列号在哪里？",
        "不知道您明天上午是否方便？",
        "有没有办法绕过这台设备，我来核实",
        "这样行不行，请您确认",
        "步行不行时可乘接驳车",
        "绝对定位精度 0.05 mm，绝对值编码器",
        "重复精度百分之百按出厂报告",
        "滚珠丝杠与滚筒线",
        "笨重工件的搬运",
        "傻瓜式编程，一小时上手",
        "请您尽快提供序列号",
        "请尽快告诉我们到货地址",
        "加速与减速时间可设",
        "寿命 8 万小时，10 万次开合",
        "单元模块化，三元锂电池供电，二元方程",
        "一块处理即可",
        "6 轴折弯单元",
        "piano idea, casino ideas, volcanoes",
        "dumbbell handling",
        "我们不能保证当天到货，以约定为准",
        "质量保证体系",
        "①核对型号 ②核对电压",
    ],
)
def test_r27_no_hit_inside_other_words(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("不清楚呢", "banned"),
        ("这不归我们管", "banned"),
        ("你自己看说明书吧", "banned"),
        ("这个不可能", "negating"),
        ("做不了", "negating"),
        ("这都不懂", "attack"),
        ("说了多少遍了", "attack"),
        ("别家的机器人都是垃圾", "attack"),
        ("保证没问题", "promise"),
        ("绝对不会坏", "promise"),
        ("全国最低价", "promise"),
        ("That is not my job", "banned"),
        ("Are you blind?", "attack"),
        ("It is 100% guaranteed", "promise"),
    ],
)
def test_r27_banned_negating_attacks_and_what_cannot_be_kept(text: str, sort: str) -> None:
    assert [match.sort for match in find_matches(text, pack().banned)] == [sort]


@pytest.mark.parametrize(
    "text", ["我们会尽快处理", "稍后给您回复", "有空再联系您", "等通知吧", "asap", "I will get back to you soon"]
)
def test_e18_a_promise_without_a_time(text: str) -> None:
    assert [match.sort for match in find_matches(text, pack().banned)] == ["no_time"]
    assert found(text, time_told=True) == [], "a time goes with it"


@pytest.mark.parametrize(
    "text", ["我会尽快，明天10点前回复您", "两个工作日内尽快发出", "I will reply by Friday, as soon as possible"]
)
def test_e18_a_time_in_the_same_sentence_is_a_time(text: str) -> None:
    assert found(text) == []
    assert found(f"今天到货。{text[:0]}我们尽快处理。") == [("no_time", "尽快")], "not one of another sentence"


@pytest.mark.parametrize(
    "text",
    [
        "35,000元",
        "3.5万元",
        "三万五千元",
        "¥35000",
        "￥３５０００",
        "RMB 35k",
        "35 000 元",
        "3.5万左右",
        "USD 5,000",
        "500块钱",
    ],
)
def test_r23_figures_of_money_are_found(text: str) -> None:
    assert [sort for sort, _words in found(f"单价{text}")] == ["price"]


@pytest.mark.parametrize("text", ["9折", "八五折", "优惠5%", "降价3个点", "10% off"])
def test_r23_figures_of_discount_are_found(text: str) -> None:
    assert [sort for sort, _words in found(f"可以{text}")] == ["price"]


def test_r23_what_a_price_article_holds_may_be_told_however_it_is_written() -> None:
    keys = price_keys(["标准工作站：¥35,000 起；年度合同 85 折。"], pack().banned)
    for text in ("35000元", "3.5万元", "三万五千元", "３５，０００元", "3.5万左右", "8.5折", "八五折"):
        assert found(text, prices=keys) == [], text
    for text in ("36000元", "USD 35000", "8折"):
        assert len(found(text, prices=keys)) == 1, text


@pytest.mark.parametrize(
    ("one", "other"),
    [("三万五", "35000"), ("十二万", "120000"), ("一百二", "120"), ("两千零五", "2005"), ("一亿二", "120000000")],
)
def test_r23_chinese_numerals(one: str, other: str) -> None:
    assert price_key(f"{one}元") == price_key(f"{other}元")


def test_r27_the_accepted_wording_takes_the_place_of_the_clause() -> None:
    text = "您好，这个我不 知道，我帮您问。"
    (match,) = find_matches(text, pack().banned)
    assert taken(text, match, "我去核实。") == "您好，我去核实，我帮您问。"


@pytest.mark.parametrize("text", ["已经告诉您，不清楚", "您好。不知道", "有。没办法"])
def test_r27_an_excuse_does_not_reach_over_a_comma(text: str) -> None:
    assert len(found(text)) == 1


def test_e18_the_accepted_wording_takes_the_place_of_the_words() -> None:
    text = "我们会尽快回复您。"
    (match,) = find_matches(text, pack().banned)
    assert match.instead is not None
    assert taken(text, match, match.instead.zh.format(due="17:30")) == "我们会在17:30前回复您。"


@given(
    st.lists(
        st.sampled_from(["您好，", "我不知道", "没办法。", "尽快", "3万元", "asap ", "不归我管，", "好的！", "\n"]),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_r27_taking_every_accepted_wording_leaves_nothing_to_name(pieces: list[str]) -> None:
    text = "".join(pieces)
    for _step in range(40):
        matches = [match for match in find_matches(text, pack().banned) if match.instead is not None]
        if not matches:
            break
        text = taken(text, matches[0], matches[0].instead.zh.format(due="明天10:00"))  # type: ignore[union-attr]
    assert [match for match in find_matches(text, pack().banned) if match.sort != "blank"] == []


def test_a_blank_of_a_phrase_is_named_until_it_is_filled_in() -> None:
    (match,) = find_matches("请于＿＿前回复", pack().banned)
    assert (match.sort, match.words, match.instead) == ("blank", "请于＿＿前回复", None)


def test_of_hits_within_each_other_the_longest_is_told() -> None:
    banned = [Banned(pattern="知道", instead=Text("a", "a")), Banned(pattern="不知道", instead=Text("b", "b"))]
    assert [match.words for match in find_matches("我不知道", banned)] == ["不知道"]


def test_a_long_text_of_nothing_but_hits_ends() -> None:
    started = time.process_time()
    matches = find_matches("不知道" * 6_000, pack().banned)
    assert 0 < len(matches) <= 200
    assert time.process_time() - started < 5


def test_a_hit_is_a_place_in_the_text_as_written() -> None:
    text = "前面㎏，后面 不 知 道"
    (match,) = find_matches(text, pack().banned)
    assert isinstance(match, WordingMatch)
    assert text[match.start : match.end] == "不 知 道"
    assert unicodedata.normalize("NFKC", "㎏") == "kg"
