"""What a console costs that only stands there: bytes on the line, processor time, memory."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, Ratio, Size, of
from tests.bench.stores import MARKER, Spread, store_of
from tests.bench.terminal import Meter, bare, console

#: Forty lines of a day: one deadline every twelve minutes. And the worst: all of them under ten minutes.
DAY, RUSH = Spread(-420, 720), Spread(120, 10)
_TALL = (100, 56)
#: A slow line, in bytes a second.
_SLOW = 9_600


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """Forty countdowns, nothing at all, a slow line, memory."""
    seconds = size.of(20, 1)
    with Meter(bare("countdowns", 40), size=_TALL) as meter:
        meter.shown(MARKER)
        base = _standing(meter, seconds)
    for words, spread in (("spread over a day", DAY), ("all under ten minutes", RUSH))[: size.of(2, 1)]:
        with Meter(console(store_of(40, 0, spread)), size=_TALL) as meter:
            meter.shown(MARKER)
            sent, share = _standing(meter, seconds)
        goal = words.startswith("spread")
        yield Ratio(f"bytes of 40 countdowns against a DataTable ({words})", base[0], sent, "B/s")
        yield Ratio(f"processor for 40 countdowns against a DataTable ({words})", base[1], share, "%")
        yield Figure(f"bytes of 40 countdowns ({words})", "B/s", sent, sent, 1, 150 if goal else None)
        yield Figure(f"processor for 40 countdowns ({words})", "%", share, share, 1, 1 if goal else None)
    yield from _slow_line(size)
    yield from _standing_there(size, seconds)


def _standing_there(size: Size, seconds: int) -> Iterator[Ratio | Figure]:
    open_ = size.of(10_000, 500)
    with Meter(bare("table", 50)) as meter:
        meter.shown(MARKER)
        meter.settle()
        base = meter.memory()
    stores = (("50 open", 50, 0), (f"{open_:,} open", open_, size.of(1_000_000, 1_000)))
    for words, number, closed in stores[size.of(0, 1) :]:
        store = store_of(number, closed)
        with Meter(console(store)) as meter:
            meter.shown(MARKER)
            sent, share = _standing(meter, seconds)
            memory = meter.memory()
        yield Ratio(f"memory against a bare app ({words})", base, memory, "MB")
        yield Figure(f"memory ({words})", "MB", memory, memory, 1, 80)
        yield Figure(f"processor idle ({words})", "%", share, share, 1, 1)
        yield Figure(f"bytes idle ({words})", "B/s", sent, sent, 1)


def _standing(meter: Meter, seconds: int) -> tuple[float, float]:
    """Bytes a second and percent of a core while nobody touches anything."""
    meter.settle(0.7)
    time_before, before = time.perf_counter(), meter.processor()
    sent = meter.bytes_for(seconds)
    past = time.perf_counter() - time_before
    return sent / past, (meter.processor() - before) / past * 100


def _slow_line(size: Size) -> Iterator[Figure]:
    """A key in the queue over a slow line, while forty clocks run: the line alone, and with the details below it."""
    presses = size.of(25, 2)
    ways = (
        ("spread over a day", DAY, False),
        ("all under ten minutes", RUSH, False),
        ("spread over a day, until the details stand too", DAY, True),
    )
    for words, spread, details in ways[: size.of(3, 1)]:
        taken = list(_throttled(store_of(40, 0, spread), presses, details=details))
        yield of(f"key in the queue over 9.6 kB/s, 40 clocks {words}", "ms", taken, limit=500, tail=True)


def _throttled(store: Path, presses: int, *, details: bool) -> Iterator[float]:
    with Meter(console(store), size=_TALL) as meter:
        meter.shown(MARKER)
        meter.settle(0.7)
        if not details:
            meter.answer(b"v", quiet=0.5)
        for _ in range(presses):
            meter.drain(_SLOW, quiet=0.15)
            meter.feed(b"\x1b[B")
            begin = time.perf_counter()
            yield (meter.drain(_SLOW, quiet=0.1) - begin) * 1000
