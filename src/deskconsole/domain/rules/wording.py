"""The language check: wording that must not reach a customer, with accepted words instead (R27, E18, R23).

The list is the pack's (``[[banned]]``); here it is compared with a text in a way that sees through width, case, spaces
and punctuation put between. Texts that a department has passed are :class:`Materials`: what else is said needs its
check first (E27). Which texts are for a customer at all is said in :mod:`.customer_wording`.
"""

import functools
import itertools
import re
import string
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from deskconsole.domain.rules.patterns import bounded
from deskconsole.domain.rules.texts import ApprovedTexts, Banned, Text
from deskconsole.domain.tickets.event import CONTENT_LIMIT
from deskconsole.record import dataclass
from deskconsole.text.normalised_text import NormalisedText, normalise
from deskconsole.text.prices import price_key

#: What ends a sentence, and what ends a clause; a point or comma between digits ends nothing.
_SENTENCE_END: Final = re.compile(r"[。．！？!?；;\r\n]|\.(?!\d)")
_CLAUSE_END: Final = re.compile(r"[。．！？!?；;：，、\r\n]|[.,:](?!\d)")
_CHINESE: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER: Final = re.compile(r"[a-z]")
#: What patterns may hold and squeezed text does not; pieces behind a backslash are looked at whole.
_NOT_NEEDED: Final = re.compile(r"\\.|[A-Z'’]")
#: How far a sentence is looked for on either side, and how many hits of one text are told: a text may be long.
_FAR: Final = 400
_MOST: Final = 50
#: A blank of a standard phrase that nobody has filled in.
BLANK: Final = "＿＿"
#: How much of the words on either side of a blank tells which one it is.
_BESIDE: Final = 4
_SENTENCE: Final = re.compile(r"[^。．！？!?；;\r\n]+")
#: How much may be filled into one blank of a passed text; how many sentences of a text are told, and the shortest.
_FILLED: Final = 60
_SENTENCES: Final = 10
_SHORT: Final = 4


@dataclass(frozen=True, slots=True)
class WordingMatch:
    """Wording found at ``start`` to ``end`` of a text; ``instead`` stands for ``take_start`` to ``take_end``.

    ``words`` are as written. ``sort`` is the pack's, ``blank`` for a gap that nobody filled in, or ``unpassed`` for
    wording that a department has to see first.
    """

    sort: str
    start: int
    end: int
    words: str
    instead: Text | None = None
    why: Text | None = None
    take_start: int = 0
    take_end: int = 0


def find_matches(
    text: str, banned: Sequence[Banned], *, prices: Collection[str] = (), time_told: bool = False
) -> tuple[WordingMatch, ...]:
    """Every hit of a pack's list in a text, in the order of the text; of hits within each other the longest.

    ``prices``: the figures that may be told (:func:`price_keys`). ``time_told``: a time goes with the text, so that
    a promise in it is none without a time.
    """
    text = text[:CONTENT_LIMIT]  # longer ones are not recorded
    normalised = normalise(text)
    matches = list(gaps_in(text))
    allowed: list[WordingMatch] = []
    for entry in banned:
        if entry.sort == "no_time" and time_told:
            continue
        for match, figure in itertools.islice(_matches_of(entry, text, normalised), _MOST):
            (allowed if figure in prices else matches).append(match)
    matches = [
        match for match in matches if match.sort != "price" or not any(_within(match, other) for other in allowed)
    ]
    matches.sort(key=lambda match: (match.start, -match.end))
    stored: list[WordingMatch] = []
    for match in matches:
        if not stored or match.end > stored[-1].end:
            stored.append(match)
    return tuple(stored)


def price_keys(texts: Iterable[str], banned: Iterable[Banned]) -> frozenset[str]:
    """The figures that stand in texts of the price policy, to be given to :func:`find_matches`."""
    entries = [entry for entry in banned if entry.sort == "price"]
    return frozenset(
        price_key(result.group())
        for text in texts
        for entry in entries
        for result in compiled(entry.pattern).finditer(normalise(text).text)
    )


def taken(text: str, match: WordingMatch, words: str) -> str:
    """The text with accepted words in place of a hit; their own full stop goes where another sign follows."""
    before, after = text[: match.take_start], text[match.take_end :]
    if _CLAUSE_END.match(after):
        words = words.rstrip("。．.！!；;，,")
    return before + words + after


def language_of(text: str) -> str:
    """The language that words are put into a text in: Chinese as soon as it holds a Chinese character."""
    return "zh" if _CHINESE.search(text) else "en"


def _within(match: WordingMatch, other: WordingMatch) -> bool:
    return other.start <= match.start and match.end <= other.end


def _matches_of(entry: Banned, text: str, normalised: NormalisedText) -> Iterator[tuple[WordingMatch, str]]:
    """The hits of one entry, each with what its figure means where it is one of money."""
    excuses: list[tuple[int, int]] | None = None
    for result in compiled(entry.pattern).finditer(normalised.text):
        if not result.group() or _inside_a_word(result, normalised):
            continue
        start, end = normalised.span(*result.span())
        if excuses is None:
            excuses = [normalised.span(*other.span()) for other in _all(entry.unless, normalised.text)]
        if any(_excuses(first, last, text, start, end) for first, last in excuses):
            continue
        if entry.unless_beside and _sentence_holds(entry.unless_beside, text, start, end):
            continue
        take = (start, end) if entry.take == "words" else _around(_CLAUSE_END, text, start, end)
        figure = price_key(result.group()) if entry.sort == "price" else ""
        yield WordingMatch(entry.sort, start, end, text[start:end], entry.instead, entry.why, *take), figure


