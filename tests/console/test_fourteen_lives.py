"""Scenes of a day at the console by keys alone, in Chinese, on every terminal that people have.

One is played elsewhere: the ten-minute practice.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.tickets.drafts import drafts
from deskconsole.desk.visitors import checking_in, checking_out, expecting
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.present.catalogue import language, use
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.reclassify import Reclassify
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.screens.visitors.form import VisitorForm
from deskconsole.screens.visitors.visitors import VisitorsScreen
from tests.console.driver import Seat, console
from tests.console.lives import done, taken
from tests.desk.support import Bench

pytestmark = pytest.mark.parametrize("size", [(80, 24), (48, 20), (120, 40)], ids=["80x24", "48x20", "120x40"])
Size = tuple[int, int]
CHEN = {"customer": "陈立", "contact": "13812345678"}
FANG = {"customer": "王芳芳", "contact": "13811110001"}


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Bench]:
    """A desk that takes inquiries and receives visitors."""
    before = language()
    made = Bench(tmp_path, packs=("robot-integrator", "front-desk"), counter=False)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


@pytest.fixture
def mall(tmp_path: Path) -> Iterator[Bench]:
    """The desk of a mall."""
    before = language()
    made = Bench(tmp_path, packs=("mall-desk",), counter=False)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


async def _rests(c: Seat) -> None:
    await c.until(lambda: all(worker.is_finished for worker in c.app.workers), "rest")
    await c.pilot.pause()


async def _picks_up(c: Seat, bench: Bench, caller: str) -> str:
    _call, number = bench.ring(caller)
    await c.tick()
    await c.sees(caller[-4:], "响铃")
    await c.until(lambda: c.app.session.calls, "it rings")
    await c.press("ctrl+g")
    await c.until(
        lambda: isinstance(c.app.screen, IntakeScreen) and c.value("contact") == caller, f"the form of {caller}"
    )
    await _rests(c)
    return number


async def _said_and_saved(c: Seat, words: str, request: str) -> None:
    """What the caller says, from the content on; the category is asked for by the form itself."""
    await c.typing(words)
    await c.press("tab")
    await c.typing(request)
    await c.press("ctrl+s")
    await c.sees("还缺 1 项：类别")
    await c.press("2", "ctrl+s")
    await c.on(QueueScreen)


async def test_two_calls_one_after_the_other(bench: Bench, size: Size) -> None:
    for who in (CHEN, FANG):
        bench.act(bench.take("phone", **who), "withdrawn", reason="duplicate")
    async with console(bench.desk, size=size, lang="zh") as c:
        first = await _picks_up(c, bench, CHEN["contact"])
        await c.typing("一号工位")
        second = await _picks_up(c, bench, FANG["contact"])
        await _said_and_saved(c, "二号工位", "二号方案")
        await c.press("ctrl+o")
        await c.until(lambda: isinstance(c.app.screen, IntakeScreen) and c.value("customer") == "陈立", "the first")
        await _rests(c)
        await c.press("ctrl+e", "shift+tab")
        assert c.value("content") == "一号工位"
        (await c.intake()).rows["category"].focus_entry()
        await c.press("2", "tab")
        await c.typing("一号方案")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    tickets = [bench.show(number).ticket for number in (first, second)]
    assert [(t.customer, t.content) for t in tickets] == [("陈立", "一号工位"), ("王芳芳", "二号工位")]
    assert drafts(bench.desk) == []


async def test_a_form_is_half_filled_when_it_rings(bench: Bench, size: Size) -> None:
    bench.act(bench.take("phone", **FANG), "withdrawn", reason="duplicate")
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await _picks_up(c, bench, FANG["contact"])
        await c.sees("已暂存", "^O")
        await _said_and_saved(c, "要加一台", "报价")
        await c.sees("1 份表单暂存")
        await c.press("ctrl+o")
        await c.until(lambda: isinstance(c.app.screen, IntakeScreen) and c.value("customer") == "吴桂兰", "the first")


async def test_somebody_of_nearly_the_same_name(bench: Bench, size: Size) -> None:
    bench.take("phone", **FANG)
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.typing("王芳")
        await _rests(c)
        await c.press("enter")
        await c.typing("13900007777")
        await _rests(c)
        await c.press("enter", "1")
        await c.typing("问价格")
        await c.press("tab")
        await c.typing("报价")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    ticket = bench.show("0002").ticket
    assert (ticket.customer, ticket.tier, ticket.channel) == ("王芳", "potential", "phone")


async def test_the_wrong_tier_is_put_right(bench: Bench, size: Size) -> None:
    number = bench.take("online", "core")
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.opens(number)
        await c.press("l")
        await c.on(Reclassify)
        c.app.screen.rows["tier"].focus_entry()  # type: ignore[attr-defined]
        await c.press("4")
        await c.sees("推迟到 今天")
        await c.press("enter")
        await c.on(TicketScreen)
    assert bench.show(number).ticket.tier == "intent"


async def test_a_promise_in_words(bench: Bench, size: Size) -> None:
    number = bench.take()
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.opens(number)
        await c.press("p")
        await c.form()
        await c.typing("明天上午")
        await c.sees("= 09-15 周二 12:00（1 天后）")
        await c.press("enter")
        await c.typing("明天中午前书面答复您")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    (promise,) = bench.show(number).ticket.promises.values()
    assert promise.due == bench.now + timedelta(hours=27)


async def test_a_hand_off(bench: Bench, size: Size) -> None:
    number = bench.take()
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.opens(number)
        await c.press("h", "1", "enter")
        await c.typing("额定负载多少")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.until(lambda: bench.kinds(number)[-1] == "specialist_needed", "asked")
        await _rests(c)
        await c.press("H")
        await c.form()
        await c.sees("客户问：额定负载多少")
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds(number)[-1] == "handed_off", "told")


async def test_a_walk_in_and_a_call_at_once(both: Bench, size: Size) -> None:
    both.act(both.take("phone", **FANG), "withdrawn", reason="duplicate")
    async with console(both.desk, size=size, lang="zh") as c:
        await c.press("f5")
        await c.on(VisitorsScreen)
        await c.press("2")
        await c.on(VisitorForm)
        await c.typing("张伟")
        await _picks_up(c, both, FANG["contact"])
        await c.typing("要加一台")
        await c.press("ctrl+d")
        await c.sees("张伟")
        menu = c.app.screen
        place = next(at for at, (_id, line) in enumerate(menu.entries, start=1) if "张伟" in line)  # type: ignore[attr-defined]
        await c.press(str(place))
        await c.on(VisitorForm)
        await c.until(lambda: c.value("name") == "张伟", "the walk-in")
        await c.filling(phone="13900001111", host="王强")
        await c.press("ctrl+s")
        screen = await c.on(VisitorsScreen)
        await c.until(lambda: screen.board.day.inside, "he is in")


async def test_an_expected_visitor_gets_the_pass_that_is_shown(both: Bench, size: Size) -> None:
    given = {"host": "王强", "pass": "A02"}
    before = checking_in.check_in(both.desk, CheckIn("visit", "刘敏", "13900003333", "洽谈", "talks", given)).number
    checking_out.sign_out(both.desk, before, pass_back=True)
    data = {"name": "陈立", "phone": "13900002222", "at": both.now, "kind": "visit", "host": "王强"}
    expecting.expect(both.desk, expecting.read_expected(both.desk, data, now=both.now))
    async with console(both.desk, size=size, lang="zh") as c:
        await c.press("f5")
        screen = await c.on(VisitorsScreen)
        await c.until(lambda: len(screen.list.lines) > 2, "the appointment")
        key = next(line.key for line in screen.list.lines if "陈立" in line.texts.values())
        screen.list.select(key)
        await c.until(lambda: screen.board.expected, "the appointment")
        await c.press("enter")
        await c.on(VisitorForm)
        await c.until(lambda: c.value("pass"), "the pass on top")
        shown = c.value("pass")
        await c.press("ctrl+s")
        await c.on(VisitorsScreen)
        await c.until(lambda: screen.board.day.inside, "he is in")
        await c.press("v")
        await c.sees("陈立", shown)


async def test_a_return_beyond_its_window(mall: Bench, size: Size) -> None:
    about = {"category": "appliance", "goods": "电饭煲", "serial": "SN1", "bought": "2026-09-04", "price": "399"}
    who = {"customer": "顾桂兰", "contact": "13900000888", "channel": "onsite", "proof": "receipt", "fault": "yes"}
    async with console(mall.desk, size=size, lang="zh") as c:
        await taken(c, "return", "3", **who, **about, content="不加热")
        await c.press("1")
        await c.form()
        await c.filling(condition="外观完好", decision="return")
        await c.press("ctrl+s")
        await c.sees("还缺 1 项")
        assert c.note("exception_return").startswith("✗")
        await c.filling(exception_return="无同型号可换，主管同意")
        await c.press("ctrl+s")
        await c.on(TicketScreen)


async def test_a_part_is_missing_on_filing(bench: Bench, size: Size) -> None:
    number = bench.take("online", "core")
    bench.act(number, "promised", due=bench.now + timedelta(hours=4), text="书面答复")
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.opens(number)
        await c.press("g", "ctrl+s")
        await c.sees("还缺 3 项：", "请填写")
        await c.filling(**{"promise 2": "已书面答复", "confirmation": "understood"})
        await c.sees("还缺 1 项：")
        await c.filling(outcome="成交意向")
        await c.misses("还缺")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.kinds(number)[-1] == "filed"


async def test_a_night_without_function_keys(bench: Bench, size: Size) -> None:
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("i")
        await c.intake()
        await c.typing("夜里来电")
        await c.press("enter")
        await c.typing("13700002222")
        await c.press("enter", "3")
        await c.typing("设备停了")
        await c.press("tab")
        await c.typing("报修")
        await c.press("ctrl+j")
        await c.on(QueueScreen)
        await c.until(lambda: c.queue.selected == "0001", "the new one")
        await c.press("enter")
        await c.on(TicketScreen)
        await done(c, "4", due="半小时", text="值班工程师半小时内回电")
        await c.press("escape")
        await c.on(QueueScreen)
        await c.sees("0001")
    assert bench.kinds("0001")[-1] == "promised"


async def test_an_input_method_is_left_on(bench: Bench, size: Size) -> None:
    number = bench.take()
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.until(lambda: c.queue.selected == number[-4:])
        await c.press("，", "。")
        assert not isinstance(c.app.screen, ActionForm)
        await c.press("解")
        await c.sees("“解”")
        await c.press("ａ")
        await c.form()
        await c.typing("负载见附表")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.press("f2")
        form = await c.intake()
        form.rows["channel"].focus_entry()
        await c.press("２")
        assert c.value("channel") == "online"
    assert bench.kinds(number)[-1] == "answered"


async def test_three_hundred_open_tickets(bench: Bench, size: Size) -> None:
    if size != (80, 24):
        pytest.skip("three hundred are taken once")
    for place in range(300):
        bench.take("phone", customer=f"客户{place}", contact=f"1390000{place:04}")
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("ctrl+f")
        await c.typing("0000123")
        await c.sees("客户123")
        await c.press("escape", "end")
        await c.until(lambda: c.queue.selected, "the last")
        selected = c.queue.selected
        await c.press("a")
        await c.form()
        await c.sees(f"解答 · {selected}")
