"""M06: ordinary customers are cared for by the sales department, potential ones by marketing, others by their owner."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.customers.changes import add_customer, change_customer
from deskconsole.desk.customers.customers import customer_file
from deskconsole.desk.customers.visit_plans import arrange_visits
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import views
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("mall-desk",))
    add_staff(made.by("root"), "mei", name="梅", role="specialist", department="marketing", qualified=True)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def customer(bench: Bench, tier: str, **fields: str) -> int:
    return add_customer(bench.desk, {"name": "郑晓", "tier": tier, **fields}, [(None, "13812345678")]).id


@pytest.mark.parametrize(
    ("tier", "owner", "asked", "due"),
    [
        ("strategic", "zhou", "zhou", "10-13 10:30"),
        ("ordinary", None, "dept:sales", None),
        ("potential", None, "dept:marketing", None),
        ("ordinary", "zhou", "dept:sales", None),
    ],
)
def test_m06_whose_the_plan_is(bench: Bench, tier: str, owner: str | None, asked: str, due: str | None) -> None:
    bench.now = t("09-14 09:00")
    file = customer(bench, tier, **({"owner": owner} if owner else {}))
    (ticket,) = [each for each in customer_file(bench.desk, file).tickets if each.open]
    clock = bench.clock(ticket.number, "M06")
    assert (clock.assignee, clock.role) == (asked, "assignee")
    assert due is None or clock.due == t(due)
    assert bench.show(ticket.number).ticket.owner == (owner if asked == owner else None)


def test_m06_whoever_is_of_the_department_finds_and_does_it(bench: Bench) -> None:
    file = customer(bench, "potential")
    (ticket,) = [each for each in customer_file(bench.desk, file).tickets if each.open]
    (line,) = views.follow_ups(bench.by("mei"), mine=True)
    assert line.number == ticket.number
    assert views.follow_ups(bench.by("qian"), mine=True) == []
    first = bench.clock(ticket.number, "M06")
    bench.act(ticket.number, "followed_up", "mei", of=first.of)
    (clock,) = [clock for clock in bench.show(ticket.number).clocks if clock.rule == "M06" and clock.active]
    assert (clock.assignee, clock.due > first.due) == ("dept:marketing", True)


def test_m06_another_tier_is_another_departments(bench: Bench) -> None:
    file = customer(bench, "potential")
    change_customer(bench.desk, file, {"tier": "ordinary"})
    (ticket,) = [each for each in customer_file(bench.desk, file).tickets if each.open]
    assert bench.clock(ticket.number, "M06").assignee == "dept:sales"


def test_m06_who_came_by_an_inquiry_is_arranged_with_the_others(bench: Bench) -> None:
    number = bench.take("phone", "potential", category="membership")
    assert [line.number for line in views.follow_ups(bench.desk)] == []
    (arranged,) = arrange_visits(bench.by("root"))
    assert arranged.number != number
    assert arrange_visits(bench.by("root")) == []
