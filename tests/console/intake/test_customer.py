"""The intake form knows who is on it: what to know of them, which call it is, who may be a duplicate (M05)."""

from deskconsole.desk.customers.changes import change_customer
from deskconsole.desk.customers.customers import customer_file, file_of_ticket, find_customers
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.intake.form import InquiryForm
from tests.console.driver import Seat, console
from tests.desk.support import Bench

CHEN = {"customer": "陈立", "contact": "13812345678"}
_WORDS = {"content": "换型频繁", "request": "选型建议", "category": "product"}


async def _form(seat: Seat) -> InquiryForm:
    await seat.press("f2")
    return await seat.intake()


def _known(bench: Bench) -> int:
    file = file_of_ticket(bench.desk, bench.take("phone", **CHEN))
    fields = {"organisation": "华南精密", "owner": "qian", "preferences": "上午联系", "special_needs": "需英文资料"}
    change_customer(bench.desk, file.id, fields)
    return file.id


async def test_a_hit_shows_what_to_know_and_which_call_of_the_week_it_is(bench: Bench) -> None:
    known = _known(bench)
    bench.later(hours=1)
    bench.take("phone", **CHEN)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("5678")
        await c.until(lambda: form.customer.matches.matches, "somebody fits")
        await c.press("down", "1")
        await c.sees(
            "华南精密", "Account owner Qian", "call 3 this week", "Special needs: 需英文资料", "Preferences: 上午联系"
        )
        await c.filling(**_WORDS)
        await c.press("ctrl+s")
        await c.until(lambda: len(customer_file(bench.desk, known).tickets) == 3, "it is saved")


async def test_by_another_channel_it_is_no_call(bench: Bench) -> None:
    _known(bench)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("5678")
        await c.until(lambda: form.customer.matches.matches)
        await c.press("down", "1")
        await c.sees("call 2 this week")
        await c.press("ctrl+e", "2")
        await c.misses("call 2 this week")
        await c.sees("需英文资料")


async def test_a_chosen_customer_keeps_the_new_number_they_call_from(bench: Bench) -> None:
    known = _known(bench)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("cl")
        await c.until(lambda: form.customer.matches.matches)
        await c.press("down", "1")
        await c.filling(contact="13900001111", **_WORDS)
        await c.press("escape")  # parked and taken up again
        await _form(c)
        await c.press("ctrl+o")
        await c.until(lambda: c.value("contact") == "13900001111", "the draft")
        await c.sees("需英文资料")
        await c.press("ctrl+s")
        await c.until(lambda: len(customer_file(bench.desk, known).contacts) == 2, "it is saved")
    assert [match.id for match in find_customers(bench.desk, "13900001111")] == [known]


async def test_with_another_name_the_form_is_somebody_elses(bench: Bench) -> None:
    known = _known(bench)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("5678")
        await c.until(lambda: form.customer.matches.matches)
        await c.press("down", "1")
        await c.filling(customer="王明", contact="13900001111", **_WORDS)
        await c.press("ctrl+s")
        await c.until(lambda: find_customers(bench.desk, "王明"), "it is saved")
    assert len(customer_file(bench.desk, known).tickets) == 1


async def test_a_duplicate_is_told_of_before_it_is_made(bench: Bench) -> None:
    known = _known(bench)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.filling(customer="陈丽")
        await c.press("enter")
        await c.typing("13812345678")
        await c.sees("陈立 138****5678 may be the same (same number)")
        await c.press("down", "1")
        await c.sees("需英文资料")
        assert c.value("customer") == "陈立"
        assert form.customer.customer_id == known


async def test_the_ringing_customers_card_and_file(bench: Bench) -> None:
    _known(bench)
    for _ in range(2):
        bench.later(hours=30)
        bench.settle()
        bench.ring("+8613812345678")
    async with console(bench.desk, size=(120, 30)) as c:
        await c.sees("陈立", "call 2 this week", "picks up")  # of those that the telephone system told of
        await c.press("ctrl+g")
        await c.intake()
        await c.sees("call 3 this week", "Special needs: 需英文资料")
        await c.press("ctrl+b")
        await c.on(CustomerScreen)
        await c.sees("华南精密", "Calls (2)")
        await c.press("escape")
        await c.intake()


async def test_enter_on_a_whole_number_takes_the_one_whose_it_is(bench: Bench) -> None:
    _known(bench)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("138 1234 5678")
        await c.until(lambda: form.customer.matches.matches)
        await c.press("enter")
        await c.until(lambda: (c.value("customer"), c.value("contact")) == ("陈立", "13812345678"))
