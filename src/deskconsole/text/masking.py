"""Private data as the counter shows it: enough to tell two people apart, not enough to call or to copy (F08)."""

import re
from typing import Final

_HIDDEN: Final = "*"


#: An identity number of eighteen or fifteen digits, as China has them.
_IDENTITY: Final = r"[0-9]{17}[0-9Xx]|[0-9]{15}"


def masked(text: str | None) -> str:
    """``138****1111`` for a telephone number, ``110101********1234`` for an identity number, ``w***@x.cn`` for a mail,
    ``张*`` for a name, ``深圳市****`` for an address.

    Short texts keep one character at most; nothing stays nothing.
    """
    if not text:
        return ""
    name, at, house = text.partition("@")
    if at and house:
        return f"{name[:1]}{_HIDDEN * 3}@{house}"
    before, after = _open_ends(text)
    return text[:before] + _HIDDEN * (len(text) - before - after) + (text[-after:] if after else "")


def _open_ends(text: str) -> tuple[int, int]:
    """How many characters at the beginning and at the end are shown."""
    if re.fullmatch(_IDENTITY, text):
        return 6, 4
    if any(map(_is_chinese, text)):
        return (3, 0) if len(text) >= 7 else (1, 0) if len(text) > 1 else (0, 0)
    return (3, 4) if len(text) >= 11 else (2, 2) if len(text) >= 7 else (1, 0) if len(text) > 1 else (0, 0)


def _is_chinese(sign: str) -> bool:
    """A character of Chinese: what holds one is a name or an address, whose end says most. Compared, because a regular
    expression over so many characters takes longer to compile than a telephone's hook has time for."""
    return "\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U0003ffff"
