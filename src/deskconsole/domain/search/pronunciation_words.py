"""Finding names by how they are said, among very many: words for an index, and which of them something typed needs.

They narrow the choice; whether a name is really said as it was typed, :func:`deskconsole.text.pronunciations.pattern`
decides. Names are given by their readings (``,:张:zhang,:三:san``, see :mod:`deskconsole.text.pronunciations`).
"""

from typing import Final, TypeAlias

from deskconsole.domain.search.words import fold
from deskconsole.text.pronunciations import letters

#: Between how a syllable is said and how the next one begins; no letter of any name.
_JOINT: Final = "·"
#: The longest syllable, "zhuang" and the like.
_SYLLABLE: Final = 6
#: So much of what is typed narrows the choice enough.
_LOOKED_AT: Final = 12


def sound_words(readings: str) -> list[str]:
    """The words by which a name with these readings is found: each unit, and each with how the next one begins. One may
    come several times."""
    words: list[str] = []
    before: list[str] = []
    for unit in readings.lower().split(",")[1:]:
        sounds = [sound for sound in unit.split(":") if sound]
        for sound in sounds:
            words += (sound[0], _JOINT + sound)
            for first in before:
                words += (f"{sound[0]}{_JOINT}{first}", f"{sound[:2]}{_JOINT}{first}")
        before = sounds
    return words


#: One way to read what was typed: of each group a name must hold one word.
Way: TypeAlias = tuple[tuple[str, ...], ...]


def sound_question(typed: str) -> tuple[Way, ...]:
    """What an index is asked for names that are said as ``typed``: they must suit one of these ways to read it. Words
    are whole or, those with the joint in them, the beginning of a longer one.

    Empty when nothing typed is a letter that could be the sound of a character, and when there is any sign in it:
    signs are searched as they are.
    """
    if not all(character.isalnum() or character.isspace() for character in fold(typed)):
        return ()
    parts = letters(typed)
    sound = parts[0][:_LOOKED_AT] if parts else ""
    if not any(letter.isascii() and letter.isalpha() for letter in sound):
        return ()
    if len(sound) == 1:
        return (((sound,),),)
    ways: list[Way] = [((_JOINT + sound,),)]
    for size in range(1, min(len(sound), _SYLLABLE + 1)):
        if size > 1 and not sound[:size].isascii():
            break
        ways += _ways(sound, size)
    return tuple(ways)


def _ways(sound: str, size: int) -> list[Way]:
    """The first syllable is so long; the next goes on for two letters, or after its first the one behind it begins."""
    first, following = sound[:size], sound[size : size + 3]
    one, two = following[0], following[:2]
    if len(following) == 1:
        return [((one + _JOINT + first,),)]
    longer: Way = ((two + _JOINT + first,),)
    if len(following) > 2:
        longer += ((_JOINT + following, f"{following[2]}{_JOINT}{two}"),)
    return [longer, ((one + _JOINT + first,), (f"{two[1]}{_JOINT}{one}",))]


def begins_a_word(word: str) -> bool:
    """Whether a word of a question is only the beginning of one."""
    return _JOINT in word
