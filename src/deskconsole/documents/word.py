"""The paper as a Word file: a template with placeholders, filled with text and nothing but text.

A placeholder is ``{{name}}``, wherever it stands (body, tables, text boxes, headers and footers), also where Word has
cut it into several runs. A table row that holds ``{{list.column}}`` is repeated for each entry of that list. What is
put in is never looked at again: a customer who writes ``{{number}}`` has written just that.
"""

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from deskconsole.documents.files import save
from deskconsole.documents.paper import Paper
from deskconsole.documents.texts import document_text
from deskconsole.errors import DeskError

if TYPE_CHECKING:
    from docx.document import Document

_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def write_word(paper: Paper, path: Path, own: Path | None = None) -> None:
    """Writes the paper as ``.docx`` to ``path``: by the company's ``own`` template, else as our form.

    Raises :class:`DeskError` naming the template and what is wrong with it.
    """
    if own is None:
        document = _own_form(paper)
        document.core_properties.title = document_text(f"{paper.title} {paper.number}")
        document.core_properties.author = document_text(paper.values["company"])
        document.core_properties.comments = ""
    else:
        # What a company's file says of itself stays; some programs also keep it where it would be written twice.
        document = open_template(own)
    fill(document, paper, own.name if own is not None else "")
    save(document, path)


def write_template(paper: Paper, path: Path) -> None:
    """Writes our own form with its placeholders still in it, for a company to make its own from."""
    save(_own_form(paper), path)


def _own_form(paper: Paper) -> "Document":
    """Our own form with its placeholders."""
    from deskconsole.documents.word_template import template_of  # with python-docx, which is heavy

    return template_of(paper)


def open_template(path: Path) -> "Document":
    """A company's template; raises :class:`DeskError` when it is no Word document."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, OSError, KeyError, ValueError) as error:
        if not path.exists():
            raise DeskError("template: there is no file '{path}'", field="template", path=str(path)) from error
        raise DeskError(
            "template: '{path}' is not a Word document (.docx); save it as one", field="template", path=str(path)
        ) from error


def fill(document: "Document", paper: Paper, file: str = "") -> None:
    """Puts the paper's values into a document, everywhere; raises :class:`DeskError` for an unknown placeholder."""
    filling = _Filling(paper, file)
    for root in _roots(document):
        for row in list(root.iter(f"{_W}tr")):
            filling.repeat(row)
        for paragraph in root.iter(f"{_W}p"):
            if paragraph not in filling.done:
                filling.fill(paragraph, paper.values)


def _roots(document: "Document") -> Iterable[Any]:
    """The parts of the document that hold text."""
    yield document.element.body
    seen: set[Any] = set()
    for section in document.sections:
        for part in (
            *(section.header, section.footer, section.first_page_header, section.first_page_footer),
            *(section.even_page_header, section.even_page_footer),
        ):
            if not part.is_linked_to_previous and part.part not in seen:
                seen.add(part.part)
                yield part._element


class _Filling:
    """Fills paragraphs and repeats rows; knows what placeholders there are."""

    def __init__(self, paper: Paper, file: str) -> None:
        self._values, self._lists = paper.values, paper.lists
        self._file = file
        #: paragraphs of repeated rows: what was put in must not be taken for placeholders
        self.done: set[Any] = set()

    def repeat(self, row: Any) -> None:
        """Copies a row for each entry of the list that its placeholders name; for an empty list one empty row."""
        texts = [(_text_of(p), p) for p in row.iter(f"{_W}p") if _nearest(p, "tr") is row]
        names = {name for text, _p in texts for name in _PLACEHOLDER.findall(text)}
        lists = {name.partition(".")[0] for name in names if name.partition(".")[0] in self._lists and "." in name}
        if not lists:
            return
        if len(lists) > 1:
            raise _wrong(
                "{file}: one row of a table holds places of several lists: {names}",
                self._file,
                names=", ".join(sorted(names)),
            )
        name = lists.pop()
        entries: Sequence[Mapping[str, str]] = self._lists[name] or ({},)
        for entry in entries:
            made = copy.deepcopy(row)
            row.addprevious(made)
            for paragraph in list(made.iter(f"{_W}p")):
                self.fill(paragraph, self._values, name, entry)
                self.done.add(paragraph)
        row.getparent().remove(row)

    def fill(
        self, paragraph: Any, values: Mapping[str, str], listed: str = "", entry: Mapping[str, str] | None = None
    ) -> None:
        """Puts values into the placeholders of one paragraph."""
        texts = [t for t in paragraph.iter(f"{_W}t") if _nearest(t, "p") is paragraph]
        whole = "".join(t.text or "" for t in texts)
        results = list(_PLACEHOLDER.finditer(whole))
        if not results:
            return
        pieces = _pieces(whole, results, [self._value(m[1], values, listed, entry) for m in results])
        _put(texts, pieces)

    def _value(self, name: str, values: Mapping[str, str], listed: str, entry: Mapping[str, str] | None) -> str:
        if name in values:
            return document_text(values[name])
        head, _dot, column = name.partition(".")
        if head == "field":
            return ""  # a field of another kind of work, or one that this ticket was not given
        if head == listed and entry is not None and (not self._lists[head] or column in entry):
            return document_text(entry.get(column, ""))
        if head in self._lists and head != listed and column:
            raise _wrong(
                "{file}: {{{{{name}}}}} stands outside a row of a table; only a row can be repeated",
                self._file,
                name=name,
            )
        raise _wrong(
            "{file}: {{{{{name}}}}} is not a place that can be filled; there are: {known}",
            self._file,
            name=name,
            known=", ".join(sorted({*values, *(f"{listed}.…" for listed in self._lists)})),
        )


def _wrong(template: str, file: str, **values: str) -> DeskError:
    return DeskError(template, field="template", file=file, **values)


def _pieces(whole: str, results: Sequence[re.Match[str]], values: Sequence[str]) -> list[tuple[int, int, str]]:
    """What each placeholder becomes: (from, to, text) in the text of the paragraph."""
    return [(match.start(), match.end(), value) for match, value in zip(results, values, strict=True)]


def _put(texts: Sequence[Any], pieces: Sequence[tuple[int, int, str]]) -> None:
    """Writes the pieces into the text elements: each into the one in which it begins, with that one's looks."""
    start = 0
    for element in texts:
        old = element.text or ""
        end = start + len(old)
        new, at = "", start
        for first, last, value in pieces:
            if first >= end or last <= start:
                continue
            new += old[at - start : max(first, start) - start]
            if first >= start:
                new += value
            at = min(last, end)
        new += old[at - start :]
        start = end
        if new != old:
            _write(element, new)


def _write(element: Any, text: str) -> None:
    """A text into its element; line breaks and tabs become elements of their own, as Word writes them."""
    parts = re.split(r"([\n\t])", text)
    element.text = parts[0]
    element.set(_SPACE, "preserve")
    after = element
    for part in parts[1:]:
        if part in ("\n", "\t"):
            made = element.makeelement(f"{_W}br" if part == "\n" else f"{_W}tab", {})
        elif part:
            made = element.makeelement(f"{_W}t", {_SPACE: "preserve"})
            made.text = part
        else:
            continue
        after.addnext(made)
        after = made


def _text_of(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t") if _nearest(t, "p") is paragraph)


def _nearest(element: Any, name: str) -> Any:
    """The element of this name that holds ``element`` most closely: boxes and tables stand inside each other."""
    return next(element.iterancestors(f"{_W}{name}"), None)
