"""Texts that a department has passed: what else is said needs its check first (E27)."""

import re
import string
from collections.abc import Iterable, Iterator
from typing import Final

from deskconsole.domain.rules.texts import Passed
from deskconsole.domain.rules.wording import BLANK, Hit, compiled
from deskconsole.record import dataclass
from deskconsole.text.normalised_text import squeeze

_SENTENCE: Final = re.compile(r"[^。．！？!?；;\r\n]+")
#: How much may be filled into one blank of a passed text.
_FILLED: Final = r".{0,60}"
#: Sentences told of one text, and those too short to say anything.
_MOST: Final = 10
_SHORT: Final = 4


@dataclass(frozen=True, slots=True)
class Materials:
    """Passed texts made ready to be compared: whole ones, and sentences with blanks."""

    bodies: tuple[str, ...] = ()
    forms: tuple[re.Pattern[str], ...] = ()


def materials_of(texts: Iterable[str]) -> Materials:
    """Passed texts, articles and standard phrases with their ``{blanks}`` alike."""
    bodies: list[str] = []
    forms: list[re.Pattern[str]] = []
    for text in texts:
        bodies.append(squeeze(text).text)
        for sentence in _SENTENCE.findall(_blanked(text)):
            if BLANK in sentence:
                pieces = [re.escape(squeeze(piece).text) for piece in sentence.split(BLANK)]
                forms.append(re.compile(_FILLED.join(pieces)))
    return Materials(tuple(bodies), tuple(forms))


def unpassed(text: str, check: Passed, materials: Materials) -> Iterator[Hit]:
    """The sentences of a text that no passed one holds, at most ten; what an ``unless`` matches does not count."""
    told = 0
    for found in _SENTENCE.finditer(text):
        said = squeeze(found.group()).text
        for rule in check.unless:
            said = compiled(rule).sub("", said)
        if len(said) < _SHORT or told >= _MOST or _stands_in(said, materials):
            continue
        told += 1
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        yield Hit("unpassed", start, found.end(), text[start : found.end()], None, check.why, start, found.end())


def _stands_in(said: str, materials: Materials) -> bool:
    return any(said in body for body in materials.bodies) or any(form.fullmatch(said) for form in materials.forms)


def _blanked(text: str) -> str:
    """A text with a blank for each of its braces; one whose braces do not match as it is."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        return text
    return "".join(piece + (BLANK if name is not None else "") for piece, name, _form, _conversion in pieces)
