"""The queue shows the shift: groups, filters with counts, time used, the next key, and what was asked and told."""

from collections.abc import Callable
from typing import Any

import pytest

from deskconsole.desk.records import QueueLine
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.queue_parts import lines
from deskconsole.widgets.lists.lines import Line
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def home(c: Seat) -> QueueScreen:
    screen = c.app.screen_stack[0]
    assert isinstance(screen, QueueScreen)
    return screen


def line_with(c: Seat, text: str) -> str:
    """The line of the list in which a text stands."""
    return next(line for line in c.lines() if text in line[:80] and line[0] in " !‼=")


async def test_lines_stand_in_groups_with_their_counts_and_go_on_with_the_clock(bench: Bench) -> None:
    soon = bench.take("online", "core", customer="Soon")[-4:]
    later = bench.take("email", customer="Later")[-4:]
    async with console(bench.desk) as c:
        assert c.queue.sections == ["Within 1 hour 1", "Later 1"]
        bench.later(minutes=6)
        await c.tick()
        assert c.queue.sections == ["Overdue 1", "Later 1"]
        bench.later(hours=18)
        await c.tick()
        assert c.queue.sections[0] == "Overdue 1"
        assert c.queue.numbers == [soon, later]
        assert any(line.startswith("── Overdue 1 ────") for line in c.lines())


async def test_the_filters_stand_above_with_their_digits_and_counts(bench: Bench) -> None:
    bench.take("email", customer="Mine")
    bench.take("online", "core", by="lin", customer="Lin's")
    async with console(bench.desk, size=(120, 30)) as c:
        await c.sees("[1 All 2] 2 Mine 1  3 Nobody's 0  4 Overdue 0  5 Due soon 0")
        bench.later(minutes=4)
        await c.tick()
        await c.sees("5 Due soon 1")
        await c.press("5")
        await c.sees("1 All 2 ", "[5 Due soon 1]")
        assert c.queue.numbers == ["0002"]
        bench.later(minutes=2)
        await c.tick()
        await c.sees("4 Overdue 1", "[5 Due soon 0]", "Nothing passes this filter")


async def test_on_a_phone_the_chosen_filter_is_named(bench: Bench) -> None:
    bench.take("email", customer="Mine")
    async with console(bench.desk, size=(48, 20)) as c:
        await c.press("2")
        await c.sees("[2 Mine 1]")
        bench.later(minutes=1)
        await c.press("7")
        assert "[7 " in c.lines()[1]


async def test_the_typed_filter_stands_with_the_others(bench: Bench) -> None:
    bench.take(customer="Anna")
    bench.take(customer="Bert")
    async with console(bench.desk, size=(120, 30)) as c:
        await c.press("9")
        await c.typing("ann")
        await c.sees("[9 “ann” 1]")


async def test_the_figures_of_the_filters_are_those_of_the_top_line(bench: Bench) -> None:
    bench.take("online", "core")
    bench.take("phone")
    bench.take("email")
    async with console(bench.desk, size=(120, 30), lang="zh") as c:
        for minutes in (3, 3, 60):
            bench.later(minutes=minutes)
            await c.tick()
            await c.app.parts.store_poll.refresh()
            await c.pilot.pause()
            overdue, soon, open_, _today = c.app.session.figures or (0, 0, 0, 0)
            await c.sees(f"1 全部 {open_}", f"4 已超时 {overdue}", f"5 即将到期 {soon}")


async def test_the_cell_behind_the_countdown_fills_up_with_the_time_used(bench: Bench) -> None:
    bench.take("online", "core", customer="Soon")
    async with console(bench.desk) as c:
        cells = []
        for minutes in (0, 2.5, 2, 1):
            bench.later(minutes=minutes)
            await c.tick()
            cells.append(line_with(c, "Soon")[11])
        assert cells == ["▏", "▌", "█", "█"][: len(cells)] or cells == ["▏", "▋", "█", "█"]


async def test_rows_of_later_days_are_dim(bench: Bench) -> None:
    bench.take("online", customer="Today")
    bench.take("email", customer="Tomorrow")
    async with console(bench.desk) as c:
        lines = [line for line in home(c).list.lines if line.key]
        assert [line.dim for line in lines] == [False, True]


