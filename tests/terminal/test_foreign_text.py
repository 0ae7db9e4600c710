"""Nothing that a customer wrote reaches the terminal as an instruction, whatever widget shows it."""

import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from deskconsole.terminal.linefilter import FOREIGN_TEXT
from tests.terminal.pty_desk import PtyDesk, python

HOSTILE = Path(__file__).parents[1] / "data" / "intake_hostile.jsonl"
MATRIX = python("-m", "tests.terminal.matrix_console")
BLACK = Color(0, 0, 0)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: everything that Textual and our driver write: colours, cursor, modes and questions about them, pointer shape, bell
OWN = re.compile(
    r"\x1b\[[0-9;]*m|\x1b\[\d+;\d+H|\x1b\[\?\d+[hl]|\x1b\[\?\d+\$p|\x1b\[<u|\x1b\[6n|"
    r"\x1b\]22;[a-z-]*(?:\x07|\x1b\\)|\r\n|\x07"
)
TEXTS = st.text(max_size=40) | st.text(
    st.sampled_from("a中é\u0301\t\n\x00\x1b\x7f\x85\x9b\u2028\u202e\u200d\u200b\ufe0f\ufeff\ud800👩👨🇨🏽⚠\u3164\xad"),
    max_size=40,
)


def dangerous(text: str) -> set[str]:
    """Characters that no text on a terminal may contain."""
    bad = {c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}}
    return bad | (set(text) & (BIDI | {"\ufe0f", "\u200d", "\u200b", "\ufeff"}))


def extended(tmp_path: Path) -> tuple[Path, list[str]]:
    """The hostile lines, and some that are worse."""
    more = [
        "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\ [link='\x1b[2J']x[/link]",
        "\x1b[31m\x1b[6n\x05\x1bc \x7f\x08\x08 一\u2028二\u0085三",
        " ",
    ]
    path = tmp_path / "payloads.jsonl"
    path.write_text(
        HOSTILE.read_text("utf-8") + "".join(json.dumps({"content": text}) + "\n" for text in more), "utf-8"
    )
    return path, [json.loads(line)["content"] for line in path.read_text("utf-8").splitlines()]


def test_no_widget_lets_foreign_bytes_through(tmp_path: Path) -> None:
    path, payloads = extended(tmp_path)
    with PtyDesk([*MATRIX, str(path), str(tmp_path / "log")], size=(130, 30)) as desk:
        for number, payload in enumerate(payloads):
            for mark in ("payload", "toast"):
                desk.wait_for_bytes(f"{mark}{number}.".encode())
            if payload.startswith("[red]"):
                desk.wait_for(lambda desk: desk.text.count("[red]x[/]") >= 18)  # shown as written, by all of them
            if "张" in payload:
                desk.wait_for(lambda desk: desk.text.count("张三") >= 18)
            if number < len(payloads) - 1:
                desk.feed("f2")
        desk.feed("f9")
        assert desk.wait_exit() == 0, (tmp_path / "log").read_text("utf-8")
        raw = bytes(desk.raw).decode("utf-8")
    assert not dangerous(OWN.sub("", raw))
    assert "\x1b[31m" not in raw


def test_the_matrix_would_show_a_leak(tmp_path: Path) -> None:
    path = tmp_path / "payloads.jsonl"
    path.write_text(json.dumps({"content": "a\x9bb\u202ec\x1b]52;c;aGk=\x07"}), "utf-8")
    with PtyDesk([*MATRIX, str(path), str(tmp_path / "log"), "unfiltered"], size=(130, 30)) as desk:
        desk.wait_for(lambda desk: b"payload0." in desk.raw and b"\x1b]52;c;aGk=" in desk.raw)
        assert {"\x9b", "\u202e"} <= set(bytes(desk.raw).decode("utf-8"))


@given(st.lists(TEXTS, max_size=3))
def test_a_filtered_line_is_safe_and_keeps_its_cells(texts: list[str]) -> None:
    before = [Segment(text) for text in texts]
    after = FOREIGN_TEXT.apply(before, BLACK)
    assert not dangerous("".join(segment.text for segment in after))
    for text in texts:
        cells = sum(cell_len(segment.text) for segment in FOREIGN_TEXT.apply([Segment(text)], BLACK))
        assert cells == cell_len(text)


def test_harmless_lines_pass_untouched() -> None:
    segments = [Segment("深圳 Robot é", Style(bold=True)), Segment("", None, [(1, 2)])]  # type: ignore[list-item]
    assert FOREIGN_TEXT.apply(segments, BLACK) is segments


def test_a_link_with_an_escape_in_it_is_no_link() -> None:
    style = Style(link="http://x/\x1b]52;c;aGk=\x07")
    (segment,) = FOREIGN_TEXT.apply([Segment("click", style)], BLACK)
    assert segment.text == "click"
    assert segment.style is not None
    assert segment.style.link is None


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
