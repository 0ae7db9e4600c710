"""The shift screen: a shift from opening to being accepted by keys alone."""

from datetime import date, timedelta

from deskconsole.desk.shifts import roster, shifts
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench

TODAY = date(2026, 9, 14)


async def _board(c: Seat) -> ShiftScreen:
    await c.press("f7")
    screen = await c.on(ShiftScreen)
    await c.until(lambda: screen.now is not None and screen.list.lines)
    await c.pilot.pause()
    return screen


async def test_f01_a_shift_by_keys_alone(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await _board(c)
        await c.sees("Before the shift (5)", "[ ]", "O Open the shift")
        await c.press("O")
        await c.sees("Your shift has begun", "since today")
        await c.press("enter")
        await c.sees("[✓]", "Zhou today")
        await c.press("+")
        await c.small_form()
        await c.typing("Third floor closed")
        await c.press("ctrl+s")
        await c.sees("News of today (1)", "Third floor closed")
        await c.press("h")
        await c.small_form()
        await c.typing("Quiet so far")
        await c.press("ctrl+s")
        await c.sees("To be accepted: handed over by Zhou", number[-4:], "Quiet so far", "A Accept")
        await c.press("home", "enter")
        opened = await c.on(TicketScreen)
        assert opened.number == number
        await c.press("escape")
        await c.on(ShiftScreen)
        await c.press("A")
        await c.sees("Accepted: the shift is yours")
    newest, before = shifts.last_shifts(bench.desk)
    assert (before.state, before.note, newest.state) == ("accepted", "Quiet so far", "open")
    assert before.accepted is not None
    assert before.accepted.by == "zhou"


async def test_a_hand_over_says_of_which_day_a_ticket_is(bench: Bench) -> None:
    bench.take()
    bench.later(days=1)
    bench.take()
    shifts.open_shift(bench.desk)
    shifts.hand_over(bench.desk)
    async with console(bench.desk, size=(48, 20)) as c:
        await _board(c)
        await c.sees("09-14 0001")
        assert "09-15 0001" not in c.text()


async def test_r35_who_is_on_duty_stands_on_the_top_line(bench: Bench) -> None:
    roster.set_duty(bench.by("he"), TODAY, TODAY, "day", "lin")
    async with console(bench.desk, size=(120, 30)) as c:
        await c.sees("On duty: Lin · Zhou")
        shifts.open_shift(bench.desk)
        await c.sees("On duty: Zhou ")


async def test_a_hand_over_that_nobody_accepts_is_warned_of(bench: Bench) -> None:
    shifts.open_shift(bench.desk)
    shifts.hand_over(bench.desk)
    async with console(bench.desk) as c:
        await c.sees("hand-over: F7")
        shifts.accept(bench.by("lin"))
        await c.misses("hand-over: F7")


async def test_r35_the_roster_by_keys(bench: Bench) -> None:
    async with console(bench.by("he")) as c:
        screen = await _board(c)
        await c.press("P")
        await c.small_form()
        await c.filling(login="Zhou", substitute="nobody")
        await c.press("ctrl+s")
        await c.sees("no staff member has the login 'nobody'")
        await c.filling(substitute="lin")
        await c.press("ctrl+s")
        await c.sees("Who has which duty (1)", "substitute: Lin")
        await c.press("end")
        await c.until(lambda: screen.list.selected.startswith("duty"))
        await c.press("t")
        await c.sees("Lin", "absent")
    (duty,) = roster.roster(bench.desk, TODAY)
    assert (duty.login, duty.substitute, duty.absent) == ("zhou", "lin", True)


async def test_the_queue_of_who_is_on_duty_holds_what_nobody_owns(bench: Bench) -> None:
    bench.ring("13800001111")
    bench.later(seconds=40)
    async with console(bench.desk) as c:
        await c.until(lambda: len(c.queue.numbers) == 1)
        await c.press("2")
        await c.until(lambda: not c.queue.numbers)
        shifts.open_shift(bench.desk)
        await c.until(lambda: len(c.queue.numbers) == 1)
        assert isinstance(c.app.screen, QueueScreen)


async def test_f01_on_a_phone_and_in_chinese(bench: Bench) -> None:
    shifts.open_shift(bench.desk)
    bench.now += timedelta(minutes=1)
    async with console(bench.desk, size=(48, 20)) as c:
        await c.press("L")
        await _board(c)
        await c.sees("电话、耳机能正常接听")
