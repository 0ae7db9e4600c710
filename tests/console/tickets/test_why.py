"""Why a deadline lies where it does, and clocks that stand still, as the ticket shows them."""

from pathlib import Path

from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.screens.tickets.why import WhyDeadline
from tests.console.driver import console
from tests.desk.support import Bench, t
from tests.desk.tickets.test_why import pausing


async def test_t03_the_days_skipped_and_counted_with_their_names(bench: Bench) -> None:
    bench.now = t("09-18 16:00")
    number = bench.take("phone", "core")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="solved")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("v")
        screen = await c.on(WhyDeadline)
        told = next(part for part in screen.reading.plain.split("\n\n") if part.startswith("R14"))
        assert "今天 16:00" in told
        assert "周日 18:00" in told
        await c.press("v")
        await c.on(TicketScreen)
    async with console(bench.desk, lang="en") as c:
        await c.opens(number)
        await c.press("v")
        screen = await c.on(WhyDeadline)
        told = next(part for part in screen.reading.plain.split("\n\n") if part.startswith("R14"))
        assert "from today 16:00 + 1 working day = Sun 18:00" in told
        assert "counted  Sun (make-up working day: National Day)" in told
        assert "skipped  tomorrow (rest day)" in told


async def test_t09_a_clock_that_stands_still_has_its_sign(tmp_path: Path) -> None:
    bench = pausing(tmp_path)
    number = bench.take("phone", level=2)
    bench.later(minutes=90)
    bench.act(number, "waiting", due=t("09-15 10:00"), text="等客户")
    async with console(bench.desk) as c:
        screen = await c.opens(number)
        line = next(line for line in screen.clocks.lines if line.texts["rule"] == "X01")
        assert line.paused_since == bench.now
        before = c.text()
        assert "=" in next(line for line in c.lines() if "Our own" in line)
        bench.later(minutes=1)
        await c.tick()
        assert next(line.rstrip() for line in c.lines() if "Our own" in line) in before
        await c.press("v")
        await c.on(WhyDeadline)
        await c.sees("stands still since today 10:30")
    bench.desk.store.close()
