"""Private data as the counter shows it: enough to tell two people apart, not enough to call or to copy (F08)."""

from typing import Final

_HIDDEN: Final = "*"


def masked(text: str | None) -> str:
    """``138****1111`` for a telephone number, ``440***********1234`` for an identity number, ``w***@x.cn`` for a mail.

    Short texts keep one character at most; nothing stays nothing.
    """
    if not text:
        return ""
    name, at, house = text.partition("@")
    if at and house:
        return f"{name[:1]}{_HIDDEN * 3}@{house}"
    before, after = (3, 4) if len(text) >= 11 else (2, 2) if len(text) >= 7 else (1, 0) if len(text) > 1 else (0, 0)
    return text[:before] + _HIDDEN * (len(text) - before - after) + (text[-after:] if after else "")
