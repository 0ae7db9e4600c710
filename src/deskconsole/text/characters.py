"""How Chinese characters are said, from the character dictionary of pypinyin (imported when a name is new)."""

import os
from functools import lru_cache

from deskconsole.text.pronunciations import readings


def pronunciations_of_name(name: str) -> str:
    """The readings of a customer's name, heteronyms included, as ``pronunciations`` searches them."""
    return readings(name, _of_character)


@lru_cache(maxsize=4096)
def _of_character(character: str) -> tuple[str, ...]:
    # Names need characters only; the dictionary of phrases costs four times the import.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    groups = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(sound for group in groups for sound in group)
