"""Expressions of packs are bounded: what could keep the desk waiting is refused, ours take time by length only."""

import re
import time
from collections.abc import Iterator

import pytest

from deskconsole.desk.policy.packs import load_pack, pack_names
from deskconsole.domain.problems import Place
from deskconsole.domain.rules.patterns import ENDLESS, FITTED, SEARCHED, bounded, check_pattern, tries
from deskconsole.domain.rules.wording import Materials, compiled, find_matches, materials_of, searched, unapproved
from tests.domain.packs import problems, spoiled

#: Expressions that take longer and longer with the text: exponentially, or with its square or cube.
ENDLESSLY = ["(a+)+b", "(a|a)*b", "(a|ab?)*c", "(.*)*x", r"(\d+)*x", "(x+x+)+y", "(a?){20}a{20}", r"(.)+\1"]
SLOW = ["a*a*a*c", ".*x.*y.*z", r"[一二三万]{2,}(百|千|万)*(元|块)?[一二三万]*圆"]
FINE = [
    *(r"\d+(\.\d+)?元", "不(太|是很|大|怎么)?(清楚|了解|明白)", "[A-Z0-9]{9,18}", r"(?is)(?!.*(尽快|asap)).*"),
    *(r"[A-Z]{2}\d{4}-[A-Z]+\d*", "(百|千|万)*", r"\d{1,12}+(\.\d{1,4}+)?元", ".{0,8}尽快"),
]


def ours() -> Iterator[str]:
    """Every expression of the packs that come with the program that texts are searched for."""
    for name in pack_names():
        pack = load_pack(name)
        for banned in pack.banned:
            yield from filter(None, (banned.pattern, banned.unless_beside, *banned.unless))
        for passed in pack.passed:
            yield from passed.unless


@pytest.mark.parametrize("pattern", [*ENDLESSLY, *SLOW])
def test_what_could_keep_the_desk_waiting_is_refused(pattern: str) -> None:
    (found,) = check_pattern(pattern, Place("phrases.toml"), "pattern", limit=SEARCHED)
    assert "tries, 1,500 are allowed: repeat less" in str(found)


@pytest.mark.parametrize("pattern", ENDLESSLY)
def test_a_form_refuses_it_too(pattern: str) -> None:
    assert check_pattern(pattern, Place("kinds.toml"), "pattern", limit=FITTED, longest=200)


@pytest.mark.parametrize("pattern", FINE)
def test_what_takes_time_by_length_only_is_accepted(pattern: str) -> None:
    assert check_pattern(pattern, Place("x"), "pattern", limit=SEARCHED) == []
    assert check_pattern(pattern, Place("x"), "pattern", limit=FITTED, longest=2_000) == []


def test_a_pack_with_such_an_expression_is_refused_where_it_stands() -> None:
    (found,) = problems(spoiled("phrases.toml", 'pattern = "不知道"', 'pattern = "(不+)+知道"'))
    assert found.startswith("phrases.toml:8: banned 1 ((不+)+知道): pattern: the expression may take")
    (found,) = problems(spoiled("phrases.toml", 'pattern = "不知道"', 'pattern = "不知道"\nunless = ["(a*)*"]'))
    assert "unless[1]: the expression may take" in found
    text = 'type = "text"\npattern = "([A-Z]+)*x"\n#'
    (found,) = problems(spoiled("kinds.toml", 'type = "choice"\nvalues =', text + "values ="))
    assert "field[1].pattern: the expression may take" in found


@pytest.mark.parametrize("pattern", ["(", "a{2,1}", "[z-a]", "(?P<x", "a" * 20 + "("])
def test_no_expression_is_still_none(pattern: str) -> None:
    (found,) = check_pattern(pattern, Place("x"), "pattern", limit=SEARCHED)
    assert "not a regular expression" in str(found)


@pytest.mark.parametrize(
    ("pattern", "searched_for"),
    [
        ("a*b+c?", "a{0,20}b{1,20}c?"),
        (r"[*+]*\*+\+", r"[*+]{0,20}\*{1,20}\+"),
        ("a{2,}b{,5}c{3}d{2,4}+", "a{2,20}b{,5}c{3}d{2,4}+"),
        ("a*?b++c{30,}", "a{0,20}?b{1,20}+c{30,30}"),
        ("[]*]+[^]*]*", "[]*]{1,20}[^]*]{0,20}"),
    ],
)
def test_what_goes_on_without_an_end_gets_one(pattern: str, searched_for: str) -> None:
    assert bounded(pattern) == searched_for
    re.compile(bounded(pattern))
    assert compiled("不+知道").search("不" * (ENDLESS + 5) + "知道")


@pytest.mark.parametrize("pattern", sorted(set(ours())))
def test_our_own_take_few_tries(pattern: str) -> None:
    assert tries(searched(pattern), re.VERBOSE) <= SEARCHED


def _spent(pattern: re.Pattern[str], text: str) -> float:
    """The least time of a few, in seconds."""
    spent: list[float] = []
    for _time in range(5):
        begin = time.perf_counter()
        for _match in pattern.finditer(text):
            pass
        spent.append(time.perf_counter() - begin)
    return min(spent)


def _worst(pattern: str) -> Iterator[str]:
    """Beginnings of the texts that an expression might dislike: its own signs, repeated."""
    plain = re.sub("[^0-9a-z\u4e00-\u9fff]", "", pattern)
    signs = sorted(set(plain) | set("19万千"))
    yield from (sign for sign in signs)
    yield from (plain[:n] for n in (3, 6, 12, 25) if plain)
    yield from ("1.1", "三百万", "".join(signs))


@pytest.mark.slow
@pytest.mark.parametrize("pattern", sorted(set(ours())))
def test_our_own_take_four_times_as_long_for_four_times_the_text(pattern: str) -> None:
    expression = compiled(pattern)
    worst = max(_worst(pattern), key=lambda piece: _spent(expression, (piece * 1_000)[:1_000]))
    short, long = (_spent(expression, (worst * n)[:n]) for n in (1_000, 4_000))
    assert long < 10 * short + 0.001, (worst, short, long)


def test_a_long_row_of_numerals_does_not_keep_anybody_waiting() -> None:
    """1,300 × 万 took 21 seconds: each of them could begin a figure, be of it, or stand behind it."""
    banned = load_pack("robot-integrator").banned
    old = r"([零〇一二两三四五六七八九十百千万]{2,}|[一二两三])(百|千|万|亿|k)*(元|块钱|圆)"
    assert tries(old, longest=1_300) > 1_000_000 > 100 * tries(searched(banned[0].pattern), re.VERBOSE)
    begin = time.perf_counter()
    find_matches("万" * 20_000, banned)
    assert compiled(old).search("万" * 1_300) is None  # of a pack that was stored before
    assert time.perf_counter() - begin < 10


def test_the_blanks_of_a_passed_text_take_what_is_filled_in() -> None:
    materials = materials_of(["{customer}，您的订单{number}将于{due}送达", "{company}{receiver}{contact}竭诚为您服务"])

    def passes(text: str) -> bool:
        check = load_pack("enterprise-service").passed[0]
        return not list(unapproved(text, check, materials))

    assert passes("王先生，您的订单DH-2026-0815将于10月8日18点送达")
    assert passes("华智机器人周宁13800001111竭诚为您服务")
    assert not passes("王先生，您的订单DH-2026-0815将于10月8日18点退回")
    assert not passes("王" * 70 + "您的订单1将于明天送达")
    begin = time.perf_counter()
    assert not passes("甲" * 180 + "竭诚为您服")
    assert time.perf_counter() - begin < 5
    assert isinstance(materials, Materials)
