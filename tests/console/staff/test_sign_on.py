"""Signing on at a console that several people share: who it is, their PIN, the lock, and nothing behind either."""

from datetime import timedelta

import pytest

from deskconsole.app import Console
from deskconsole.desk.shifts.roster import set_duty
from deskconsole.desk.sign_on import pins
from deskconsole.desk.staff.staff import add_staff, disable_staff
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets.drafts import drafts
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.staff.pin_dialog import PinDialog
from deskconsole.screens.staff.sign_on_screen import SignOnScreen
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import Seat, console, signing_on
from tests.desk.sign_on.support import PIN, site_events, with_pin
from tests.desk.support import Bench

CUSTOMER = "重庆永川机电"
CALLER = "02388886666"


@pytest.fixture
def shared(bench: Bench) -> Bench:
    """A desk that people share, two of whom have a PIN; today's duty is theirs."""
    (bench.folder / "site.toml").write_text("[sign_on]\nshared = true\n")
    bench.take(customer=CUSTOMER)
    with_pin(bench, "lin", "zhou")
    day = bench.desk.calendar.day(bench.now)
    set_duty(bench.by("he"), day, day, "day", "lin", "zhou")
    bench.desk._settings = None
    return bench


async def sign_on(c: Seat, digit: str = "1", pin: str = PIN) -> None:
    """Somebody of the roster signs on."""
    await c.sees("1 Lin")
    await c.press(digit)
    await c.sees("PIN of")
    await c.press(*pin, "enter")


async def home(c: Seat) -> QueueScreen:
    """The queue is read and on top."""
    await c.until(lambda: isinstance(c.app.screen, QueueScreen) and c.app.screen.whole)
    screen = c.app.screen
    assert isinstance(screen, QueueScreen)
    return screen


# --- the first screen ------------------------------------------------------------------------------------------


async def test_nothing_is_seen_until_somebody_of_the_roster_has_typed_their_pin(shared: Bench) -> None:
    async with signing_on(shared.desk) as c:
        await c.sees("Who is at the desk?", "1 Lin", "2 Zhou")
        assert CUSTOMER not in c.text()
        assert "3 " not in c.text().replace("09-14", "")
        await c.press("f2", "f3", "ctrl+p", "ctrl+y", "ctrl+d", "ctrl+q", "ctrl+circumflex_accent", "escape")
        assert isinstance(c.app.screen, SignOnScreen)
        await sign_on(c)
        await home(c)
        await c.sees("At the desk now: Lin", CUSTOMER[:4])
    assert site_events(shared, "signed_on")[-1].fields == {"login": "lin", "account": "root"}


async def test_a_login_is_typed_and_a_wrong_pin_waits_where_the_digits_stood(shared: Bench) -> None:
    async with signing_on(shared.desk) as c:
        await c.sees("1 Lin")
        await c.typing("zhou\n")
        await c.sees("PIN of Zhou")
        for _ in range(5):
            await c.typing("999990\n")
            await c.sees("login or PIN is wrong")
        await c.typing(PIN + "\n")
        await c.sees("again in 0:30")
        await c.press(*PIN, "enter")
        shared.later(seconds=29)
        await c.tick()
        await c.sees("again in 0:01")
        shared.later(seconds=1)
        await c.tick()
        await c.misses("again in")
        await c.press(*PIN, "enter")
        await home(c)


async def test_with_the_code_a_pin_is_set_right_there(shared: Bench) -> None:
    code = pins.give_code(shared.by("root"), "he").code
    async with signing_on(shared.desk) as c:
        await c.sees("1 Lin")
        await c.typing(f"he\n{code}\n")
        await c.sees("New PIN of", "6 digits or more")
        assert code not in c.text()
        await c.typing("123456\n")
        await c.sees("tried first by everybody")
        await c.typing("482613\n")
        await c.sees("The same once more")
        await c.typing("482614\n")
        await c.sees("two different PINs")
        await c.typing("482613\n")
        await c.sees("The same once more")
        await c.typing("482613\n")
        await home(c)
        await c.sees("At the desk now: He")
    assert pins.sign_on(shared.desk, "he", "482613").actor.login == "he"


