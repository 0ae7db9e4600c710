"""M06 through the console: the visit stands on the account owner's board, its result plans the next one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.customers.changes import add_customer
from deskconsole.present.catalogue import language, use
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from tests.console.driver import console
from tests.desk.customers.test_visit_plans import CHEN, FIRST_OF_MONTH, write_plans
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    before = language()
    write_plans(tmp_path, core=(FIRST_OF_MONTH, "next"))
    made = Bench(tmp_path)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


async def test_m06_a_visit_is_reported_on_the_board_and_the_next_is_planned(bench: Bench) -> None:
    customer = add_customer(bench.desk, {**CHEN, "owner": "qian"}, [(None, "13812345678")])
    (visit,) = customer.tickets
    bench.now = t("10-08 10:30")
    async with console(bench.by("qian")) as c:
        await c.press("f4")
        await c.on(FollowUpScreen)
        await c.until(lambda: c.follow_ups.numbers == [visit.number[-4:]], "the visit")
        await c.sees("陈立", "138****5678")
        await c.press("f")
        await c.form()
        await c.filling(remark="看了产线")
        await c.press("ctrl+s")
        await c.until(lambda: len(bench.show(visit.number).ticket.plans) == 2, "the next visit")
        assert [clock.due for clock in bench.show(visit.number).clocks if clock.active] == [t("11-02 10:00")]
        await c.on(FollowUpScreen)
    async with console(bench.by("zhou")) as c:
        await c.press("8", "q")
        await c.on(CustomerScreen)
        await c.sees("Account owner Qian", "Open tickets (1)")
