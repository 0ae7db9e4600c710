"""Finding names by how they are said, among very many: words for an index, and which of them something typed needs.

They narrow the choice; whether a name is really said as it was typed, :func:`deskconsole.domain.readings.pattern`
decides. Names are given by their readings (``,:张:zhang,:三:san``, see :mod:`deskconsole.domain.readings`).
"""

from itertools import pairwise
from typing import Final

from deskconsole.domain.readings import letters
from deskconsole.domain.search_words import fold

#: Between how a syllable is said and how the next one begins; no letter of any name.
_JOINT: Final = "·"
#: The longest syllable, "zhuang" and the like.
_SYLLABLE: Final = 6
#: So much of what is typed narrows the choice enough.
_LOOKED_AT: Final = 12


def said_words(readings: str) -> set[str]:
    """The words by which a name with these readings is found: each unit, and each with how the next one begins."""
    units = [[said for said in unit.split(":") if said] for unit in readings.lower().split(",") if unit]
    words = {said[0] for unit in units for said in unit}
    words |= {_JOINT + said for unit in units for said in unit}
    for unit, following in pairwise(units):
        words |= {f"{begins}{_JOINT}{said}" for begins in {said[0] for said in following} for said in unit}
    return words


def said_alternatives(typed: str) -> list[tuple[str, bool]]:
    """Words of which a name that is said as ``typed`` has at least one; ``True``: only how the word begins.

    Empty when nothing typed is a letter that could be the sound of a character, and when there is any sign in it:
    signs are searched as they are.
    """
    if not all(character.isalnum() or character.isspace() for character in fold(typed)):
        return []
    parts = letters(typed)
    said = parts[0][:_LOOKED_AT] if parts else ""
    if not any(letter.isascii() and letter.isalpha() for letter in said):
        return []
    if len(said) == 1 and len(parts) == 1:
        return [(said, False)]
    found = [(_JOINT + said, True)]
    for size in range(1, min(len(said), _SYLLABLE + 1)):
        if size > 1 and not said[:size].isascii():
            break
        found.append((f"{said[size]}{_JOINT}{said[:size]}", True))
    return found
