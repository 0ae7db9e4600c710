"""Telephone numbers as people write them: several in one field, with extensions; none is ever refused.

A number's *normal digits* are the same however it is written: of a Chinese number those that are dialled within
the country (``13812345678``, ``075588881234``, ``4008001234``, ``10086``), of a foreign one country code and number
(``491701234567``). The forms that come all day are recognised here; the library ``phonenumbers``, whose import takes
60 ms, is asked about the odd rest only.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from deskconsole.record import NamedTuple

#: Where a number without a country code belongs.
REGION: Final = "CN"
#: No number is longer (ITU-T E.164); more digits than this are several numbers.
_LONGEST: Final = 15
_LEAST: Final = 3

_USUAL: Final = re.compile(r"(?:(?:\+|00)86[ -]?)?(1[3-9][0-9])[ -]?([0-9]{4})[ -]?([0-9]{4})")
# Texts, compiled and kept by `re` when they are first needed: a telephone hook asks for usual numbers only.
_MOBILE: Final = r"1[3-9][0-9]{9}"
_HOTLINE: Final = r"[48]00[0-9]{7}"
_FIXED: Final = r"0(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}"
_BETWEEN: Final = r"(?i)[/;,、|\n\t]+|或者?|和|\bor\b|\band\b"
_LABEL: Final = (
    r"(?i)手机号?码?|电话号?码?|座机|固话|办公室?|家里?|传真|热线|联系方式"
    r"|\b(?:tel|mobile|mob|phone|fax|office|home)\b\.?"
)
_EXTENSION: Final = r"(?i)(?:转接?|分机号?|内线|extension|ext\.?|(?<=[0-9 ])x|#)[ :.]*([0-9]{1,6})\s*$"
#: ``0755-88881234-801``: what follows a whole number is an extension.
_DASHED: Final = r"(.*[0-9])\s*-\s*([0-9]{1,6})\s*"
#: A number among other words; never a part of a name, an e-mail or an address on the web.
_AMONG_WORDS: Final = r"(?<![0-9A-Za-z_@.:/=-])[+(]?[0-9][0-9 ()-]{5,20}[0-9](?![0-9A-Za-z_@.])"
_SIGNS: Final = r"[0-9+()./ *#:~\-‐-―]*"
#: What an input method makes of the digits and signs of a number.
_FULL_WIDTH: Final = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0B: "+", 0xFF0D: "-"}
_NO_DIGITS: Final = re.compile(r"[^0-9]+")


class PhoneNumber(NamedTuple):
    """One number: as it was ``written``, its normal ``digits``, and the ``extension`` behind it."""

    written: str
    digits: str
    extension: str | None = None


def numbers_in(contact: str) -> tuple[PhoneNumber, ...]:
    """The telephone numbers of a contact in their order; none when it is something else (an address, an e-mail)."""
    usual = _USUAL.fullmatch(contact)
    if usual is not None:
        return (PhoneNumber(contact, "".join(usual.groups())),)
    return _numbers(contact)


def first_digits(contact: str | None) -> str | None:
    """The normal digits of the first number of a contact; ``None`` when it has none."""
    result = numbers_in(contact) if contact else ()
    return result[0].digits if result else None


def is_number(typed: str) -> bool:
    """Whether nothing but a number is being typed, or a part of one."""
    return re.fullmatch(_SIGNS, unicodedata.normalize("NFKC", typed)) is not None and bool(typed_digits(typed))


def with_plain_digits(contact: str) -> str:
    """A contact as it is kept: a number in plain characters (``１３８－`` becomes ``138-``), among words its digits."""
    if contact.isascii():
        return contact
    return unicodedata.normalize("NFKC", contact) if is_number(contact) else contact.translate(_FULL_WIDTH)


def typed_digits(typed: str) -> str:
    """The digits in what somebody types to find a number, full-width ones too; a country code in front is left out."""
    plain = unicodedata.normalize("NFKC", typed)
    result = _NO_DIGITS.sub("", plain)
    if plain.lstrip(" (").startswith("+86"):
        return result[2:]
    return result[4:] if result.startswith("0086") else result


@functools.lru_cache(maxsize=1024)
def _numbers(contact: str) -> tuple[PhoneNumber, ...]:
    plain = unicodedata.normalize("NFKC", contact)
    results: list[PhoneNumber] = []
    for piece in re.split(_BETWEEN, plain):
        number = re.sub(_LABEL, "", piece).strip(" :.")
        main, extension = _split(number)
        if re.fullmatch(_SIGNS, main) is None:
            return tuple(_among_words(plain))
        for one in _apart(main):
            digits = _normal(one)
            if len(digits) >= _LEAST:
                written = " ".join(piece.split()) if one is main else one.strip()
                results.append(PhoneNumber(written, digits, extension))
    return tuple(results)


def _among_words(text: str) -> Iterator[PhoneNumber]:
    """Whole numbers in a contact that says more: ``张先生 138-1234-5678（微信同号）``."""
    for match in re.finditer(_AMONG_WORDS, text):
        if _is_whole(digits := _normal(match[0])):
            yield PhoneNumber(" ".join(match[0].split()), digits)


def _split(number: str) -> tuple[str, str | None]:
    """The number and its extension."""
    extension = re.search(_EXTENSION, number)
    if extension is not None:
        return number[: extension.start()], extension[1]
    dashed = re.fullmatch(_DASHED, number)
    if dashed is not None and _is_whole(_normal(dashed[1])):
        return dashed[1], dashed[2]
    return number, None


def _apart(text: str) -> Iterator[str]:
    """Numbers that are written one behind the other with spaces between them."""
    if len(_NO_DIGITS.sub("", text)) <= _LONGEST:
        yield text
        return
    begun = ""
    for group in text.split():
        begun = f"{begun} {group}".strip()
        if _is_whole(_NO_DIGITS.sub("", begun)):
            yield begun
            begun = ""
    if begun:
        yield begun


def _is_whole(digits: str) -> bool:
    return any(re.fullmatch(form, digits) for form in (_MOBILE, _HOTLINE, _FIXED))


def _normal(number: str) -> str:
    digits = _NO_DIGITS.sub("", number)
    normal = _without_prefixes(number, digits)
    return normal if len(normal) >= _LEAST else digits


def _without_prefixes(number: str, digits: str) -> str:
    abroad = digits if number.lstrip(" (").startswith("+") else digits[2:] if digits.startswith("00") else ""
    if abroad.startswith("86"):
        return _chinese(abroad[2:])
    if abroad:
        # A zero near the front may be one that is dialled within that country only.
        return abroad if "0" not in abroad[1:4] and len(abroad) <= _LONGEST else _by_library("+" + abroad) or abroad
    if len(digits) <= 8 or _is_whole(digits):
        return digits
    if digits.startswith("0") and re.fullmatch(_MOBILE, digits[1:]):
        return digits[1:]
    return _by_library(digits) or digits


def _chinese(national: str) -> str:
    """A number behind +86, as it is dialled within the country."""
    number = national.lstrip("0")
    if len(number) <= 8 or re.fullmatch(_MOBILE, number) or re.fullmatch(_HOTLINE, number):
        return number or national
    return f"0{number}" if re.fullmatch(_FIXED, f"0{number}") else number


def _by_library(number: str) -> str | None:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    national = str(phonenumbers.national_significant_number(parsed))
    return _chinese(national) if parsed.country_code == 86 else f"{parsed.country_code}{national}"
