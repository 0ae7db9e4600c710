"""From a key to the last byte of its repaint, through a real pseudo-terminal; and how many bytes that is."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.bench.figures import Figure, Ratio, Size, compare, of
from tests.bench.stores import MARKER, store_of
from tests.bench.terminal import Answer, Meter, bare, console

#: Beyond so many bytes an answer moved the whole page.
_PAGE = 2_500
_DOWN, _UP, _ESCAPE = b"\x1b[B", b"\x1b[A", b"\x1b"
_F3, _F4 = b"\x1bOR", b"\x1bOS"
#: Each screen by the key that opens it and the one that leads back to the queue.
_WAYS: Final = {
    "F2 intake form": (b"\x1bOQ", _F3),
    "F4 follow-ups": (_F4, _F3),
    "F5 visitors": (b"\x1b[15~", _F3),
    "F6 knowledge": (b"\x1b[17~", _F3),
    "F7 shift": (b"\x1b[18~", _F3),
    "Enter: a ticket": (b"\r", _ESCAPE),
}


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """The queue first, then a text field, then screens; each beside a bare app."""
    open_ = size.of(10_000, 500)
    store = store_of(open_, size.of(1_000_000, 1_000))
    presses = size.of(120, 6)
    with Meter(bare("table", open_)) as meter:
        meter.shown(MARKER)
        base = _steps(meter, presses)
    yield of("the bare app for comparison: a cursor key in a DataTable", "ms", _ms(base))
    for screen in ((100, 40),) if size.quick else ((100, 40), (80, 24)):
        with Meter(console(store), size=screen) as meter:
            meter.shown(MARKER)
            meter.settle(1.0)
            yield from _queue(meter, presses, base, screen)
    with Meter(bare("input")) as meter:
        meter.shown(b"BENCH")
        field_base = _typed(meter, presses)
    yield of("the bare app for comparison: a key in an Input", "ms", _ms(field_base))
    with Meter(console(store)) as meter:
        meter.shown(MARKER)
        meter.settle(1.0)
        meter.answer(b"\x1bOQ", quiet=0.5)
        field = _typed(meter, presses)
    yield compare("key in a text field against a bare Input", _ms(field_base), _ms(field))
    yield of("key to screen in a text field", "ms", _ms(field), limit=16, tail=True)
    yield of("bytes per key in a text field", "B", _sizes(field))
    yield from _screens(size, store_of(40, 0, packs=("robot-integrator", "front-desk")))


def _queue(meter: Meter, presses: int, base: Sequence[Answer], screen: tuple[int, int]) -> Iterator[Ratio | Figure]:
    where = f"{screen[0]}×{screen[1]}"
    steps = _steps(meter, presses)
    near = [step for step in steps if step.size <= _PAGE]
    far = [step for step in steps if step.size > _PAGE]
    yield compare(f"cursor key in the queue against a DataTable ({where})", _ms(base), _ms(steps))
    yield of(f"key to screen in the queue, all keys ({where})", "ms", _ms(steps), limit=16, tail=True)
    yield of(f"key to screen in the queue, line in view ({where})", "ms", _ms(near), limit=16, tail=True)
    if far:
        yield of(f"key to screen in the queue, page moves ({where})", "ms", _ms(far))
    yield of(f"bytes per cursor key, line in view ({where})", "B", _sizes(near), limit=600)
    scrolled = [step.size for step in steps]
    yield Figure(
        f"bytes per scrolled line, on average ({where})",
        "B",
        statistics.mean(scrolled),
        max(scrolled),
        len(steps),
        1500,
    )


def _steps(meter: Meter, presses: int) -> list[Answer]:
    """Down through the list; the details beside it come later and are not waited for."""
    meter.answer(_DOWN)
    found = []
    for _ in range(presses):
        found.append(meter.answer(_DOWN))
        meter.settle(0.15)
    return found


def _typed(meter: Meter, presses: int) -> list[Answer]:
    meter.settle(0.5)
    meter.answer(b"a")
    found = []
    for number in range(presses):
        # By turns, so that the field never gets longer than it is wide.
        # Quiet for a short time only: the clock of the form is painted every second and belongs to no key.
        found.append(meter.answer(b"\x7f" if number % 2 else "客".encode(), quiet=0.02))
        meter.settle(0.03)
    return found


def _screens(size: Size, store: Path) -> Iterator[Ratio | Figure]:
    """Opening each screen from the queue and going back, until the content stands."""
    turns = size.of(20, 2)
    with Meter(bare("screens")) as meter:
        meter.shown(MARKER)
        base = [answer for answer, _back in _changes(meter, (_F4, _F3), turns)]
    yield of("the bare app for comparison: opening a screen", "ms", _ms(base))
    all_there, all_back = list[float](), list[float]()
    for name, keys in _WAYS.items():
        with Meter(console(store)) as meter:
            meter.shown(MARKER)
            meter.settle(1.0)
            changes = _changes(meter, keys, turns)
        there, back = [there for there, _ in changes], [back for _, back in changes]
        all_there += _ms(there)
        all_back += _ms(back)
        yield compare(f"opening a screen against a bare one ({name})", _ms(base), _ms(there))
        yield of(f"key to screen on opening a screen ({name})", "ms", _ms(there), limit=50, tail=True)
        yield of(f"key to screen on going back ({name})", "ms", _ms(back), limit=50, tail=True)
        # Of a machine that does other work at the same time this says more than the clock.
        yield of(f"processor per screen opened ({name})", "ms", [answer.work for answer in there])
        yield of(f"processor per going back ({name})", "ms", [answer.work for answer in back])
        yield of(f"bytes per screen opened ({name})", "B", _sizes(there))
        yield of(f"bytes per going back ({name})", "B", _sizes(back))
    yield of("key to screen on opening any screen", "ms", all_there, limit=50, tail=True)
    yield of("key to screen on going back from any screen", "ms", all_back, limit=50, tail=True)


def _changes(meter: Meter, keys: tuple[bytes, bytes], turns: int) -> list[tuple[Answer, Answer]]:
    there, back = keys
    found = []
    for turn in range(turns + 1):
        pair = (meter.answer(there, quiet=0.2), meter.answer(back, quiet=0.2))
        if turn:  # the first imports the screen
            found.append(pair)
        meter.answer(_DOWN if turn % 2 else _UP, quiet=0.2)
    return found


def _ms(answers: Sequence[Answer]) -> list[float]:
    return [answer.ms for answer in answers]


def _sizes(answers: Sequence[Answer]) -> list[float]:
    return [float(answer.size) for answer in answers]
