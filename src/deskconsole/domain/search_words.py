"""The words that a text is found by, and those that something typed asks for.

A word is what the index of the store keeps: for Chinese each character and each pair of neighbours, so that one
character is enough and nothing depends on a dictionary; of a run of letters or digits its first one, its first two,
and every three in a row (of digits every four as well), so that the middle of a number is found; every other sign by
itself; and where letters, digits and characters meet, the two that do. Words only say which texts are worth looking
at: whether a text really holds what was typed, its :class:`Term` decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from deskconsole.domain.record import dataclass

#: How much of what is typed is looked at: characters, parts between spaces, and words asked of the index for a part.
TYPED_LIMIT: Final = 200
_MOST_TERMS: Final = 8
_MOST_WORDS: Final = 12

_MARKS: Final = re.compile("[\u0300-\u036f]")
# Chinese characters with radicals, kana, bopomofo, Hangul; a space between two of them means nothing.
_HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
#: Digits in groups ("138 1234 5678", "2026-11-20") are one run.
_RUNS: Final = re.compile(
    rf"(?P<digits>[0-9]+(?:[ -][0-9]+)*)|(?P<han>[{_HAN}]+(?: +[{_HAN}]+)*)"
    rf"|(?P<letters>[a-z]+|(?:(?![{_HAN}0-9a-z])[^\W_])+)|(?P<sign>\S)"
)
_SPACED_NUMBER: Final = re.compile(r"(?=(?:[^0-9]*[0-9]){7})\+?[0-9(][0-9()-]+")
#: ASCII signs stand in the index as their full-width forms, which no folded text holds: its tokens are letters only.
_WIDE: Final = {point: point + 0xFEE0 for point in range(0x21, 0x7F) if not chr(point).isalnum()}
_HYPHEN: Final = "-".translate(_WIDE)


class _Folding(dict[int, str]):
    """What each character counts as; learned when it is met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_character(chr(point))
        return folded


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs") or "\ufe00" <= character <= "\ufe0f":
        return ""
    if "\u2460" <= character <= "\u24ff":  # ① is not the digit 1
        return character
    plain = unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKD", character)))
    return plain.casefold().replace(" ", "")


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """``text`` as it is compared: width, capitals, accents and invisible characters do not matter."""
    return text.translate(_FOLDING)


def words_of(texts: Iterable[str]) -> set[str]:
    """The words by which a thing with these texts is found."""
    found: set[str] = set()
    for text in texts:
        before, last = "", ""
        for run in _RUNS.finditer(text.translate(_FOLDING)):
            kind, said = run.lastgroup or "", run[0]
            if kind == "sign":
                said = said.translate(_WIDE)
                found.add(said)
                if said == _HYPHEN:
                    continue
            elif kind == "han":
                said = said.replace(" ", "")
                found.update(said)
                found.update(map(str.__add__, said, said[1:]))
            else:
                _add_run(found, said)
            if kind != before:
                found.add(last + said[0])
            before, last = kind, said[-1]
    found.discard("")
    return found


def _add_run(found: set[str], run: str) -> None:
    if not run.isalnum():  # digits in groups: each by itself, and all of them without what stands between
        if "-" in run:
            found.add(_HYPHEN)
        for group in (groups := run.replace("-", " ").split()):
            _add_run(found, group)
        run = "".join(groups)
    found.add(run[0])
    if len(run) > 1:
        found.add(run[:2])
        found.update(map("".join, zip(run, run[1:], run[2:], strict=False)))
        if run[0].isdigit():
            found.update(map("".join, zip(run, run[1:], run[2:], run[3:], strict=False)))


@dataclass(frozen=True, slots=True)
class Term:
    """One part of what was typed: the words that the index is asked for, and what a text must hold.

    ``words`` are never empty. ``pattern`` is for folded text.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def found_in(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts, folded already, holds this part."""
        search = self.pattern.search
        return any(search(text) is not None for text in texts)


def terms(typed: str) -> tuple[Term, ...]:
    """What was typed, part by part; every part must be found. Nothing in it is an operator."""
    parts = list(dict.fromkeys(fold(typed[:TYPED_LIMIT]).split()))[:_MOST_TERMS]
    return tuple(_term(part) for part in parts)


def _term(part: str) -> Term:
    if _SPACED_NUMBER.fullmatch(part):  # a telephone number as people write it
        part = re.sub("[^0-9]", "", part)
    words: dict[str, None] = {}
    before, last = "", ""
    for run in _RUNS.finditer(part):
        kind, said = run.lastgroup or "", run[0]
        if kind == "sign":
            said = said.translate(_WIDE)
            words[said] = None
            if said == _HYPHEN:
                continue
        else:
            words |= dict.fromkeys(_asked(kind, said))
        if before and kind != before:
            words[last + said[0]] = None
        before, last = kind, said[-1]
    return Term(tuple(words)[:_MOST_WORDS], re.compile("".join(_pattern(part))))


def _asked(kind: str, run: str) -> Iterator[str]:
    """The words that a run asks for: of a short one all, of a long one as many as cover it."""
    if "-" in run:
        yield _HYPHEN
    for piece in run.split("-"):
        size = 2 if kind == "han" else 4 if kind == "digits" else 3
        last = max(0, len(piece) - size)
        step = 1 if last < _MOST_WORDS // 2 else 2
        yield from (piece[place : place + size] for place in range(0, last, step))
        yield piece[last:]


def _pattern(part: str) -> Iterator[str]:
    before = ""
    for character in part:
        if before:
            yield _between(before, character)
        yield re.escape(character)
        before = character


def _between(one: str, other: str) -> str:
    """What may stand between two characters that were typed together."""
    if one.isalpha() and other.isalpha() and one.isascii() and other.isascii():
        return ""
    if one.isalnum() and other.isalnum() and one.isascii() and other.isascii():
        return "[ -]?"  # 138-1234, IRB-1600
    return " *"


def spans(text: str, wanted: Iterable[Term]) -> list[tuple[int, int]]:
    """Where in ``text``, as it was written, the parts of what was typed stand: the first place of each, in order."""
    folded = [_FOLDING[ord(character)] for character in text]
    places = [place for place, piece in enumerate(folded) for _each in piece]
    whole = "".join(folded)
    found = [match for term in wanted if (match := term.pattern.search(whole)) is not None]
    return sorted({(places[match.start()], places[match.end() - 1] + 1) for match in found})
