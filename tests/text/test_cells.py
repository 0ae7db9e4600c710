import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from deskconsole.text.cells import clip, pad, width, wrap
from deskconsole.text.clean import one_line, shown

TEXTS = st.text(max_size=50) | st.text(
    st.sampled_from("ab 中文，。（）“é\u0301\n👩\u200d⚠\ufe0f🇨\u3164\x1b"), max_size=50
)
CELLS = st.integers(-2, 30)


@given(TEXTS, CELLS)
def test_clip_is_never_wider(text: str, cells: int) -> None:
    for text_ in (text, one_line(text)):
        assert cell_len(clip(text_, cells)) <= max(0, cells)
        assert clip(text_, max(0, cell_len(text_))) == (text_ if cell_len(text_) else "")


@given(TEXTS, st.integers(0, 30), st.sampled_from(["left", "right", "center"]))
def test_pad_is_exactly_as_wide(text: str, cells: int, align: str) -> None:
    assert cell_len(pad(one_line(text), cells, align=align)) == cells  # type: ignore[arg-type]


@given(TEXTS, st.integers(2, 30))
def test_wrapped_lines_fit_and_nothing_but_spaces_is_lost(text: str, cells: int) -> None:
    text = shown(text)
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "cells", "cut"),
    [
        ("plain", 5, "plain"),
        ("plain!", 5, "plai…"),
        ("深圳市", 6, "深圳市"),
        ("深圳市", 5, "深圳…"),
        ("深圳市", 4, "深…"),
        ("深圳", 1, "…"),
        ("深圳", 0, ""),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("a中" * 3, 8, "a中a中a…"),
    ],
)
def test_clip_by_cells(text: str, cells: int, cut: str) -> None:
    assert clip(text, cells) == cut


def test_pad_aligns() -> None:
    assert pad("中", 5) == "中   "
    assert pad("中", 5, align="right") == "   中"
    assert pad("中", 5, align="center") == " 中  "
    assert pad("中文", 3) == "中…"
    assert pad("中文字", 4) == "中… "


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 8, [""]),
        ("机器人多少钱？下周能到吗", 10, ["机器人多少", "钱？下周能", "到吗"]),
        ("一二三四，五", 8, ["一二三", "四，五"]),
        ("请见（附件）", 6, ["请见", "（附", "件）"]),
        ("call the desk now", 8, ["call the", "desk now"]),
        ("型号 SR-20iA 多少", 10, ["型号", "SR-20iA 多", "少"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ],
)
def test_wrap_breaks_where_a_reader_expects(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


def test_a_megabyte_is_clipped_at_once() -> None:
    assert clip("中" * 500_000, 10) == "中中中中…"
