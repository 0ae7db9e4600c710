"""The queue: order, selection, filters, countdowns, and what other processes write."""

import pytest
from textual.geometry import Region

from deskconsole.desk.opening import open_desk
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.act import act
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.queue_parts.lines import QUEUE
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.text.cells import width
from tests.console.driver import console
from tests.desk.support import Bench


async def test_tickets_stand_by_their_due(bench: Bench) -> None:
    late = bench.take("email", customer="Late")
    soon = bench.take("online", "core", customer="Soon")
    later = bench.take("online", "intent", customer="Later")
    async with console(bench.desk) as c:
        assert c.queue.numbers == [soon[-4:], later[-4:], late[-4:]]
        await c.sees("Soon", "Later", "Late")
        line = next(line for line in c.lines() if "Soon" in line)
        assert line.startswith("      5m00"), "the countdown stands first"


@pytest.mark.parametrize("size", [(48, 20), (80, 24)])
async def test_tickets_of_different_days_with_one_running_number_are_told_apart(
    bench: Bench, size: tuple[int, int]
) -> None:
    bench.take("email", customer="Long ago")
    bench.later(days=1)
    bench.take("online", customer="Today")
    async with console(bench.desk, size=size) as c:
        assert c.queue.numbers == ["0001", "0001"]
        numbers = {who: line for line in c.lines() for who in ("Long ago", "Today") if who in line}
        assert "09-14 0001" in numbers["Long ago"]
        assert " 0001" in numbers["Today"]
        assert "09-15" not in numbers["Today"]


async def test_the_selection_stays_with_its_ticket(bench: Bench) -> None:
    first = bench.take("email", customer="First")
    async with console(bench.desk) as c:
        assert c.queue.selected == first[-4:]
        before = bench.take("online", "core", customer="Before")
        await c.until(lambda: c.queue.numbers == [before[-4:], first[-4:]])
        assert c.queue.selected == first[-4:]
        await c.press("up")
        assert c.queue.selected == before[-4:]


async def test_another_process_is_seen_without_a_key(bench: Bench) -> None:
    number = bench.take()
    other = open_desk(str(bench.folder / "desk.db"), as_="lin", now=lambda: bench.now)
    async with console(bench.desk) as c:
        await c.sees("First response")
        act(other, number, "answered", text="好的")
        await c.until(lambda: c.queue.numbers == [number[-4:]])
        await c.misses("First response")
    other.store.close()


async def test_countdowns_change_with_the_clock_and_warn_by_sign(bench: Bench) -> None:
    bench.take("online", "core")
    async with console(bench.desk) as c:
        bench.later(minutes=4, seconds=30)
        await c.tick()
        await c.sees("!     0m30")
        bench.later(minutes=1)
        await c.tick()
        await c.sees("‼    -0m30")


async def test_only_the_countdown_that_changed_is_painted(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take("online", "core")
    bench.take("email")
    async with console(bench.desk) as c:
        home = c.app.screen
        assert isinstance(home, QueueScreen)
        bench.later(seconds=90)
        await c.tick()
        painted: list[Region] = []
        monkeypatch.setattr(home.list, "refresh", lambda *regions, **_more: painted.extend(regions))
        bench.later(seconds=1)
        home.tick(bench.now)
        assert painted == [Region(0, 1, QUEUE.front, 1)]


async def test_filters_by_one_key(bench: Bench) -> None:
    mine = bench.take("email", customer="Mine")
    bench.take("online", by="lin", customer="Lin's")
    async with console(bench.desk) as c:
        await c.press("2")
        assert c.queue.numbers == [mine[-4:]]
        await c.sees("[2 Mine 1]")
        await c.press("6")
        assert len(c.queue.numbers) == 1
        await c.press("escape")
        assert len(c.queue.numbers) == 2


async def test_a_typed_filter(bench: Bench) -> None:
    bench.take(customer="青岛海润 单田")
    wanted = bench.take(customer="重庆永川 仇英", request="停线")
    async with console(bench.desk) as c:
        await c.press("9")
        await c.typing("永川 停")
        await c.until(lambda: c.queue.numbers == [wanted[-4:]])
        await c.press("enter", "enter")
        screen = await c.on(TicketScreen)
        assert screen.number == wanted


async def test_an_empty_queue_says_so(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.sees("F2")
        await c.press("down", "enter", "a", "m", "v")
        assert isinstance(c.app.screen, QueueScreen)


async def test_no_cell_is_wider_than_its_column(bench: Bench) -> None:
    bench.take(customer="比邻汽车零部件有限公司华南分公司采购中心 曾查理", request="备件" * 60)
    for size in ((48, 20), (80, 24), (100, 30), (160, 45)):
        async with console(bench.desk, size=size, lang="zh") as c:
            await c.sees("比邻")
            assert {width(line) for line in c.lines()} == {size[0]}


async def test_the_page_moves_by_halves(bench: Bench) -> None:
    for _ in range(30):
        bench.take()
    async with console(bench.desk, size=(80, 14)) as c:
        home = c.app.screen
        assert isinstance(home, QueueScreen)
        page = home.list.page_lines
        for _ in range(page):
            await c.press("down")
        assert home.list.scroll_y == page - page // 2
        await c.press("end")
        assert c.queue.selected == "0030"
        assert home.list.scroll_y == 31 - page  # with the heading of their group


async def test_only_finished_tickets_are_dim(bench: Bench) -> None:
    done = bench.take("phone", "intent")
    bench.act(done, "answered")
    bench.act(done, "finished", outcome="solved")
    bench.act(done, "filed")
    bench.take("online")
    assert [line.ended for line in views.queue(bench.desk)] == [False, True]
    async with console(bench.desk) as c:
        home = c.app.screen
        assert isinstance(home, QueueScreen)
        await c.press("8")
        assert [line.dim for line in home.list.lines if line.key] == [False, True]


def _filed(bench: Bench, tier: str, customer: str) -> str:
    number = bench.take("phone", tier, customer=customer)
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="solved")
    bench.act(number, "filed")
    return number[-4:]


async def test_finished_tickets_due_later_are_hidden_until_their_day(bench: Bench) -> None:
    intent, core = _filed(bench, "intent", "Intent"), _filed(bench, "core", "Core")
    waiting = bench.take("online")[-4:]
    async with console(bench.desk, size=(120, 30)) as c:
        assert c.queue.numbers == [waiting]
        await c.sees("Finished, to be called back later: 2 (8 shows)")
        await c.press("8")
        assert c.queue.numbers == [waiting, core, intent]
        await c.misses("to be called back later")
        await c.press("8")
        assert c.queue.numbers == [waiting]
        await c.press("2")
        await c.sees("[2 Mine 3]", "Finished, to be called back later: 2 (8 shows)")
        await c.press("1", "9")
        await c.typing("Intent")
        await c.until(lambda: c.queue.numbers == [intent])  # what is looked for is found
        await c.press("escape", "escape")
        await c.until(lambda: c.queue.numbers == [waiting])
        bench.later(days=1)  # Tuesday: the core customer is called back today
        await c.tick()
        assert c.queue.numbers == [waiting, core]
        bench.later(days=5)  # both are overdue
        await c.tick()
        assert c.queue.numbers == [waiting, core, intent]
        await c.misses("to be called back later")
