"""Which questions are asked often: tickets whose words are alike, put together by their pairs of characters.

The method is fixed and depends on nothing but the texts and their order: each text is its set of pairs of neighbouring
Chinese characters and of words (:func:`text.likeness.marks`). From the first ticket on, each joins the group whose
first text shares the largest part of all pairs of both, if that is :data:`SHARED` or more, else it begins a group. The
same texts are one from the first. Pairs that more than :data:`EVERYWHERE` of the texts have say nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from deskconsole.record import NamedTuple, dataclass
from deskconsole.text.likeness import marks

#: So large a part of the pairs of both is shared by what is alike.
SHARED: Final = 0.4
#: A pair in so large a part of all texts tells nothing apart, where there are enough of them.
EVERYWHERE: Final = 0.25
_ENOUGH: Final = 40
#: So many texts are put together at most, the newest; what is cut off is said.
MOST: Final = 5_000
#: So many groups are shown, of at least so many tickets each.
SHOWN: Final = 10
FEWEST: Final = 2
#: Of a long text the beginning alone is looked at: what is asked stands there.
_LENGTH: Final = 400


class Question(NamedTuple):
    """A ticket's words."""

    number: str
    category: str | None
    text: str


class Group(NamedTuple):
    """Tickets that ask the same: ``text``: the words of the one that has most in common with the others."""

    text: str
    category: str | None
    numbers: tuple[str, ...]
    best: str


@dataclass(frozen=True, slots=True)
class Questions:
    """The groups, the largest first; ``looked_at`` of ``of`` tickets, the newest; ``grouped``: how many of them are in
    a group that is shown."""

    groups: tuple[Group, ...]
    looked_at: int
    of: int

    @property
    def grouped(self) -> int:
        """How many tickets stand in the groups."""
        return sum(len(each.numbers) for each in self.groups)


def frequent(questions: Sequence[Question], of: int | None = None) -> Questions:
    """The questions that were asked most often; ``of``: so many there were, where only the newest are given."""
    texts = {each.number: marks(each.text[:_LENGTH]) for each in questions}
    telling = _telling(list(texts.values()))
    texts = {number: text & telling if text & telling else text for number, text in texts.items()}
    members = _grouped(questions, texts)
    existing = {each.number: each for each in questions}
    large = sorted((each for each in members if len(each) >= FEWEST), key=lambda each: (-len(each), each[0]))
    groups = tuple(_group(each, existing, texts) for each in large[:SHOWN])
    return Questions(groups, len(questions), len(questions) if of is None else of)


def _telling(texts: Sequence[frozenset[str]]) -> frozenset[str]:
    """The pairs that do not stand nearly everywhere."""
    counted = Counter(mark for text in texts for mark in text)
    most = len(texts) if len(texts) < _ENOUGH else EVERYWHERE * len(texts)
    return frozenset(mark for mark, count in counted.items() if count <= most)


def _grouped(questions: Iterable[Question], texts: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """The numbers of each group, by the first of each."""
    groups: list[list[str]] = []
    same: dict[frozenset[str], int] = {}
    heads: list[frozenset[str]] = []
    holders: dict[str, list[int]] = {}
    for question in questions:
        text = texts[question.number]
        if not text:
            continue
        place = same.get(text)
        if place is None:
            place = _nearest(text, heads, holders)
            if place is None:
                place = len(groups)
                groups.append([])
                heads.append(text)
                for mark in text:
                    holders.setdefault(mark, []).append(place)
            same[text] = place
        groups[place].append(question.number)
    return groups


def _nearest(text: frozenset[str], heads: Sequence[frozenset[str]], holders: Mapping[str, Sequence[int]]) -> int | None:
    """The group whose first text has most in common with this one, the earliest of several; ``None``: none is alike."""
    shared: Counter[int] = Counter()
    for mark in text:
        shared.update(holders.get(mark, ()))
    best, place = 0.0, None
    for each, count in shared.items():
        share = count / (len(text) + len(heads[each]) - count)
        if share > best or (share == best and place is not None and each < place):
            best, place = share, each
    return place if best >= SHARED else None


def _group(numbers: Sequence[str], existing: Mapping[str, Question], texts: Mapping[str, frozenset[str]]) -> Group:
    """A group by the words that have most in common with all; its category is the most frequent one."""
    weights = Counter(mark for number in numbers for mark in texts[number])

    def weight(number: str) -> tuple[float, int, str]:
        text = texts[number]
        return (-sum(weights[mark] for mark in text) / (len(text) + 3), len(existing[number].text), number)

    best = min(numbers, key=weight)
    counted = Counter(existing[number].category for number in numbers)
    category = min(counted, key=lambda name: (-counted[name], name or ""))
    return Group(existing[best].text, category, tuple(numbers), best)
