"""Whom a question goes to: the list stands at once, nobody unknown is ever told nothing (R12)."""

import pytest

from deskconsole.desk.staff.staff import add_staff, staff_list
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_the_people_stand_at_once_specialists_first_and_a_digit_takes_one(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("h")
        await c.form()
        await c.until(lambda: c.note("to").startswith("1 Fang · 2 Luo · 3 Qian · 4 "), "the list")
        await c.press("2")
        await c.until(lambda: c.value("to") == "Luo" and c.note("to").startswith("= Luo"))
        await c.filling(text="负载多少")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].fields["to"] == "luo"


async def test_a_name_that_nobody_has_is_refused(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("h")
        await c.form()
        await c.typing("xq")
        await c.until(lambda: c.note("to") == "Nobody here; an outsider needs a telephone number")
        await c.filling(text="负载多少")
        await c.press("ctrl+s")
        await c.until(lambda: "nobody here is called “xq”" in c.note("to"))
        assert bench.show(number).events[-1].kind == "received"
        await c.filling(to="陈工 13800001111")
        await c.until(lambda: c.note("to").startswith("= from outside"))
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    asked = bench.show(number).events[-1]
    assert (asked.kind, asked.fields["free"]) == ("specialist_needed", True)


@pytest.mark.parametrize("typed", ["lgc", "罗", "luogong", "ｌｇ"])
async def test_a_chinese_name_is_found_by_how_it_is_said(bench: Bench, typed: str) -> None:
    maker = next(person.login for person in staff_list(bench.desk) if person.role == "administrator")
    add_staff(bench.by(maker), "gongcheng", name="罗工程", role="specialist", department="technical")
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("h")
        await c.form()
        await c.filling(to=typed, text="负载多少")
        await c.until(lambda: c.note("to").startswith("= 罗工程"))
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].fields["to"] == "gongcheng"


async def test_several_by_digits(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("h")
        await c.form()
        await c.press("1")
        await c.until(lambda: c.value("to") == "Fang")
        await c.filling(to="Fang、3")
        await c.until(lambda: c.value("to") == "Fang、Qian")
        await c.filling(text="能否降速使用")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert [h.to for h in bench.show(number).ticket.hand_offs.values()] == ["fang", "qian"]


async def test_in_chinese_the_refusal_names_the_row_as_it_stands_on_the_form(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("h")
        await c.form()
        await c.filling(to="xq", text="负载多少")
        await c.press("ctrl+s")
        await c.until(lambda: "交给：这里没有叫“xq”的人" in c.note("to"), "the label of the row")