def _all(patterns: Iterable[str], normalised: str) -> Iterator[re.Match[str]]:
    return (result for pattern in patterns for result in compiled(pattern).finditer(normalised) if result.group())


def _excuses(first: int, last: int, text: str, start: int, end: int) -> bool:
    """Whether a hit lies within what excuses it, begun in the same clause: 告诉您。不清楚 is not 您不清楚."""
    return first <= start and end <= last and _CLAUSE_END.search(text, first, start) is None


def _inside_a_word(result: re.Match[str], normalised: NormalisedText) -> bool:
    """Whether a hit that begins or ends with a Latin letter is a piece of a longer word."""
    start, end = result.span()
    first, last = normalised.places[start], normalised.places[end - 1]
    before = normalised.text[start - 1 : start] if start and normalised.places[start - 1] == first - 1 else ""
    after = normalised.text[end : end + 1] if end < len(normalised.text) and normalised.places[end] == last + 1 else ""
    return _joined(before, result.group()[0]) or _joined(result.group()[-1], after)


def _joined(left: str, right: str) -> bool:
    return bool(_LETTER.fullmatch(left) and _LETTER.fullmatch(right))


def _sentence_holds(pattern: str, text: str, start: int, end: int) -> bool:
    sentence = slice(*_around(_SENTENCE_END, text, start, end))
    return compiled(pattern).search(normalise(text[sentence]).text) is not None


def _around(ends: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    """The piece between two ``ends`` that holds a hit, without the spaces at its sides."""
    far = max(0, start - _FAR)
    first = max((result.end() for result in ends.finditer(text, far, start)), default=far)
    after = ends.search(text, end, end + _FAR)
    last = after.start() if after is not None else min(len(text), end + _FAR)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def gaps_in(text: str) -> Iterator[WordingMatch]:
    """The gaps of standard phrases that nobody has filled in; their words say where: ``我会在＿＿前给您``."""
    for result in re.finditer(BLANK, text):
        first, last = _around(_CLAUSE_END, text, *result.span())
        first, last = max(first, result.start() - _BESIDE), min(last, result.end() + _BESIDE)
        yield WordingMatch("blank", *result.span(), text[first:last], None, None, *result.span())


@functools.lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a pack as it is used on squeezed text; raises ``re.error``."""
    return re.compile(searched(pattern), re.VERBOSE)


def searched(pattern: str) -> str:
    """A pattern of a pack as it is looked for.

    Squeezed text has no capital letters, which makes it faster to tell cases apart. Apostrophes and ``\\b`` of the
    pattern go: the text has no such signs, and words are kept apart by the check itself. What repeats without an end
    gets one: otherwise a long text might be gone through again from each of its characters.
    """
    return bounded(_NOT_NEEDED.sub(lambda result: _plain(result.group()), pattern))


def _plain(piece: str) -> str:
    if piece.startswith("\\"):
        return "" if piece == r"\b" else piece
    return piece.lower() if piece.isalpha() else ""


@dataclass(frozen=True, slots=True)
class Materials:
    """Passed texts made ready to be compared: whole ones, and the pieces between the blanks of sentences."""

    bodies: tuple[str, ...] = ()
    forms: tuple[tuple[str, ...], ...] = ()


def materials_of(texts: Iterable[str]) -> Materials:
    """Passed texts, articles and standard phrases with their ``{blanks}`` alike."""
    bodies: list[str] = []
    forms: list[tuple[str, ...]] = []
    for text in texts:
        bodies.append(normalise(text).text)
        for sentence in _SENTENCE.findall(_blanked(text)):
            if BLANK in sentence:
                forms.append(tuple(normalise(piece).text for piece in sentence.split(BLANK)))
    return Materials(tuple(bodies), tuple(forms))


def unapproved(text: str, check: ApprovedTexts, materials: Materials) -> Iterator[WordingMatch]:
    """The sentences of a text that no passed one holds, at most ten; what an ``unless`` matches does not count."""
    message = 0
    text = text[:CONTENT_LIMIT]
    for result in _SENTENCE.finditer(text):
        description = normalise(result.group()).text
        for rule in check.unless:
            description = compiled(rule).sub("", description)
        if len(description) < _SHORT or message >= _SENTENCES or _stands_in(description, materials):
            continue
        message += 1
        start = result.start() + len(result.group()) - len(result.group().lstrip())
        yield WordingMatch(
            "unpassed", start, result.end(), text[start : result.end()], None, check.why, start, result.end()
        )


def _stands_in(message: str, materials: Materials) -> bool:
    return any(message in body for body in materials.bodies) or any(_fills(message, form) for form in materials.forms)


def _fills(message: str, pieces: Sequence[str]) -> bool:
    """Whether a text is these pieces with so much between them as may be filled into a blank."""
    first, *others = pieces
    if not message.startswith(first) or len(message) > sum(map(len, pieces)) + _FILLED * len(others):
        return False
    ends = {len(first)}
    for piece in others:
        begins = {begin for end in ends for begin in range(end, end + _FILLED + 1)}
        ends = {begin + len(piece) for begin in begins if message.startswith(piece, begin)}
    return len(message) in ends


def _blanked(text: str) -> str:
    """A text with a blank for each of its braces; one whose braces do not match as it is."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        return text
    return "".join(piece + (BLANK if name is not None else "") for piece, name, _form, _conversion in pieces)
