"""The forecast at the console: on the first line as soon as something will be late, as a list that opens the ticket."""

from datetime import date, timedelta

from deskconsole.desk.forecast.forecast import forecast
from deskconsole.desk.tickets.act import act
from deskconsole.domain.figures.periods import read_period
from deskconsole.screens.figures.figures import FiguresScreen
from deskconsole.screens.forecast.forecast import ForecastScreen
from deskconsole.screens.forecast.staffing import StaffingScreen
from deskconsole.screens.frame.desk_screen import StoreChanged
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.forecast.worked import call, promised, replied
from tests.desk.support import MONDAY, Bench


async def changed(c: Seat) -> None:
    """Somebody has written: everything is read again."""
    c.app.screen.post_message(StoreChanged())
    await c.pilot.pause()


async def test_what_will_be_late_stands_on_the_first_line_and_opens(bench: Bench) -> None:
    replied(bench)
    _first, second = promised(bench, 15, 15)
    async with console(bench.desk, size=(120, 40), lang="zh") as c:
        await c.sees(f"照现在的人手，10:05 前有 1 单会超时：{second[-4:]}")
        await c.press("f8")
        await c.on(FiguresScreen)
        await c.press("4")
        await c.on(ForecastScreen)
        await c.sees(
            "照现在的人手来不及 (1)", "10:10", "再加 1 人，到期前告知改时间", "最早 10:10 办完", "看到 18:00：Zhou"
        )
        await c.press("enter")
        screen = await c.on(TicketScreen)
        assert screen.number == second
        await c.press("escape")
        await c.on(ForecastScreen)
        act(bench.by("lin"), second, "replied", text="好")
        await changed(c)
        await c.sees("照现在的人手都来得及")
        await c.misses("前有 1 单会超时")


async def test_on_a_phone_it_is_short(bench: Bench) -> None:
    replied(bench)
    promised(bench, 15, 15)
    async with console(bench.desk, size=(48, 20), lang="zh") as c:
        await c.sees("10:05 前 1 单超时", "‼0")
        assert forecast(bench.desk).missed
        assert "照现在的人手" not in c.text()


async def test_time_alone_changes_it(bench: Bench) -> None:
    """Two replies of ten minutes fit into twenty. Twelve minutes later none is made: one cannot be any more."""
    replied(bench)
    promised(bench, 20, 20)
    async with console(bench.desk) as c:
        await c.misses("will be late", " late by ")
        bench.later(minutes=12)
        c.app.parts.store_poll.start_settling()
        await c.sees("1 late by 10:10")
        assert c.app.parts.forecast.seen is not None
        assert len(c.app.parts.forecast.seen.missed) == 1


async def test_a_week_as_a_ribbon(bench: Bench) -> None:
    for _each in range(10):
        call(bench, timedelta(minutes=2))
    bench.now = MONDAY + timedelta(days=3)
    async with console(bench.by("he"), lang="zh") as c:
        await c.press("f8")
        await c.on(FiguresScreen)
        await c.press("5")
        screen = await c.on(StaffingScreen)
        await c.until(lambda: screen.week is not None, "the week")
        await c.press(">")
        await c.until(
            lambda: screen.week is not None and screen.week.period == read_period("2026-W39"), "the next week"
        )
        await c.press(*["right"] * (18 - screen.ribbon.part))
        await c.sees("周一 09-21 ", "预计 10 通", "需 2 人，在岗 1 人（照同类日子），缺 1 人")
        await c.sees("一个人做不到 20 秒内接起 80%", "周一 09-21 09:00–09:30：缺 1 人", "本周值班表是空的")
        row = next(line for line in c.lines() if line.startswith("›周一 09-21"))
        assert "1" in row.split("09-21", 1)[1], "a digit, not a colour, says what is lacking"
        assert screen.week is not None
        assert screen.week.days[0].day == date(2026, 9, 21)


async def test_on_a_phone_two_half_hours_share_a_cell(bench: Bench) -> None:
    for _each in range(10):
        call(bench, timedelta(minutes=2))
    bench.now = MONDAY + timedelta(days=7, hours=-1)
    async with console(bench.by("he"), size=(48, 20), lang="zh") as c:
        await c.press("f8")
        await c.on(FiguresScreen)
        await c.press("5")
        screen = await c.on(StaffingScreen)
        await c.until(lambda: screen.week is not None, "the week")
        row = next(line for line in c.lines() if "09-21" in line and "·" in line)
        assert row.split("09-21", 1)[1].strip() == "·········1··············"
        await c.sees("缺 1 人")
