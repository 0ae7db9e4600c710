"""Foreign text as it may stand in a document: characters only, never anything that a program would act on."""

import re
from typing import Final

from deskconsole.text.clean import clean

#: What XML has no place for beyond what `clean` removes, and invisible signs that no printer font has.
_NOT_PRINTED: Final = re.compile("[\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]|[\U0001fffe\U0001ffff]")
#: What a spreadsheet takes for the beginning of a formula, also in its full-width forms and after spaces.
_FORMULA: Final = re.compile(r"[\s\u200b\u00a0\u3000]*[=+\-@＝＋－＠\u2212]|[\t\r\n]")


def document_text(text: str) -> str:
    """``text`` as a document keeps it: line breaks and tabs stay, control characters and non-characters go."""
    return _NOT_PRINTED.sub("", clean(text))


def cell_text(text: str) -> str:
    """``text`` for a cell of a file that has no types (CSV): what could be taken for a formula is quoted as text."""
    cleaned = document_text(text)
    return f"'{cleaned}" if _FORMULA.match(cleaned) else cleaned
