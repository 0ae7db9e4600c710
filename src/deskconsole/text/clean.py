"""The one door for foreign text: what a customer, a mail or a file wrote, made harmless for storing and showing.

Two different questions, two answers:

* *Storing* (`clean`): the text stays as it was written, except for characters that can act on a terminal, turn a
  line around or end a string: control characters, line separators, lone surrogates, bidirectional controls and the
  emoji variation selector, about whose width terminals disagree.
* *Showing* (`shown`, `one_line`): in addition everything goes whose width terminals and the layout count differently
  (joiners, invisible fillers, skin tones, tags), so that a column never breaks. The stored text keeps them.

Pure text in, pure text out: no escape sequence is interpreted, what is left of one (``[2J``) is plain text.
"""

import json
import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, Final, TypeAlias

from deskconsole.text.private import Private

Ranges: TypeAlias = tuple[tuple[int, int], ...]

#: Break a line in some programs; kept as the line break that the writer meant (VT, FF, NEL, LS, PS).
_BREAKS: Final[Ranges] = ((0x0B, 0x0C), (0x85, 0x85), (0x2028, 0x2029))

#: Removed wherever foreign text comes in.
_REMOVED: Final[Ranges] = (
    (0x00, 0x08),  # C0 without tab and line feed (carriage returns are turned into line feeds before)
    (0x0D, 0x1F),
    (0x7F, 0x84),  # DEL and C1
    (0x86, 0x9F),
    (0x061C, 0x061C),  # bidirectional controls: marks, embeddings, overrides, isolates, deprecated formats
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x206F),
    (0xD800, 0xDFFF),  # lone surrogates: no UTF-8 exists for them
    (0xFE0F, 0xFE0F),  # "draw the character before as an emoji": twice as wide in some terminals only
)

#: Harmless when stored, invisible or of disputed width when drawn.
_INVISIBLE: Final[Ranges] = (
    (0xAD, 0xAD),  # soft hyphen
    (0x034F, 0x034F),  # grapheme joiner
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200D),  # zero-width space, non-joiner, joiner
    (0x2060, 0x2065),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0E),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),  # not characters
    (0x1F3FB, 0x1F3FF),  # skin tones
    (0xE0000, 0xE01EF),  # tags and further variation selectors
)

#: Marks that are drawn on the character before them. Five on one character are decoration ("zalgo"), no language.
_MARKS: Final[Ranges] = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x06D6, 0x06DC),
    (0x0E34, 0x0E3A),
    (0x0E47, 0x0E4E),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0x302A, 0x302F),
    (0x3099, 0x309A),
    (0xFE20, 0xFE2F),
)
_MOST_MARKS: Final = 4


def _points(ranges: Ranges) -> Iterable[int]:
    return chain.from_iterable(range(first, last + 1) for first, last in ranges)


def _class(*groups: Ranges) -> str:
    """The inside of a regular expression's ``[…]``; none of its characters means anything there."""
    return "".join(f"{chr(first)}-{chr(last)}" for ranges in groups for first, last in ranges)


_CLEAN: Final[dict[int, str | None]] = dict.fromkeys(_points(_REMOVED)) | dict.fromkeys(_points(_BREAKS), "\n")
_REGIONAL: Final[dict[int, str | None]] = {
    0x1F1E6 + n: chr(ord("A") + n) for n in range(26)
}  # flags are drawn 2, 3 or 4 cells wide
_ENTERED: Final[dict[int, str | None]] = _CLEAN | dict.fromkeys(_points(_INVISIBLE))
_SHOWN: Final[dict[int, str | None]] = _ENTERED | _REGIONAL
_ONE_LINE: Final[dict[int, str | None]] = (
    _SHOWN
    | {point: " " for point, to in _SHOWN.items() if to == "\n"}
    | {
        0x09: " ",
        0x0A: " ",
    }
)

_find_changed: Final[Callable[[str], Any]] = re.compile(
    f"[{_class(_REMOVED, _BREAKS, _INVISIBLE, _MARKS, ((0x1F1E6, 0x1F1FF),))}]"
).search
# Texts, compiled and kept by `re` when they are first needed.
_UNSAFE: Final = f"[{_class(_REMOVED, _BREAKS)}]"
_SURPLUS_MARKS: Final = f"([{_class(_MARKS)}]{{{_MOST_MARKS}}})[{_class(_MARKS)}]+"
_ESCAPED: Final = f"[{_class(_REMOVED, _BREAKS, _INVISIBLE)}]"


def is_clean(text: str) -> bool:
    """Whether ``text`` may be stored as it is, that is, `clean` would return it unchanged."""
    return (text.isascii() and text.isprintable()) or re.search(_UNSAFE, text) is None


def clean(text: str) -> str:
    """``text`` as it may be stored: as written, without what can act on a terminal or a line's direction.

    Line ends (CRLF, CR, VT, FF, NEL, U+2028, U+2029) become ``\\n``; tabs stay; NUL and every other C0, DEL, C1,
    bidirectional controls, lone surrogates and U+FE0F are removed. Applying it twice changes nothing more.
    """
    if is_clean(text):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)


def entered(text: str) -> str:
    """``text`` as a field holds it while it is typed: clean, and without what is invisible.

    A cursor may stand inside a picture that invisible characters join; the line would be wider than its field then.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ENTERED)


def shown(text: str) -> str:
    """``text`` as it may be printed on a terminal, line breaks and tabs included.

    On top of `clean`: joiners, fillers, tags and skin tones go, flags become their two letters, and a character keeps
    at most four combining marks. What is left is as wide in every terminal as the layout counts it.
    """
    if (text.isascii() and text.isprintable()) or _find_changed(text) is None:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SHOWN)
    return re.sub(_SURPLUS_MARKS, r"\1", text)


def one_line(text: str | Private) -> str:
    """``text`` as it may be printed within one line of a list: `shown`, with tabs and line breaks as a space; a private
    one masked."""
    if isinstance(text, Private):
        text = str(text)
    if text.isascii() and text.isprintable():
        return text
    if _find_changed(text) is not None:
        text = re.sub(_SURPLUS_MARKS, r"\1", text.replace("\r\n", "\n").replace("\r", "\n").translate(_ONE_LINE))
        return text
    return text.replace("\n", " ").replace("\t", " ")


def _escape(result: re.Match[str]) -> str:
    point = ord(result[0])
    if point < 0x10000:
        return f"\\u{point:04x}"
    point -= 0x10000
    return f"\\u{0xD800 + (point >> 10):04x}\\u{0xDC00 + (point & 0x3FF):04x}"


def json_text(
    value: Any, *, indent: int | None = None, sort_keys: bool = False, default: Callable[[Any], Any] | None = None
) -> str:
    """``value`` as JSON that is readable (Chinese stays Chinese) and harmless on a terminal.

    Every character that `shown` would remove is written as ``\\uXXXX``: the JSON stays valid and a reader gets exactly
    the stored value. ``default`` is asked for values JSON does not know, as in `json.dumps`.

    Raises ``ValueError`` for NaN and infinity, ``TypeError`` for a value without JSON form.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, sort_keys=sort_keys, default=default)
    return text if text.isascii() and "\x7f" not in text else re.sub(_ESCAPED, _escape, text)
