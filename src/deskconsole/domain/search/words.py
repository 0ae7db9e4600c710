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
from functools import cache
from typing import Final

from deskconsole.record import dataclass

#: How much of what is typed is looked at: characters, parts between spaces, and words asked of the index for a part.
TYPED_LIMIT: Final = 200
_MOST_TERMS: Final = 8
_MOST_WORDS: Final = 12
#: Runs up to this length are found only where they begin.
_SHORT: Final = 2

_MARKS: Final = re.compile("[\u0300-\u036f]")
# Chinese characters with radicals, kana, bopomofo, Hangul; a space between two of them means nothing.
_HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
#: Digits, in groups too ("138 1234 5678", "2026-11-20").
_DIGIT_RUN: Final = "([0-9]+(?:[ -][0-9]+)*)"
#: The runs of a text in ASCII: digits, no Chinese, letters, any other sign.
_ASCII_RUNS: Final = re.compile(rf"{_DIGIT_RUN}|((?!))|([a-z]+)|(\S)")
_DIGITS, _HAN_RUN, _LETTERS, _SIGN = range(1, 5)
_SPACED_NUMBER: Final = re.compile(r"(?=(?:[^0-9]*[0-9]){7})\+?[0-9(][0-9()-]+")
#: ASCII signs stand in the index as their full-width forms, which no folded text holds: its tokens are letters only.
_WIDE: Final = {chr(point): chr(point + 0xFEE0) for point in range(0x21, 0x7F) if not chr(point).isalnum()}
_HYPHEN: Final = _WIDE["-"]


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


@cache
def _all_runs() -> re.Pattern[str]:
    """The runs of any text. Compiled when the first needs it: it takes 4 ms, and a telephone hook knows digits only."""
    return re.compile(rf"{_DIGIT_RUN}|([{_HAN}]+(?: +[{_HAN}]+)*)|([a-z]+|(?:(?![{_HAN}0-9a-z])[^\W_])+)|(\S)")


def _runs_in(folded: str) -> re.Pattern[str]:
    return _ASCII_RUNS if folded.isascii() else _all_runs()


def words_of(texts: Iterable[str]) -> list[str]:
    """The words by which a thing with these texts is found; one may come several times.

    Every intake waits for this: lists and no sets, no object for each run.
    """
    results: list[str] = []
    for text in texts:
        kind, last = 0, ""
        folded = text.translate(_FOLDING)
        for digits, han, letters, sign in _runs_in(folded).findall(folded):
            before = kind
            if han:
                run = han.replace(" ", "") if " " in han else han
                results += run
                results += map(str.__add__, run, run[1:])
                kind = _HAN_RUN
            elif letters:
                run, kind = letters, _LETTERS
                _add_run(results, run)
            elif digits:
                run, kind = digits, _DIGITS
                _add_digits(results, run)
            else:
                run = _WIDE.get(sign, sign)
                results.append(run)
                if run == _HYPHEN:
                    continue
                kind = _SIGN
            if last and kind != before:
                results.append(last + run[0])
            last = run[-1]
    return results


def _add_run(results: list[str], run: str) -> None:
    """How the run begins, and every three in a row."""
    results.append(run[0])
    if len(run) > 1:
        results.append(run[:2])
        results += [run[place : place + 3] for place in range(len(run) - 2)]


def _add_digits(results: list[str], run: str) -> None:
    """How each group begins, and all of them without what stands between: every three and every four in a row."""
    if not run.isdigit():
        if "-" in run:
            results.append(_HYPHEN)
        groups = run.replace("-", " ").split()
        for group in groups:
            results += (group[0], group[:2])
        run = "".join(groups)
    _add_run(results, run)
    results += [run[place : place + 4] for place in range(len(run) - 3)]


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
    """What was typed, part by part (of a longer text the first eight); every part must be found.

    Nothing in it is an operator.
    """
    parts = list(dict.fromkeys(fold(typed[:TYPED_LIMIT]).split()))[:_MOST_TERMS]
    return tuple(_term(part) for part in parts)


def _term(part: str) -> Term:
    if _SPACED_NUMBER.fullmatch(part):  # a telephone number as people write it
        part = re.sub("[^0-9]", "", part)
    words: dict[str, None] = {}
    kind, last = 0, ""
    for match in _runs_in(part).finditer(part):
        before, kind, run = kind, match.lastindex or 0, match[0]
        if kind == _SIGN:
            run = _WIDE.get(run, run)
            words[run] = None
            if run == _HYPHEN:
                kind = before
                continue
        elif len(run) > _SHORT or kind == _HAN_RUN or match.start() > 0 or match.end() == len(part):
            words |= dict.fromkeys(_of_question(kind, run))
        # else it may be the end of a longer run ("4轴" of "14轴"), and what follows it says enough
        if last and kind != before:
            words[last + run[0]] = None
        last = run[-1]
    return Term(tuple(words)[:_MOST_WORDS], re.compile("".join(_pattern(part))))


def _of_question(kind: int, run: str) -> Iterator[str]:
    """The words that a run asks for: of a short one all, of a long one as many as cover it."""
    if "-" in run:
        yield _HYPHEN
        joined = run.replace("-", "")
        run = joined if len(joined) > _SHORT else run[-1]
    size = {_HAN_RUN: 2, _DIGITS: 4}.get(kind, 3)
    last = max(0, len(run) - size)
    step = 1 if last < _MOST_WORDS // 2 else 2
    yield from (run[place : place + size] for place in range(0, last, step))
    yield run[last:]


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
    whole = text.translate(_FOLDING)
    results = [match for term in wanted if (match := term.pattern.search(whole)) is not None]
    if not results:
        return []
    places = [place for place, character in enumerate(text) for _each in _FOLDING[ord(character)]]
    return sorted({(places[match.start()], places[match.end() - 1] + 1) for match in results})
