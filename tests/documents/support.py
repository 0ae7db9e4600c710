"""Reading what was written, with programs that had no part in writing it."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
import typst

from deskconsole.documents.fonts import Fonts, chinese_of, fonts_for
from deskconsole.errors import DeskError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Every rare character of a day at the desk: circled digit, star, a character beyond 16 bits, an accent.
RARE = "南京栖霞 ① 号厂房 ★值班 𠮷野家电 María Núñez"


def word_parts(path: Path) -> dict[str, ElementTree.Element]:
    """The XML parts of a Word file by name."""
    with zipfile.ZipFile(path) as file:
        return {name: ElementTree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")}


def word_text(path: Path) -> str:
    """What a Word file says, body, headers and footers; a paragraph a line."""
    return "\n".join(
        paragraph_text(paragraph)
        for name, root in word_parts(path).items()
        if name.startswith("word/")
        for paragraph in root.iter(f"{W}p")
    )


def paragraph_text(paragraph: ElementTree.Element) -> str:
    """A paragraph with its line breaks and tabs."""
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        (element.text or "") if element.tag == f"{W}t" else marks[element.tag]
        for element in paragraph.iter()
        if element.tag == f"{W}t" or (element.tag in marks)
    )


def pdf_text(path: Path) -> str:
    """What a PDF says, all pages."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def pdf_fonts(path: Path) -> Iterator[tuple[str, bool]]:
    """Each font of a PDF: its name, and whether the file brings its glyphs along."""
    for page in pypdf.PdfReader(path).pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for name in fonts:
            font = fonts[name].get_object()
            descendant = font["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            yield str(font["/BaseFont"]), any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))


def chinese_fonts(folder: Path) -> Fonts:
    """The fonts of this machine; where it has no Chinese one the test shows that the message says what to install."""
    if chinese_of(typst.Fonts(include_embedded_fonts=False).families()) is None:
        with pytest.raises(DeskError, match="fonts-noto-cjk"):
            fonts_for(None, folder)
        pytest.skip("no font with Chinese characters on this machine; the message was looked at instead")
    return fonts_for(None, folder)
