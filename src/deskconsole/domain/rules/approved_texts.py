"""Texts that a department has passed: what else is said needs its check first (E27)."""

import re
import string
from collections.abc import Iterable, Iterator
from typing import Final

from deskconsole.domain.rules.texts import ApprovedTexts
from deskconsole.domain.rules.wording import BLANK, WordingMatch, compiled
from deskconsole.record import dataclass
from deskconsole.text.normalised_text import normalise

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
        bodies.append(normalise(text).text)
        for sentence in _SENTENCE.findall(_blanked(text)):
            if BLANK in sentence:
                pieces = [re.escape(normalise(piece).text) for piece in sentence.split(BLANK)]
                forms.append(re.compile(_FILLED.join(pieces)))
    return Materials(tuple(bodies), tuple(forms))


def unapproved(text: str, check: ApprovedTexts, materials: Materials) -> Iterator[WordingMatch]:
    """The sentences of a text that no passed one holds, at most ten; what an ``unless`` matches does not count."""
    message = 0
    for result in _SENTENCE.finditer(text):
        description = normalise(result.group()).text
        for rule in check.unless:
            description = compiled(rule).sub("", description)
        if len(description) < _SHORT or message >= _MOST or _stands_in(description, materials):
            continue
        message += 1
        start = result.start() + len(result.group()) - len(result.group().lstrip())
        yield WordingMatch(
            "unpassed", start, result.end(), text[start : result.end()], None, check.why, start, result.end()
        )


def _stands_in(message: str, materials: Materials) -> bool:
    return any(message in body for body in materials.bodies) or any(form.fullmatch(message) for form in materials.forms)


def _blanked(text: str) -> str:
    """A text with a blank for each of its braces; one whose braces do not match as it is."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        return text
    return "".join(piece + (BLANK if name is not None else "") for piece, name, _form, _conversion in pieces)
