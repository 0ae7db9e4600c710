"""What is wrong with a file that somebody wrote by hand: where, what, and how to write it, in both languages."""

import pytest

from deskconsole.domain.file_text import decode, line_in_json, read_json, read_toml
from deskconsole.domain.problems import Problem, line_of
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain, language, use

#: TOML → the message; full-width signs of a Chinese keyboard are told first.
TOML = {
    'a = 1\nname ＝ "x"': "x.toml:2: not TOML: column 6: ＝ is a full-width sign; write =",
    "name = “x”": 'x.toml:1: not TOML: column 8: “ is a full-width sign; write "',
    'name = "x”': 'x.toml:1: not TOML: ” is a full-width sign; write "',
    'name = "他说“好”\nb = 1': 'x.toml:1: not TOML: column 14: “ is a full-width sign; write "',
    'a = ["x"，"y"]': "x.toml:1: not TOML: column 9: ， is a full-width sign; write ,",
    "【clock】": "x.toml:1: not TOML: column 1: 【 is a full-width sign; write [",
    "title = { zh = '中' en = 'e' }": "x.toml:1: not TOML: column 20: a table in braces does not end on its line",
    "a = tru": "x.toml:1: not TOML: column 5: the value is no text in quotes, number, true or false, [list] or",
    "a = 1\n[t]\nb = 2\n[t]": "x.toml:4: not TOML: column 3: the table stands there twice; write [[table]] in double",
    "just words": "x.toml:1: not TOML: column 6: after a key stands =",
    "a = 1\na = 2\n": "x.toml:2: not TOML: column 6: the key stands there twice",
    'a = "\\d"': "x.toml:1: not TOML: column 8: write \\ in a text twice, or put the text into single quotes",
    "a = " + "[" * 5_000: "x.toml:1: not TOML: tables or lists stand too deep within each other",
}


@pytest.mark.parametrize("text", TOML)
def test_a_mistake_in_toml_says_where_what_and_how_to_write_it(text: str) -> None:
    problem = read_toml(text, "x.toml")
    assert isinstance(problem, Problem)
    assert str(problem).startswith(TOML[text])


@pytest.mark.parametrize("text", TOML)
def test_it_is_told_in_chinese_without_a_word_of_english(text: str) -> None:
    before = language()
    use("zh")
    try:
        problem = read_toml(text, "x.toml")
        assert isinstance(problem, Problem)
        message = explain(DeskError("{problem}", problem=problem))
    finally:
        use(before)
    place, _colon, rest = message.partition(": ")
    assert place == problem.where
    assert rest.startswith("不是 TOML：")
    assert not {"is", "not", "the", "text", "key", "column", "write", "stands"} & set(rest.split())


def test_sound_texts_are_read() -> None:
    assert read_toml('a = "他说“好”，＝"  # “', "x.toml") == {"a": "他说“好”，＝"}
    assert read_json('{"a": "，"}', "x.json") == {"a": "，"}
    assert decode(b"\xef\xbb\xbfa = 1", "x.toml") == "a = 1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a"：1}', "x.json:1: not JSON: column 5: ： is a full-width sign; write :"),
        ('{\n"a": 1,\nb}', "x.json:3: not JSON: column 1: a key in double quotes is missing, or a comma is too many"),
        ("", "x.json:1: not JSON: column 1: the value is no text in quotes"),
        ("[" * 100_000, "x.json:1: not JSON: tables or lists stand too deep within each other"),
    ],
)
def test_a_mistake_in_json_says_where_what_and_how_to_write_it(text: str, message: str) -> None:
    assert str(read_json(text, "x.json")).startswith(message)


def test_another_encoding_is_named() -> None:
    assert str(decode("a = 1\nb = '中文'".encode("gbk"), "x")).startswith(
        "x:2: not UTF-8 (byte 11) but, as it seems, GBK"
    )
    assert str(decode(b"a\xff", "x")) == "x:1: not UTF-8 (byte 1); save the file as UTF-8"


def test_lines_of_keys_in_plain_tables_and_in_json() -> None:
    toml = '# hours\n[hours]\nmon = ["x"]\n[papers.templates]\nintake = 3\n[dates]\n"2026-01-01" = 1\n'
    assert [line_of(toml, "", 0, key) for key in ("hours", "hours.mon", "papers.templates.intake")] == [2, 3, 5]
    assert line_of(toml, "", 0, "dates.2026-01-01") == 7
    text = '{"year": 1,\n"days": [\n{"date": 1},\n{"date":\n2}]}'
    assert [line_in_json(text, key) for key in ("year", "days", "days[2]", "days[2].date", "days[1].date")] == [
        1,
        2,
        4,
        4,
        3,
    ]
    assert line_in_json(text, "month") is None


def test_a_comma_too_many_is_said_whatever_pythons_own_words_are() -> None:
    """Python 3.13 names the comma, older ones the key that is missing behind it."""
    assert str(read_json('{\n"a": 1,\n}', "x.json")).endswith("or a comma is too many")
