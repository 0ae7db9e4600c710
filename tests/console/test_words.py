"""What the console says, as a receptionist hears it: no number of the record, no machine's word, nothing half said."""

from datetime import timedelta

from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.text.cells import width
from tests.console.driver import console
from tests.desk.support import Bench


async def test_another_channel_says_in_words_what_becomes_of_each_deadline(bench: Bench) -> None:
    number = bench.take("online", "potential")
    async with console(bench.desk, lang="zh", size=(120, 40)) as c:
        await c.opens(number)
        await c.press("l")
        await c.sees("时限")
        await c.press("1")
        await c.sees("首次响应", "提前到 今天", "（R0")
        await c.misses("→")


async def test_which_of_several_promises_is_asked_by_its_words_and_time(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "promised", due=bench.now + timedelta(hours=2), text="书面答复")
    bench.act(number, "promised", due=bench.now + timedelta(days=1), text="报价单")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("y")
        await c.on(ActionForm)
        await c.sees("哪个承诺", "1 书面答复 今天 11:00", "2 报价单 明天 09:00")
        await c.misses("#2", "哪一项")


async def test_a_form_says_what_is_not_filled_in_and_by_its_label(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("p")
        await c.form()
        await c.press("ctrl+s")
        await c.sees("请填写", "还缺 2 项：截止、内容")
        await c.misses("缺少", "due", "promised")


async def test_whose_shift_it_is_said_in_a_sentence(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f7")
        await c.sees("今天的白班 · 现在没人值班")
        await c.misses("值班：无人")


async def test_a_wrong_number_is_said_to_be_gone(bench: Bench) -> None:
    bench.ring()
    async with console(bench.desk, lang="zh") as c:
        await c.press("ctrl+g")
        await c.intake()
        await c.press("ctrl+x")
        await c.sees("已销号", "撤回")
        await c.misses("作废")


async def test_a_number_that_is_missing_is_asked_for_with_the_way_out(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.filling(customer="王芳", content="操作员培训要几天")
        await c.press("ctrl+s")
        await c.sees("请填电话或微信；客户不愿留就填 -")
        await c.filling(contact="-", request="培训计划", category="service")
        await c.press("ctrl+s")
        await c.sees("已记下，单号 SZ-20260914-0001")


async def test_a_list_of_the_shift_is_not_cut_where_there_is_room(bench: Bench) -> None:
    longest = max((item.title.get("zh") for item in bench.desk.pack.before_shift), key=width)
    assert width(longest) > 40
    async with console(bench.desk, lang="zh") as c:
        await c.press("f7")
        await c.sees(longest)
