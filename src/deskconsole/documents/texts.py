"""Foreign text as it may stand in a document: characters only, never anything that a program would act on."""

import re
import unicodedata
from typing import Final

from deskconsole.text.clean import clean

#: What XML has no place for beyond what `clean` removes, and invisible signs that no printer font has.
_NOT_PRINTED: Final = re.compile("[\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]|[\U0001fffe\U0001ffff]")
#: What a spreadsheet takes for the beginning of a formula, once it is written in one width (U+2212 has no other).
_FORMULA: Final = frozenset("=+-@\u2212")
#: Begins a line or a cell of its own in some programs.
_BREAKS: Final = frozenset("\t\r\n")
#: Categories of signs behind which a spreadsheet, or whoever cleans its cells, still sees a formula.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
#: Letters by their category that draw nothing: Hangul fillers.
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def document_text(text: str) -> str:
    """``text`` as a document keeps it: line breaks and tabs stay, control characters and non-characters go."""
    return _NOT_PRINTED.sub("", clean(text))


def cell_text(text: str) -> str:
    """``text`` for a cell of a file that has no types (CSV): what could be taken for a formula is quoted as text."""
    cleaned = document_text(text)
    return f"'{cleaned}" if _may_be_formula(cleaned) else cleaned


def _may_be_formula(text: str) -> bool:
    if text[:1] in _BREAKS and text:
        return True
    first = next((sign for sign in text if unicodedata.category(sign) not in _UNSEEN and sign not in _FILLERS), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[:1] in _FORMULA
