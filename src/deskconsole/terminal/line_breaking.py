"""Lines are broken by Chinese rules wherever the console wraps a text, also where Textual does it.

Textual breaks at spaces only: a Chinese sentence is one word to it, moved to the next line whole or cut anywhere, so
that lines begin with ``，`` and ``。``. It has no place where another way could be given: the two functions that its
texts (`Content`) and its fields of several lines (`TextArea`) ask are replaced by ones that know. Both are private
names: Textual is pinned exactly, and tests look at what stands on the screen.
"""

from typing import Final

from textual import content as _texts
from textual.document import _wrapped_document as _fields

from deskconsole.text.cells import breaks

_OF_TEXTS: Final = _texts.divide_line  # type: ignore[attr-defined]
_OF_FIELDS: Final = _fields.compute_wrap_offsets  # type: ignore[attr-defined]


def install() -> None:
    """Makes Textual's texts and fields break by `deskconsole.text.cells.breaks`; once more changes nothing."""
    _texts.divide_line = _of_texts  # type: ignore[attr-defined]
    _fields.compute_wrap_offsets = _of_fields  # type: ignore[attr-defined]


def _of_texts(text: str, width: int, fold: bool = True) -> list[int]:
    if text.isascii() or not fold:
        return _OF_TEXTS(text, width, fold=fold)
    return breaks(text, max(1, width))


def _of_fields(
    text: str,
    width: int,
    tab_size: int,
    fold: bool = True,
    precomputed_tab_sections: list[tuple[str, int]] | None = None,
) -> list[int]:
    if text.isascii() or "\t" in text or not fold:
        return _OF_FIELDS(text, width, tab_size, fold, precomputed_tab_sections)
    return breaks(text, max(1, width), hanging=False)
