"""The figures on their screen: the numbers of the command, what is usual, periods and cuts, the tickets behind."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from deskconsole.cli import main
from deskconsole.desk import opening
from deskconsole.desk.figures.figures import show_figures
from deskconsole.present.catalogue import use
from deskconsole.present.figures import texts
from deskconsole.screens.figures.behind import BehindFigure
from deskconsole.screens.figures.figures import FiguresScreen, PeriodForm
from deskconsole.screens.figures.wallboard import Wallboard
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.text.cells import width
from tests.console.driver import Seat, console
from tests.desk.figures.worked import worked_week
from tests.desk.support import Bench, t


async def _figures(c: Seat) -> FiguresScreen:
    await c.press("f8")
    screen = await c.on(FiguresScreen)
    await c.until(lambda: bool(screen.figures) and all(map(screen._lines.knows, screen.figures)), "what is usual")
    return screen


async def _reached(c: Seat, screen: FiguresScreen, name: str) -> None:
    await c.until(lambda: screen.period.name == name and bool(screen.figures), name)


async def test_the_screen_has_the_numbers_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, numbers = worked_week(tmp_path)
    async with console(bench.by("song"), size=(120, 40), lang="zh") as c:
        screen = await _figures(c)
        lines = {line.figure.name: line.amount for line in screen.figures}
        assert lines == {line.figure.name: line.amount for line in show_figures(bench.by("song"), usual=False)}
        await c.sees("首次响应及时率", "5/7，36–92 %", "█████▊░░", "归最后的负责人", "承诺兑现率，按改后时间")
        # Every cell stands in its column, Chinese ones too: the values begin one below the other.
        painted = [line for line in c.text().splitlines() if "首次响应及时率" in line or "办结率  " in line]
        assert (
            len({width(line[: line.index(value)]) for line, value in zip(painted, ("5/7", "3/8"), strict=False)}) == 1
        )
        await c.press(*["down"] * 3, "enter")
        behind = await c.on(BehindFigure)
        await c.until(lambda: bool(behind.tickets), "the tickets")
        assert [each.number for each in behind.tickets if not each.good] == [numbers["promised"], numbers["waiting"]]
        await c.sees("✗ SZ-20260914-0002", "✓ SZ-20260914-0001")
        await c.press("enter")
        await c.on(TicketScreen)
        await c.press("escape")
        await c.on(FiguresScreen)
    opened = partial(opening.open_desk, now=lambda: bench.now)
    monkeypatch.setattr(opening, "open_desk", opened)
    capsys.readouterr()
    assert main(["figures", "show", "--store", str(tmp_path / "desk.db"), "--as", "song", "--json"]) == 0
    printed = {each["name"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())}
    assert {name: (each["value"], each["n"], each["low"], each["high"]) for name, each in printed.items()} == {
        name: (amount.value, amount.n, amount.low, amount.high) for name, amount in lines.items()
    }
    bench.desk.store.close()


async def test_periods_and_cuts_by_keys(tmp_path: Path) -> None:
    bench, _numbers = worked_week(tmp_path)
    async with console(bench.by("song"), size=(80, 24), lang="zh") as c:
        screen = await _figures(c)
        assert screen.period.name == "2026-09"
        for keys, name in (
            (("2",), "2026-Q3"),
            (("2", "2"), "2026-09-14"),
            (("<",), "2026-09-13"),
            ((">",), "2026-09-14"),
        ):
            await c.press(*keys)
            await _reached(c, screen, name)
        await c.press("3")
        await c.on(PeriodForm)
        await c.press("ctrl+u")
        await c.typing("2026-W38")
        await c.press("ctrl+s")
        await c.until(lambda: screen.period.name == "2026-W38" and bool(screen.figures), "the week")
        await c.press("1", "7")
        await c.until(lambda: screen.cut == "person" and bool(screen.figures), "by person")
        await c.sees("指标 2026-W38 · 人员", "来单", "Zhou", "Lin")
        await c.press("enter")
        behind = await c.on(BehindFigure)
        await c.until(lambda: bool(behind.tickets), "one person's tickets")
        assert {each.owner for each in behind.tickets} == {"lin"}
        await c.press("escape")
    async with console(bench.by("lin"), size=(48, 20), lang="zh") as c:
        screen = await _figures(c)
        assert {line.figure.name: line.amount.n for line in screen.figures}["received"] == 1  # their own
    bench.desk.store.close()


async def test_a_change_is_marked_and_what_varies_is_not(tmp_path: Path) -> None:
    """Twelve weeks of four to six tickets; this week there are five, the next one thirty."""
    bench = Bench(tmp_path, now=t("06-01 09:00"))
    for week in range(14):
        bench.now = t("06-01 09:00") + timedelta(weeks=week)
        for _ in range(30 if week == 13 else (4, 5, 6)[week % 3]):
            bench.take()
    bench.now += timedelta(hours=1)
    async with console(bench.by("song"), size=(120, 40), lang="zh") as c:
        screen = await _figures(c)
        await c.press("3")
        await c.on(PeriodForm)
        await c.press("ctrl+u")
        await c.typing("2026-W35")
        await c.press("ctrl+s")
        usual = "常态 2–8，不算变化"
        await c.sees(usual, "▁▅█▁▅█▁▅█▁▅█")
        (steady,) = show_figures(bench.by("song"), ["received"], period=screen.period)
        assert (steady.amount.n, steady.steady) == (4, True)
        await c.press(">")
        await c.until(lambda: screen.period.name == "2026-W36" and bool(screen.figures), "the week of thirty")
    bench.later(days=7)
    (line,) = show_figures(bench.by("song"), ["received"], period=screen.period)
    assert (line.amount.n, line.steady) == (30, False)
    use("zh")
    assert texts.usual_words(line.figure, line.usual).endswith("有变化")
    use("en")
    bench.desk.store.close()


async def test_the_wallboard_reads_again_by_itself_and_is_left_by_a_letter(bench: Bench) -> None:
    async with console(bench.by("song"), size=(80, 24)) as c:
        await c.app.run_action("show_wallboard")
        board = await c.on(Wallboard)
        await c.until(lambda: board.board is not None, "the board")
        before = board.board
        assert before is not None
        assert any("█" in line for line in board.lines)
        bench.take()
        bench.later(seconds=11)
        board.tick(bench.now)
        await c.until(lambda: board.board is not None and board.board != before, "read again")
        await c.press("q")
        await c.until(lambda: not isinstance(c.app.screen, Wallboard), "left")


async def test_on_a_phone_the_tickets_behind_have_kind_and_owner(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.by("song"), size=(48, 20), lang="zh") as c:
        screen = await _figures(c)
        await c.press("enter")
        behind = await c.on(BehindFigure)
        await c.until(lambda: bool(behind.tickets), "the tickets")
        first, second = behind._line(behind.tickets[0]).split("\n")
        assert number in first
        assert "咨询" in second
        assert behind.session.titles.person("zhou") in second
        assert max(width(first), width(second)) <= 48 - 8
        assert screen.period.kind == "month"
