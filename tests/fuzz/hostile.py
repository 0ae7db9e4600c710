"""Hostile values by a seed: what breaks programs that trust what they are given."""

import json
import tomllib
from random import Random
from typing import Any, Final

#: Pieces that terminals, parsers, databases and spreadsheets stumble over.
PIECES: Final = (
    *("", " ", "\t", "\n", "\r\n", "\0", "\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\x7f", "\u2028", "\u202e", "\u2066"),
    *(
        "\ud800",
        "\udfff",
        "\udcff",
        "\ufeff",
        "\ufffe",
        "\u200b",
        "\u2060",
        "\u3164",
        "\u180e",
        "👩‍👩‍👧",
        "e\u0301" * 30,
    ),
    *(
        "'",
        '"',
        "';--",
        "%s",
        "{0}",
        "{",
        "}",
        "{x}",
        "$(id)",
        "`",
        "\\",
        "\\u0000",
        "../..",
        "/etc/passwd",
        "-",
        "--",
        "-1",
    ),
    *("=1+1", "@x", "+1", "[red]", "[/]", "[@click=app.quit]", "<b>", "&amp;", "]]>", "null", "true", "NaN", "1e999"),
    *("9" * 5_000, str(2**63), str(-(2**63)), str(2**64), "0" * 400, "1_000", "٣", "１２", "½", "万" * 300, "0x10"),
    *("2026-02-30", "0000-00-00", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "2026-09-28T09:00:00Z"),
    *("中", "张三", "华南精密", "13812345678", "a" * 300, "字" * 30_000, "x" * 70_000),
)
#: Signs for texts that are nonsense through and through.
_SIGNS: Final = "\0\x1b\n\t =[]{}#\"'.,:;-_09azＺ零张。，\u200b\u202e\ud800\U0001f600"


def text(random: Random) -> str:
    """A hostile text."""
    how = random.randrange(4)
    if how == 0:
        return random.choice(PIECES)
    if how == 1:
        return "".join(random.choice(PIECES)[:200] for _ in range(random.randrange(1, 6)))
    if how == 2:
        return "".join(random.choice(_SIGNS) for _ in range(random.randrange(60)))
    return "".join(chr(random.randrange(1, 0x11000)) for _ in range(random.randrange(20)))


def value(random: Random, depth: int = 3) -> Any:
    """A hostile value of JSON."""
    how = random.randrange(10 if depth else 7)
    if how < 4:
        return text(random)
    if how == 4:
        return random.choice((0, -1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**4_200, 1.5, 1e308, -0.0))
    if how == 5:
        return random.choice((None, True, False))
    if how == 6:
        return random.choice(([], {}, [[]], {"": ""}))
    if how < 9:
        return [value(random, depth - 1) for _ in range(random.randrange(4))]
    return {text(random)[:40]: value(random, depth - 1) for _ in range(random.randrange(4))}


def nested(random: Random) -> str:
    """Brackets within brackets."""
    opening, closing = random.choice((("[", "]"), ('{"a":', "}")))
    depth = random.choice((50, 900, 5_000, 50_000))
    return opening * depth + random.choice(("", "1")) + closing * random.choice((depth, depth - 1, 0))


def as_json(document: Any) -> str:
    """A document as JSON, with lone surrogates as they come."""
    import sys

    sys.set_int_max_str_digits(0)
    try:
        return json.dumps(document, ensure_ascii=False)
    finally:
        sys.set_int_max_str_digits(4_300)


def mutated(random: Random, original: str) -> str:
    """A text of a file with a few things put in, taken out, doubled or exchanged."""
    result = original
    for _ in range(random.randrange(1, 4)):
        at = random.randrange(len(result) + 1)
        end = min(len(result), at + random.randrange(30))
        how = random.randrange(6)
        if how == 0:
            result = result[:at] + text(random)[:6_000] + result[at:]
        elif how == 1:
            result = result[:at] + result[end:]
        elif how == 2:
            result = result[:end] + result[at:]
        elif how == 3:
            result = result[:at] + random.choice(PIECES)[:6_000] + result[end:]
        elif how == 4:
            lines = result.split("\n")
            random.shuffle(lines)
            result = "\n".join(lines[: random.randrange(1, len(lines) + 1)])
        else:
            result = result[:at] + nested(random) + result[at:]
    return result


def typed(random: Random) -> str:
    """A hostile text that a shell could pass on, mostly."""
    result = text(random)
    if random.random() < 0.9:
        result = "".join(sign for sign in result if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    return result


def retold(random: Random, toml: str) -> str:
    """A file of TOML with a few of its values exchanged, doubled or taken out: what is wrong is in what it says."""
    document = tomllib.loads(toml)
    for _ in range(random.randrange(1, 4)):
        _exchange(random, document)
    return "".join(f"{_key(name)} = {_toml(each)}\n" for name, each in document.items())


def _exchange(random: Random, document: dict[str, Any]) -> None:
    at: Any = document
    while True:
        places = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not places:
            return
        place = random.choice(places)
        within = at[place]
        if isinstance(within, dict | list) and within and random.random() < 0.9:
            at = within
            continue
        how = random.randrange(6)
        if how == 0:
            del at[place]
        elif how == 1 and isinstance(at, list):
            at.append(within)
        elif how == 2 and isinstance(at, dict):
            at[text(random)[:40]] = within
        else:
            at[place] = value(random)
        return


def _key(name: str) -> str:
    return _toml(name)


def _toml(each: Any) -> str:
    if isinstance(each, bool):
        return str(each).lower()
    if isinstance(each, dict):
        return "{" + ", ".join(f"{_key(str(name))} = {_toml(value)}" for name, value in each.items()) + "}"
    if isinstance(each, list):
        return "[" + ", ".join(map(_toml, each)) + "]"
    if isinstance(each, str):
        clean = "".join(sign for sign in each if not "\ud800" <= sign <= "\udfff")
        return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(each, int):
        return as_json(each)
    return str(each) if each is not None else '""'