async def test_a_login_that_begins_with_a_digit_is_typed_after_0(shared: Bench) -> None:
    add_staff(shared.by("root"), "1001", name="Mei", role="receiver", department="service", qualified=True)
    with_pin(shared, "1001")
    async with signing_on(shared.desk) as c:
        await c.sees("1 Lin")
        await c.typing(f"01001\n{PIN}\n")
        await home(c)
        await c.sees("At the desk now: Mei")


async def test_a_console_that_is_one_persons_own_asks_nothing(bench: Bench) -> None:
    (bench.folder / "site.toml").write_text('[sign_on]\nshared = true\naccounts = ["desk"]\n')
    async with console(bench.desk) as c:
        assert isinstance(c.app.screen, QueueScreen)


# --- another operator ------------------------------------------------------------------------------------------


async def test_nobody_becomes_somebody_else_without_their_pin(bench: Bench) -> None:
    with_pin(bench, "lin")
    async with console(bench.desk) as c:
        await c.press("ctrl+y", "1")  # fang has none
        await c.sees("Fang has no PIN yet")
        assert c.app.session.desk.actor.login == "zhou"
        await c.press("ctrl+y", "3")
        await c.on(PinDialog)
        await c.press(*"999990", "enter")
        await c.sees("login or PIN is wrong")
        await c.press("escape")
        assert c.app.session.desk.actor.login == "zhou"
        await c.press("ctrl+y", "3")
        await c.on(PinDialog)
        await c.press(*PIN, "enter")
        await c.sees("At the desk now: Lin")
        await c.press("ctrl+l")
        await c.on(SignOnScreen)
        await c.press("enter")
        await c.sees("PIN of Lin")
    assert site_events(bench, "signed_on")[-1].fields == {"login": "lin", "before": "zhou", "account": "root"}


async def test_somebody_who_is_disabled_meanwhile_is_told_so_and_nothing_fails(bench: Bench) -> None:
    with_pin(bench, "lin")
    async with console(bench.desk) as c:
        disable_staff(bench.by("root"), "zhou")
        await c.until(lambda: c.app.session.desk.known_actor is None)
        for key in ("ctrl+y", "="):
            await c.press(key)
            await c.on(PickOne)
            await c.press("escape")
        c.app.session.staff = ()
        await c.press("ctrl+y")
        await c.sees("belongs to nobody at the desk")


# --- the lock --------------------------------------------------------------------------------------------------


async def test_the_lock_of_a_shared_console_opens_by_a_pin(shared: Bench) -> None:
    async with signing_on(shared.desk) as c:
        await sign_on(c)
        await home(c)
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("ctrl+l")
        await c.on(SignOnScreen)
        await c.sees("Locked", "PIN of Lin", "09:00", "overdue")
        assert not any(text in c.text() for text in ("吴桂兰", CUSTOMER))
        await c.press("enter", "f2", "ctrl+y", "ctrl+q")
        assert isinstance(c.app.screen, SignOnScreen)
        await c.press(*PIN, "enter")
        await c.intake()
        assert c.value("customer") == "吴桂兰"


async def test_somebody_else_at_the_lock_finds_nothing_half_filled_of_whoever_locked_it(shared: Bench) -> None:
    async with signing_on(shared.desk) as c:
        await sign_on(c)
        await home(c)
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("ctrl+l")
        await c.on(SignOnScreen)
        await c.press("escape")
        await sign_on(c, "2")
        await home(c)
        await c.sees("At the desk now: Zhou")
    assert [draft.person for draft in drafts(shared.desk, everybody=True)] == ["lin"]
    assert site_events(shared, "draft_taken_over") == []


async def test_an_idle_console_locks_itself(shared: Bench) -> None:
    async with signing_on(shared.desk) as c:
        await sign_on(c)
        await home(c)
        shared.later(minutes=4, seconds=59)
        await c.press("down")
        shared.later(minutes=4, seconds=59)
        await c.tick()
        assert isinstance(c.app.screen, QueueScreen)
        shared.later(seconds=1)
        await c.tick()
        await c.on(SignOnScreen)


async def test_a_console_of_ones_own_does_not_lock_itself(bench: Bench) -> None:
    async with console(bench.desk) as c:
        bench.later(hours=1)
        await c.tick()
        assert isinstance(c.app.screen, QueueScreen)


