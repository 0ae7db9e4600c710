"""Text as it is compared with banned wording: without width, letter case, spaces, punctuation and invisible signs.

不 知 道 and 不、知、道 are the same words, with a zero-width space between them too, and so are 沒辦法 and 没办法.
Every character that is kept knows where it stood: what is found can be shown, and replaced, as it was written.
"""

import unicodedata
from typing import Final

from deskconsole.record import dataclass

#: Traditional characters that wording for customers is made of, and what they are compared as.
_TRADITIONAL: Final = str.maketrans(
    "沒歸說過這個辦盡儘無絕對證騙煩聽們問題責懂會難為麼該誰門關係處發報價錢萬億圓塊優惠給點後時間聯繫買賣資訊",
    "没归说过这个办尽尽无绝对证骗烦听们问题责懂会难为么该谁门关系处发报价钱万亿圆块优惠给点后时间联系买卖资讯",
)
#: Signs that carry a meaning of their own and are kept.
_SIGNS: Final = frozenset("%‰")
#: What stands between the digits of one number.
_POINT: Final = "."
_COMMA: Final = ","


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """``text`` is what is compared; ``places[i]`` is where its character ``i`` stood in the original."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The piece of the original that characters ``start`` to ``end`` of ``text`` were written as."""
        return self.places[start], self.places[end - 1] + 1


def normalise(text: str) -> NormalisedText:
    """What of a text is compared.

    Letters, digits, currency signs and per cent stay, in one width and case; a decimal point stays between its
    digits and the comma of thousands goes. Other digits that something stands between keep one space: they are
    different numbers.
    """
    stored: list[str] = []
    places: list[int] = []
    existing = _KEPT
    last = -1  # where the last kept character stood
    for place, character in enumerate(text):
        folded = existing.get(character)
        if folded is None:
            folded = existing[character] = _folded(character)
        if not folded:
            continue
        if stored and place - last > 1 and folded[0] in _DIGITS and stored[-1] in _DIGITS:
            between = _between(text, last + 1, place)
            if between:
                stored.append(between)
                places.append(last + 1)
        for part in folded:
            stored.append(part)
            places.append(place)
        last = place
    return NormalisedText("".join(stored), tuple(places))


_DIGITS: Final = frozenset("0123456789")
_KEPT: dict[str, str] = {}


def _folded(character: str) -> str:
    """What is kept of one character; empty for what is not compared."""
    if unicodedata.category(character) == "No":  # ① numbers a line; it is no figure of the line
        return ""
    folded = unicodedata.normalize("NFKC", character).casefold().translate(_TRADITIONAL)
    return "".join(part for part in folded if _is_kept(part))


def _is_kept(character: str) -> bool:
    return unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "Sc") or character in _SIGNS


def _between(text: str, start: int, end: int) -> str:
    """What stays of what stands between two digits."""
    gap = unicodedata.normalize("NFKC", text[start:end])
    if gap == _POINT:
        return _POINT
    if gap == _COMMA and _digits_from(text, end) == 3:
        return ""
    return " "


def _digits_from(text: str, start: int) -> int:
    count = 0
    while start + count < len(text) and unicodedata.category(text[start + count]) == "Nd":
        count += 1
    return count
