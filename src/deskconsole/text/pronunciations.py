"""Finding a name by how it is said: initials, parts of syllables, or characters, in any mixture.

A name's readings are one text: a unit for each Chinese character or word, ``,:X:reading:reading``. What is
typed becomes a pattern over it, in which each letter either goes on with the syllable or begins the next unit.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

#: The readings of one Chinese character, without tones; several for a heteronym.
PronunciationsOf = Callable[[str], Iterable[str]]

#: No name is longer, and an expression for tens of thousands of letters would take seconds to compile.
_LONGEST = 200
_WORDS = re.compile(r"[a-z0-9]+|[^\W\d_a-z]", re.UNICODE)


def readings(name: str, of: PronunciationsOf) -> str:
    """The text that :func:`pattern` is searched in, for ``name``."""
    units: list[str] = []
    for word in _WORDS.findall(_plain(name)):
        sound = [word] if word.isascii() else [word, *of(word)]
        units.append("," + "".join(f":{part}" for part in dict.fromkeys(sound)))
    return "".join(units)


def pattern(typed: str) -> str | None:
    """A regular expression for names said as ``typed``; ``None`` when nothing in it can be said."""
    parts: list[str] = []
    for word in letters(typed):
        for index, letter in enumerate(word):
            begins = f"[^,]*,[^,]*:{re.escape(letter)}"
            if not parts:
                parts.append(f",[^,]*:{re.escape(letter)}")
            elif index == 0:
                parts.append(begins)
            else:
                parts.append(f"(?:{re.escape(letter)}|{begins})")
    return "".join(parts) or None


def letters(typed: str) -> list[str]:
    """What of ``typed`` can be said, word by word; of something very long the beginning."""
    return ["".join(_WORDS.findall(word)) for word in _plain(typed[:_LONGEST]).split()]


def _plain(text: str) -> str:
    """Full-width letters, capitals and accents do not matter."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
