"""Clocks that become due soon or overdue: one line for all of them, a bell at most once a minute, a snooze."""

from datetime import timedelta

import pytest

from deskconsole.present.catalogue import use
from deskconsole.screens.frame.bell import SNOOZE, Bell, beside, warning_line
from tests.console.driver import Seat, console
from tests.desk.support import MONDAY, Bench


def _bells(c: Seat, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    bells: list[int] = []
    monkeypatch.setattr(c.app, "bell", lambda: bells.append(1))
    return bells


async def test_what_becomes_late_together_is_one_line_and_one_bell(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [bench.take("online", "core")[-4:] for _ in range(3)]
    later = bench.take("online", "intent")[-4:]
    async with console(bench.desk) as c:
        bells = _bells(c, monkeypatch)
        bench.later(minutes=4)
        await c.tick()
        assert c.said == f"! 3 due soon: {' '.join(numbers)}"
        assert bells == [1]
        bench.later(seconds=61)
        await c.tick()
        assert c.said == f"‼ 3 overdue: {' '.join(numbers)}"
        assert bells == [1, 1]
        await c.tick()
        assert bells == [1, 1], "told once"
        assert later not in c.said


async def test_what_is_late_already_when_the_console_opens_is_no_news(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take("online", "core")
    bench.later(minutes=10)
    async with console(bench.desk) as c:
        bells = _bells(c, monkeypatch)
        await c.tick()
        assert (bells, "overdue:" in c.said) == ([], False)


async def test_snoozing_silences_the_sound_and_no_clock(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    number = bench.take("online", "core")[-4:]
    async with console(bench.desk) as c:
        bells = _bells(c, monkeypatch)
        await c.press(".")
        assert c.said == "Bell silent until 09:10; clocks go on"
        await c.sees("silent 09:10")  # on the top line of 80 columns
        bench.later(minutes=6)
        await c.tick()
        assert f"‼ 1 overdue: {number}" in c.said
        assert bells == []
        await c.sees("‼    -1m00")
        bench.later(minutes=4)
        await c.tick()
        assert bells == [1], "what still alarms sounds once when the ten minutes are over"
        await c.misses("silent 09:10")
        await c.press(".")
        await c.press(".")
        assert c.said == "Bell on"


def test_a_snoozed_bell_keeps_what_is_new() -> None:
    bell = Bell(on=True)
    bell.look([], MONDAY)
    bell.snooze(MONDAY)
    assert bell.look(["overdue SZ-1 x"], MONDAY) == (True, False)
    assert bell.look(["overdue SZ-1 x"], MONDAY + SNOOZE - timedelta(seconds=1)) == (False, False)
    assert bell.look(["overdue SZ-1 x"], MONDAY + SNOOZE) == (False, True)


def test_a_warning_stands_behind_what_was_said_before(bench: Bench) -> None:
    use("en")
    line = warning_line(["overdue SZ-20260914-0002 x", "call 7", "soon SZ-20260914-0001 y"])
    assert line == "‼ 1 overdue: 0002 · ! 1 due soon: 0001"
    assert beside("Recorded as SZ-20260914-0003", line, 80) == f"Recorded as SZ-20260914-0003 · {line}"
    assert beside(f"Recorded as SZ-20260914-0003 · {line}", "‼ 1 overdue: 0009", 80).endswith(
        "0003 · ‼ 1 overdue: 0009"
    )
    assert beside("x" * 60, line, 80) == line
    assert warning_line(["call 7"]) == ""
