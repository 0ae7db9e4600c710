"""One question over tickets, customers and articles."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from deskconsole.desk.customers.changes import change_customer, merge_customers
from deskconsole.desk.search.searching import SearchResult, SearchResults, rebuild_search, search
from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.tickets.intake_forms import read_form
from deskconsole.errors import DeskError
from deskconsole.store.search import forget_events
from tests.desk.support import Bench, t

_DAY = Path(__file__).parents[2] / "data" / "intake_day.jsonl"


def _titles(matches: tuple[SearchResult, ...]) -> set[str]:
    return {match.title.split()[-1] for match in matches}


@pytest.fixture
def day(bench: Bench) -> Bench:
    """A desk with the inquiries of a day."""
    bench.now = t("11-21 09:00")
    for line in _DAY.read_text(encoding="utf-8").splitlines():
        intake(bench.desk, read_form(bench.desk, json.loads(line), now=bench.now, loose=True))
    return bench


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        *((typed, {"张三", "张珊"}) for typed in ("zs", "zhs", "zhangs", "张s")),
        *[("qy", {"仇英"}), ("st", {"单田"}), ("shant", {"单田"}), ("zcl", {"曾查理"})],
    ],
)
def test_names_of_a_day_by_pinyin(day: Bench, typed: str, names: set[str]) -> None:
    found = search(day.desk, typed)
    assert _titles(found.customers) >= names
    assert _titles(found.tickets) >= names


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("机", {1, 3, 6, 13, 18, 19, 24}),
        ("机械", {1, 18}),
        ("ABB机械臂", {1}),
        ("IRB-1600", {1}),
        ("irb1600", {1}),
        ("5678", {1, 16}),
        ("1381234", {1}),
        ("曾 风扇", {8}),
        ("30/60/10", {9}),
        ("0.3mm", {3}),
        ("★", {21}),
        ("①", {21}),
        ("𠮷", {23}),
        ("nunez", {20}),
        ("90°", {14}),
        ("_", {3}),
        *((sign, set[int]()) for sign in ('"', "%", "*", "OR", "NEAR", "NEAR(机 械)", "机*", "机%", "'", "\\", "^")),
        ("(上海)", {23}),
        ("(", {5, 23}),
    ],
)
def test_tickets_of_a_day_by_what_they_say(day: Bench, typed: str, numbers: set[int]) -> None:
    found = search(day.desk, typed)
    assert {int((match.number or "")[-4:]) for match in found.tickets} == numbers
    assert [match.at for match in found.tickets] == sorted((match.at for match in found.tickets), reverse=True)


def test_later_words_of_a_ticket_find_it_and_bring_it_forward(bench: Bench) -> None:
    first, second = bench.take(content="机器人"), bench.take(content="机器人")
    assert _numbers(search(bench.desk, "机器人")) == [second, first]
    bench.later(minutes=5)
    bench.act(first, "noted", text="机器人已经恢复")
    assert _numbers(search(bench.desk, "机器人")) == [first, second]
    assert search(bench.desk, "恢复").tickets[0].snippet == "机器人已经恢复"
    assert _numbers(search(bench.desk, "选型 恢复")) == [first]
    assert _numbers(search(bench.desk, "机器人", limit=1)) == [first]


def _numbers(found: SearchResults) -> list[str | None]:
    return [match.number for match in found.tickets]


def test_all_kinds_together_are_the_newest_first(bench: Bench) -> None:
    bench.take(customer="张三", contact="wx:1")
    bench.later(minutes=1)
    bench.take(customer="张珊", contact="wx:2")
    found = search(bench.desk, "张").newest(3)
    assert [match.title for match in found] == ["张珊", "张珊", "张三"]
    assert {match.kind for match in found} == {"ticket", "customer"}


def test_a_ring_is_found_by_the_number_that_calls(bench: Bench) -> None:
    _call, number = bench.ring("13800005678")
    assert _numbers(search(bench.desk, "5678")) == [number]


def test_a_changed_customer_is_found_as_now_and_a_merged_one_in_the_file_that_stays(bench: Bench) -> None:
    bench.take(customer="张三", contact="wx:1")
    bench.take(customer="张珊", contact="wx:2")
    three, shan = (search(bench.desk, name).customers[0].id for name in ("张三", "张珊"))
    change_customer(bench.desk, int(three), {"name": "章三"})
    assert _titles(search(bench.desk, "章").customers) == {"章三"}
    assert not search(bench.desk, "张三").customers
    merge_customers(bench.by("he"), int(shan), int(three))
    assert [match.id for match in search(bench.desk, "张珊").customers] == [three]


def test_nothing_typed_finds_nothing_and_a_limit_is_at_least_one(bench: Bench) -> None:
    bench.take()
    assert search(bench.desk, "  ") == SearchResults()
    with pytest.raises(DeskError, match="limit"):
        search(bench.desk, "机", limit=0)


def test_who_is_disabled_finds_nothing(bench: Bench) -> None:
    desk = replace(bench.desk, _actor=replace(bench.desk.actor, enabled=False))
    with pytest.raises(DeskError, match="disabled"):
        search(desk, "机")


def test_what_the_counter_hides_is_found_and_not_shown(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("front-desk",))
    pack = bench.desk.pack
    kind = next(kind for kind in pack.kinds if {"contact", "identity"} <= set(kind.private))
    identity = "440301199001011234"
    channel, tier, category = (names[0].name for names in (pack.channels, pack.tiers, pack.categories))
    form = {"kind": kind.name, "category": category, "customer": "访客甲", "contact": "13812345678", "content": "来访"}
    number = bench.take(channel, tier, **form, fields={"identity": identity, "host": "lin"})
    for typed in ("5678", identity[-6:], identity):
        (match,) = search(bench.desk, typed).tickets
        assert match.number == number
        assert "13812345678" not in match.title + match.snippet
        assert identity not in match.title + match.snippet
    bench.desk.store.close()


def test_verify_names_what_the_search_would_not_find(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    number = bench.take(content="机器人")
    assert bench.verified() == []
    with bench.desk.store.writing() as tx:
        forget_events(tx, 1, [1])
    (told,) = bench.verified()
    assert f"{number} 1" in told
    assert not search(bench.desk, "机器人").tickets
    bench.desk.store.close()


def test_only_an_administrator_makes_the_search_anew(bench: Bench) -> None:
    with pytest.raises(DeskError, match="administrator"):
        rebuild_search(bench.desk)
