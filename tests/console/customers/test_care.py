"""S10, S11, S12 at the console: one key each on the file, a list of whom to see to, a row of the intake form."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.customers.at_risk import begin_plans
from deskconsole.desk.customers.care import stop_contact
from deskconsole.desk.customers.changes import add_customer
from deskconsole.desk.customers.customers import customer_file, file_of_ticket
from deskconsole.present.catalogue import language, use
from deskconsole.screens.customers.care import CareScreen
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from tests.console.driver import console
from tests.desk.customers.test_care import CHEN, write_care
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    before = language()
    write_care(tmp_path)
    made = Bench(tmp_path)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


async def test_s10_s11_a_key_each_on_the_file(bench: Bench) -> None:
    number = bench.take(**CHEN)
    customer = file_of_ticket(bench.desk, number).id
    bench.now = t("10-15 09:00")
    async with console(bench.desk, lang="zh") as c:
        await c.press("q")
        await c.on(CustomerScreen)
        await c.sees("未核对", "还没问过")
        await c.press("right_parenthesis")
        await c.sees("已记录：档案核对无误", "已核对")
        assert customer_file(bench.desk, customer).treatment.checked_by == "zhou"
        await c.press("left_parenthesis")
        await c.sees("⊘ 客户不愿被主动联系")
        await c.press("left_parenthesis")
        await c.until(lambda: customer_file(bench.desk, customer).treatment.stopped_at is None, "allowed again")


async def test_s10_s12_the_list_leads_to_the_files(bench: Bench) -> None:
    made = add_customer(bench.desk, {"name": "赵云", "tier": "core", "owner": "zhou"})
    numbers = [bench.take(**CHEN) for _ in range(2)]
    for number in numbers:
        bench.act(number, "answered")
        bench.act(number, "rated", outcome="rated", score=1)
    (begun,) = begin_plans(bench.desk)
    bench.now = t("10-15 09:00")
    async with console(bench.desk, lang="zh") as c:
        await c.press("quotation_mark")
        screen = await c.on(CareScreen)
        await c.sees("可能流失 (1)", "评分低", f"→ 09-14 {begun.number[-4:]}", "本月要核对的档案 (2)")
        await c.press("2")
        await c.until(lambda: [line.key for line in screen.list.lines if line.key] == [f"file {made.id}"])
        await c.press("right_parenthesis")
        await c.sees("没有可能流失的客户，档案都核对过了。")
        await c.press("1")
        await c.until(lambda: len([line for line in screen.list.lines if line.key]) == 2)
        await c.press("home", "down", "enter")
        await c.on(CustomerScreen)
        await c.sees("陈立")


async def test_s11_a_new_customer_is_asked_on_the_form_and_a_known_one_no_more(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        form = (await c.on(IntakeScreen)).form
        assert not form.rows["consent"].display
        await c.filling(customer="赵云", contact="13900001111", content="换型", request="选型", category="technical")
        await c.until(lambda: form.rows["consent"].display, "asked")
        form.rows["consent"].focus_entry()
        await c.sees("只用于办理和回访。")
        await c.press("1", "ctrl+s")
        await c.until(lambda: c.queue.numbers != [], "saved")
        treated = file_of_ticket(bench.desk, f"SZ-20260914-{c.queue.numbers[0]}").treatment
        assert treated.consent == "given"
        await c.press("f2")
        await c.filling(customer="赵云", contact="13900001111")
        await c.until(lambda: form.customer.match is not None, "known")
        assert not form.rows["consent"].display


async def test_s11_the_board_warns_before_a_call(bench: Bench) -> None:
    number = bench.take(**CHEN)
    bench.act(number, "answered")
    bench.act(number, "confirmed", outcome="understood")
    bench.act(number, "finished", outcome="answered")
    stop_contact(bench.desk, file_of_ticket(bench.desk, number).id)
    async with console(bench.desk, lang="zh") as c:
        await c.press("f4")
        await c.on(FollowUpScreen)
        await c.sees("⊘ ★ 陈立", "⊘ 客户不愿被主动联系")
