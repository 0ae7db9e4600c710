"""F08 on the screens: what is private is opened by one key for half a minute, on record once, and stays with what it
was asked for.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.desk.settings import read_settings
from deskconsole.errors import DeskError
from deskconsole.screens.customers import customer
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.tickets import follow_ups, ticket
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.store import tickets
from tests.console.driver import Seat, console
from tests.desk.support import Bench

NUMBER, MASKED = "13812345678", "138****5678"
OTHER, OTHER_MASKED = "13700002222", "137****2222"


@pytest.fixture
def at_the_counter(bench: Bench) -> Desk:
    """The desk on a screen that visitors see."""
    Path(bench.folder / "site.toml").write_text("[console]\ncounter = true\n", "utf-8")
    bench.desk._settings = None
    return bench.desk


def unmasked(bench: Bench) -> int:
    with bench.desk.store.reading() as tx:
        return sum(event.kind == "unmasked" for _seq, event in tickets.site_events(tx))


async def read_again(c: Seat) -> None:
    """The store changes a few times, as others work."""
    screen = c.app.screen
    assert isinstance(screen, TicketScreen | CustomerScreen | FollowUpScreen)
    for _ in range(3):
        await screen.reload()
        await c.pilot.pause()


async def test_a_ticket_is_opened_once_on_record_and_no_other_with_it(bench: Bench, at_the_counter: Desk) -> None:
    first, second = bench.take(contact=NUMBER), bench.take(contact=OTHER)
    async with console(at_the_counter) as c:
        await c.opens(first)
        await c.sees(MASKED)
        await c.press("0")
        await c.sees(NUMBER, "it is on record")
        await read_again(c)
        await c.sees(NUMBER)
        assert unmasked(bench) == 1, "reading again is no other look"
        await c.press("0")
        await c.sees("Nothing is hidden here")
        await c.press("escape")
        await c.opens(second)
        await c.sees(OTHER_MASKED)
        await read_again(c)
        await c.misses(OTHER)
        await c.press("escape")
        await c.opens(first)
        await c.sees(MASKED)
        await c.misses(NUMBER)
    assert unmasked(bench) == 1


async def test_a_customers_file_is_opened_once_on_record(bench: Bench) -> None:
    number = bench.take(contact=NUMBER)
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers == [number[-4:]])
        await c.press("q")
        screen = await c.on(CustomerScreen)
        await c.until(lambda: screen.file is not None)
        await c.sees(MASKED, "Show private data")
        await c.press("0")
        await c.sees(NUMBER, "it is on record")
        await read_again(c)
        await c.sees(NUMBER)
    assert unmasked(bench) == 1


async def test_a_customers_file_is_hidden_again_by_itself(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    number = bench.take(contact=NUMBER)
    monkeypatch.setattr(customer, "SHOWN_FOR", timedelta(seconds=1))
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers == [number[-4:]])
        await c.press("q")
        await c.sees(MASKED)
        await c.press("0")
        await c.sees(NUMBER)
        await c.sees(MASKED)
        await c.misses(NUMBER)
    assert unmasked(bench) == 1


def finished(bench: Bench, tier: str, contact: str) -> str:
    number = bench.take("phone", tier, customer=f"Of {tier}", contact=contact)
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="solved")
    return number


async def board(c: Seat, lines: int) -> FollowUpScreen:
    await c.press("f4")
    screen = await c.on(FollowUpScreen)
    await c.until(lambda: len(screen.lines) == lines, "the board")
    await c.pilot.pause()
    return screen


async def test_who_calls_back_sees_the_number_of_the_selected_one_alone(bench: Bench) -> None:
    finished(bench, "core", NUMBER)
    bench.later(minutes=1)
    finished(bench, "important", OTHER)
    for login in ("zhou", "luo"):  # a receiver; a specialist of the department that is asked
        async with console(bench.by(login)) as c:
            await board(c, 2)
            await c.sees(NUMBER, MASKED, OTHER_MASKED)
            await c.misses(OTHER, "Show private data")
            await c.press("down")
            await c.sees(OTHER, MASKED)
            await c.misses(NUMBER)
            await c.press("0")
            await c.sees("Nothing is hidden here")
    assert unmasked(bench) == 0


async def test_on_a_low_screen_the_number_to_call_is_one_key_away(bench: Bench) -> None:
    finished(bench, "core", NUMBER)
    async with console(bench.desk, size=(48, 20)) as c:
        await board(c, 1)
        await c.sees(MASKED)
        await c.misses(NUMBER)
        await c.press("0")
        await c.sees(NUMBER)
    assert unmasked(bench) == 0


async def test_at_the_counter_the_number_to_call_is_asked_for(bench: Bench, at_the_counter: Desk) -> None:
    finished(bench, "core", NUMBER)
    bench.later(minutes=1)
    finished(bench, "important", OTHER)
    async with console(at_the_counter) as c:
        await board(c, 2)
        await c.sees(MASKED, OTHER_MASKED, "Show private data")
        await c.misses(NUMBER)
        await c.press("0")
        await c.sees(NUMBER, "it is on record")
        await read_again(c)
        await c.sees(NUMBER)
        await c.press("down")
        await c.misses(NUMBER, OTHER)
        await c.press("up")
        await c.misses(NUMBER)
        await c.press("escape")
        await board(c, 2)
        await c.misses(NUMBER)
    assert unmasked(bench) == 1


async def test_a_ticket_is_hidden_again_by_itself(
    bench: Bench, at_the_counter: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bench.take(contact=NUMBER)
    monkeypatch.setattr(ticket, "SHOWN_FOR", timedelta(seconds=1))
    async with console(at_the_counter) as c:
        await c.opens(number)
        await c.press("0")
        await c.sees(NUMBER)
        await c.sees(MASKED)
        await c.misses(NUMBER)
    assert unmasked(bench) == 1


async def test_the_number_to_call_is_hidden_again_by_itself(
    bench: Bench, at_the_counter: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(bench, "core", NUMBER)
    monkeypatch.setattr(follow_ups, "SHOWN_FOR", timedelta(milliseconds=200))
    async with console(at_the_counter) as c:
        await board(c, 1)
        await c.press("0")
        await c.until(lambda: unmasked(bench) == 1, "on record")
        await c.misses(NUMBER)


def test_what_the_site_says_of_its_counter_is_read() -> None:
    assert read_settings("[console]\ncounter = true\n").counter is True
    assert read_settings("[console]\ncounter = false\n").counter is False
    assert read_settings("[console]\nbell = true\n").counter is None
    with pytest.raises(DeskError, match=r"console\.counter: must be true or false"):
        read_settings('[console]\ncounter = "yes"\n')


async def test_a_specialist_is_told_of_no_call_that_is_not_theirs(bench: Bench) -> None:
    async with console(bench.by("luo")) as c:
        bench.ring(OTHER)
        await c.app.parts.store_poll.refresh()
        await c.pilot.pause()
        assert c.app.session.counts is not None
        assert c.app.session.counts.open == 1, "the rest is read all the same"
        assert c.app.session.calls == ()
        assert c.said == ""
