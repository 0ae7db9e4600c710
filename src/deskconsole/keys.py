"""Keys: what a terminal or an input method sends for them, and how people read them."""

from collections.abc import Iterable, Mapping
from typing import Final

#: What an input method sends for a key, as Textual names it. A comma and a full stop are typed by who writes, and act
#: nowhere: they would silence the bell.
_SENT_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "?": ("fullwidth_question_mark",),
    "/": ("fullwidth_solidus", "ideographic_comma"),
    "|": ("fullwidth_vertical_line",),
    ";": ("fullwidth_semicolon",),
    "&": ("fullwidth_ampersand",),
    "[": ("left_black_lenticular_bracket", "fullwidth_left_square_bracket"),
    "]": ("right_black_lenticular_bracket", "fullwidth_right_square_bracket"),
    "{": ("fullwidth_left_curly_bracket", "left_corner_bracket"),
    "@": ("fullwidth_commercial_at",),
    "=": ("fullwidth_equals_sign",),
    "*": ("fullwidth_asterisk", "multiplication_sign"),
    "\\": ("fullwidth_reverse_solidus",),
    "+": ("fullwidth_plus_sign",),
    "-": ("fullwidth_hyphen_minus",),
    "}": ("fullwidth_right_curly_bracket", "right_corner_bracket"),
    ":": ("fullwidth_colon",),
    "!": ("fullwidth_exclamation_mark",),
    "~": ("fullwidth_tilde",),
    "$": ("fullwidth_dollar_sign", "yen_sign", "fullwidth_yen_sign"),
    "%": ("fullwidth_percent_sign",),
    "#": ("fullwidth_number_sign",),
    "'": ("fullwidth_apostrophe", "left_single_quotation_mark", "right_single_quotation_mark"),
    "<": ("fullwidth_less_than_sign", "left_double_angle_bracket"),
    ">": ("fullwidth_greater_than_sign", "right_double_angle_bracket"),
    "_": ("fullwidth_low_line", "em_dash"),
    "`": ("fullwidth_grave_accent", "middle_dot"),
}
_NAMED: Final = {
    **{"?": "question_mark", "/": "slash", "[": "left_square_bracket", "]": "right_square_bracket"},
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "&": "ampersand",
    ";": "semicolon",
    **{"@": "at", ",": "comma", ".": "full_stop", "=": "equals_sign", "*": "asterisk"},
    "\\": "backslash",
    **{"+": "plus", "-": "minus", "}": "right_curly_bracket", ":": "colon"},
    "'": "apostrophe",
    **{"!": "exclamation_mark", "#": "number_sign", "<": "less_than_sign", ">": "greater_than_sign"},
    **{"~": "tilde", "$": "dollar_sign", "%": "percent_sign"},
}
_LABELS: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "ctrl+backslash": "^\\",
    "ctrl+underscore": "^/",
    "ctrl+circumflex_accent": "^6",
    "ctrl+right_square_bracket": "^]",
}


def bound_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Every key that must be bound for ``keys``: each, and what a Chinese input method sends in its place."""
    bound: list[str] = []
    for key in keys:
        bound.append(_NAMED.get(key, key))
        if len(key) == 1 and key.isalnum():
            bound.append(chr(ord(key) + 0xFEE0))
        bound += _SENT_INSTEAD.get(key, ())
    return tuple(bound)


def key_label(key: str) -> str:
    """A key as people read it: ``F2``, ``^S``, ``Esc``, ``a``."""
    if key in _LABELS:
        return _LABELS[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key
