"""What may be heard and seen of a call: blocked numbers, the bell, the lock."""

from pathlib import Path

import pytest

from deskconsole.desk.tickets.drafts import drafts
from deskconsole.screens.frame.lock import LockScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench

CALLER = "02388886666"


async def _rings(c: Seat, *texts: str) -> None:
    await c.tick()
    await c.sees("CALL", "rings", *texts)


async def test_a_blocked_number_rings_silently(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(bench.folder / "site.toml").write_text('[telephone]\nblocked = ["13800001111"]\n')
    async with console(bench.desk) as c:
        bells: list[int] = []
        monkeypatch.setattr(c.app, "bell", lambda: bells.append(1))
        bench.ring("13800001111")
        await _rings(c, "blocked number")
        bench.later(seconds=1)
        await c.tick()
        assert not bells
        bench.ring("13900002222")
        await c.tick()
        await c.until(lambda: len(c.app.session.calls) == 2)
        await c.until(lambda: bells == [1])
        await c.press("ctrl+g")
        await c.intake()
        assert c.value("contact") == "13900002222", "the call that is wanted is picked up first"


async def test_the_bell_sounds_once_a_minute_and_can_be_muted(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console(bench.desk) as c:
        bells: list[int] = []
        monkeypatch.setattr(c.app, "bell", lambda: bells.append(1))
        for n in range(3):
            bench.ring(f"1380000000{n}")
            await c.tick()
            await c.until(lambda n=n: len(c.app.session.calls) == n + 1)  # type: ignore[misc]
        assert bells == [1]
        bench.later(seconds=61)
        await c.tick()
        await c.until(lambda: not c.app.session.calls)
        await c.press(",")
        assert c.said == "Bell off"
        before = len(bells)
        bench.ring("13900000000")
        await _rings(c)
        assert len(bells) == before


async def test_the_lock_shows_a_ringing_call_without_personal_data(bench: Bench) -> None:
    bench.take("phone", "important", customer="重庆永川机电 仇英", contact=CALLER)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.typing("吴桂兰")
        await c.press("ctrl+l")
        await c.on(LockScreen)
        await c.until(lambda: drafts(bench.desk))
        bench.ring(CALLER)
        await c.tick()
        await c.until(lambda: c.app.session.calls)
        await c.tick()
        await c.sees("The telephone rings", "Enter unlocks, then ^G picks up", "‼ 0 overdue", "Mon 09-14"[:3], "09:00")
        assert not any(text in c.text() for text in ("吴桂兰", "仇英", CALLER, "永川", "◆"))
        await c.press("ctrl+g", "f2", "f3", "ctrl+p", "ctrl+y", "ctrl+d", "ctrl+o", "escape")
        assert isinstance(c.app.screen, LockScreen)
        await c.press("enter")
        await c.intake()
        assert c.value("customer") == "吴桂兰"
