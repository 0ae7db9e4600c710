"""What a pack counts as repeated: by one customer, of one file; and whoever brought it, within one stretch of time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.customers.changes import merge_customers
from deskconsole.desk.customers.customers import find_customers
from tests.desk.support import Bench, t

_KIND = """
[[kind]]
name = "inquiry"

[[kind.repeat]]
name = "again"
title = { zh = "三十天内第三次", en = "Third within 30 days" }
count = 3
within = "30 days"
same = ["category"]
"""
_ANYBODY = """
[[kind.repeat]]
name = "often"
title = { zh = "本周同类四件", en = "Four of a kind within a week" }
of = "everybody"
count = 4
within = "7 days"
same = ["category"]
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    own = tmp_path / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "kinds.toml").write_text(_KIND + _ANYBODY, "utf-8")
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def repeated(bench: Bench, number: str) -> list[tuple[str, int]]:
    return [(each.repeat.name, each.times) for each in bench.show(number).repeats if each.repeat.name == "again"]


def test_within_30_days_of_the_same_customer_and_category(bench: Bench) -> None:
    for category in ("product", "technical"):
        bench.take(category=category)
    bench.take(contact="13900000042", customer="别人")
    bench.now = t("09-20 09:00")
    bench.take()
    bench.now = t("10-14 09:00")
    assert repeated(bench, bench.take()) == [("again", 3)], "exactly 30 days after the first"
    bench.later(seconds=1)
    number = bench.take()
    assert repeated(bench, number) == [("again", 3)], "the first has fallen out, the last has come in"
    bench.act(number, "classified", category="product")
    assert repeated(bench, number) == []


def test_what_was_withdrawn_or_merged_or_belongs_to_nobody_does_not_count(bench: Bench) -> None:
    mistaken, doubled, kept = (bench.take() for _ in range(3))
    bench.act(mistaken, "withdrawn", reason="wrong_number")
    bench.act(doubled, "merged", into=kept)
    assert repeated(bench, bench.take()) == []
    assert repeated(bench, bench.take()) == [("again", 3)]


def test_two_names_of_one_customer_are_one_customer(bench: Bench) -> None:
    bench.take()
    bench.take()
    number = bench.take(customer="华南精密采购部", contact="13900000042")
    assert repeated(bench, number) == []
    (one,), (other,) = (find_customers(bench.desk, text) for text in ("chenli", "13900000042"))
    merge_customers(bench.by("he"), other.id, one.id)
    assert repeated(bench, number) == [("again", 3)]


def test_whoever_brought_them(bench: Bench) -> None:
    numbers = [bench.take(customer=f"客户{n}", contact=f"1390000004{n}") for n in range(4)]
    for number in numbers:
        (found,) = bench.show(number).repeats
        assert (found.repeat.name, found.times) == ("often", 4)
        assert set(found.others) == set(numbers) - {number}
    bench.later(days=8)
    assert bench.show(bench.take()).repeats == ()