async def test_the_selected_row_names_the_key_of_its_next_step(bench: Bench) -> None:
    bench.take("online", customer="One")
    bench.take("online", customer="Two")
    async with console(bench.desk, size=(160, 30)) as c:
        assert " r First response" in line_with(c, "One")
        assert " r First response" not in line_with(c, "Two")
        await c.press("down")
        await c.until(lambda: " r First response" in line_with(c, "Two"))
        assert " r First response" not in line_with(c, "One")
        await c.press("r")
        await c.form()


async def test_where_any_step_will_do_the_key_of_all_actions_stands(bench: Bench) -> None:
    bench.take("phone", "core", customer="One")
    async with console(bench.desk, size=(80, 24), lang="zh") as c:
        assert " m 还没安排下一步" in line_with(c, "One")


async def test_where_nothing_was_requested_the_kind_stands(bench: Bench) -> None:
    bench.take(customer="Who", request="")
    async with console(bench.desk, size=(100, 30)) as c:
        assert "Inquiry" in line_with(c, "Who")


async def test_columns_do_not_jump_when_somebody_else_appears(bench: Bench) -> None:
    bench.take("online", customer="Li", request="prices")
    async with console(bench.desk, size=(100, 30)) as c:
        before = line_with(c, "prices").index("prices")
        bench.take("online", customer="Bartholomew Featherstonehaugh of Somewhere", request="more")
        await c.sees("more")
        assert line_with(c, "prices").index("prices") == line_with(c, "more").index("more") == before


async def test_a_long_list_says_where_one_is(bench: Bench) -> None:
    for _ in range(30):
        bench.take()
    async with console(bench.desk) as c:
        await c.sees("1/30")
        await c.press("down", "down")
        await c.sees("3/30")
        await c.press("end")
        await c.sees("30/30")
        await c.press("2", "9")
        await c.typing("0007")
        await c.until(lambda: c.queue.numbers == ["0007"])
        await c.misses("/30")


async def test_question_and_last_answer_are_in_sight_at_80_by_24(bench: Bench) -> None:
    number = bench.take(customer="Who", content="Does it weld aluminium?")
    async with console(bench.desk) as c:
        await c.sees("Asked  Does it weld aluminium?", "Told   nothing yet")
        bench.act(number, "answered", text="Yes, up to six millimetres")
        await c.sees("Told   Yes, up to six millimetres")
        await c.press("v")  # and whole
        await c.sees("Last words  Yes, up to six millimetres")


async def test_on_a_wide_screen_the_card_has_the_next_clocks_and_the_last_events(bench: Bench) -> None:
    number = bench.take("online", customer="Who", content="Does it weld aluminium?")
    bench.act(number, "responded", text="We look it up")
    bench.act(number, "promised", fields={"due": bench.now.replace(hour=11).isoformat()}, text="An answer")
    async with console(bench.desk, size=(120, 40)) as c:
        await c.sees("Does it weld aluminium?", "today 19:00", "We look it up", "First response", "Promise")


async def test_the_ticket_just_saved_is_selected(bench: Bench) -> None:
    bench.take("online", "core", customer="First")
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.filling(customer="Second", contact="13800001111", channel="email", content="Prices", request="prices")
        await c.filling(tier="potential", category="product")
        await c.press("ctrl+s")
        await c.until(lambda: c.app.session.saved is None and len(c.queue.numbers) == 2)
        await c.until(lambda: c.queue.selected == "0002", "the new one is selected")


async def test_only_the_lines_that_are_seen_are_made(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(60):
        bench.take("online")
    made: list[str] = []
    make: Callable[..., Line] = lines._line

    def noted(line: QueueLine, *rest: Any, **more: bool) -> Line:
        made.append(line.number)
        return make(line, *rest, **more)

    monkeypatch.setattr(lines, "_line", noted)
    async with console(bench.desk) as c:
        await c.sees("1/60")
        assert 0 < len(set(made)) < 30
