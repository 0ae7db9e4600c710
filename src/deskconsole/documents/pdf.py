"""The paper as a PDF with the fonts in it: PDF/A-2u, made to be kept and read after years.

The layout is ``form.typ``; the texts reach it as one JSON input and are shown as they are.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

from deskconsole.documents.fonts import Fonts
from deskconsole.documents.paper import Listing, Pairs, Paper
from deskconsole.documents.texts import document_text
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.text.clean import shown

_LAYOUT: Final = Path(__file__).with_name("form.typ")
_ARCHIVE: Final = "a-2u"
_NO_GLYPH: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
#: How it writes what cannot be seen.
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
#: What an archive does not take; without glyphs anyway.
_DISALLOWED: Final = "disallowed codepoint"


def write_pdf(paper: Paper, path: Path, fonts: Fonts) -> str:
    """Writes the paper as PDF to ``path``; gives the characters that none of the fonts has, which are printed as boxes.

    Raises :class:`DeskError` when the paper cannot be set.
    """
    made, lacking = compiled(_LAYOUT, {"paper": json.dumps(_content(paper, fonts), ensure_ascii=False)}, fonts)
    path.write_bytes(made)
    return lacking


def compiled(layout: Path, inputs: dict[str, str], fonts: Fonts) -> tuple[bytes, str]:
    """A layout filled with texts, as a PDF for an archive; and the characters that none of the fonts has.

    Raises :class:`DeskError` when it cannot be set.
    """
    import typst

    source = layout.read_bytes()
    lacking = ""
    try:
        made = typst.compile(source, font_paths=fonts.searched, sys_inputs=inputs, pdf_standards=_ARCHIVE)
    except typst.TypstError as error:
        lacking = _lacking(error.diagnostic)
        if not lacking and _DISALLOWED not in error.diagnostic:
            raise DeskError("the PDF could not be made: {reason}", reason=error.message) from error
        made = typst.compile(source, font_paths=fonts.searched, sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise DeskError("the PDF could not be made: {reason}", reason="no pages")
    return made, lacking


def _lacking(diagnostic: str) -> str:
    """Each visible character that could not be set, once."""
    message = "".join(_NO_GLYPH.findall(diagnostic))
    return "".join(dict.fromkeys(shown(_ESCAPED.sub(lambda result: chr(int(result[1], 16)), message))))


def _content(paper: Paper, fonts: Fonts) -> dict[str, Any]:
    """What the layout is given: rows of pairs, then lists, every text made fit for a document."""
    values = {name: document_text(value) for name, value in paper.values.items()}
    lists = [row for row in paper.layout if isinstance(row, Listing)]
    return {
        "title": values["title"],
        "number": paper.number,
        "company": values["company"],
        "lang": language(),
        "region": "cn" if language() == "zh" else "gb",
        "fonts": list(fonts.families),
        "pairs": [
            [[label, values[name]] for label, name in row.entries] for row in paper.layout if isinstance(row, Pairs)
        ],
        "lists": [
            {
                "title": listing.title,
                "shares": [share for _label, _name, share in listing.columns],
                "columns": [label for label, _name, _share in listing.columns],
                "rows": [
                    [document_text(row.get(name, "")) for _label, name, _share in listing.columns]
                    for row in paper.lists[listing.name]
                ],
            }
            for listing in lists
        ],
        "signatures": [f"{signature}{_(': ')}" for signature in paper.signatures],
        "date": f"{_('Date')}{_(': ')}",
        "foot": _("Printed {printed} by {printed_by}").format(
            printed=values["printed"], printed_by=values["printed_by"]
        ),
    }
