"""Articles as text to read: what is quoted stands out, nothing acts, nothing is wider than its place."""

import pytest

from deskconsole.present.markdown import ANSWER, CODE, HEADING, markdown_pieces
from deskconsole.text.cells import width


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("## 题目", [("题目\n", HEADING)]),
        ("> 您好", [("│ 您好\n", ANSWER)]),
        ("- **甲**", [("• 甲\n", "")]),
        ("  3. 乙", [("  3. 乙\n", "")]),
        ("```\na  b\n```", [("  a  b\n", CODE)]),
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |", [("甲  乙\n", ""), ("1  2\n", "")]),
        ("[x](javascript:alert) [/bold]", [("x (javascript:alert) [/bold]\n", "")]),
        ("a\x1b[31mb\u202e", [("a[31mb\n", "")]),
        ("", [("\n", "")]),
    ],
)
def test_each_kind_of_line(text: str, pieces: list[tuple[str, str]]) -> None:
    assert list(markdown_pieces(text, 40)) == pieces


def test_long_lines_are_broken_below_their_mark() -> None:
    text = "> " + "您好请讲" * 8 + "\n- " + "机器人" * 10 + " IRB-1600\n" + "word " * 20
    pieces = [piece for piece, _style in markdown_pieces(text, 24)]
    assert all(width(piece.rstrip("\n")) <= 24 for piece in pieces)
    assert [piece[:2] for piece in pieces[:3]] == ["│ ", "│ ", "│ "]
    assert [piece[:2] for piece in pieces[3:6]] == ["• ", "  ", "  "]


def test_a_bullet_never_stands_alone_and_every_line_of_a_quotation_has_its_bar() -> None:
    text = "-\n\n  机器人不转\n> 您好，\n请您稍等。\n\n1.\n先断电\n再看灯\n> 再说一遍：\n- 完"
    lines = "".join(piece for piece, _style in markdown_pieces(text, 12)).splitlines()
    assert lines == [
        *("• 机器人不转", "│ 您好，", "│ 请您稍等。", "", "1. 先断电", "   再看灯"),
        *("│ 再说一遍：", "• 完"),
    ]
    assert "".join(piece for piece, _style in markdown_pieces("甲\n-", 12)) == "甲\n-\n", "nothing follows it"
