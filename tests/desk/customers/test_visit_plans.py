"""M06, R38: customers of some tiers are visited regularly by their account owner; a visit is a clock on a ticket."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.accounts import os_account
from deskconsole.desk.customers.changes import add_customer, change_customer, merge_customers, unmerge_customer
from deskconsole.desk.customers.customers import customer_file
from deskconsole.desk.customers.visit_plans import arrange_visits
from deskconsole.desk.tickets import views
from deskconsole.errors import DeskError
from deskconsole.text.private import revealed
from tests.desk.support import Bench, t

KIND = """
[[kind]]
name = "visit"
title = { zh = "拜访", en = "Visit" }
"""
PLAN = """
[[visit_plan]]
tier = "{tier}"
title = {{ zh = "例行拜访", en = "Regular visit" }}
kind = "visit"
channel = "phone"
recurrence = "{recurrence}"
rest_days = "{rest_days}"
"""
WEEKLY, FIRST_OF_MONTH = "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYMONTHDAY=1"
CHEN = {"name": "陈立", "tier": "core"}


def write_plans(folder: Path, **plans: tuple[str, str]) -> None:
    own = folder / "packs" / "robot-integrator"
    own.mkdir(parents=True, exist_ok=True)
    (own / "kinds.toml").write_text(KIND, "utf-8")
    texts = [PLAN.format(tier=tier, recurrence=rule, rest_days=rest) for tier, (rule, rest) in plans.items()]
    (own / "pack.toml").write_text("".join(texts), "utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    write_plans(
        tmp_path, core=(WEEKLY, "keep"), important=(FIRST_OF_MONTH, "next"), ordinary=(FIRST_OF_MONTH, "previous")
    )
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def _customer(bench: Bench, **fields: str) -> int:
    return add_customer(bench.desk, {**CHEN, "owner": "qian", **fields}, [(None, "13812345678")]).id


def _visits(bench: Bench, customer: int) -> list[str]:
    return [ticket.number for ticket in customer_file(bench.desk, customer).tickets if ticket.open]


def test_m06_a_customer_of_the_tier_with_an_account_owner_has_visits(bench: Bench) -> None:
    assert _visits(bench, add_customer(bench.desk, CHEN).id) == [], "nobody would visit"
    assert _visits(bench, _customer(bench, tier="potential")) == [], "the tier has no plan"
    (number,) = _visits(bench, _customer(bench))
    clock = bench.clock(number, "R38")
    assert (clock.due, clock.assignee, clock.do) == (t("09-15 10:00"), "qian", "follow_up")
    assert bench.rules(number) == ["R38"], "no other clock hurries"
    (line,) = views.follow_ups(bench.by("qian"), mine=True)
    assert (line.number, line.customer, revealed(line.phone)) == (number, "陈立", "13812345678")


def test_r38_the_result_of_a_visit_plans_the_next_one(bench: Bench) -> None:
    (number,) = _visits(bench, _customer(bench))
    for day, following in (("09-15", "09-22"), ("09-22", "09-29")):
        bench.now = t(f"{day} 11:00")
        bench.act(number, "followed_up", "qian", outcome="reached", text="看了产线")
        assert [clock.due for clock in bench.show(number).clocks if clock.active] == [t(f"{following} 10:00")]
    assert bench.rules(number) == ["R38"]


def test_m06_a_visit_on_a_rest_day_is_moved_as_the_pack_says(bench: Bench) -> None:
    """The first of October is a holiday; the last working day before it is its eve."""
    (after,) = _visits(bench, _customer(bench, tier="important"))
    (before,) = _visits(bench, _customer(bench, name="王明", tier="ordinary"))
    assert bench.clock(after, "R38").due == t("10-08 10:00")
    assert bench.clock(before, "R38").due == t("09-30 10:00")
    for number, due, following in ((before, "09-30", "10-30"), (after, "10-08", "11-02")):
        bench.now = t(f"{due} 10:30")
        bench.act(number, "followed_up", "qian", outcome="reached", text="看了产线")
        running = [clock.due for clock in bench.show(number).clocks if clock.active]
        assert running == [t(f"{following} 10:00")], "Sunday the first of November is moved too"


def test_who_refuses_is_not_visited_any_more(bench: Bench) -> None:
    customer = _customer(bench)
    (number,) = _visits(bench, customer)
    bench.now = t("09-15 11:00")
    bench.act(number, "followed_up", "qian", outcome="refused", text="不用来")
    assert bench.show(number).closed
    assert _visits(bench, customer) == []


def test_who_was_not_met_is_tried_again_and_the_plan_goes_on(bench: Bench) -> None:
    (number,) = _visits(bench, _customer(bench, tier="ordinary"))
    bench.now = t("09-30 10:30")
    bench.act(number, "followed_up", "qian", outcome="no_answer", due=t("10-09 10:00"))
    assert [clock.due for clock in bench.show(number).clocks if clock.active] == [t("10-09 10:00")]
    bench.now = t("10-09 10:30")
    bench.act(number, "followed_up", "qian", outcome="reached")
    assert [clock.due for clock in bench.show(number).clocks if clock.active] == [t("10-30 10:00")]


def test_another_account_owner_takes_the_visits_over(bench: Bench) -> None:
    customer = _customer(bench)
    (number,) = _visits(bench, customer)
    bench.later(hours=1)
    change_customer(bench.desk, customer, {"owner": "luo"})
    assert _visits(bench, customer) == [number]
    assert bench.clock(number, "R38").assignee == "luo"
    assert bench.show(number).ticket.owner == "luo"


def test_another_tier_has_other_visits_or_none(bench: Bench) -> None:
    customer = _customer(bench)
    (weekly,) = _visits(bench, customer)
    bench.later(hours=1)
    change_customer(bench.desk, customer, {"tier": "important"})
    (monthly,) = _visits(bench, customer)
    assert bench.show(weekly).closed
    assert bench.clock(monthly, "R38").due == t("10-08 10:00")
    bench.take("online", "potential", customer="陈立", contact="13812345678")
    assert monthly not in _visits(bench, customer), "the tier on a form is the customer's"
    change_customer(bench.desk, customer, {"tier": "core"})
    assert len(_visits(bench, customer)) == 2
    change_customer(bench.desk, customer, {"owner": None})
    assert len(_visits(bench, customer)) == 1


def test_merged_customers_are_visited_once(bench: Bench) -> None:
    one, other = _customer(bench), _customer(bench, name="陈经理")
    (kept,) = _visits(bench, one)
    bench.later(hours=1)
    merge_customers(bench.by("he"), other, one)
    assert _visits(bench, one) == [kept]
    bench.later(hours=1)
    unmerge_customer(bench.by("he"), other)
    assert _visits(bench, one) == [kept]
    assert len(_visits(bench, other)) == 1


def test_plans_that_come_later_are_arranged_when_asked(tmp_path: Path) -> None:
    before = Bench(tmp_path)
    customer = _customer(before)
    before.desk.store.close()
    write_plans(tmp_path, core=(WEEKLY, "keep"))
    bench = Bench.reopened(before)
    with pytest.raises(DeskError, match="administrator"):
        arrange_visits(bench.desk)
    (arranged,) = arrange_visits(bench.by(os_account()))
    assert (arranged.customer_id, arranged.due) == (customer, t("09-15 10:00"))
    assert arrange_visits(bench.by(os_account())) == []
    assert bench.verified() == []
    bench.desk.store.close()


def test_a_visit_of_the_desk_is_no_call_of_the_customer(bench: Bench) -> None:
    assert customer_file(bench.desk, _customer(bench)).calls_this_week == 0


def test_the_visits_of_years_never_come_twice(bench: Bench) -> None:
    """Every month has one visit, wherever its first day falls."""
    (number,) = _visits(bench, _customer(bench, tier="ordinary"))
    months = []
    for _ in range(14):
        (due,) = [clock.due for clock in bench.show(number).clocks if clock.active]
        months.append(due + timedelta(days=3))
        bench.now = due
        bench.act(number, "followed_up", "qian", outcome="reached")
    said = [(at.year, at.month) for at in months]
    assert len(set(said)) == len(said)
