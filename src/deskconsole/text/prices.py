"""Figures of money and discount as people write them, made comparable (R23).

3.5万元, 35,000元, ¥35000, RMB 35k and 三万五 are the same figure; 八五折 and 8.5折 are. What counts as such a figure is
a pack's own (``[[banned]]`` with ``sort = "price"``); here it is only read.
"""

import re
from decimal import Decimal
from typing import Final

#: How a currency is called → its code; what has no currency is in the money of the country.
_CURRENCIES: Final = (
    ("usd", ("usd", "us$", "$", "美元", "美金", "dollar")),
    ("eur", ("eur", "€", "欧元")),
    ("jpy", ("jpy", "日元", "円")),
    ("gbp", ("gbp", "£", "英镑")),
    ("hkd", ("hkd", "hk$", "港币", "港元")),
)
_HOME: Final = "cny"
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+")
_UNITS: Final = {"百": 100, "千": 1000, "k": 1000, "万": 10_000, "m": 1_000_000, "亿": 100_000_000}
_AFTER: Final = re.compile(r"(?:百|千|万|亿|k(?![a-z])|m(?![a-z]))+")
_DIGITS: Final = {word: n for n, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def price_key(words: str) -> str:
    """What a figure means, the same for every way of writing it; ``words`` are squeezed (:mod:`.squeezing`)."""
    result = _FIGURE.search(words)
    if result is None:
        return words
    value = _number(result.group())
    after = _AFTER.match(words, result.end())
    for unit in after.group() if after is not None else "":
        value *= _UNITS[unit]
    if "折" in words:
        return f"{_plain(value / 10 if value >= 10 else value)} 折"
    if "%" in words or "个点" in words:
        return f"{_plain(value)} %"
    return f"{_plain(value)} {_currency(words)}"


def _currency(words: str) -> str:
    results = [(len(name), code) for code, names in _CURRENCIES for name in names if name in words]
    return max(results)[1] if results else _HOME


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _number(text: str) -> Decimal:
    """Digits, or a Chinese numeral: 三万五 is 35000, 八五 is 85, 十二 is 12."""
    if text[0].isdecimal():
        return Decimal(text)
    if not any(sign in _UNITS or sign == "十" for sign in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    total, section, digit, last = 0, 0, 0, 1
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            last = 1 if sign in "零〇" else last
        elif sign in ("万", "亿"):
            total = (total + section + digit) * _UNITS[sign]
            section, digit, last = 0, 0, _UNITS[sign]
        else:
            last = 10 if sign == "十" else _UNITS[sign]
            section += (digit or 1) * last
            digit = 0
    shorthand = last // 10 if last >= 100 and text[-1] in _DIGITS else 1
    return Decimal(total + section + digit * shorthand)
