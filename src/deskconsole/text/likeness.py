"""How like two texts are, in whatever mixture of Chinese and Latin letters: by the pairs of characters they share.

Chinese is compared by pairs of neighbouring characters, everything else by whole words. Pairs with a character that
stands in every sentence (的, 了, 请, 问 …) say nothing and are left out; rare ones weigh more than frequent ones.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

_RUNS: Final = re.compile(r"[a-z0-9]+(?:[-./][a-z0-9]+)*|[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_PARTS: Final = re.compile(r"[a-z]+|[0-9]+")
#: Characters that join words instead of naming anything: no pair has one of them.
_JOINING: Final = str.maketrans(
    dict.fromkeys(
        "的了吗呢吧啊呀嘛么哦嗯们是我你您他她它这那哪谁些个和与及或并而且但就都也还又再很太更最已曾将会能可要想请问把被让给对于从向在到为以之其所该等各每某",
        " ",
    )
)
#: Words of English that name nothing.
_LITTLE: Final = frozenset(
    {"an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "have", "how", "if", "in", "is"}
    | {"it", "me", "my", "no", "not", "of", "on", "or", "our", "please", "so", "that", "the", "there", "this", "to"}
    | {"us", "was", "we", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your"}
)
#: How much more a word counts that stands in the title.
_TITLE: Final = 2.0
#: Shares of what was asked for that a text must have in common, and how many pairs or words, to count as like.
_LEAST: Final = 0.12
_FEWEST: Final = 2
#: So many marks of what is asked are looked at, the rarest: a long question costs no more than a short one.
_MOST: Final = 48
#: So many texts for each that is wanted are weighed, those that share most.
_LOOKED_AT: Final = 12


def marks(text: str) -> frozenset[str]:
    """The pairs of Chinese characters and the words of a text, width and case apart."""
    results: set[str] = set()
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_JOINING)
    for run in _RUNS.findall(plain.casefold()):
        if run[0].isascii():
            results.update(word for word in (run, *_PARTS.findall(run)) if len(word) > 1 and word not in _LITTLE)
        else:
            results.update(map(str.__add__, run, run[1:]))
    return frozenset(results)


class Likeness(Generic[Key]):
    """Texts by their keys, to be asked which of them are like another text. Not to be changed while it is asked."""

    def __init__(self) -> None:
        self._texts: dict[Key, tuple[frozenset[str], frozenset[str]]] = {}
        self._holders: dict[str, set[Key]] = {}

    def keep(self, key: Key, title: str, text: str) -> None:
        """Adds a text, or takes another in its place."""
        self.drop(key)
        in_title = marks(title)
        self._texts[key] = (in_title, in_title | marks(text))
        for mark in self._texts[key][1]:
            self._holders.setdefault(mark, set()).add(key)

    def drop(self, key: Key) -> None:
        """Forgets a text; one that is not known is fine."""
        for mark in self._texts.pop(key, ((), ()))[1]:
            self._holders[mark].discard(key)

    def like(
        self, text: str, *, limit: int, weight: Callable[[Key], float] = lambda key: 1.0
    ) -> list[tuple[Key, float]]:
        """The texts most like ``text`` with their scores, the likest first; ``weight`` multiplies a key's score."""
        questions = sorted(marks(text), key=lambda mark: (len(self._holders.get(mark, ())), mark))
        existing = [mark for mark in questions if self._holders.get(mark)][:_MOST]
        questions = existing + [mark for mark in questions if not self._holders.get(mark)][: _MOST - len(existing)]
        rarity = {mark: math.log1p(len(self._texts) / (1 + len(self._holders.get(mark, ())))) for mark in questions}
        least = _LEAST * sum(rarity.values())
        counted: Counter[Key] = Counter()
        for mark in existing:
            counted.update(self._holders[mark])
        results: list[tuple[Key, float]] = []
        for key, shared in counted.most_common(_LOOKED_AT * limit):
            in_title, whole = self._texts[key]
            score = sum(rarity[mark] * (_TITLE if mark in in_title else 1.0) for mark in existing if mark in whole)
            if score >= least and shared >= min(_FEWEST, len(questions)):
                results.append((key, score * weight(key)))
        results.sort(key=lambda entry: -entry[1])
        return results[:limit]
