"""Reports at the console: from the figures by one key, what stands behind a line, own words kept as a draft, handed in,
marked as read, written as a file."""

from pathlib import Path

from deskconsole.desk.reports.handing_in import begin_summary, hand_in_report, list_owed
from deskconsole.domain.figures.periods import read_period
from deskconsole.screens.figures.behind import BehindFigure
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.reports.form import HandInForm
from deskconsole.screens.reports.report import ReportScreen
from deskconsole.screens.reports.reports import ReportsScreen
from tests.console.driver import Seat, console
from tests.desk.figures.worked import worked_week
from tests.desk.support import Bench


async def _reports(c: Seat) -> ReportsScreen:
    await c.press("f8", "6")
    screen = await c.on(ReportsScreen)
    await c.until(lambda: bool(screen.list.lines), "the reports")
    return screen


async def test_a_report_its_bars_and_what_stands_behind(tmp_path: Path) -> None:
    bench, numbers = worked_week(tmp_path)
    async with console(bench.by("song"), size=(120, 40), lang="zh") as c:
        screen = await _reports(c)
        await c.sees("全部报告 (11)", "客户咨询接待总结报告", "质检白皮书")
        screen.list.select("any monthly")
        await c.press("enter")
        report = await c.on(ReportScreen)
        await c.press(">")
        await c.until(lambda: report.page is not None and report.at_hand.period.name == "2026-09", "this month")
        await c.sees("来单", "首次响应及时率", "5/7，36–92 %", "██████████")
        report.list.select("0 0")
        await c.sees("来单 8 单", "办结率 3/8")
        place = next(key for key, line in report._lines.items() if line.behind.figure == "response_on_time")
        report.list.select(place)
        await c.press("enter")
        behind = await c.on(BehindFigure)
        await c.until(lambda: bool(behind.tickets), "the tickets")
        assert [each.number for each in behind.tickets if not each.good] == [numbers["promised"], numbers["waiting"]]
        await c.press("escape", "J")
        await c.on(PickOne)
        await c.press("2")
        folder = bench.folder / "papers"
        await c.until(lambda: bool(list(folder.glob("*-monthly-2026-09.xlsx"))), "the workbook")
        await c.sees("已写入")
    bench.desk.store.close()


async def test_own_words_are_kept_handed_in_and_read(bench: Bench) -> None:
    async with console(bench.by("zhou"), size=(80, 24), lang="zh") as c:
        await _reports(c)
        await c.press("1")
        await c.on(HandInForm)
        await c.typing("负载问得多")
        await c.press("escape")
        screen = await c.on(ReportsScreen)
        await c.until(lambda: [each.mine for each in screen.owed] == [True], "what is owed")
        await c.sees("待您提交 (1)", "1天 09-15")
        await c.press("ctrl+o")  # the parked form
        form = await c.on(HandInForm)
        await c.until(lambda: form.entered("text") == "负载问得多", "the draft")
    async with console(bench.by("zhou"), size=(80, 24), lang="zh") as c:  # the line was cut; from the queue
        await c.press("ctrl+o")
        form = await c.on(HandInForm)
        await c.until(lambda: form.entered("text") == "负载问得多", "the draft")
        await c.press("ctrl+s")
        screen = await c.on(ReportsScreen)
        await c.until(lambda: screen.owed and screen.owed[0].state.handed_in_at is not None, "handed in")
    assert [owed.state.words for owed in list_owed(bench.by("zhou"))] == ["负载问得多"]
    async with console(bench.by("he"), size=(48, 20), lang="zh") as c:
        screen = await _reports(c)
        await c.sees("待您阅读 (1)")
        screen.list.select(screen.owed[0].state.number)
        await c.press("2")
        await c.until(lambda: bool(screen.owed[0].state.read), "read")
        await c.press("2")
        await c.until(lambda: len(screen.owed[0].state.read) == 1, "once")


async def test_an_article_begins_from_a_frequent_question(bench: Bench) -> None:
    for text in ("六轴机器人负载多少公斤", "请问六轴机器人负载是多少公斤？"):
        number = bench.take(content=text, request=text)
        bench.later(minutes=1)
    bench.act(number, "answered", text="负载十公斤")
    begun = begin_summary(bench.by("he"), "monthly", read_period("2026-09"))
    hand_in_report(bench.by("he"), begun, "负载问得多")
    async with console(bench.by("he"), size=(80, 24), lang="zh") as c:
        screen = await _reports(c)
        screen.list.select(begun)
        await c.press("enter")
        report = await c.on(ReportScreen)
        await c.until(lambda: report.page is not None, "the report")
        await c.press("+")
        await c.sees("请先选一个常见问题")
        report.list.select(next(key for key, line in report._lines.items() if len(line.behind.numbers) == 2))
        await c.press("+")
        await c.sees("六轴机器人负载", "知识")