async def test_a_call_is_picked_up_at_the_lock_and_its_form_opens_after_the_pin(shared: Bench) -> None:
    async with signing_on(shared.desk) as c:
        await sign_on(c)
        await home(c)
        await c.press("ctrl+l")
        await c.on(SignOnScreen)
        _call, number = shared.ring(CALLER)
        await c.tick()
        await c.sees("The telephone rings", "023****6666", "^G picks up")
        assert CALLER not in c.text()
        await c.press("ctrl+g")
        await c.sees("its form opens after the PIN")
        assert [(e.kind, e.by) for e in shared.show(number).events][-1] == ("picked_up", "lin")
        assert isinstance(c.app.screen, SignOnScreen)
        await c.press(*PIN, "enter")
        await c.intake()
        assert c.value("contact") == CALLER


async def test_a_call_rings_at_a_console_where_nobody_is_signed_on_and_is_picked_up_for_the_shift(
    shared: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bells: list[str] = []
    monkeypatch.setattr(Console, "bell", lambda _self: bells.append("bell"))
    late = shared.take("phone", "important", customer="仇英", contact=CALLER)
    shared.later(hours=3)
    async with signing_on(shared.desk) as c:
        await c.sees("1 Lin")
        call, number = shared.ring(CALLER)
        await c.until(lambda: c.app.session.calls)
        await c.tick()
        await c.sees("The telephone rings", "023****6666", "^G picks up")
        assert bells == ["bell"]
        assert not any(text in c.text() for text in (CALLER, "仇英", late[-4:]))
        await c.press("ctrl+g")
        await c.sees("its form opens after the PIN")
        event = shared.show(number).events[-1]
        assert (event.kind, event.by, event.fields["call"]) == ("picked_up", "lin", call)
        assert isinstance(c.app.screen, SignOnScreen)
        assert not any(text in c.text() for text in (CALLER, "仇英"))
        await c.press("ctrl+g", "f2", "ctrl+p")
        assert isinstance(c.app.screen, SignOnScreen)
        await sign_on(c, "2")
        await c.intake()
        assert (c.value("contact"), c.value("customer")) == (CALLER, "仇英")
        assert c.app.session.desk.actor.login == "zhou"
        await c.tick()
        assert bells == ["bell"], "what was late before they came is no news"
    assert shared.verified() == []


async def test_where_nobody_has_the_shift_a_call_is_picked_up_after_signing_on(shared: Bench) -> None:
    shared.now += timedelta(days=1)
    async with signing_on(shared.desk) as c:
        _call, number = shared.ring(CALLER)
        await c.until(lambda: c.app.session.calls)
        await c.tick()
        await c.press("ctrl+g")
        await c.sees("nobody has the shift now: sign on, then pick it up")
        assert "picked_up" not in shared.kinds(number)
        await c.typing(f"lin\n{PIN}\n")
        await c.on(QueueScreen)
        await c.press("ctrl+g")
        await c.intake()
    assert [(e.kind, e.by) for e in shared.show(number).events][-1] == ("picked_up", "lin")


async def test_two_consoles_where_nobody_is_signed_on_pick_up_once(shared: Bench) -> None:
    other = Bench.reopened(shared)
    other.desk._settings = None
    async with signing_on(shared.desk) as c:
        call, number = shared.ring(CALLER)
        await c.until(lambda: c.app.session.calls)
        calls.pick_up_for_shift(other.desk.signed_off(), call)
        await c.press("ctrl+g")
        await c.sees("that call has been picked up already")
        assert c.app.session.picked is None
    assert shared.kinds(number).count("picked_up") == 1
    other.desk.store.close()


async def test_nothing_lies_over_the_lock(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("ctrl+l")
        lock = await c.on(LockScreen)
        c.app.push_screen(PickOne(c.app.session, "late", [("a", CUSTOMER)]))
        await c.until(lambda: c.app.screen is lock)
        assert CUSTOMER not in c.text()
        await c.press("enter")
        await c.on(QueueScreen)


@pytest.mark.parametrize("size", [(80, 24), (48, 20)])
async def test_everything_of_it_is_seen_on_small_screens(shared: Bench, size: tuple[int, int]) -> None:
    async with signing_on(shared.desk, size=size, lang="zh") as c:
        await c.sees("1 Lin", "2 Zhou")
        await c.press("1")
        await c.sees("Lin")
        assert all(len(line) <= size[0] for line in c.lines())
