"""Thousands of random keys, pastes and noise at every screen with hostile tickets: nothing breaks, nothing leaks.

`make test` presses some; `pytest -m chaos tests/terminal/test_console_chaos.py` presses five thousand.
"""

import random
import re
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.console_desk import PATIENCE, Place, hostile_forms, shows, stray
from tests.terminal.pty_desk import KEYS, NotSeen, PtyDesk
from tests.terminal.test_foreign_text import HOSTILE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
SEED: Final = 20261120
#: Keys pressed between two looks at whether the console still answers.
BATCH: Final = 50
#: What leads to each screen; random keys go on from there.
SCREENS: Final = (
    *(("f3",), ("f3", "enter"), ("f3", "v"), ("f4",), ("f2",), ("f3", "n"), ("f3", "p"), ("f3", "h"), ("f3", "m")),
    *(("f3", "9"), ("ctrl+p",), ("f1",), ("f3", "enter", "v"), ("f3", "l"), ("f4", "r"), ("f3", "enter", "m")),
    *(
        ("f3", "/"),
        ("f5",),
        ("f5", "w"),
        ("f5", "r"),
        ("f5", "v"),
        ("f6",),
        ("f6", "n"),
        ("f7",),
        ("f7", "h"),
        ("f7", "r"),
    ),
    *(("f3", "q"), ("f3", "q", "e"), ("f3", "&"), ("f3", "enter", "J"), ("f3", "enter", "g"), ("f3", "enter", "F")),
)
#: Copying when asked: the only order of its kind, and nothing in it but base64; random keys may ask (alt+c).
COPIED: Final = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/]+=*\x07")
_CTRL: Final = [f"ctrl+{letter}" for letter in "abcdefghijklnoprstuvwxy"]  # not q and z: they quit and stop
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ"  # Q quits
_CHINESE: Final = "机器人售后服务中心，请问负载与臂展差别？①★—“”㎡℃𠮷"


class Noise:
    """Random input of a person, a cat, an input method and a bad line."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._hostile = [line.encode() for line in HOSTILE.read_text("utf-8").splitlines()]

    def key(self) -> bytes:
        """One key, one commit of an input method, one paste or one piece of noise."""
        pick = self._random
        kinds = (
            self._letter,
            self._named,
            self._ctrl,
            self._wide,
            self._chinese,
            self._paste,
            self._broken,
            self._mouse,
        )
        return pick.choices(kinds, weights=(30, 30, 8, 6, 6, 4, 4, 4))[0]()

    def screen(self) -> tuple[str, ...]:
        """The way to some screen."""
        return self._random.choice(SCREENS)

    def _letter(self) -> bytes:
        return self._random.choice(_LETTERS + "0123456789/?[]+-=.,:* ").encode()

    def _named(self) -> bytes:
        names = [*KEYS, "enter", "enter", "tab", "tab", "down", "down", "esc"]
        return KEYS[self._random.choice(names)].encode()

    def _ctrl(self) -> bytes:
        return bytes((ord(self._random.choice(_CTRL)[-1]) - 96,))

    def _wide(self) -> bytes:
        wide = [chr(ord(letter) + 0xFEE0) for letter in _LETTERS + "0123456789?/"]
        return self._random.choice(wide).encode()

    def _chinese(self) -> bytes:
        return "".join(self._random.choices(_CHINESE, k=self._random.randint(1, 40))).encode()

    def _paste(self) -> bytes:
        body = self._random.choice([*self._hostile, "一行\n又一行\r\n".encode() * 30, b"\x1b[31m\x00\x9b2J"])
        return b"\x1b[200~" + body + (b"\x1b[201~" if self._random.random() < 0.8 else b"")

    def _broken(self) -> bytes:
        some = (
            "你好".encode("gbk"),
            b"\xff\xfe\xc0",
            "中".encode()[:2],
            b"\xf0\x9f",
            b"\xed\xa0\x80",
            b"\x1b[",
            b"\x1b]52;c;",
        )
        return self._random.choice([*some, self._random.randbytes(4).translate(None, b"\x11\x1a\x03\x1c")])

    def _mouse(self) -> bytes:
        x, y, button = (
            self._random.randint(1, 100),
            self._random.randint(1, 22),
            self._random.choice((0, 2, 35, 64, 65)),
        )
        some = [
            f"\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m".encode(),
            b"\x1b[<0;999;999M",
            b"\x1b[<;;M",
            b"\x1b[M !!",
        ]
        return self._random.choice([*some, b"\x1b[99999999999u", b"\x1b[I", b"\x1b[O"])


def test_random_keys(tmp_path: Path) -> None:
    press(Place(tmp_path), 800, SEED)


@pytest.mark.chaos
@pytest.mark.parametrize("seed", [SEED + 1, SEED + 2])
def test_five_thousand_random_keys(tmp_path: Path, seed: int) -> None:
    press(Place(tmp_path), 5_000, seed)


def press(place: Place, keys: int, seed: int) -> None:
    """Presses so many keys; the console may be left by them, then it is opened again."""
    place.take_all(hostile_forms())
    noise, pressed = Noise(seed), 0
    while pressed < keys:
        with place.console(size=(100, 24)) as desk:
            shows(desk, "今日跟进")
            pressed += _until_left(desk, noise, keys - pressed)
            desk.raw = bytearray(COPIED.sub(b"", desk.raw))
            assert stray(desk) == set()
            assert b"Traceback" not in desk.raw
        assert place.failures() == ""
    assert place.problems() == []


def _until_left(desk: PtyDesk, noise: Noise, keys: int) -> int:
    """Presses until the console was left by a key, or enough; how many keys."""
    for done in range(0, keys, BATCH):
        desk.feed("enter", *noise.screen())  # Enter unlocks what ctrl+l has locked
        for _ in range(BATCH):
            desk.feed(noise.key())
            desk.read(0)
        if not _answers(desk):
            assert desk.wait_exit() == 0
            return done + BATCH
    desk.feed("enter")
    assert _answers(desk)
    desk.feed("ctrl+q")
    assert desk.wait_exit() == 0
    return keys


def _answers(desk: PtyDesk) -> bool:
    """Whether the console draws itself again when it is asked to; false when it was left."""
    desk.feed("\x1b[201~")
    for _ in range(int(PATIENCE)):
        while desk.read(0.3):  # what is still at work
            pass
        before = len(desk.raw)
        try:
            desk.feed("ctrl+r")
        except OSError:
            return False
        if desk.process.poll() is not None or _given_back(desk):
            return False
        desk.read(1.0)
        if len(desk.raw) - before > 500:
            return True
    raise NotSeen(f"it does not answer any more:\n{desk.text}")


def _given_back(desk: PtyDesk) -> bool:
    """Whether the console has left the screen, and is on its way out."""
    return desk.raw.rfind(b"\x1b[?1049l") > desk.raw.rfind(b"\x1b[?1049h")
