"""A number that is somebody's already never makes a second person silently; what stands in a wrong row is told."""

from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import console
from tests.desk.support import Bench

FANG = {"customer": "王芳芳", "contact": "13811110001"}


async def test_somebodys_number_asks_whether_it_is_the_same_person(bench: Bench) -> None:
    bench.take("phone", **FANG)
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.filling(customer="李四", contact="138 1111 0001", category="service", content="问培训", request="几天")
        await c.press("ctrl+s")
        await c.until(lambda: "王芳芳" in c.note("contact") and "同一个人" in c.note("contact"), "the question")
        await c.press("down", "1")
        await c.until(lambda: c.value("customer") == "王芳芳", "the same person")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert bench.show("0002").ticket.customer == "王芳芳"


async def test_asked_once_another_person_may_have_the_same_number(bench: Bench) -> None:
    bench.take("phone", **FANG)
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.filling(customer="李四", contact="13811110001", category="service", content="问培训", request="几天")
        await c.press("ctrl+s")
        await c.until(lambda: "同一个人" in c.note("contact"), "the question")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert bench.show("0002").ticket.customer == "李四"


async def test_a_name_in_the_numbers_row_and_a_number_in_the_names_row_are_told(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        form = await c.intake()
        await c.typing("13922223333")
        await c.until(lambda: "号码填在下一行" in c.note("customer"), "told at the name")
        form.rows["contact"].focus_entry()
        await c.typing("张伟")
        await c.until(lambda: "像是称呼" in c.note("contact"), "told at the number")


async def test_the_calls_own_ticket_is_not_named_as_open(bench: Bench) -> None:
    _call, number = bench.ring(FANG["contact"])
    async with console(bench.desk, lang="zh") as c:
        await c.tick()
        await c.press("ctrl+g")
        form = await c.intake()
        await c.until(lambda: c.value("contact") == FANG["contact"], "the call's form")
        form.rows["contact"].focus_entry()
        await c.filling(contact="1381111")
        await c.until(lambda: all(worker.is_finished for worker in c.app.workers), "rest")
        assert number[-4:] not in "".join(form.customer.matches._lines)
